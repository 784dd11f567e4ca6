// SPDX-License-Identifier: EUPL-1.2
import wire from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { DoubleLog, LogRecord } from './double-log.ts';

type Options = wire.ReadReq.Options;
type Matches = (record: LogRecord) => boolean;

/** The KurrentDB double's answer to a read of a finite number of events. `undefined` when the stream does not exist. */
export function recordsOf(log: DoubleLog, options: Options): Iterable<LogRecord> | undefined {
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === wire.ReadReq.Options.ReadDirection.BACKWARDS;
  const stream = options.getStream();
  if (stream !== undefined) return streamRecords(log, stream, backwards, count);
  return take(count, backwards ? allBackwards(log, options) : allForwards(log, options));
}

/** IndexReader.cs: forwards from a revision on, inclusive; backwards the same; a stream that is not there is told apart. */
function streamRecords(log: DoubleLog, stream: wire.ReadReq.Options.StreamOptions, backwards: boolean, count: number) {
  const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  // Streams.Read.cs: a read of a stream without a name fails in the handler (seen on 22.10).
  if (name === '') throw new Error('Exception was thrown by handler.');
  const records = log.stream(name);
  if (records.length === 0) return undefined;
  // Seen on 22.10.5: there is nothing forwards from the end, and asking is an error.
  if (!backwards && stream.hasEnd()) throw new Error('Unexpected ReadStreamResult: Error');
  const last = records.length - 1;
  const from = stream.hasStart() ? 0 : stream.hasEnd() ? last : Number(stream.getRevision());
  const page = backwards ? records.slice(0, from + 1).toReversed() : records.slice(from);
  return page.slice(0, count);
}

/** AllReader.cs, `ReadAllEventsForward`: a position names the first record to be looked at, itself included. */
function* allForwards(log: DoubleLog, options: Options): Generator<LogRecord> {
  const all = options.getAll();
  if (all?.hasEnd() === true) return;
  const from = all?.hasStart() === true ? 0n : checkedPosition(log, all?.getPosition());
  const matches = filterOf(options);
  for (let index = log.indexAt(from); index < log.records.length; index += 1) {
    const record = log.records[index];
    if (record !== undefined && matches(record)) yield record;
  }
}

/** AllReader.cs, `ReadAllEventsBackward`: a position names the end of the last record to be looked at. */
function* allBackwards(log: DoubleLog, options: Options): Generator<LogRecord> {
  const all = options.getAll();
  if (all?.hasStart() === true) return;
  const until = all?.hasEnd() === true ? log.end : BigInt(all?.getPosition()?.getCommitPosition() ?? 0);
  const matches = filterOf(options);
  for (let index = log.records.length - 1; index >= 0; index -= 1) {
    const record = log.records[index];
    if (record !== undefined && record.end <= until && matches(record)) yield record;
  }
}

/** A position inside a record cannot be read from; one beyond the beginning of the last finds nothing (both seen on 22.10.5). */
export function checkedPosition(log: DoubleLog, position: wire.ReadReq.Options.Position | undefined): bigint {
  const commit = BigInt(position?.getCommitPosition() ?? 0);
  const next = log.records[log.indexAt(commit)];
  if (next !== undefined && next.position !== commit) throw new Error('Unexpected ReadAllResult: Error');
  return commit;
}

/** EventFilter.cs: by stream or by type; beginnings, or a regular expression found anywhere. */
export function filterOf(options: Options): Matches {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const part = (record: LogRecord) => (byStream === undefined ? record.type : record.stream);
  const prefixes = expression?.getPrefixList() ?? [];
  if (prefixes.length > 0) return (record) => prefixes.some((prefix) => part(record).startsWith(prefix));
  const pattern = new RegExp(expression?.getRegex() ?? '', 'u');
  return (record) => pattern.test(part(record));
}

/** Enumerators.cs, `ConvertToReadEvent`: an event of a stream carries its place among all (changelog of 22.10, no. 3459). */
export function eventResponse(record: LogRecord, structured: boolean): wire.ReadResp {
  const event = new wire.ReadResp.ReadEvent.RecordedEvent();
  event.setId(structured ? structuredUuid(record.id) : stringUuid(record.id));
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(new Uint8Array(Buffer.from(record.stream, 'utf8')));
  event.setStreamIdentifier(identifier);
  event.setStreamRevision(String(record.revision));
  event.setCommitPosition(record.position.toString());
  event.setPreparePosition(record.position.toString());
  event
    .getMetadataMap()
    .set('type', record.type)
    .set('created', '17000000000000000')
    .set('content-type', record.json ? 'application/json' : 'application/octet-stream');
  event.setData(record.data);
  event.setCustomMetadata(record.metadata);
  const read = new wire.ReadResp.ReadEvent();
  read.setEvent(event);
  read.setCommitPosition(record.position.toString());
  const response = new wire.ReadResp();
  response.setEvent(read);
  return response;
}

export function stringUuid(text: string): shared.UUID {
  const id = new shared.UUID();
  id.setString(text);
  return id;
}

/** Uuid.cs, `ToDto`: two signed numbers. */
function structuredUuid(text: string): shared.UUID {
  const hex = text.replaceAll('-', '');
  const half = (part: string) => BigInt.asIntN(64, BigInt(`0x${part}`)).toString();
  const parts = new shared.UUID.Structured();
  parts.setMostSignificantBits(half(hex.slice(0, 16)));
  parts.setLeastSignificantBits(half(hex.slice(16)));
  const id = new shared.UUID();
  id.setStructured(parts);
  return id;
}

function* take<T>(count: number, items: Iterable<T>): Generator<T> {
  let given = 0;
  for (const item of items) {
    if (given === count) return;
    given += 1;
    yield item;
  }
}
