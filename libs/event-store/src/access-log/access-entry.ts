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
  readonly system?: string;
  /** The hat: the organisation whose right was used. */
  readonly organisation: string;
  readonly party: string;
  readonly role: string;
  /** Left out where no one case was looked at, as in a search. */
  readonly caseId?: string;
  readonly operation: string;
  /** As which reader of the case it was looked: a family member, an organisation, one hat or one emergency of it. Unknown for older looks. */
  readonly reader?: string;
  /**
   * In a demonstration only: the instant of its story at which it was looked. `at` stays real, and a look made afterwards does not become
   * earlier by it: its place in the log counts as well.
   */
  readonly clock?: Instant;
  /** Scope and period an auditor had stated: this one case, as of moments from and until. Left out where he stated none. */
  readonly inspection?: { readonly from: Instant; readonly until: Instant };
  /** Whose eyes were looked through, by an auditor. */
  readonly seenBy?: string;
  /** `opened`: a person opened exactly this entry. `delivered`: it left in a list, a page or a push. Left out where nothing left. */
  readonly manner?: 'delivered' | 'opened';
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
  readonly rule?: string;
  readonly traceId: string;
  /** Of this look alone: its lines in the processing log carry it too. Given when it is recorded; older looks have none. */
  readonly look?: string;
}

/** A month whose key was destroyed: there was a log, its content is gone. Shown, so that the rest does not pass for all. */
export interface ErasedMonth {
  /** `yyyy-mm`, UTC. */
  readonly erasedMonth: string;
}

export const ACCESS_RECORDED = 'AccessRecorded';
/** 2: chained, and says whose data it was. Version 1 is still read: it named no people, and stood before the chain. */
export const ACCESS_VERSION = 2;

const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** `yyyy-mm`, UTC. @throws RangeError for what is no instant. */
export function monthOf(instant: Instant): string {
  if (!INSTANT.test(instant) || Number.isNaN(Date.parse(instant)))
    throw new RangeError(`${JSON.stringify(instant)} is no instant in UTC with milliseconds`);
  return instant.slice(0, 7);
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
