// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { openEventStore, openKeyRing, topologyOf } from '@gezinslijn/event-store';
import type { Topology } from '@gezinslijn/event-store';
import { matrix2025, matrixNamed } from '@gezinslijn/family-case';
import { BlindIndex, Lease, PostgresViewEngine, SqliteViewEngine, rebuild, versionOfViews } from '@gezinslijn/party-view';
import type { Fence, ShadowEngine } from '@gezinslijn/party-view';
import { MOST_THREADS, ShareThreads, threadsAtHand } from './replay/share-threads.ts';

export interface RebuildOptions {
  /** Folder of the keys, and of the embedded store. */
  readonly data: string;
  readonly store: string;
  readonly views?: string;
  readonly json?: boolean;
  readonly force?: boolean;
  /** How many threads share the cases of an embedded store; as many as the machine has cores unless told. */
  readonly threads?: string;
}

/** Below this many events starting threads takes longer than they save. */
const WORTH_SHARING = 10_000n;

/** Rebuilds the views of a store. Answers 0 when the digests are equal, 1 when not, 2 when it cannot be done now. */
export async function rebuildCommand(options: RebuildOptions, onProgress: (done: number, of: number) => void): Promise<number> {
  const data = resolve(options.data);
  const topology = topologyOf(options.store, options.views);
  const views = topology.kind === 'embedded' ? ownViews(data) : await sharedViews(topology);
  if ('refused' in views) {
    process.stderr.write(`${views.refused}\n`);
    return 2;
  }
  const store = await openEventStore(topology, { folder: data });
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  try {
    const { engine, fence } = views;
    // One moment for all of it: what a reader may see must not change between two digests.
    const now = new Date().toISOString();
    // Under the version they were built under: changing over to an adopted one is the gateway's.
    const matrix = matrixNamed((await versionOfViews(engine)) ?? '') ?? matrix2025;
    const threads = options.threads === undefined ? threadsAtHand() : Number(options.threads);
    if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
      process.stderr.write(`--threads is een getal van 1 tot en met ${String(MOST_THREADS)}.\n`);
      return 2;
    }
    const shared = topology.kind === 'embedded' && matrix === matrix2025 && threads > 1 && ((await store.head()) ?? 0n) >= WORTH_SHARING;
    const sharing = shared ? await ShareThreads.start({ topology, folder: data }, threads) : undefined;
    const report = await rebuild(
      {
        store,
        engine,
        keys,
        matrix,
        index: await BlindIndex.of(keys),
        now: () => now,
        ...(fence === undefined ? {} : { fence }),
      },
      ({ position, head }) => {
        onProgress(Number(position), Number(head ?? position));
      },
      { force: options.force === true, ...(sharing === undefined ? {} : { build: sharing.views(now) }) },
    ).finally(() => sharing?.close());
    const { events, eventsPerSecond, digestBefore, digestAfter } = report;
    const equal = digestBefore === digestAfter;
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify({ events, eventsPerSecond, digestBefore, digestAfter })}\n`
        : `digest before ${digestBefore}\ndigest after  ${digestAfter}\n${equal ? 'gelijk' : 'NIET GELIJK'}: ${String(events)} vermeldingen, ${String(eventsPerSecond)}/s\n`,
    );
    return equal ? 0 : 1;
  } finally {
    await views.close();
    await store.close();
    await keys.close();
  }
}

interface HeldViews {
  readonly engine: ShadowEngine;
  readonly fence?: Fence;
  close(): Promise<void>;
}

type Views = HeldViews | { readonly refused: string };

/** Views on a file, when no gateway has them open. */
function ownViews(data: string): Views {
  if (!existsSync(join(data, 'events.sqlite'))) return { refused: `Er is geen opslag in ${data}.` };
  const running = runningIn(data);
  if (running !== undefined) return { refused: `Deze opslag is in gebruik (proces ${String(running)}). Stop de gateway eerst.` };
  const engine = new SqliteViewEngine(join(data, 'views.sqlite'));
  return { engine, close: () => engine.close() };
}

const LEASE_MS = 10_000;

/** Views on a server, when no projector keeps them: gateways read on meanwhile, and on the new ones after the swap. */
async function sharedViews({ views: url }: Exclude<Topology, { kind: 'embedded' }>): Promise<Views> {
  const lease = new Lease({ url, name: 'projector', holder: `rebuild ${hostname()}:${String(process.pid)}`, lasts: LEASE_MS });
  const held = await lease.acquire();
  if (held === null) {
    await lease.close();
    return { refused: 'Een projector houdt deze weergaven bij. Stop de projectoren eerst; de gateways kunnen blijven draaien.' };
  }
  const engine = await PostgresViewEngine.open({ url, access: 'write' });
  const renewing = setInterval(() => void lease.renew().catch(() => undefined), LEASE_MS / 4);
  return {
    engine,
    fence: held.fence,
    close: async () => {
      clearInterval(renewing);
      await lease.release();
      await lease.close();
      await engine.close();
    },
  };
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
