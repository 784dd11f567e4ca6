// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Misuse } from '../ledger/opened.ts';
import { Seeder } from '../seed.ts';
import { piecesOf } from './needles.ts';
import { scanFolders } from './scan.ts';

export interface ScanOptions {
  readonly needles: string;
  readonly data: readonly string[];
  readonly json?: boolean;
}

/** Exit 0: nothing was found but what was planted; 1: something was; 2: the control was not found, so the scan says nothing. @throws Misuse */
export function scanPlaintextCommand(options: ScanOptions, onProgress: (done: number, of: number) => void): number {
  const missing = [options.needles, ...options.data].find((path) => !existsSync(path));
  if (missing !== undefined) throw new Misuse(`Er is niets op ${resolve(missing)}.`);
  const texts = readFileSync(options.needles, 'utf8')
    .split('\n')
    .filter((line) => piecesOf(line).length > 0);
  if (texts.length === 0) throw new Misuse('In het bestand met teksten staat geen tekst van twaalf tekens of meer.');
  const scan = scanFolders(options.data, texts, onProgress);
  const report = { texts: texts.length, ...scan };
  if (options.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    process.stdout.write(`${String(texts.length)} teksten gezocht in ${String(scan.files)} bestanden (${String(scan.bytes)} bytes)\n`);
    for (const { file, form, text } of scan.findings) process.stdout.write(`GEVONDEN: tekst ${String(text + 1)} als ${form} in ${file}\n`);
    process.stdout.write(
      scan.blindTo.length > 0
        ? `De controle werd niet gevonden als ${scan.blindTo.join(', ')}: deze uitkomst zegt niets.\n`
        : `controle gevonden in elke vorm; verder ${scan.findings.length === 0 ? 'niets' : `${String(scan.findings.length)} vindplaatsen`}\n`,
    );
  }
  return scan.blindTo.length > 0 ? 2 : scan.findings.length > 0 ? 1 : 0;
}

export interface TakeOptions {
  readonly case: string;
  readonly person: string;
  readonly as: string;
  readonly purpose: string;
  readonly output: string;
  readonly url: string;
  readonly issuer: string;
}

const PAGE = `query ($caseId: ID!, $after: String) { timeline(caseId: $caseId, first: 100, after: $after) {
  nodes { about fields { text personId } } pageInfo { hasNextPage endCursor } } }`;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

interface Page {
  readonly timeline: {
    readonly nodes: readonly {
      readonly about: readonly string[];
      readonly fields: readonly { readonly text: string | null; readonly personId: string | null }[];
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

/**
 * Before an erasure: what is recorded about one person alone, one text a line, in a file for its owner only. Asked of a running gateway, as
 * somebody who signed in and states for what; logged like any screen. Whoever makes the file must destroy it after the scan.
 */
export async function takeNeedlesCommand(options: TakeOptions): Promise<number> {
  const api = new Seeder({ url: options.url, issuer: options.issuer });
  const texts = new Set<string>();
  for (let after: string | null = null; ;) {
    const answer: Awaited<ReturnType<typeof api.query<Page>>> = await api.query<Page>(
      options.as,
      PAGE,
      { caseId: options.case, ...(after === null ? {} : { after }) },
      { purpose: encodeURIComponent(options.purpose) },
    );
    const timeline: Page['timeline'] | undefined = answer.data?.timeline;
    if (timeline === null || timeline === undefined) {
      process.stderr.write(answer.errors === undefined ? 'Er is niet zo’n casus.\n' : `${JSON.stringify(answer.errors)}\n`);
      return 1;
    }
    for (const { about, fields } of timeline.nodes) {
      const alone = about.length === 1 && about[0] === options.person;
      for (const { text, personId } of fields) {
        if (text !== null && (personId === options.person || (personId === null && alone))) texts.add(text);
      }
    }
    if (!timeline.pageInfo.hasNextPage) break;
    after = timeline.pageInfo.endCursor;
  }
  // Ids, dates and codes stand in the clear: words have a space between them, and are no list of ids.
  const isWords = (line: string) => line.trim().includes(' ') && !ID.test(line) && piecesOf(line).length > 0;
  const needles = [...texts].flatMap((text) => text.split('\n')).filter(isWords);
  writeFileSync(options.output, `${needles.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`${String(needles.length)} teksten in ${options.output}; vernietig dit bestand na het zoeken\n`);
  return needles.length > 0 ? 0 : 1;
}
