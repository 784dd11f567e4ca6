// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { ANY_PARTY, admit, named, peopleIn, timely, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent, Framed } from '../frame/case-frame.ts';
import { maySpeakFor } from '../frame/representation.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId, OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import { destroyedName, noteDestroyed } from './destroyed.ts';
import type { DestroyedBy } from './destroyed.ts';
import type { PersonsInformedOfReport, ReportReceived, ReportsLinked } from '../reports/report-events.ts';
import { keptAt } from './kept-data.ts';
import { noteControllers } from './controllers.ts';
import type { Controller } from './controllers.ts';
import { retentionEvents } from './retention-events.ts';
import type { AccessRequestDecided, AccessRequestReceived, RequestKind, RetentionDecided, RetentionEvent } from './retention-events.ts';

export type ReceiveAccessRequest = CommandFor<'ReceiveAccessRequest', AccessRequestReceived, 'requestId' | 'askedBy'>;
export type DecideAccessRequest = CommandFor<'DecideAccessRequest', AccessRequestDecided, 'kind' | 'personId' | 'askedBy'>;
export type DestroyByOrder = CommandFor<'DestroyByOrder', RetentionDecided, 'decisionId' | 'ground' | 'requestId' | 'order' | 'list'> & {
  readonly order: string;
};
/** Of all on a list of what is due, that which is in one case. */
export interface DestroyByTerm {
  readonly type: 'DestroyByTerm';
  readonly personIds: readonly PersonId[];
  readonly list: string;
}
export type RetentionCommand = ReceiveAccessRequest | DecideAccessRequest | DestroyByOrder | DestroyByTerm;
export type RetentionRefusal = RefusalOf<typeof receive> | RefusalOf<typeof decide> | RefusalOf<typeof byOrder> | RefusalOf<typeof byTerm>;

interface Request {
  readonly organisation: OrganisationId;
  readonly kind: RequestKind;
  readonly personId: PersonId;
  readonly askedBy: PersonId;
  /** Who wrote it down. */
  readonly worker: WorkerRef;
  decided: boolean;
}

export interface RetentionState extends Framed {
  readonly requests: Map<ItemId, Request>;
  readonly destroyed: DestroyedBy;
  /** Parts of the file that can be destroyed alone, each with the people it says something about. */
  readonly parts: Map<ItemId, Set<PersonId>>;
  /** Organisations that were ever involved: who left still holds what it held. */
  readonly controllers: Map<OrganisationId, Controller>;
  readonly reporters: Map<PersonId, OrganisationId>;
  /** Whose data each organisation destroyed on which list: `organisation|list`. */
  readonly lists: Map<string, PersonId[]>;
}

/** Events that lie in a part of the file with keys of its own. */
type PartEvent = ReportReceived | ReportsLinked | PersonsInformedOfReport;
const partEvents = { ReportReceived: true, ReportsLinked: true, PersonsInformedOfReport: true } as const satisfies Record<
  PartEvent['type'],
  true
>;

/** Requests of people about their own data, and the destruction of data by a controller. Rules: docs/domain/retention.md. */
export const retention: CaseDecider<
  RetentionCommand,
  RetentionState,
  RetentionEvent,
  RetentionRefusal,
  RetentionEvent | FrameEvent | PartEvent
