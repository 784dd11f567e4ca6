// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { UnreadableEvent, type EventStore, type Instant, type NewEvent, type StoredEvent } from '@gezinslijn/event-sourcing';
import { openText, sealText } from '../sealing/envelope.ts';
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
    /** Encrypted; left out of a processing that showed nobody's data, and once the key of its month is destroyed. */
    readonly 'dpl.core.data_subject_id'?: string;
    /** Left out of a processing that showed nobody's data. */
    readonly 'dpl.core.data_subject_id_type'?: string;
  };
}

export const PROCESSING_RECORDED = 'ProcessingRecorded';
/**
 * 4: what the looks of one event have in common stands once too. Still read: version 3, with each look by itself, version 2, with every line in
 * full, and version 1, with every id encrypted by itself.
 */
export const PROCESSING_VERSION = 4;
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

/** A line is below 1 kB, also one that shares nothing with others: so many stay well within an event. */
const LINES_PER_EVENT = 500;

/** Lines that differ in their span alone. */
interface KeptLook extends Omit<ProcessingLine, 'span_id'> {
  readonly spans: readonly string[];
  /** As the access log has it: an answer holds looks at many cases, all of one moment. The first of this version have none. */
  readonly look?: string;
}

/** As version 3 has them. */
interface KeptLooks {
  readonly looks: readonly KeptLook[];
  readonly subjects: string;
}

/** A look without the names of its fields; `attributes` is a place in the list of its event. */
type LookInShort = readonly [
  trace_id: string,
  name: string,
  status: ProcessingLine['status'],
  start_time: Instant,
  end_time: Instant,
  attributes: number,
  spans: readonly string[],
  look?: string,
];

interface KeptLines {
  readonly attributes: readonly ProcessingLine['attributes'][];
  /** Of a data subject they say at most that there was one. */
  readonly inShort: readonly LookInShort[];
  /** Whose data each line is about, or nobody's: one sealed list as long as the spans of all looks. */
  readonly subjects: string;
}

/** As versions 1 and 2 have them. */
interface KeptInFull {
  readonly lines: readonly ProcessingLine[];
  /** Left out of version 1. */
  readonly subjects?: string;
}

/** The events for so many accesses: a line per person whose data was in one, and one without a person when there was none. */
export function processingEvents(
  entries: readonly AccessEntry[],
  recordedAt: Instant,
  stream: string,
  secret: KeyObject,
  register: string,
): readonly NewEvent[] {
  const metadata = Buffer.from(JSON.stringify({ version: PROCESSING_VERSION, recordedAt }));
  const events: NewEvent[] = [];
  let [lines, subjects] = [new Lines(register), new Array<string | null>()];
  const cut = (): void => {
    const id = randomUUID();
    // One envelope for all: an envelope per line was most of what the line cost those who wait for it.
    const kept: KeptLines = { ...lines.kept, subjects: sealText(secret, placeOfSubjects(stream, id), JSON.stringify(subjects)) };
    events.push({ id, type: PROCESSING_RECORDED, data: Buffer.from(JSON.stringify(kept)), metadata });
    [lines, subjects] = [new Lines(register), []];
  };
  for (const entry of entries) {
    const about = entry.people.length === 0 ? [null] : entry.people;
    for (let from = 0; from < about.length; from += LINES_PER_EVENT) {
      const part = about.slice(from, from + LINES_PER_EVENT);
      if (subjects.length + part.length > LINES_PER_EVENT) cut();
      lines.add(entry, recordedAt, part);
      subjects.push(...part);
    }
  }
  if (subjects.length > 0) cut();
  return events;
}

/** What the list of data subjects is bound to: it opens as that of this event only. */
function placeOfSubjects(stream: string, eventId: string): string {
  return `${stream}\0${eventId}\0${SUBJECT_PLACE}`;
}

/** The lines of one event, while they are gathered. */
class Lines {
  readonly #register: string;
  readonly #attributes: ProcessingLine['attributes'][] = [];
  readonly #inShort: LookInShort[] = [];
  /** Where a kind of processing stands among the attributes: there are a few. */
  readonly #places = new Map<string, number>();

  constructor(register: string) {
    this.#register = register;
  }

  get kept(): Omit<KeptLines, 'subjects'> {
    return { attributes: this.#attributes, inShort: this.#inShort };
  }

  add(entry: AccessEntry, recordedAt: Instant, about: readonly (string | null)[]): void {
    const { operation, outcome, at, look } = entry;
    // Refused by a rule is no failure of the software: the processing did not take place.
    const status = outcome === 'granted' ? 'Ok' : 'Error';
    const until = recordedAt > at ? recordedAt : at;
    const kind = this.#placeOf(activityOf(entry), about[0] !== null);
    const spans = about.map(newSpan);
    const line = [traceIdOf(entry.traceId), operation, status, at, until, kind, spans] as const;
    this.#inShort.push(look === undefined ? line : [...line, look]);
  }

  #placeOf(activity: keyof typeof ACTIVITIES, aboutSomebody: boolean): number {
    const kind = aboutSomebody ? activity : `${activity}, about nobody`;
    let place = this.#places.get(kind);
    if (place !== undefined) return place;
    place = this.#attributes.push({
      'dpl.core.processing_activity_id': `${this.#register}/${ACTIVITIES[activity]}`,
      ...(aboutSomebody ? { 'dpl.core.data_subject_id_type': SUBJECT_ID_TYPE } : {}),
    });
    this.#places.set(kind, place - 1);
    return place - 1;
  }
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

