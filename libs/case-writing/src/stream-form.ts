// SPDX-License-Identifier: EUPL-1.2
import type { Instant, StoredEvent, SubjectKeys } from '@gezinslijn/event-sourcing';
import {
  applyToContext,
  openAdministrationEvent,
  openEvent,
  partition,
  partitionAdministration,
  profileOf,
  rulesAround,
} from '@gezinslijn/family-case';
import type { Author, CaseContext, CaseEvent, DisclosureMatrix, Partition, RecordedCaseEvent, WorkerRef } from '@gezinslijn/family-case';

/** What differs between streams in this pipeline: how an event is split and read, who answers for its keys, and who may be answered again. */
export interface StreamForm {
  readonly split: (event: CaseEvent) => Partition;
  readonly open: (stored: StoredEvent, keys: SubjectKeys) => RecordedCaseEvent;
  /** Folds who is involved, where a stream knows of that. */
  readonly follow: (context: CaseContext, recorded: RecordedCaseEvent, matrix: DisclosureMatrix) => void;
  /** Organisations that get a wrap of the keys. */
  readonly controllers: (stream: string, author: Author, context: CaseContext) => readonly string[];
  /** May this author still be told what became of his command? */
  readonly mayRepeat: (author: Author, context: CaseContext, now: Instant, matrix: DisclosureMatrix) => boolean;
}

const PRIVATE = 'partyPrivate-';
/** A hyphen and a record's number. */
const RECORD = 37;

/** Whose private record it is; what a process brings into it from another organisation is not that other's to keep there. */
const ownerOf = (stream: string): string | undefined => (stream.startsWith(PRIVATE) ? stream.slice(PRIVATE.length, -RECORD) : undefined);

/** A family case or a private record: every organisation involved is a controller. One that left holds nothing that is sealed later under a new key. */
export const caseForm: StreamForm = {
  split: partition,
  open: openEvent,
  follow: (context, recorded, matrix) => {
    applyToContext(context, recorded, rulesAround(matrix));
  },
  controllers: (stream, author, { organisations }) => {
    const involved = [...organisations].flatMap(([organisation, { active }]) => (active ? [organisation] : []));
    return [...new Set([ownerOf(stream) ?? author.organisation, ...involved])];
  },
  mayRepeat: (author, context, now, matrix) =>
    context.organisations.get(author.organisation)?.active === true || seesByEmergency(author, context, now, matrix),
};

/** Who used emergency access has no part in the case, but for him it is there while that runs; for who leads him, that it was used. */
function seesByEmergency({ organisation, worker, role }: Author, context: CaseContext, now: Instant, matrix: DisclosureMatrix): boolean {
  const sees = (as: { readonly emergency: WorkerRef } | { readonly supervises: true }) =>
    profileOf(context, { kind: 'organisation', organisation, ...as }, now, rulesAround(matrix)) !== null;
  return sees({ emergency: worker }) || (role === 'supervisor' && sees({ supervises: true }));
}

/** About two people in two cases: whoever decides answers for the words of his decision. That he sees both was looked at when he was let in. */
export const matchForm: StreamForm = { ...caseForm, mayRepeat: () => true };

/**
 * Administration: the organisation the stream is of answers for its own workers, whoever wrote; a region or the policy holds nothing
 * personal. Its events are no case events: here, and nowhere else, they pass under that name, because the pipeline only carries them.
 */
export const administrationForm: StreamForm = {
  split: partitionAdministration as unknown as StreamForm['split'],
  open: openAdministrationEvent as unknown as StreamForm['open'],
  follow: () => undefined,
  controllers: (stream, author) => [stream.startsWith('organisation-') ? stream.slice('organisation-'.length) : author.organisation],
  // Whether he still has this hat was looked at when he was let in.
  mayRepeat: () => true,
};
