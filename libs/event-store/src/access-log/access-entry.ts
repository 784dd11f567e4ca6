// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';

/** One look at family data, or one that was refused: what NEN 7513 asks to be known of it. Personal data; sealed at rest. */
export interface AccessEntry {
  /** When it was asked. Its UTC month decides under which key, and so for how long, it is kept. */
  readonly at: Instant;
  /** Pseudonym of who looked. */
  readonly subject: string;
  /** The hat: the organisation whose right was used. */
  readonly organisation: string;
  readonly party: string;
  readonly role: string;
  /** Left out where no one case was looked at, as in a search. */
  readonly caseId?: string;
  readonly operation: string;
  readonly categories: readonly string[];
  /** Positions of the entries delivered, as decimal text. */
  readonly entries: readonly string[];
  readonly purpose: string;
  readonly legalBasis: string;
  readonly emergency: boolean;
  readonly outcome: 'granted' | 'denied';
  /** Which rule refused it. */
  readonly rule?: string;
  readonly traceId: string;
}

/** A month whose key was destroyed: there was a log, its content is gone. Shown, so that the rest does not pass for all. */
export interface ErasedMonth {
  /** `yyyy-mm`, UTC. */
  readonly erasedMonth: string;
}

export const ACCESS_RECORDED = 'AccessRecorded';
export const ACCESS_VERSION = 1;

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

/** What a batch is bound to: it opens as this event of this stream only. */
export function placeOfBatch(stream: string, eventId: string): string {
  return `${stream}\0${eventId}`;
}