> = {
  commands: { ReceiveAccessRequest: true, DecideAccessRequest: true, DestroyByOrder: true, DestroyByTerm: true },
  handles: { ...frameEvents, ...partEvents, AccessRequestReceived: true, AccessRequestDecided: true, RetentionDecided: true },
  initial: () => ({
    frame: emptyFrame(),
    requests: new Map(),
    destroyed: new Map(),
    parts: new Map(),
    controllers: new Map(),
    reporters: new Map(),
    lists: new Map(),
  }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'ReceiveAccessRequest':
        return receive(state, command, act);
      case 'DecideAccessRequest':
        return decide(state, command, act);
      case 'DestroyByOrder':
        return byOrder(state, command, act);
      case 'DestroyByTerm':
        return byTerm(state, command, act);
    }
  },
  evolve: (state, event, { metadata, position }) => {
    if (isFrameEvent(event)) {
      foldFrame(state.frame, { event, metadata });
      noteControllers(state.controllers, state.frame, { event, metadata, position });
      return state;
    }
    switch (event.type) {
      case 'AccessRequestReceived': {
        const { requestId, kind, personId, askedBy } = event.data;
        const { actingOrganisation: organisation, workerRef: worker } = metadata;
        state.requests.set(requestId, { organisation, kind, personId, askedBy, worker, decided: false });
        break;
      }
      case 'AccessRequestDecided': {
        const request = state.requests.get(event.data.requestId);
        if (request !== undefined) request.decided = true;
        break;
      }
      case 'ReportReceived':
        state.reporters.set(event.data.reporterId, metadata.actingOrganisation);
        notePart(state, event.data.reportId, event.data.concerning);
        break;
      case 'ReportsLinked':
        notePart(state, event.data.reportId, event.data.concerning);
        break;
      case 'PersonsInformedOfReport':
        notePart(state, event.data.reportId, peopleIn(event.data.persons));
        break;
      case 'RetentionDecided':
        noteDestroyed(state.destroyed, metadata.actingOrganisation, event.data);
        if (event.data.list !== undefined) {
          const key = `${metadata.actingOrganisation}|${event.data.list}`;
          state.lists.set(key, [...(state.lists.get(key) ?? []), event.data.personId]);
        }
        // There is nothing left that another request of his to this organisation could be about.
        if (event.data.part === undefined)
          for (const request of state.requests.values())
            if (request.organisation === metadata.actingOrganisation && request.personId === event.data.personId) request.decided = true;
        break;
    }
    return state;
  },
};

function notePart({ parts }: RetentionState, part: ItemId, people: readonly PersonId[]): void {
  const known = parts.get(part) ?? new Set<PersonId>();
  for (const personId of people) known.add(personId);
  parts.set(part, known);
}

/** Who left the case is a controller of what it wrote and read, and must answer for it. Rule RT-1. */
function admitController({ frame, controllers }: RetentionState, act: Act): Fault<AdmissionRefusal> | undefined {
  if (!controllers.has(act.author.organisation)) return refuse('CASE_UNKNOWN');
  return frame.involved.has(act.author.organisation) ? admit(frame, act, { parties: ANY_PARTY }) : timely(act);
}

/** By the person himself, or who exercises his rights; a professional writes it down. Rule RT-2. */
function receive(
  state: RetentionState,
  command: ReceiveAccessRequest,
  act: Act,
): Decision<AccessRequestReceived, AdmissionRefusal | 'RETENTION_REQUEST_NOT_STATED' | 'RETENTION_NOT_HIS_REQUEST'> {
  const { frame } = state;
  const wrong = admitController(state, act) ?? named(frame, [command.personId], 'personId');
  if (wrong !== undefined) return wrong;
  if (act.statedBy?.kind !== 'person') return refuse('RETENTION_REQUEST_NOT_STATED', { field: 'statedBy' });
  const askedBy = act.statedBy.personId;
  return (
    (maySpeakFor(frame, command.personId, askedBy, act) ? undefined : refuse('RETENTION_NOT_HIS_REQUEST', { field: 'statedBy' })) ??
    written(command.wording, 'wording') ??
    accept(fact(retentionEvents.AccessRequestReceived, { ...command, askedBy, requestId: act.newId('access request') as ItemId }))
  );
}

/** By the controller that received it; once, with considerations; a refusal names its ground. Granted destruction is done. Rule RT-3, RT-4. */
function decide(
  state: RetentionState,
  command: DecideAccessRequest,
  act: Act,
): Decision<
  AccessRequestDecided | RetentionDecided,
  | AdmissionRefusal
  | 'RETENTION_FOUR_EYES'
  | 'RETENTION_REQUEST_UNKNOWN'
  | 'RETENTION_REQUEST_DECIDED'
  | 'RETENTION_GROUND_MISSING'
  | 'RETENTION_GROUND_UNUSED'
