// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import type { Instant, NewEvent } from '@gezinslijn/event-sourcing';

/** One look at family data, or one that was refused: what NEN 7513 asks to be known of it. Personal data; sealed at rest. */
export interface AccessEntry {
  /** When it was asked. Its UTC month decides under which key, and so for how long, it is kept. */
  readonly at: Instant;
  /** Pseudonym of who looked. */
  readonly subject: string;
  /** Client id of the system that acted for him; left out where he looked himself. */
  readonly system?: string | undefined;
  /** The hat: the organisation whose right was used. */
  readonly organisation: string;
  readonly party: string;
  readonly role: string;
  /** Left out where no one case was looked at, as in a search. */
  readonly caseId?: string | undefined;
  readonly operation: string;
  /** As which reader of the case it was looked: a family member, an organisation, one hat or one emergency of it. Unknown for older looks. */
  readonly reader?: string | undefined;
  /**
   * In a demonstration only: the instant of its story at which it was looked. `at` stays real, and a look made afterwards does not become
   * earlier by it: its place in the log counts as well.
   */
  readonly clock?: Instant | undefined;
  /** Scope and period an auditor had stated: this one case, as of moments from and until. Left out where he stated none. */
  readonly inspection?: { readonly from: Instant; readonly until: Instant } | undefined;
  /** Whose eyes were looked through, by an auditor. */
  readonly seenBy?: string | undefined;
  /** `opened`: a person opened exactly this entry. `delivered`: it left in a list, a page or a push. Left out where nothing left. */
  readonly manner?: 'delivered' | 'opened' | undefined;
  readonly categories: readonly string[];
  /** Positions of the entries delivered, as decimal text. */
  readonly entries: readonly string[];
  /** Ids of the people whose data was in them. */
  readonly people: readonly string[];
  readonly purpose: string;
  readonly legalBasis: string;
  readonly emergency: boolean;
  readonly outcome: 'granted' | 'denied';
  /** Which rule refused it. */
  readonly rule?: string | undefined;
  readonly traceId: string;
  /** Of this look alone: its lines in the processing log carry it too. Given when it is recorded; older looks have none. */
  readonly look?: string | undefined;
}

/** A month whose key was destroyed: there was a log, its content is gone. Shown, so that the rest does not pass for all. */
export interface ErasedMonth {
  /** `yyyy-mm`, UTC. */
  readonly erasedMonth: string;
}

export const ACCESS_RECORDED = 'AccessRecorded';
/**
 * 3: names of fields stand once in a batch. Still read: version 2, a list of entries as they are, and version 1, which named no people and
 * stood before the chain.
 */
export const ACCESS_VERSION = 3;

/** All there are: one that is forgotten here would be lost, so it does not compile. */
const KEPT: Readonly<Record<keyof AccessEntry, true>> = {
  at: true,
  subject: true,
  system: true,
  organisation: true,
  party: true,
  role: true,
  caseId: true,
  operation: true,
  reader: true,
  clock: true,
  inspection: true,
  seenBy: true,
  manner: true,
  categories: true,
  entries: true,
  people: true,
  purpose: true,
  legalBasis: true,
  emergency: true,
  outcome: true,
  rule: true,
  traceId: true,
  look: true,
};
/** In this order a batch has them; a batch says its own. */
const FIELDS = Object.keys(KEPT) as readonly (keyof AccessEntry)[];

/** A batch before it is sealed: the names were a third of it, and the positions of fifty entries dearer to write out one by one than as one text. */
interface KeptBatch {
  readonly fields: readonly (keyof AccessEntry)[];
  /** A value per field; `null` for what was left out. Positions are one text with a space between them. */
  readonly looks: readonly (readonly unknown[])[];
}

/** JSON of the entries of one batch, in the form of this version. Personal: it is sealed before it is kept. */
export function writtenOut(entries: readonly AccessEntry[]): string {
  const looks = entries.map((entry) => FIELDS.map((field) => (field === 'entries' ? entry.entries.join(' ') : entry[field])));
  return JSON.stringify({ fields: FIELDS, looks } satisfies KeptBatch);
}

/** The entries again, of this version or of version 2. @throws SyntaxError for what is no JSON. */
export function readBack(text: string): AccessEntry[] {
  const kept = JSON.parse(text) as KeptBatch | AccessEntry[];
  if (!('fields' in kept)) return kept;
  return kept.looks.map((values) => {
    const entry: Record<string, unknown> = {};
    for (const [index, field] of kept.fields.entries()) {
      const value = values[index];
      if (field === 'entries') entry[field] = String(value).split(' ').filter(Boolean);
      else if (value !== null) entry[field] = value;
    }
    return entry as unknown as AccessEntry;
  });
}

const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

let lastInstant: Instant | undefined;
let lastMonth = '';

/** `yyyy-mm`, UTC. @throws RangeError for what is no instant. */
export function monthOf(instant: Instant): string {
  // Many are of one millisecond, on a busy gateway.
  if (instant === lastInstant) return lastMonth;
  if (!INSTANT.test(instant) || Number.isNaN(Date.parse(instant)))
    throw new RangeError(`${JSON.stringify(instant)} is no instant in UTC with milliseconds`);
  [lastInstant, lastMonth] = [instant, instant.slice(0, 7)];
  return lastMonth;
}

/** The stream of a month, and the name of the secret it is sealed under. */
export function accessStream(month: string): string {
  return `access-${month}`;
}

/** The batch before this one, wherever it stands: in the same month, or the last of an earlier one. */
export interface PreviousBatch {
  readonly stream: string;
  readonly sequence: number;
  readonly eventId: string;
  /** Of its exact bytes: `hashOfBatch`. */
  readonly hash: string;
}

/** Clear metadata of a batch: nothing in it says who looked at what. */
export interface BatchMetadata {
  readonly version: number;
  readonly recordedAt: Instant;
  /** 1 for the first batch of a month, without gaps: a batch that is taken out leaves one. */
  readonly sequence: number;
  /** `null` for the very first batch of the log. */
  readonly previous: PreviousBatch | null;
}

/** Of a version that is chained, and whole. */
export function isChained(metadata: Partial<BatchMetadata>): metadata is BatchMetadata {
  const { version, sequence, previous } = metadata;
  return (version === 2 || version === ACCESS_VERSION) && typeof sequence === 'number' && previous !== undefined;
}

/**
 * What a batch is bound to: it opens as this event, at this place in the chain, after this predecessor only. So who lacks the month's key
 * cannot chain anew what he took out of it.
 */
export function placeOfBatch(stream: string, eventId: string, sequence: number, previous: PreviousBatch | null): string {
  return [stream, eventId, String(sequence), previous?.eventId ?? '', previous?.hash ?? ''].join('\0');
}

/** The same for version 1, which knew no chain. */
export function placeOfUnchained(stream: string, eventId: string): string {
  return `${stream}\0${eventId}`;
}

/** SHA-256 over name, id, type and the exact bytes of an event, each with its length before it; base64url. */
export function hashOfBatch({ stream, id, type, data, metadata }: NewEvent & { readonly stream: string }): string {
  const hash = createHash('sha256');
  for (const part of [stream, id, type, data, metadata]) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.byteLength);
    hash.update(length).update(bytes);
  }
  return hash.digest('base64url');
}
