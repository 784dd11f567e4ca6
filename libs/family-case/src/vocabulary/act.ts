// SPDX-License-Identifier: EUPL-1.2
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import type { Reader } from '../disclosure/readers.ts';
import type { Author, Party, WorkerRole } from './parties.ts';
import type { EntryId, OrganisationId, PersonId, WorkerRef } from './ids.ts';
import type { OccurredAt } from './time.ts';

/** Whose words or act an entry holds when a professional writes it down for somebody who does not write himself. */
export type StatedBy =
  { readonly kind: 'person'; readonly personId: PersonId } | { readonly kind: 'mayor' | 'court' | 'police' | 'family' | 'rvt' };

/** A search that this worker did a short while ago, under the same hat. */
export interface PriorSearch {
  /** Under which trace it stands in the access log. Says nothing of whom was sought. */
  readonly reference: string;
  /** Was somebody of this name and day of birth sought? */
  readonly covers: (name: string, birthDate: LocalDate | undefined) => boolean;
}

/** The entry of this case that a command names, as it stands in the record. */
export interface EntryAtHand {
  readonly recorded: RecordedCaseEvent;
  /** May this reader know of it, now? */
  readonly shownTo: (reader: Reader) => boolean;
}

/** The circumstances of one command; the same for all events it gives. Time and chance come in here, never from a clock. */
export interface Act {
  readonly author: Author;
  readonly occurredAt: OccurredAt;
  readonly recordedAt: Instant;
  readonly statedBy?: StatedBy;
  /** Absent when there was none, or none that counts any more. */
  readonly search?: PriorSearch;
  /** Absent when the command names none, or one that is not in this case. */
  readonly entry?: EntryAtHand;
  /** A fresh id for something this command introduces; the same for a repeat of the same command. */
  readonly newId: (name: string) => string;
  /** SHA-256 of a text, in hex. */
  readonly digest: (text: string) => string;
}

/** What stands beside the data of each event, in the clear: nothing personal, pseudonyms at most. */
export interface CaseMetadata {
  readonly recordedAt: Instant;
  readonly occurredAt: OccurredAt;
  readonly party: Party;
  /** The hat: the organisation whose power was used. */
  readonly actingOrganisation: OrganisationId;
  readonly workerRef: WorkerRef;
  readonly workerRole: WorkerRole;
  /** Client id of the system that acted for this worker; absent where he acted himself. */
  readonly actingSystem?: string;
  readonly statedBy?: StatedBy;
  /** Key in the register of legal bases (vocabulary/legal-bases.ts). */
  readonly legalBasis: string;
  readonly purpose: string;
  readonly commandId: string;
  /** Keyed hash of the input, to tell a repeat from a reuse of the same command id. */
  readonly inputHash: string;
  readonly correlationId: string;
  /** Of a case that was opened: trace of the search that went before it, in the access log. */
  readonly searchReference?: string;
  readonly causationId?: EntryId;
  readonly policyVersion: string;
}
