// SPDX-License-Identifier: EUPL-1.2
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { NotEvidence, evidenceDrill, tamperDrill } from '@gezinslijn/ledger';
import type { DrillReport } from '@gezinslijn/ledger';
import { Misuse } from '../misuse.ts';
import { openEvents } from './opened.ts';
import type { StoreOptions } from './opened.ts';
import { trustedKeys } from './trusted-keys.ts';

export interface TamperDrillOptions extends StoreOptions {
  /** How many events to take, from the first on; all unless told. */
  readonly events?: string;
  /** At how many entries to tamper; all of a store of up to 500 events, 200 of a larger one unless told. */
  readonly sample?: string;
  /** Another one takes other entries. */
  readonly seed: string;
  /** An evidence file to drill in the place of a store, and the keys it is checked with. */
  readonly file?: string;
  readonly keys?: string;
  readonly json?: boolean;
}

/**
 * Reads the events of a store, byte for byte as its engine gives them, and tampers with them on the way to the verifier; the store, its
 * ledger and its keys are not touched. Answers 0 when everything was found at the right entry, 1 when not. @throws Misuse
 */
export async function tamperDrillCommand(options: TamperDrillOptions, onProgress: (done: number, of: number) => void): Promise<number> {
  const [events, entries] = [count('--events', options.events), count('--sample', options.sample)];
  const { seed, file } = options;
  if (file !== undefined) {
    const report = await ofFile(file, { ...options, onProgress, ...(entries === undefined ? {} : { entries }) });
    return printed(report, options);
  }
  const store = await openEvents(options);
  try {
    const report = await tamperDrill({
      store,
      head: await store.head(),
      seed,
      onProgress,
      ...(events === undefined ? {} : { events }),
      ...(entries === undefined ? {} : { entries }),
    });
    return printed(report, options);
  } finally {
    await store.close();
  }
}

/** Read line by line, as often as there are rounds. @throws Misuse when it does not hold as it is. */
async function ofFile(
  file: string,
  {
    keys: keyFile,
    seed,
    entries,
    onProgress,
  }: Pick<TamperDrillOptions, 'keys' | 'seed'> & {
    readonly entries?: number;
    readonly onProgress: (done: number, of: number) => void;
  },
): Promise<DrillReport> {
  if (keyFile === undefined) throw new Misuse('Bij --file hoort --keys: de openbare sleutels waarmee het bewijs wordt gecontroleerd.');
  const keys = trustedKeys(keyFile);
  const lines = () => createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const quorum = keys.some(({ kind }) => kind === 'witness') ? 1 : 0;
  try {
    return await evidenceDrill({ lines, keys, quorum, seed, onProgress, ...(entries === undefined ? {} : { entries }) });
  } catch (failure) {
    if (!(failure instanceof NotEvidence)) throw failure;
    throw new Misuse(`${file} klopt zelf niet: kijk met ‘rvt verify’.`);
  }
}

function printed(report: DrillReport, { json }: Pick<TamperDrillOptions, 'json'>): number {
  process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : inWords(report));
  return report.missed.length === 0 ? 0 : 1;
}

function count(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new Misuse(`${option} is een getal vanaf 1.`);
  return Number(value);
}

/** Names the sample: whoever reads the figure must see of what it is. */
function inWords({ attempts, detected, missed, sample }: DrillReport): string {
  const { entries, of, seed } = sample;
  const lines = missed.map(({ attack, index }) => `NIET GEVONDEN: ${attack}, vermelding ${String(index)}`);
  lines.push(
    entries.length === of
      ? `Bij elk van de ${String(of)} vermeldingen geprobeerd.`
      : `Steekproef van ${String(entries.length)} uit ${String(of)} vermeldingen (zaad ${seed}): ${entries.join(', ')}`,
    `${String(attempts)} pogingen op een kopie, ${String(detected)} gevonden bij de juiste vermelding`,
  );
  return `${lines.join('\n')}\n`;
}
