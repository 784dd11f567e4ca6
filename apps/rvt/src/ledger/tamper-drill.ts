// SPDX-License-Identifier: EUPL-1.2
import { tamperDrill } from '@gezinslijn/ledger';
import type { DrillReport } from '@gezinslijn/ledger';
import { Misuse } from '../misuse.ts';
import { openEvents } from './opened.ts';
import type { StoreOptions } from './opened.ts';

export interface TamperDrillOptions extends StoreOptions {
  /** How many events to take, from the first on; all unless told. */
  readonly events?: string;
  /** At how many entries to tamper; all of a store of up to 500 events, 200 of a larger one unless told. */
  readonly sample?: string;
  /** Another one takes other entries. */
  readonly seed: string;
  readonly json?: boolean;
}

/**
 * Reads the events of a store, byte for byte as its engine gives them, and tampers with them on the way to the verifier; the store, its
 * ledger and its keys are not touched. Answers 0 when everything was found at the right entry, 1 when not. @throws Misuse
 */
export async function tamperDrillCommand(options: TamperDrillOptions, onProgress: (done: number, of: number) => void): Promise<number> {
  const [events, entries] = [count('--events', options.events), count('--sample', options.sample)];
  const store = await openEvents(options);
  try {
    const report = await tamperDrill({
      store,
      head: await store.head(),
      seed: options.seed,
      onProgress,
      ...(events === undefined ? {} : { events }),
      ...(entries === undefined ? {} : { entries }),
    });
    process.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : inWords(report));
    return report.missed.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
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
