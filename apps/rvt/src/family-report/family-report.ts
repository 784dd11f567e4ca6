// SPDX-License-Identifier: EUPL-1.2
import { writeFileSync } from 'node:fs';
import { FamilyReportDocument, LooksForReportDocument } from '@gezinslijn/api-contract';
import type { LooksForReportQuery } from '@gezinslijn/api-contract';
import { askGateway } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';
import { noSuchCase } from '../looking-back/looking-back.ts';
import { reportDocument } from './report-document.ts';
import type { ReportDocument } from './report-document.ts';

export interface FamilyReportOptions extends AskingOptions {
  readonly case: string;
  readonly person?: string;
  readonly output?: string;
}

/** Prints the report as JSON, or writes it to a file: as a PDF, or as JSON where that was asked for. Answers 0, or 1 when there is no such case for that person. */
export async function familyReportCommand(options: FamilyReportOptions): Promise<number> {
  const whose = options.person === undefined ? {} : { personId: options.person };
  const variables = { caseId: options.case, ...whose };
  const { familyReport } = await askGateway(options, FamilyReportDocument, variables);
  if (familyReport === null) return noSuchCase();
  const report = reportDocument(familyReport, await looksAt(options, variables));
  const json = `${JSON.stringify(report)}\n`;
  if (options.output === undefined) process.stdout.write(json);
  else {
    writeFileSync(options.output, options.json === true ? json : await pdfOf(report, familyReport.madeAt), { mode: 0o600 });
    process.stdout.write(`${String(report.entries.length)} vermeldingen in ${options.output}\n`);
  }
  return 0;
}

async function pdfOf(report: ReportDocument, madeAt: string): Promise<Uint8Array> {
  const { reportPdf } = await import('./report-pdf.ts');
  return reportPdf(report, new Date(madeAt));
}

async function looksAt(options: FamilyReportOptions, variables: object): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (let after: string | null = null; ;) {
    const { whoLooked }: LooksForReportQuery = await askGateway(options, LooksForReportDocument, {
      ...variables,
      ...(after === null ? {} : { after }),
    });
    sentences.push(...(whoLooked?.nodes ?? []).map(({ sentence }) => sentence));
    if (whoLooked?.hasNextPage !== true) return sentences;
    after = whoLooked.endCursor;
  }
}
