// SPDX-License-Identifier: EUPL-1.2
import wire from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import { status, type sendUnaryData, type ServerDuplexStream, type ServerReadableStream, type ServiceError } from '@grpc/grpc-js';
import { ANY, NO_STREAM, STREAM_EXISTS, type LogEvent, type WriteOutcome } from './double-log.ts';
import type { DoubleState } from './kurrentdb-double.ts';

type BatchCall = ServerDuplexStream<wire.BatchAppendReq, wire.BatchAppendResp>;

interface Pending {
  readonly stream: string;
  readonly expected: number;
  readonly events: LogEvent[];
  size: number;
}

/** Streams.BatchAppend.cs of the server, for the KurrentDB double: many appends on one call, each in as many messages as it likes. */
export function batchAppend(state: DoubleState) {
  return (call: BatchCall): void => {
    const pending = new Map<string, Pending>();
    call.on('data', (request: wire.BatchAppendReq) => {
      try {
        const response = take(state, call, pending, request);
        if (response !== undefined) call.write(response);
      } catch (error) {
        call.emit('error', failure(error));
      }
    });
    call.on('end', () => {
      call.end();
    });
    call.on('error', () => undefined);
  };
}

function take(
  { log, faults, maxAppendSize, admit }: DoubleState,
  call: BatchCall,
  pending: Map<string, Pending>,
  request: wire.BatchAppendReq,
) {
  const id = request.getCorrelationId()?.getString() ?? '';
  const options = request.getOptions();
  if (options !== undefined) pending.set(id, begun(options));
  const append = pending.get(id);
  // Messages of an append that was refused before its end are passed over.
  if (append === undefined) return undefined;
  for (const message of request.getProposedMessagesList()) {
    const event = proposed(message);
    append.events.push(event);
    // Event.SizeOnDisk: the bytes, and two for each letter of the type.
    append.size += event.data.length + event.metadata.length + 2 * event.type.length;
  }
  if (append.size > maxAppendSize) {
    pending.delete(id);
    const exceeded = new shared.MaximumAppendSizeExceeded();
    exceeded.setMaxappendsize(maxAppendSize);
    return refused(request, append, 3, 'MaximumAppendSizeExceeded', exceeded.serializeBinary());
  }
  if (!request.getIsFinal()) return undefined;
  pending.delete(id);
  // Not ready is an answer to this one append, with nothing packed (`ConvertMessage`, NotHandled).
  if (faults.notReady > 0) {
    faults.notReady -= 1;
    return refused(request, append, 0, 'Server Is Not Ready', new Uint8Array(), 'google.protobuf.Empty');
  }
  // A batch call throws for a follower only once a write is handed on, and then ends all of it (`ConvertMessage`).
  admit(call.metadata);
  if (faults.timeOut > 0) {
    faults.timeOut -= 1;
    return refused(request, append, 4, 'Timeout', new shared.Timeout().serializeBinary());
  }
  const outcome = log.write(append.stream, append.expected, append.events);
  if (faults.loseAnswers > 0) {
    faults.loseAnswers -= 1;
    return undefined;
  }
  if (faults.breakAfterWriting > 0) {
    faults.breakAfterWriting -= 1;
    throw Object.assign(new Error('The connection broke'), { code: status.UNAVAILABLE });
  }
  return answered(request, append, outcome);
}

function begun(options: wire.BatchAppendReq.Options): Pending {
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  const expected = options.hasStreamPosition()
    ? Number(options.getStreamPosition())
    : options.hasNoStream()
      ? NO_STREAM
      : options.hasStreamExists()
        ? STREAM_EXISTS
        : ANY;
  return { stream, expected, events: [], size: 0 };
}

