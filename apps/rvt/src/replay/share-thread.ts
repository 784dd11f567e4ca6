// SPDX-License-Identifier: EUPL-1.2
/** A thread that goes through one share of the streams, on connections of its own: see `share-threads.ts`. */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openEventStore, openKeyRing } from '@gezinslijn/event-store';
import { matrix2025 } from '@gezinslijn/family-case';
import { BlindIndex, SqliteViewEngine, buildViews } from '@gezinslijn/party-view';
import { foldCases } from './fold-cases.ts';
import type { FromThread, Place, ShareTask } from './share-threads.ts';

const port = parentPort;
if (port === null) throw new Error('Runs only as one of share-threads');
const say = (message: FromThread) => {
  port.postMessage(message);
};

const { topology, folder } = workerData as Place;
const [store, keys] = await Promise.all([
  openEventStore(topology, { folder, mapped: true }),
  openKeyRing({ folder: join(folder, 'keys') }),
]);

/** Cases between two messages of how far it is. */
const TELL_EVERY = 50;

async function done({ share, work }: ShareTask): Promise<FromThread> {
  const onPosition = (position: bigint) => {
    say({ kind: 'position', position });
  };
  const onCase = (done: number, of: number) => {
    if (done % TELL_EVERY === 0 || done === of) say({ kind: 'cases', done, of });
  };
  if (work.kind === 'fold') return { kind: 'folded', result: await foldCases({ store, keys, share, range: work.range, onCase }) };
  const engine = new SqliteViewEngine(work.file, 'building');
  try {
    await buildViews(
      { store, engine, keys, matrix: matrix2025, index: await BlindIndex.of(keys), now: () => work.now, share },
      engine,
      onPosition,
    );
  } finally {
    await engine.close();
  }
  return { kind: 'built' };
}

port.on('message', (task: ShareTask | 'close') => {
  if (task === 'close') {
    port.close();
    void Promise.all([store.close(), keys.close()]);
  } else
    done(task).then(say, (failure: unknown) => {
      say({ kind: 'failed', failure });
    });
});
say({ kind: 'ready' });
