// SPDX-License-Identifier: EUPL-1.2
/**
 * Keeps the views of an embedded store, in a thread of its own: who asks or decides meanwhile waits neither for disclosure, nor for sealing, nor
 * for pages. It has the events, the keys and the views open for itself. From source it runs as it stands: only erasable TypeScript.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Destruction } from '@gezinslijn/case-writing';
import { openKeyRing, openSqliteEventsForReading } from '@gezinslijn/event-store';
import { matrices, matrix2025 } from '@gezinslijn/family-case';
import { BlindIndex, Checkpoint, Fenced, Projector, SqliteViewEngine, unpacked } from '@gezinslijn/party-view';
import { logger } from './logger.ts';
import { packAppeared } from './projection-messages.ts';
import type { FromProjection, ProjectionPlace, Question, ToProjection } from './projection-messages.ts';
import { giveWay } from './threads.ts';

const REFRESH_EVERY = 60_000;
/** Events per transaction at most. Under a crowd many are of the same cases, and share pages. */
const BATCH = 2_000;

const port = parentPort;
if (port === null) throw new Error('Runs only as a worker thread of the gateway');
const tell = (message: FromProjection) => {
  port.postMessage(message);
};

giveWay();
const place = workerData as ProjectionPlace;
const told = new Int32Array(place.told);
let gone = (): void => undefined;
const events = openSqliteEventsForReading({ file: place.events });
const keys = await openKeyRing({ folder: place.keys });
const engine = new SqliteViewEngine(place.views, 'serving', {
  beforeSwap: () =>
    new Promise((resolve) => {
      gone = resolve;
      tell({ kind: 'letGo' });
    }),
});
const projector = new Projector({
  store: events,
  engine,
  keys,
  matrix: matrix2025,
  versions: matrices,
  index: await BlindIndex.of(keys),
  now: () => new Date().toISOString(),
  gather: place.gather,
  batchSize: BATCH,
  onCommit: (position, appeared) => {
    tell({ kind: 'committed', position, appeared: packAppeared(appeared) });
    void destruction.look().catch(logger.fault);
  },
  onFailure: ({ name, message }) => {
    tell({ kind: 'stopped', name, message });
  },
});
const onDestroyed = (stream: string) => projector.rewrite(stream);
const destruction = new Destruction({ store: events, keys, progress: new Checkpoint(engine, 'destruction'), onDestroyed });
let due: NodeJS.Timeout | undefined;

async function answer(question: Question): Promise<void> {
  switch (question.kind) {
    case 'start':
      await projector.start();
      await destruction.look();
      await projector.refreshDue();
      due = setInterval(() => void projector.refreshDue().catch(logger.fault), REFRESH_EVERY).unref();
      return;
    case 'write':
      await engine.write(question.changes.map(unpacked));
      return;
    case 'change': {
      const matrix = matrices.find(({ version }) => version === question.version);
      if (matrix === undefined) throw new RangeError(`Version ${question.version} of the disclosure matrix is not known here`);
      await projector.changeMatrix(matrix, () => {
        tell({ kind: 'swapped' });
      });
      return;
    }
    case 'stop':
      clearInterval(due);
      await projector.stop();
      await destruction.look().catch(logger.fault);
      return;
    case 'close':
      await engine.close();
      await events.close();
      await keys.close();
  }
}

port.on('message', (message: ToProjection) => {
  switch (message.kind) {
    case 'wrote':
      // First: what is written from here on is told anew.
      Atomics.store(told, 0, 0);
      events.wake();
      return;
    case 'awaited':
      void projector.reached(message.position, message.timeoutMs);
      return;
    case 'gone':
      gone();
      return;
    case 'asked': {
      const { number, question } = message;
      answer(question).then(
        () => {
          tell({ kind: 'answered', number, position: projector.position });
          if (question.kind === 'close') port.close();
        },
        (error: unknown) => {
          tell({
            kind: 'refused',
            number,
            fenced: error instanceof Fenced,
            message: error instanceof Error ? error.message : String(error),
          });
        },
      );
    }
  }
});