> {
  const fault = admitController(state, act);
  if (fault !== undefined) return fault;
  const { requestId, outcome, refusedOn } = command;
  const request = state.requests.get(requestId);
  if (request?.organisation !== act.author.organisation) return refuse('RETENTION_REQUEST_UNKNOWN', { field: 'requestId' });
  const { kind, personId, askedBy } = request;
  // What is destroyed cannot be brought back: somebody else than who received the request looks at it.
  const alone = kind === 'DESTRUCTION' && outcome === 'GRANTED' && request.worker === act.author.worker;
  const wrong =
    (request.decided ? refuse('RETENTION_REQUEST_DECIDED', { field: 'requestId' }) : undefined) ??
    (alone ? refuse('RETENTION_FOUR_EYES') : undefined) ??
    (outcome === 'REFUSED' && refusedOn === undefined ? refuse('RETENTION_GROUND_MISSING', { field: 'refusedOn' }) : undefined) ??
    (outcome === 'GRANTED' && refusedOn !== undefined ? refuse('RETENTION_GROUND_UNUSED', { field: 'refusedOn' }) : undefined) ??
    written(command.considerations, 'considerations');
  if (wrong !== undefined) return wrong;
  const decided = fact(retentionEvents.AccessRequestDecided, { ...command, kind, personId, askedBy });
  if (kind !== 'DESTRUCTION' || outcome !== 'GRANTED') return accept(decided);
  const decisionId = act.newId('retention decision') as ItemId;
  return accept<AccessRequestDecided | RetentionDecided>(
    decided,
    fact(retentionEvents.RetentionDecided, { decisionId, personId, ground: 'OWN_REQUEST', requestId }),
  );
}

/** On an order of a court, all about one person or one part of the file; by a supervisor. Rule RT-5. */
function byOrder(
  state: RetentionState,
  { personId, part, order }: DestroyByOrder,
  act: Act,
): Decision<
  RetentionDecided,
  AdmissionRefusal | 'RETENTION_NOT_THE_SUPERVISOR' | 'RETENTION_PART_UNKNOWN' | 'RETENTION_ALREADY_DESTROYED'
> {
  const name = destroyedName(personId, part);
  return (
    admitController(state, act) ??
    named(state.frame, [personId], 'personId') ??
    (act.author.role === 'supervisor' ? undefined : refuse('RETENTION_NOT_THE_SUPERVISOR')) ??
    written(order, 'order') ??
    // A part that is not there, and one that says nothing of him, are the same: there is nothing to destroy.
    (part !== undefined && state.parts.get(part)?.has(personId) !== true
      ? refuse('RETENTION_PART_UNKNOWN', { field: 'part' })
      : undefined) ??
    (state.destroyed.get(act.author.organisation)?.has(name) === true
      ? refuse('RETENTION_ALREADY_DESTROYED', { field: 'personId' })
      : undefined) ??
    accept(
      fact(retentionEvents.RetentionDecided, {
        decisionId: act.newId('retention decision') as ItemId,
        personId,
        part,
        ground: 'COURT_ORDER',
        order,
      }),
    )
  );
}

/** What is due by its term, by a supervisor who looked at the list of it first. What became due since is on the next list. Rules RT-9, RT-10. */
function byTerm(
  state: RetentionState,
  { personIds, list }: DestroyByTerm,
  act: Act,
): Decision<RetentionDecided, AdmissionRefusal | 'RETENTION_LIST_NOT_THE_SUPERVISOR' | 'RETENTION_NOT_DUE'> {
  const own = act.author.organisation;
  // As of the day on which it is written down: nobody can name a later one.
  const due = new Set(
    keptAt(state, act.recordedAt).flatMap(({ controller, status, personId }) => (controller === own && status === 'DUE' ? [personId] : [])),
  );
  return (
    admitController(state, act) ??
    (act.author.role === 'supervisor' ? undefined : refuse('RETENTION_LIST_NOT_THE_SUPERVISOR')) ??
    (personIds.length === 0 ? refuse('CASE_NOBODY_NAMED', { field: 'personIds' }) : undefined) ??
    (new Set(personIds).size < personIds.length ? refuse('CASE_PERSON_TWICE', { field: 'personIds' }) : undefined) ??
    written(list, 'list') ??
    (personIds.every((personId) => due.has(personId)) ? undefined : refuse('RETENTION_NOT_DUE', { field: 'personIds' })) ??
    accept(
      ...personIds.map((personId) =>
        fact(retentionEvents.RetentionDecided, {
          decisionId: act.newId(`retention decision ${personId}`) as ItemId,
          personId,
          ground: 'TERM',
          list,
        }),
      ),
    )
  );
}
