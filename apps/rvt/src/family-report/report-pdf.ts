// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { ReportDocument } from './report-document.ts';

type Pdf = InstanceType<typeof PDFDocument>;
type Part = ReturnType<Pdf['struct']>;

const { resolve } = createRequire(import.meta.url);
const letter = (name: string): Buffer => readFileSync(resolve(`@fontsource/fira-sans/files/fira-sans-${name}.woff`));
/** The letter comes in parts: names from elsewhere in Europe need the second. */
const EXTENDED = /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff]+/u;
const PIECES = /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff]+|[^\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff]+/gu;

interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly gap?: number;
}

/**
 * The report as a tagged PDF (PDF/UA-1): title, language, headings, lists and reading order are in its structure, so that it can be read aloud.
 * Letters are embedded; nothing but the document itself goes in, and its metadata say the title and the day alone.
 */
export function reportPdf(report: ReportDocument, madeAt: Date): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 56,
    // What pdfkit takes and its types do not know: the letter of the first page.
    ...({ font: letter('latin-400-normal') } as object),
    lang: 'nl-NL',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    ...({ subset: 'PDF/UA' } as object),
    info: { Title: report.title, Creator: 'Gezinslijn', Producer: 'Gezinslijn', CreationDate: madeAt },
  });
  for (const part of ['latin', 'latin-ext']) {
    pdf.registerFont(`${part}-400`, letter(`${part}-400-normal`));
    pdf.registerFont(`${part}-700`, letter(`${part}-700-normal`));
  }
  const done = collected(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const add = (parent: Part, tag: string, text: string, style: Style) => {
    parent.add(pdf.struct(tag, {}, () => write(pdf, text, style)));
  };
  add(root, 'H1', report.title, { size: 20, bold: true });
  add(root, 'P', `Voor ${report.person}. Gemaakt op ${report.madeOn}.`, { size: 11 });
  for (const sentence of report.introduction) add(root, 'P', sentence, { size: 11 });
  add(root, 'H2', 'Wat er is vastgelegd', { size: 16, bold: true, gap: 12 });
  for (const entry of report.entries) {
    const section = pdf.struct('Sect');
    root.add(section);
    add(section, 'H3', capital(entry.what), { size: 13, bold: true, gap: 10 });
    add(section, 'P', entry.when, { size: 10 });
    add(section, 'P', entry.by, { size: 10 });
    for (const { term, text } of entry.texts) add(section, 'P', `${capital(term)}: ${text}`, { size: 11 });
    for (const sentence of [...entry.corrected, ...entry.statements]) add(section, 'P', sentence, { size: 11 });
    if (entry.notShown.length > 0)
      list(
        pdf,
        section,
        entry.notShown.map(({ term, reason }) => `Niet getoond: ${term}. ${reason}`),
      );
    section.end();
  }
  add(root, 'H2', 'Wie keek naar uw gegevens', { size: 16, bold: true, gap: 12 });
  if (report.looks.length === 0) add(root, 'P', 'Niemand, voor zover u dat mag weten.', { size: 11 });
  else list(pdf, root, report.looks);
  root.end();
  pdf.end();
  return done;
}

function list(pdf: Pdf, parent: Part, items: readonly string[]): void {
  const whole = pdf.struct('L');
  parent.add(whole);
  for (const item of items) {
    const one = pdf.struct('LI');
    whole.add(one);
    one.add(pdf.struct('LBody', {}, () => write(pdf, `– ${item}`, { size: 10 })));
    one.end();
  }
  whole.end();
}

/** Each piece in the part of the letter that has its signs. */
function write(pdf: Pdf, text: string, { size, bold = false, gap = 4 }: Style): void {
  const weight = bold ? '700' : '400';
  const pieces = text.match(PIECES) ?? [''];
  pdf.fontSize(size).moveDown(gap / 14);
  pieces.forEach((piece, index) => {
    pdf.font(EXTENDED.test(piece) ? `latin-ext-${weight}` : `latin-${weight}`);
    pdf.text(piece, { continued: index < pieces.length - 1 });
  });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function collected(pdf: Pdf): Promise<Buffer> {
  return new Promise((finished, failed) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => finished(Buffer.concat(chunks)));
    pdf.on('error', failed);
  });
}