function answered(request: wire.BatchAppendReq, { stream, expected }: Pending, outcome: WriteOutcome): wire.BatchAppendResp {
  if (outcome.kind === 'wrongVersion') {
    const details = new shared.WrongExpectedVersion();
    if (outcome.current >= 0) details.setCurrentStreamRevision(String(outcome.current));
    if (expected >= 0) details.setExpectedStreamPosition(String(expected));
    return refused(request, { stream }, 6, 'WrongExpectedVersion', details.serializeBinary());
  }
  const success = new wire.BatchAppendResp.Success();
  success.setCurrentRevision(String(outcome.revision));
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(outcome.position.toString());
  position.setPreparePosition(outcome.position.toString());
  success.setPosition(position);
  const response = responseTo(request, stream);
  response.setSuccess(success);
  return response;
}

/** Status.cs: the reason stands packed in the details. */
function refused(
  request: wire.BatchAppendReq,
  { stream }: Pick<Pending, 'stream'>,
  code: number,
  reason: string,
  bytes: Uint8Array,
  packed = `event_store.client.${reason}`,
) {
  const details = new anyPb.Any();
  details.pack(bytes, packed);
  const error = new statusPb.Status();
  error.setCode(code as never);
  error.setMessage(reason);
  error.setDetails(details);
  const response = responseTo(request, stream);
  response.setError(error);
  return response;
}

function responseTo(request: wire.BatchAppendReq, stream: string): wire.BatchAppendResp {
  const response = new wire.BatchAppendResp();
  response.setCorrelationId(request.getCorrelationId());
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));
  response.setStreamIdentifier(identifier);
  return response;
}

/** Streams.Append.cs: one append per call, which is what clients do that name credentials with the call. */
export function singleAppend({ log, maxAppendSize, admit }: DoubleState) {
  return (call: ServerReadableStream<wire.AppendReq, wire.AppendResp>, callback: sendUnaryData<wire.AppendResp>): void => {
    let target: { stream: string; expected: number } | undefined;
    const events: LogEvent[] = [];
    let size = 0;
    call.on('data', (request: wire.AppendReq) => {
      const options = request.getOptions();
      if (options !== undefined) {
        const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
        const expected = options.hasRevision()
          ? Number(options.getRevision())
          : options.hasNoStream()
            ? NO_STREAM
            : options.hasAny()
              ? ANY
              : STREAM_EXISTS;
        target = { stream, expected };
      }
      const message = request.getProposedMessage();
      if (message === undefined) return;
      const event = proposed(message);
      events.push(event);
      size += event.data.length + event.metadata.length + 2 * event.type.length;
    });
    call.on('end', () => {
      try {
        admit(call.metadata);
        if (target === undefined || size > maxAppendSize)
          throw Object.assign(new Error('Not an append'), { code: status.INVALID_ARGUMENT });
        callback(null, appended(log.write(target.stream, target.expected, events)));
      } catch (error) {
        callback(failure(error));
      }
    });
  };
}

function appended(outcome: WriteOutcome): wire.AppendResp {
  const response = new wire.AppendResp();
  if (outcome.kind === 'wrongVersion') {
    const wrong = new wire.AppendResp.WrongExpectedVersion();
    if (outcome.current >= 0) wrong.setCurrentRevision(String(outcome.current));
    else wrong.setCurrentNoStream(new shared.Empty());
    response.setWrongExpectedVersion(wrong);
    return response;
  }
  const success = new wire.AppendResp.Success();
  success.setCurrentRevision(String(outcome.revision));
  const position = new wire.AppendResp.Position();
  position.setCommitPosition(outcome.position.toString());
  position.setPreparePosition(outcome.position.toString());
  success.setPosition(position);
  response.setSuccess(success);
  return response;
}

function proposed(message: wire.BatchAppendReq.ProposedMessage | wire.AppendReq.ProposedMessage): LogEvent {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    json: message.getMetadataMap().get('content-type') === 'application/json',
    data: new Uint8Array(message.getData_asU8()),
    metadata: new Uint8Array(message.getCustomMetadata_asU8()),
  };
}

function failure(error: unknown): Partial<ServiceError> {
  const { code = status.UNKNOWN, metadata, message = 'failed' } = error as Partial<ServiceError>;
  return { code, details: message, ...(metadata !== undefined && { metadata }) };
}
