// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import type { Event, Recorded } from '@gezinslijn/event-sourcing';
import type { CaseEvent, RecordedCaseEvent } from '../src/case-event.ts';
import type { Act, CaseMetadata } from '../src/vocabulary/act.ts';
import type { CaseId, OrganisationId, PersonId, WorkerRef } from '../src/vocabulary/ids.ts';
import { caseStream } from '../src/vocabulary/ids.ts';
import type { Author, Party, WorkerRole } from '../src/vocabulary/parties.ts';

/** Time and chance for tests: the same names give the same ids. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function uuidFrom(text: string): string {
  const hex = sha256(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const person = (name: string): PersonId => uuidFrom(`person ${name}`) as PersonId;
export const organisation = (slug: string): OrganisationId => slug as OrganisationId;

export function author(slug: string, party: Party, role: WorkerRole = 'caseworker', registered = true): Author {
  return { organisation: organisation(slug), party, worker: `worker-${slug}` as WorkerRef, role, registered };
}

export const vt = author('vt-haaglanden', 'VT');
export const lt = author('lt-duinrade', 'LT', 'fixedFace');
export const council = author('rvdk-haaglanden', 'RvdK', 'councilInvestigator');
export const gi = author('jb-west', 'GI', 'guardian');
export const care = author('za-duinrade', 'ZA');
export const stranger = author('gi-elders', 'GI', 'guardian');

/** Ids are made from the name asked for alone, so that a test can say which it expects. */
export const idFor = (name: string): string => uuidFrom(`id ${name}`);

/** A search that was for everybody. */
export const searched: NonNullable<Act['search']> = { reference: 'trace', covers: () => true };

/** An act on Wednesday 2 April 2025, unless said otherwise. */
export function act(by: Author, extra: Partial<Act> = {}): Act {
  return {
    author: by,
    occurredAt: '2025-04-02',
    recordedAt: '2025-04-02T12:00:00.000Z',
    search: searched,
    newId: idFor,
    digest: sha256,
    ...extra,
  };
}

/** An act on another day. */
export const actOn = (day: string, by: Author, extra: Partial<Act> = {}): Act =>
  act(by, { occurredAt: day, recordedAt: `${day}T16:00:00.000Z`, ...extra });

export const stated = (personId: PersonId): Pick<Act, 'statedBy'> => ({ statedBy: { kind: 'person', personId } });

export function metadataOf(by: Author, at: Pick<Act, 'occurredAt' | 'recordedAt'>, statedBy?: Act['statedBy']): CaseMetadata {
  return {
    recordedAt: at.recordedAt,
    occurredAt: at.occurredAt,
    party: by.party,
    actingOrganisation: by.organisation,
    workerRef: by.worker,
    workerRole: by.role,
    ...(statedBy === undefined ? {} : { statedBy }),
    legalBasis: 'wmo-4.1.1',
    purpose: 'toets',
    commandId: 'c0ffee00-0000-4000-8000-000000000000',
    inputHash: '',
    correlationId: '',
    policyVersion: '2025-01',
  };
}

export const TEST_CASE = 'c0ffee00-1111-4222-8333-000000000001' as CaseId;

/** Who did it and when, where a history says so; Veilig Thuis on 1 April 2025 otherwise. */
const stamped = new WeakMap<Event, { readonly by: Author; readonly day: string }>();

/** An event of the past by somebody, on a day. */
export function by<E extends Event>(who: Author, event: E, day = '2025-04-01'): E {
  stamped.set(event, { by: who, day });
  return event;
}

/** As `specFor` asks for it: each slice folds some of the events. */
export function record<Folded extends Event>(event: Event, index: number): Recorded<Folded, CaseMetadata> {
  const { by: who, day } = stamped.get(event) ?? { by: vt, day: '2025-04-01' };
  const entry = recorded(event as CaseEvent, index, metadataOf(who, { occurredAt: day, recordedAt: `${day}T08:00:00.000Z` }));
  return entry as unknown as Recorded<Folded, CaseMetadata>;
}

export function recorded(event: CaseEvent, index: number, metadata: CaseMetadata): RecordedCaseEvent {
  return {
    id: uuidFrom(`entry ${String(index)}`),
    stream: caseStream(TEST_CASE),
    revision: index,
    position: BigInt(index),
    event,
    metadata,
  };
}
