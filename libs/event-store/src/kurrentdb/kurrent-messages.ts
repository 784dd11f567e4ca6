// SPDX-License-Identifier: EUPL-1.2
/** What we say to the server and what it says to us, as its messages: nothing here calls it. */
import wire from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import protobuf from 'google-protobuf/google/protobuf/empty_pb.js';
import type { AllFilter, NewEvent, StoredEvent } from '@gezinslijn/event-sourcing';
import { NO_STREAM } from '../core/place-append.ts';
import { KurrentFailure } from './kurrent-failure.ts';

export interface OutgoingEvent extends NewEvent {
  /** Only the marks of the store are JSON to the server; what we record it never looks into. */
  readonly json?: boolean;
}

export type AppendAnswer =
  /** `position` is missing where the server no longer knows it. */
  | { readonly kind: 'written'; readonly revision: number; readonly position: bigint | undefined }
  | { readonly kind: 'conflict'; readonly actual: number | null }
  | { readonly kind: 'tooLarge'; readonly most: number };

/** Bytes of events in one message of an append; the server joins the messages of one append again. Servers take 4 MiB and more. */
const CHUNK_BYTES = 2 * 1024 * 1024;
/** Events the server looks at in one go when few of them match; its default of 32 makes a sparse filter slow. */
const SEARCH_WINDOW = 2_000;
export function* batchMessages(
  id: string,
  stream: string,
  expected: number,
  events: readonly OutgoingEvent[],
): Generator<wire.BatchAppendReq, void> {
  const options = new wire.BatchAppendReq.Options();
  options.setStreamIdentifier(streamIdentifier(stream));
  // No deadline is sent: it is an instant, so clocks that differ would decide. The server has a time-out of its own.
  if (expected === NO_STREAM) options.setNoStream(new protobuf.Empty());
  else options.setStreamPosition(String(expected));
  const begin = () => {
    const message = new wire.BatchAppendReq();
    message.setCorrelationId(uuid(id));
    return message;
  };
  let message = begin();
  message.setOptions(options);
  let bytes = 0;
  for (const event of events) {
    const size = event.data.byteLength + event.metadata.byteLength;
    if (bytes > 0 && bytes + size > CHUNK_BYTES) {
      yield message;
      [message, bytes] = [begin(), 0];
    }
    message.addProposedMessages(proposed(event));
    bytes += size;
  }
  message.setIsFinal(true);
  yield message;
}

function proposed({ id, type, data, metadata, json = false }: OutgoingEvent): wire.BatchAppendReq.ProposedMessage {
  const message = new wire.BatchAppendReq.ProposedMessage();
  message.setId(uuid(id));
  message
    .getMetadataMap()
    .set('type', type)
    .set('content-type', json ? 'application/json' : 'application/octet-stream');
  message.setData(data);
  message.setCustomMetadata(metadata);
  return message;
}

export function appendAnswer(answer: wire.BatchAppendResp): AppendAnswer {
  const success = answer.getSuccess();
  if (success !== undefined) {
    const position = success.getPosition()?.getCommitPosition();
    return {
      kind: 'written',
      revision: Number(success.getCurrentRevision()),
      position: position === undefined ? undefined : BigInt(position),
    };
  }
  const error = answer.getError();
  const details = error?.getDetails();
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const conflict = details.unpack(
        (bytes) => shared.WrongExpectedVersion.deserializeBinary(bytes),
        'event_store.client.WrongExpectedVersion',
      );
      return {
        kind: 'conflict',
        actual: conflict?.hasCurrentStreamRevision() === true ? Number(conflict.getCurrentStreamRevision()) : null,
      };
    }
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const exceeded = details.unpack(
        (bytes) => shared.MaximumAppendSizeExceeded.deserializeBinary(bytes),
        'event_store.client.MaximumAppendSizeExceeded',
      );
      return { kind: 'tooLarge', most: exceeded?.getMaxappendsize() ?? 0 };
    }
    case 'event_store.client.Timeout':
      throw new KurrentFailure('The server did not write in time', true);
    case 'event_store.client.AccessDenied':
      throw new KurrentFailure('The server refuses this user', false);
    case 'event_store.client.StreamDeleted':
      throw new KurrentFailure('The stream was deleted in the server', false);
    // "Server Is Not Ready", "Server Is Busy", no leader known: the server packs nothing. Unknown is what is none of its outcomes.
    case 'google.protobuf.Empty':
    case 'event_store.client.Unknown':
      throw new KurrentFailure(error?.getMessage() ?? 'The server is not ready', true);
    default:
      throw new KurrentFailure(`The server refused the append: ${error?.getMessage() ?? 'no reason given'}`, false);
  }
}

export function readOptions(backwards: boolean): wire.ReadReq.Options {
  const options = new wire.ReadReq.Options();
  const ids = new wire.ReadReq.Options.UUIDOption();
  ids.setString(new shared.Empty());
  options.setUuidOption(ids);
  options.setReadDirection(backwards ? 1 : 0);
  options.setResolveLinks(false);
  return options;
}

export function allPlace(from: bigint | 'start' | 'end'): wire.ReadReq.Options.AllOptions {
  const place = new wire.ReadReq.Options.AllOptions();
  if (from === 'start') place.setStart(new shared.Empty());
  else if (from === 'end') place.setEnd(new shared.Empty());
  else {
    const position = new wire.ReadReq.Options.Position();
    position.setCommitPosition(from.toString());
    position.setPreparePosition(from.toString());
    place.setPosition(position);
  }
  return place;
}

/**
 * The server filters by stream or by type, not by both, and a list of types means beginnings of types: what comes through is
 * looked at again by who asked. Without a filter system streams are left out.
 */
export function serverFilter({ streamPrefixes, types }: AllFilter): wire.ReadReq.Options.FilterOptions {
  const filter = new wire.ReadReq.Options.FilterOptions();
  const expression = new wire.ReadReq.Options.FilterOptions.Expression();
  if (streamPrefixes !== undefined) expression.setPrefixList([...streamPrefixes]);
  else if (types !== undefined) expression.setPrefixList([...types]);
  else expression.setRegex('^[^$]');
  if (streamPrefixes === undefined && types !== undefined) filter.setEventType(expression);
  else filter.setStreamIdentifier(expression);
  filter.setMax(SEARCH_WINDOW);
  filter.setCheckpointintervalmultiplier(1);
  return filter;
}

export function storedEvent(event: wire.ReadResp.ReadEvent.RecordedEvent): StoredEvent {
  const position = BigInt(event.getCommitPosition());
  // All ones: a server before 22.10 does not say where an event of a stream stands among all.
  if (position === 0xffff_ffff_ffff_ffffn)
    throw new KurrentFailure('The server gives no positions in streams: 22.10 or newer is needed', false);
  return {
    id: event.getId()?.getString() ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    revision: Number(event.getStreamRevision()),
    position,
    type: event.getMetadataMap().get('type') ?? '',
    data: new Uint8Array(event.getData_asU8()),
    metadata: new Uint8Array(event.getCustomMetadata_asU8()),
  };
}

export function streamIdentifier(stream: string): shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));
  return identifier;
}

function uuid(text: string): shared.UUID {
  const id = new shared.UUID();
  id.setString(text);
  return id;
}

/** The server answers some appends with the id as two signed numbers. */
export function structuredId(id: shared.UUID | undefined): string {
  const parts = id?.getStructured();
  if (parts === undefined) return '';
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(parts.getMostSignificantBits()) + half(parts.getLeastSignificantBits());
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
