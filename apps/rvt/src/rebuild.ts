// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openKeyRing, openSqliteEventStore } from '@gezinslijn/event-store';
import { matrix2025 } from '@gezinslijn/family-case';
import { SqliteViewEngine, rebuild } from '@gezinslijn/party-view';

/** Rebuilds the views of a store. Answers 0 when the digests are equal, 1 when not, 2 when it cannot be done now. */
export async function rebuildCommand(
  options: { readonly data: string; readonly json?: boolean; readonly force?: boolean },
  onProgress: (done: number, of: number) => void,
): Promise<number> {
  const data = resolve(options.data);
  if (!existsSync(join(data, 'events.sqlite'))) {
    process.stderr.write(`Er is geen opslag in ${data}.\n`);
    return 2;
  }
  const running = runningIn(data);
  if (running !== undefined) {
    process.stderr.write(`Deze opslag is in gebruik (proces ${String(running)}). Stop de gateway eerst.\n`);
    return 2;
  }
  const store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  const engine = new SqliteViewEngine(join(data, 'views.sqlite'));
  try {
    const report = await rebuild(
      { store, engine, keys, matrix: matrix2025, now: () => new Date().toISOString() },
      ({ position, head }) => {
        onProgress(Number(position), Number(head ?? position));
      },
      { force: options.force === true },
    );
    const { events, eventsPerSecond, digestBefore, digestAfter } = report;
    const equal = digestBefore === digestAfter;
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify({ events, eventsPerSecond, digestBefore, digestAfter })}\n`
        : `digest before ${digestBefore}\ndigest after  ${digestAfter}\n${equal ? 'gelijk' : 'NIET GELIJK'}: ${String(events)} vermeldingen, ${String(eventsPerSecond)}/s\n`,
    );
    return equal ? 0 : 1;
  } finally {
    await engine.close();
    await store.close();
    await keys.close();
  }
}

/** The process that has this store open, if it still lives. */
export function runningIn(data: string): number | undefined {
  const file = join(data, 'gateway.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
