// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import type { EventStore, Instant } from '@gezinslijn/event-sourcing';
import { sealText } from '../sealing/envelope.ts';
import type { AccessEntry } from './access-entry.ts';

/**
 * One line of the processing log: Logboek Dataverwerkingen 1.0, chapter "Logregel"
 * (https://logius-standaarden.github.io/logboek-dataverwerkingen/). One per processing and data subject, with the names of the standard.
 * Never who acted: that stands in the access log, which shares the trace id.
 */
export interface ProcessingLine {
  /** 16 bytes in hex, as of W3C Trace Context (https://www.w3.org/TR/trace-context/). */
  readonly trace_id: string;
  /** 8 bytes in hex. */
  readonly span_id: string;
  readonly name: string;
  readonly status: 'Unset' | 'Ok' | 'Error';
  readonly start_time: Instant;
  readonly end_time: Instant;
  readonly attributes: {
    /** Absolute URI of a versioned entry in the register of processing activities (AVG art. 30). */
    readonly 'dpl.core.processing_activity_id': string;
    /** Encrypted; left out of a processing that showed nobody's data. */
    readonly 'dpl.core.data_subject_id'?: string;
    readonly 'dpl.core.data_subject_id_type'?: string;
  };
}

export const PROCESSING_RECORDED = 'ProcessingRecorded';
export const PROCESSING_VERSION = 1;
/** What kind of id is encrypted: the one a person has within this product, and nowhere else. */
export const SUBJECT_ID_TYPE = 'urn:gezinslijn:persoon';
/** Binds an encrypted id to its use: it opens as the id of a data subject only. */
export const SUBJECT_PLACE = 'dpl.core.data_subject_id';

/** The stream of a month; apart from the access log, with a retention of its own. */
export function processingStream(month: string): string {
  return `processing-${month}`;
}

/** Which version of which entry of the register an operation belongs to. */
export const ACTIVITIES = { read: 'raadplegen-tijdlijn/v1', command: 'vastleggen-tijdlijn/v1', audit: 'toezicht/v1' } as const;

export interface ProcessingLogOptions {
  /** Absolute URI under which the controller publishes its register of processing activities, without a slash at the end. */
  readonly register: string;
  /** Under which the ids of data subjects are encrypted, by the name of the stream: destroyed with that month. */
  readonly secretOf: (name: string) => Promise<KeyObject>;
}

/** The lines of one access: one per person whose data was in it, and one without a person when there was none. */
export function processingLines(entry: AccessEntry, endedAt: Instant, secret: KeyObject, register: string): readonly ProcessingLine[] {
  const common = {
    trace_id: traceIdOf(entry.traceId),
    name: entry.operation,
    // Refused by a rule is no failure of the software: the processing did not take place.
    status: entry.outcome === 'granted' ? ('Ok' as const) : ('Error' as const),
    start_time: entry.at,
    end_time: endedAt > entry.at ? endedAt : entry.at,
  };
  const activity = { 'dpl.core.processing_activity_id': `${register}/${ACTIVITIES[activityOf(entry)]}` };
  if (entry.people.length === 0) return [{ ...common, span_id: newSpan(), attributes: activity }];
  return entry.people.map((person) => ({
    ...common,
    span_id: newSpan(),
    attributes: {
      ...activity,
      'dpl.core.data_subject_id': sealText(secret, SUBJECT_PLACE, person),
      'dpl.core.data_subject_id_type': SUBJECT_ID_TYPE,
    },
  }));
}

/** Commands are named as types, with a capital; queries and subscriptions as fields. */
function activityOf({ party, operation }: AccessEntry): keyof typeof ACTIVITIES {
  if (party === 'AUDITOR') return 'audit';
  return /^[A-Z]/.test(operation) ? 'command' : 'read';
}

/** A trace id of another form, such as a UUID, is written as 16 bytes; the access log shows it in the same way. */
export function traceIdOf(traceId: string): string {
  const hex = traceId.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) ? hex : createHash('sha256').update(traceId).digest('hex').slice(0, 32);
}

const SPAN_BYTES = 8;
let spans = Buffer.alloc(0);

/** Random bytes fetched a thousand at a time: one by one they were most of the cost of a line. None is given out twice. */
function newSpan(): string {
  if (spans.length < SPAN_BYTES) spans = randomBytes(1_000 * SPAN_BYTES);
  const span = spans.toString('hex', 0, SPAN_BYTES);
  spans = spans.subarray(SPAN_BYTES);
  return span;
}

/** All lines of a month, oldest first. */
export async function* readProcessingLog(store: EventStore, month: string): AsyncIterable<ProcessingLine> {
  for await (const { data } of store.readStream(processingStream(month))) {
    yield* (JSON.parse(Buffer.from(data).toString('utf8')) as { readonly lines: readonly ProcessingLine[] }).lines;
  }
}
