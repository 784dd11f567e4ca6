// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openEventStore, topologyOf } from '@gezinslijn/event-store';
import { Misuse } from '../ledger/opened.ts';
import { digestOfAll } from './fold-cases.ts';
import { MOST_THREADS, ShareThreads, threadsAtHand } from './share-threads.ts';

export interface ReplayOptions {
  readonly data: string;
  readonly store: string;
  readonly views?: string;
  readonly after?: string;
  readonly until?: string;
  readonly threads?: string;
  readonly json?: boolean;
}

/** Folds every family case from its events and prints one digest of what they came to. @throws Misuse */
export async function replayCommand(options: ReplayOptions, onProgress: (done: number, of: number) => void): Promise<void> {
  const folder = resolve(options.data);
  const topology = topologyOf(options.store, options.views);
  if (topology.kind === 'embedded' && !existsSync(join(folder, 'events.sqlite'))) throw new Misuse(`Er is geen opslag in ${folder}.`);
  const [after, until] = [position('--after', options.after), position('--until', options.until)];
  const count = options.threads === undefined ? threadsAtHand() : Number(position('--threads', options.threads));
  if (count < 1 || count > MOST_THREADS) throw new Misuse(`--threads is een getal van 1 tot en met ${String(MOST_THREADS)}.`);
  const store = await openEventStore(topology, { folder });
  const head = await store.head();
  await store.close();
  const threads = await ShareThreads.start({ topology, folder }, count);
  try {
    // One moment for all cases: a store that is written to meanwhile would give another digest.
    const range = { after, until: until !== null && head !== null && until < head ? until : head };
    const started = performance.now();
    const parts = await threads.fold(range, onProgress);
    const seconds = (performance.now() - started) / 1000;
    const events = parts.reduce((sum, part) => sum + part.events, 0);
    const cases = parts.reduce((sum, { digests }) => sum + digests.length, 0);
    const report = { events, cases, eventsPerSecond: Math.round(events / Math.max(seconds, 0.001)), digest: digestOfAll(parts) };
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify(report)}\n`
        : `digest ${report.digest}\n${String(events)} vermeldingen in ${String(cases)} casussen, ${String(report.eventsPerSecond)}/s\n`,
    );
  } finally {
    await threads.close();
  }
}

function position(option: string, value: string | undefined): bigint | null {
  if (value === undefined) return null;
  if (!/^\d{1,18}$/.test(value)) throw new Misuse(`${option} is een getal vanaf 0.`);
  return BigInt(value);
}
