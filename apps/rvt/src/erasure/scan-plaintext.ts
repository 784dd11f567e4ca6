// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TextsToLookForDocument } from '@gezinslijn/api-contract';
import type { TextsToLookForQuery } from '@gezinslijn/api-contract';
import { askGateway } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';
import { Misuse } from '../ledger/opened.ts';
import { noSuchCase } from '../looking-back/looking-back.ts';
import { piecesOf } from './needles.ts';
import { scanFolders } from './scan.ts';

export interface ScanOptions {
  readonly needles: string;
  readonly data: readonly string[];
  readonly json?: boolean;
}

/** Exit 0: nothing was found but what was planted; 1: something was; 2: the control was not found, so the scan says nothing. @throws Misuse */
export async function scanPlaintextCommand(options: ScanOptions, onProgress: (done: number, of: number) => void): Promise<number> {
  const missing = [options.needles, ...options.data].find((path) => !existsSync(path));
  if (missing !== undefined) throw new Misuse(`Er is niets op ${resolve(missing)}.`);
  const texts = readFileSync(options.needles, 'utf8')
    .split('\n')
    .filter((line) => piecesOf(line).length > 0);
  if (texts.length === 0) throw new Misuse('In het bestand met teksten staat geen tekst van twaalf tekens of meer.');
  const scan = await scanFolders(options.data, texts, onProgress);
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

export interface TakeOptions extends AskingOptions {
  readonly case: string;
  readonly person: string;
  readonly output: string;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/**
 * Before an erasure: what is recorded about one person alone, one text a line, in a file for its owner only. Asked of a running gateway, as
 * somebody who signed in and states for what; logged like any screen. Whoever makes the file must destroy it after the scan.
 */
export async function takeNeedlesCommand(options: TakeOptions): Promise<number> {
  const texts = new Set<string>();
  for (let after: string | null = null; ;) {
    const { timeline }: TextsToLookForQuery = await askGateway(options, TextsToLookForDocument, {
      caseId: options.case,
      ...(after === null ? {} : { after }),
    });
    if (timeline === null) return noSuchCase();
    for (const { about, fields } of timeline.nodes) {
      const alone = about.length === 1 && about[0] === options.person;
      for (const { text, personId } of fields) {
        if (text !== null && (personId === options.person || (personId === null && alone))) texts.add(text);
      }
    }
    if (!timeline.pageInfo.hasNextPage) break;
    after = timeline.pageInfo.endCursor ?? null;
  }
  // Ids, dates and codes stand in the clear: words have a space between them, and are no list of ids.
  const isWords = (line: string) => line.trim().includes(' ') && !ID.test(line) && piecesOf(line).length > 0;
  const needles = [...texts].flatMap((text) => text.split('\n')).filter(isWords);
  writeFileSync(options.output, `${needles.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`${String(needles.length)} teksten in ${options.output}; vernietig dit bestand na het zoeken\n`);
  return needles.length > 0 ? 0 : 1;
}
