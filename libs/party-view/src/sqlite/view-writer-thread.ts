// SPDX-License-Identifier: EUPL-1.2
/** The one thread that writes views which serve: who reads or decides meanwhile does not wait for rows, indexes and pages. */
import { parentPort, workerData } from 'node:worker_threads';
import { Fenced } from '../view-engine.ts';
import { ViewFile } from './view-file.ts';
import { unpacked } from './view-writer-messages.ts';
import type { FromViewWriter, ToViewWriter } from './view-writer-messages.ts';

const port = parentPort;
if (port === null) throw new Error('Runs only as a worker thread of SqliteViewEngine');

const file = new ViewFile(workerData as string, 'serving');
const answer = (message: FromViewWriter) => {
  port.postMessage(message);
};

port.on('message', (message: ToViewWriter) => {
  if (message.kind === 'close') {
    file.close();
    port.close();
    return;
  }
  try {
    file.write(message.changes.map(unpacked));
    answer({ kind: 'written' });
  } catch (error) {
    answer({ kind: 'failed', fenced: error instanceof Fenced, message: error instanceof Error ? error.message : String(error) });
  }
});
