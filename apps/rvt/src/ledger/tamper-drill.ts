// SPDX-License-Identifier: EUPL-1.2
import { tamperDrill } from '@gezinslijn/ledger';
import type { PlacedEvent } from '@gezinslijn/ledger';
import { openEvents } from './opened.ts';
import type { StoreOptions } from './opened.ts';

export interface TamperDrillOptions extends StoreOptions {
  /** How many events to take, from the first on; all unless told. The work grows with the square of it. */
  readonly events?: string;
  readonly json?: boolean;
}

/**
 * Reads every event of a store once, byte for byte as its engine gives it, and tampers with that copy in memory; the store, its ledger and
 * its keys are not touched. Answers 0 when everything was found at the right entry, 1 when not.
 */
export async function tamperDrillCommand(options: TamperDrillOptions, onProgress: (done: number, of: number) => void): Promise<number> {
  const store = await openEvents(options);
  const events: PlacedEvent[] = [];
  try {
    for (let after: bigint | null = null; ;) {
      const page = await store.readAll({ after, limit: 1_000 });
      events.push(...page.events);
      after = page.lastPosition;
      if (page.atHead) break;
    }
  } finally {
    await store.close();
  }
  const { attempts, detected, missed } = await tamperDrill({
    events: events.slice(0, Number(options.events ?? events.length)),
    onProgress,
  });
  if (options.json === true) process.stdout.write(`${JSON.stringify({ attempts, detected, missed })}\n`);
  else {
    for (const { attack, index } of missed) process.stdout.write(`NIET GEVONDEN: ${attack}, vermelding ${String(index)}\n`);
    process.stdout.write(`${String(attempts)} pogingen op een kopie, ${String(detected)} gevonden bij de juiste vermelding\n`);
  }
  return missed.length === 0 ? 0 : 1;
}
