// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ACCESS_LOG_FAULTS, openEventStore, openKeyRing, topologyOf, verifyAccessLog } from '@gezinslijn/event-store';
import type { AccessLogReport, KeyRing } from '@gezinslijn/event-store';
import { runningIn } from '../rebuild.ts';

export interface VerifyOptions {
  readonly data: string;
  readonly store: string;
  readonly views?: string;
  readonly head?: string;
  readonly json?: boolean;
}

/** Follows the chain of the access log; shows no look. Answers 0 when it holds, 1 when not, 2 when it cannot be looked at now. */
export async function verifyCommand({ data: folder, store: address, views, head, json }: VerifyOptions): Promise<number> {
  const data = resolve(folder);
  const topology = topologyOf(address, views);
  if (topology.kind === 'embedded') {
    if (!existsSync(join(data, 'events.sqlite'))) return misuse(`Er is geen opslag in ${data}.`);
    const running = runningIn(data);
    if (running !== undefined) return misuse(`Deze opslag is in gebruik (proces ${String(running)}). Stop de gateway eerst.`);
  }
  const store = await openEventStore(topology, { folder: data });
  // Without keys the chain is followed all the same; with them the last batch of all is looked at too.
  const keys = existsSync(join(data, 'keys')) ? await openKeyRing({ folder: join(data, 'keys') }) : undefined;
  try {
    const report = await verifyAccessLog({ store, ...secretsIn(keys), ...(head === undefined ? {} : { head }) });
    process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : inWords(report, keys !== undefined));
    return report.ok ? 0 : 1;
  } finally {
    await store.close();
    await keys?.close();
  }
}

function secretsIn(keys: KeyRing | undefined) {
  return keys === undefined ? {} : { secretOf: (name: string) => keys.existingSecret(name) };
}

function misuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

function inWords({ months, failures, batches, unchained, ok }: AccessLogReport, opened: boolean): string {
  const lines = months.map(
    ({ month, batches: count, entries, late, head }) =>
      `${month}  ${String(count).padStart(8)} batches  ${(entries === null ? '–' : String(entries)).padStart(8)} entries  ${late > 0 ? `${String(late)} late  ` : ''}${head}`,
  );
  const faults = failures.map(({ stream, sequence, fault }) => `${stream} ${String(sequence)}: ${ACCESS_LOG_FAULTS[fault]}`);
  const rest = [
    ...(unchained > 0 ? [`${String(unchained)} batches van vóór de keten`] : []),
    ...(opened ? [] : ['zonder sleutels: van de allerlaatste batch is alleen de plaats bekeken']),
    `${ok ? 'de keten klopt' : 'DE KETEN KLOPT NIET'}: ${String(batches)} batches, ${String(failures.length)} fouten`,
  ];
  return `${[...lines, ...faults, ...rest].join('\n')}\n`;
}