/**
 * What a look and its lines have in common: trace, moment, operation, and what is of this look alone. Without the last it would not do:
 * looks at all cases in one answer have the rest in common.
 */
export function lookKey({ traceId, at, operation, look = '' }: Pick<AccessEntry, 'traceId' | 'at' | 'operation' | 'look'>): string {
  return `${traceIdOf(traceId)}\0${at}\0${operation}\0${look}`;
}

function lookKeyOf({ trace_id, start_time, name }: ProcessingLine, look: string | undefined): string {
  return lookKey({ traceId: trace_id, at: start_time, operation: name, ...(look === undefined ? {} : { look }) });
}

const SPAN_DIGITS = 16;
let spans = '';
let spansUsed = 0;

/** Random, in hex, fetched a thousand at a time: one by one they were most of the cost of a line. None is given out twice. */
export function newSpan(): string {
  if (spansUsed === spans.length) [spans, spansUsed] = [randomBytes(1_000 * (SPAN_DIGITS / 2)).toString('hex'), 0];
  spansUsed += SPAN_DIGITS;
  return spans.slice(spansUsed - SPAN_DIGITS, spansUsed);
}

export interface ReadProcessingLogOptions {
  readonly store: EventStore;
  /** The secret of a month by the name of its stream, `undefined` once it is destroyed; throws when it is lost. `KeyRing.existingSecret` is one. */
  readonly secretOf: (name: string) => KeyObject | undefined;
  /** `yyyy-mm`, UTC. */
  readonly month: string;
  /** Only lines of looks with these keys, as `lookKey` makes them. */
  readonly looks?: ReadonlySet<string>;
}

/** The lines of a month, oldest first, as the standard has them. @throws TamperedEnvelope, UnreadableEvent, UnknownKey */
export async function* readProcessingLog({ store, secretOf, month, looks }: ReadProcessingLogOptions): AsyncIterable<ProcessingLine> {
  const stream = processingStream(month);
  for await (const event of store.readStream(stream)) {
    const kept = JSON.parse(Buffer.from(event.data).toString('utf8')) as KeptLines | KeptLooks | KeptInFull;
    const lines = 'lines' in kept ? kept.lines.map((line) => ({ line, look: undefined })) : looksOf(kept).flatMap(linesOf);
    const { subjects } = kept;
    const wanted = [...lines.entries()].filter(([, { line, look }]) => looks?.has(lookKeyOf(line, look)) !== false);
    if (wanted.length === 0) continue;
    const secret = subjects === undefined ? undefined : secretOf(stream);
    const people = subjects === undefined || secret === undefined ? [] : subjectsOf(event, subjects, secret, lines.length);
    for (const [index, { line }] of wanted) yield secret === undefined ? line : withSubject(line, people[index] ?? null, secret);
  }
}

function looksOf(kept: KeptLines | KeptLooks): readonly KeptLook[] {
  if ('looks' in kept) return kept.looks;
  return kept.inShort.map(([trace_id, name, status, start_time, end_time, place, spans, look]) => {
    const attributes = kept.attributes[place];
    if (attributes === undefined)
      throw new UnreadableEvent(`A line of the processing log is of kind ${String(place)}, which there is none of`);
    return { trace_id, name, status, start_time, end_time, attributes, spans, ...(look === undefined ? {} : { look }) };
  });
}

function linesOf({
  trace_id,
  spans,
  look,
  ...rest
}: KeptLook): readonly { readonly line: ProcessingLine; readonly look: string | undefined }[] {
  return spans.map((span_id) => ({ line: { trace_id, span_id, ...rest }, look }));
}

function subjectsOf({ id, stream, type }: StoredEvent, sealed: string, secret: KeyObject, count: number): readonly (string | null)[] {
  const people = JSON.parse(openText(secret, placeOfSubjects(stream, id), sealed)) as readonly (string | null)[];
  if (people.length !== count)
    throw new UnreadableEvent(`${type} ${id} in ${stream} names ${String(people.length)} for ${String(count)} lines`);
  return people;
}

/** Encrypted by itself, as a line leaves the product: who has it can tell neither who it is about nor that another is about the same person. */
function withSubject(line: ProcessingLine, person: string | null, secret: KeyObject): ProcessingLine {
  if (person === null) return line;
  return { ...line, attributes: { ...line.attributes, 'dpl.core.data_subject_id': sealText(secret, SUBJECT_PLACE, person) } };
}
