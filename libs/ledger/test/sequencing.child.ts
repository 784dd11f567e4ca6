// SPDX-License-Identifier: EUPL-1.2
/** A process for a drill, to be killed: sequences made events, a few hundred under each checkpoint, until all are in. */
import { LedgerLog } from '../src/log/ledger-log.ts';
import { madeEvents, store } from './made-events.ts';

const [, , folder = '', total = '0'] = process.argv;
const events = madeEvents(Number(total));
const log = await LedgerLog.open({ folder, origin: 'gezinslijn/test' });
process.stdout.write('started\n');
const { events: rest } = await store(events).readAll({ after: log.lastPosition, limit: events.length });
for (let at = 0; at < rest.length; at += 300) {
  log.append(rest.slice(at, at + 300));
  await log.commit(() => Promise.resolve());
}
