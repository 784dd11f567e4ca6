// SPDX-License-Identifier: EUPL-1.2
/**
 * Keeps the ledger of an embedded store, in a thread of its own: hashing and tiles take nothing of those who ask or decide. It reads what was
 * committed from the file. From source it runs as it stands: only erasable TypeScript.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteEventsForReading } from '@gezinslijn/event-store';
import { openSequencer } from '@gezinslijn/ledger';
import type { FromLedger, LedgerPlace, ToLedger } from './kept-ledger.ts';
import { logger } from './logger.ts';
import { giveWay } from './threads.ts';

const port = parentPort;
if (port === null) throw new Error('Runs only as a worker thread of the gateway');
const tell = (message: FromLedger) => {
  port.postMessage(message);
};

giveWay();
const { events: file, storeId, settings } = workerData as LedgerPlace;
const events = openSqliteEventsForReading({ file });

try {
  const sequencer = await openSequencer(settings, storeId, {
    store: events,
    onFault: (fault) => {
      logger.fault(fault);
      if (sequencer.failure !== undefined) tell({ kind: 'failed', ...told(sequencer.failure) });
    },
  });
  sequencer.start();
  port.on('message', (message: ToLedger) => {
    switch (message.kind) {
      case 'catchUp':
        sequencer.catchUp().then(
          () => {
            tell({ kind: 'caughtUp', number: message.number });
          },
          (failure: unknown) => {
            tell({ kind: 'behind', number: message.number, ...told(failure) });
          },
        );
        return;
      case 'stop':
        void sequencer.stop().then(async () => {
          await events.close();
          port.close();
        });
    }
  });
  tell({ kind: 'ready' });
} catch (failure) {
  await events.close();
  tell({ kind: 'refused', ...told(failure) });
  port.close();
}

function told(failure: unknown): { readonly name: string; readonly message: string } {
  return failure instanceof Error ? { name: failure.name, message: failure.message } : { name: 'Error', message: String(failure) };
}
