// SPDX-License-Identifier: EUPL-1.2
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { LedgerReader, exportEvidence } from '@gezinslijn/ledger';
import { Misuse } from '../misuse.ts';
import { ledgerFolder, openEvents } from './opened.ts';
import type { StoreOptions } from './opened.ts';

export interface ExportCommandOptions extends StoreOptions {
  readonly case: string;
  readonly proof?: boolean;
  readonly output: string;
  readonly complete?: boolean;
  readonly since?: string;
}

/**
 * Writes the evidence of one case to one file. Everything in it is sealed as it is stored: no key is opened and nobody reads along, so
 * it asks for no sign-in. Answers 0.
 * @throws Misuse
 */
export async function exportCommand(options: ExportCommandOptions): Promise<number> {
  if (options.proof !== true) throw new Misuse('Alleen een bewijs kan zo worden uitgevoerd: geef --proof.');
  if (existsSync(options.output)) throw new Misuse(`${options.output} bestaat al.`);
  const stream = /^[0-9a-f-]{36}$/.test(options.case) ? `familyCase-${options.case}` : options.case;
  const folder = ledgerFolder(options);
  const store = await openEvents(options);
  try {
    const ledger = await covering(store, folder, stream, options.complete === true);
    const since = options.since === undefined ? {} : { since: readFileSync(options.since, 'utf8') };
    const file = openSync(options.output, 'wx', 0o600);
    let entries = 0;
    try {
      for await (const line of exportEvidence({ store, ledger, stream, complete: options.complete === true, ...since })) {
        writeSync(file, `${line}\n`);
        if (entries === 0) entries = (JSON.parse(line) as { entries: number }).entries;
      }
    } finally {
      closeSync(file);
      ledger.close();
    }
    process.stdout.write(`${options.output}: ${String(entries)} vermeldingen, grootboek van ${String(ledger.size)}\n`);
    return 0;
  } finally {
    await store.close();
  }
}

/** The checkpoint that witnesses signed, when it covers all of the case; else the newest. */
async function covering(
  store: Awaited<ReturnType<typeof openEvents>>,
  folder: string,
  stream: string,
  complete: boolean,
): Promise<LedgerReader> {
  let last: bigint | undefined;
  for await (const { position } of store.readStream(stream, { direction: 'backwards', from: 'end', limit: 1 })) last = position;
  if (last === undefined) throw new Misuse(`Er zijn geen vermeldingen onder ${stream}.`);
  const cosigned = LedgerReader.open(folder, 'cosigned');
  if (cosigned?.indexOf(last) !== undefined) return cosigned;
  cosigned?.close();
  const latest = LedgerReader.open(folder);
  if (latest === undefined) throw new Misuse(`Er is nog geen grootboek in ${folder}.`);
  let first: bigint | undefined;
  for await (const { position } of store.readStream(stream, { direction: 'forwards', from: 'start', limit: 1 })) first = position;
  if (!complete && first !== undefined && latest.indexOf(first) === undefined) {
    latest.close();
    throw new Misuse(`Er staat nog geen vermelding onder ${stream} in het grootboek. Probeer het straks opnieuw.`);
  }
  process.stderr.write('Geen getuige heeft dit al gezien: het bewijs draagt alleen de handtekening van het grootboek zelf.\n');
  if (latest.indexOf(last) === undefined)
    process.stderr.write('De laatste vermeldingen staan nog niet in het grootboek en ontbreken in het bewijs.\n');
  return latest;
}
