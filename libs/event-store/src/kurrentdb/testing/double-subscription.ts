// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import wire from '@eventstore/db-client/generated/streams_pb.js';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { DoubleLog } from './double-log.ts';
import { checkedPosition, eventResponse, filterOf, recordsOf } from './double-reads.ts';
import type { DoubleState } from './kurrentdb-double.ts';

type ReadCall = ServerWritableStream<wire.ReadReq, wire.ReadResp>;

/** Streams.Read.cs of the server, for the KurrentDB double: finite reads and catch-up subscriptions are one call. */
export function read(state: DoubleState) {
  return (call: ReadCall): void => {
    void answer(state, call).catch((error: unknown) => {
      const { code = status.UNKNOWN, metadata } = error as { code?: number; metadata?: unknown };
      const details = error instanceof Error ? error.message : 'failed';
      call.emit('error', { code, details, ...(metadata !== undefined && { metadata }) });
    });
  };
}

async function answer(state: DoubleState, call: ReadCall): Promise<void> {
  state.admit(call.metadata);
  if (state.faults.silentReads > 0) {
    state.faults.silentReads -= 1;
    return;
  }
  const options = call.request.getOptions();
  if (options === undefined) throw Object.assign(new Error('No options'), { code: status.INVALID_ARGUMENT });
  if (options.hasSubscription()) return subscribe(state, call, options);
  const records = recordsOf(state.log, options);
  if (records === undefined) {
    const missing = new wire.ReadResp.StreamNotFound();
    missing.setStreamIdentifier(options.getStream()?.getStreamIdentifier());
    const response = new wire.ReadResp();
    response.setStreamNotFound(missing);
    await write(call, response);
  } else {
    const structured = options.getUuidOption()?.hasString() !== true;
    for (const record of records) {
      if (call.cancelled) return;
      await write(call, eventResponse(record, structured));
    }
  }
  call.end();
}

/**
 * Enumerators.AllSubscriptionFiltered.cs: a confirmation first; from a position, the one record that begins there is passed over; then
 * whatever matches, old and new alike. A checkpoint follows each `window × interval` events looked at.
 */
async function subscribe({ log, faults }: DoubleState, call: ReadCall, options: wire.ReadReq.Options): Promise<void> {
  const matches = filterOf(options);
  const filter = options.getFilter();
  const every = filter === undefined ? Infinity : (filter.hasMax() ? filter.getMax() : 32) * filter.getCheckpointintervalmultiplier();
  let next = firstIndex(log, options);
  const confirmation = new wire.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId('double');
  const confirmed = new wire.ReadResp();
  confirmed.setConfirmation(confirmation);
  await write(call, confirmed);
  let wake: () => void = () => undefined;
  const stopListening = log.listen(() => {
    wake();
  });
  call.on('cancelled', () => {
    stopListening();
    wake();
  });
  const structured = options.getUuidOption()?.hasString() !== true;
  for (let looked = 0, sent = 0; !call.cancelled;) {
    const record = log.records[next];
    if (record === undefined) {
      await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    next += 1;
    looked += 1;
    if (matches(record)) {
      if (sent >= faults.dropSubscriptionAfter) {
        stopListening();
        throw Object.assign(
          new Error('Operation timed out: Consumer too slow to handle event while live. Client resubscription required.'),
          {
            code: status.ABORTED,
          },
        );
      }
      sent += 1;
      await write(call, eventResponse(record, structured));
    }
    if (looked % every === 0) await write(call, checkpoint(record.position));
  }
}

function firstIndex(log: DoubleLog, options: wire.ReadReq.Options): number {
  const all = options.getAll();
  if (all === undefined || all.hasStart()) return 0;
  if (all.hasEnd()) return log.records.length;
  return log.indexAt(checkedPosition(log, all.getPosition())) + 1;
}

function checkpoint(position: bigint): wire.ReadResp {
  const mark = new wire.ReadResp.Checkpoint();
  mark.setCommitPosition(position.toString());
  mark.setPreparePosition(position.toString());
  const response = new wire.ReadResp();
  response.setCheckpoint(mark);
  return response;
}

/** Waits while the reader takes no more. */
async function write(call: ReadCall, response: wire.ReadResp): Promise<void> {
  if (call.cancelled || call.write(response)) return;
  await Promise.race([once(call, 'drain'), once(call, 'cancelled'), once(call, 'close')]);
}
