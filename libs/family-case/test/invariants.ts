// SPDX-License-Identifier: EUPL-1.2
import type { RecordedCaseEvent } from '../src/case-event.ts';
import { descriptionOf } from '../src/case-event.ts';
import { partition } from '../src/recording/event-codec.ts';
import type { OrganisationId, PersonId } from '../src/vocabulary/ids.ts';
import { retentionEvents } from '../src/retention/retention-events.ts';
import { PHASES } from '../src/route-map/route-map-events.ts';

/** What must be true of every history, checked on the events alone and with nothing of the deciders. Empty when all is well. */
export function broken(events: readonly RecordedCaseEvent[]): readonly string[] {
  return [
    ...destructionFaults(events),
    ...rectificationFaults(events),
    ...planFaults(events),
    ...signatureFaults(events),
    ...hidingFaults(events),
    ...watchFaults(events),
    ...otherFaults(events),
  ];
}

type DataOf<Type extends RecordedCaseEvent['event']['type']> = Extract<RecordedCaseEvent['event'], { type: Type }>['data'];

function all<Type extends RecordedCaseEvent['event']['type']>(events: readonly RecordedCaseEvent[], type: Type): readonly DataOf<Type>[] {
  return events.flatMap(({ event }) => (event.type === type ? [event.data as DataOf<Type>] : []));
}

/** A correction is by whose entry it is, about the same people, and follows on the last: docs/domain/rectification.md. */
function rectificationFaults(events: readonly RecordedCaseEvent[]): readonly string[] {
  const faults: string[] = [];
  const last = new Map<string, string>();
  for (const { id, event, metadata } of events) {
    if (event.type !== 'EntryCorrected') continue;
    const { entryId, corrects, field, concerning, text, of } = event.data;
    const entry = events.find((one) => one.id === entryId);
    const key = `${entryId} ${field}`;
    if (entry?.metadata.actingOrganisation !== metadata.actingOrganisation) faults.push('corrected by another');
    if (corrects !== (last.get(key) ?? entryId)) faults.push('corrected what was not the last text');
    const [subject] =
      entry === undefined ? [] : [...partition(entry.event).sealed].filter(([, fields]) => field in fields).map(([of]) => of);
    const [now] = [...partition(event).sealed.keys()];
    if (typeof text === 'string' && subject !== now) faults.push('corrected under another key');
    if (of.type !== entry?.event.type || concerning.length === 0) faults.push('corrected another entry');
    last.set(key, id);
  }
  return faults;
}

/** Versions, phases, conditions, agreements: docs/domain/route-map.md. */
function planFaults(events: readonly RecordedCaseEvent[]): readonly string[] {
  const faults: string[] = [];
  events.forEach(({ event }, index) => {
    const before = events.slice(0, index);
    if (event.type === 'RouteMapPublished') {
      const conditions = all(before, 'SafetyConditionSet');
      const agreed = new Set(all(before, 'AgreementMade').flatMap(({ conditionIds }) => conditionIds));
      if (event.data.version !== all(before, 'RouteMapPublished').length + 1) faults.push('versions are not 1..n');
      if (all(before, 'FixedFaceAppointed').length === 0) faults.push('version without a fixed face');
      if (conditions.length === 0) faults.push('version without a condition');
      if (conditions.some(({ test }) => typeof test === 'string' && test.trim() === '')) faults.push('condition without a test');
      if (!conditions.every(({ conditionId }) => agreed.has(conditionId))) faults.push('condition without an agreement');
      if (event.data.signatories.length === 0) faults.push('version nobody signs');
    }
    if (event.type === 'PhaseEntered') {
      const order = Object.keys(PHASES);
      const present = all(before, 'PhaseEntered').at(-1)?.phase;
      if (present === undefined && event.data.phase !== 'DIRECT_SAFETY') faults.push('first phase is not direct safety');
      if (present !== undefined && order.indexOf(event.data.phase) >= order.indexOf(present)) faults.push('phase went forward');
    }
    if (event.type === 'AgreementMade') {
      const { checker, restrains, conditionIds, hiddenFrom, concerning } = event.data;
      const known = new Set(all(before, 'SafetyConditionSet').map(({ conditionId }) => conditionId));
      if (checker.kind === 'person' && restrains.includes(checker.personId)) faults.push('checked by whom it restrains');
      if (conditionIds.length === 0 || !conditionIds.every((id) => known.has(id))) faults.push('agreement without a condition');
      if (hiddenFrom.some((person) => concerning.includes(person) || restrains.includes(person))) faults.push('hidden from who takes part');
    }
  });
  return faults;
}

function signatureFaults(events: readonly RecordedCaseEvent[]): readonly string[] {
  const faults: string[] = [];
  const hashes = new Map<number, string>();
  const signed = new Set<string>();
  for (const { event, metadata } of events) {
    if (event.type === 'RouteMapPublished') hashes.set(event.data.version, event.data.contentHash);
    if (event.type === 'RouteMapSigned') {
      const key = `${String(event.data.version)} ${metadata.actingOrganisation}`;
      if (hashes.get(event.data.version) !== event.data.contentHash) faults.push('signed other content');
      if (signed.has(key)) faults.push('signed twice');
      signed.add(key);
    }
    if (event.type === 'RouteMapSignatureWithdrawn' && !signed.delete(`${String(event.data.version)} ${metadata.actingOrganisation}`)) {
      faults.push('withdrew what it had not signed');
    }
  }
  return faults;
}

const same = (one: readonly PersonId[], other: readonly PersonId[]) => [...one].sort().join() === [...other].sort().join();

/** Whatever refers to something hidden is hidden from the same people. */
function hidingFaults(events: readonly RecordedCaseEvent[]): readonly string[] {
  return events.flatMap(({ event }, index): readonly string[] => {
    const before = events.slice(0, index);
    if (event.type === 'AgreementChecked') {
      const made = all(before, 'AgreementMade').find(({ agreementId }) => agreementId === event.data.agreementId);
      return made !== undefined && same(made.hiddenFrom, event.data.hiddenFrom) ? [] : ['a check betrays an agreement'];
    }
    if (event.type === 'ActionClosed') {
      const assigned = all(before, 'ActionAssigned').find(({ actionId }) => actionId === event.data.actionId);
      return assigned !== undefined && same(assigned.hiddenFrom, event.data.hiddenFrom) ? [] : ['a closing betrays an action'];
    }
    if (event.type !== 'ShareGranted') return [];
    const shared = before.find(({ id }) => id === event.data.entryId);
    if (shared === undefined) return ['a share of nothing'];
    const { hiddenFrom, confidential } = descriptionOf(shared.event.type);
    const data = shared.event.data as unknown as Readonly<Record<string, unknown>>;
    const hidden = hiddenFrom === undefined ? [] : (data[hiddenFrom] as readonly PersonId[]);
    if (!hidden.every((person) => event.data.hiddenFrom.includes(person))) return ['a share betrays a hidden entry'];
    if (confidential === undefined || data[confidential.when] !== true) return [];
    const others = peopleOf(before).filter((person) => person !== data[confidential.speaker]);
    return others.every((person) => event.data.hiddenFrom.includes(person)) ? [] : ['a share betrays a confidence'];
  });
}

function peopleOf(events: readonly RecordedCaseEvent[]): readonly PersonId[] {
  return [...all(events, 'CaseOpened'), ...all(events, 'MembershipChanged')].flatMap(({ members }) =>
    members.map(({ personId }) => personId),
  );
}

/** Nobody keeps anything new about whom it destroyed. */
function destructionFaults(events: readonly RecordedCaseEvent[]): readonly string[] {
  const gone = new Map<OrganisationId, Set<string>>();
  return events.flatMap(({ event, metadata }): readonly string[] => {
    const own = gone.get(metadata.actingOrganisation) ?? new Set();
    const kept = [...partition(event).sealed.keys()].some((subject) => own.has(subject));
    if (event.type === 'RetentionDecided' && event.data.part === undefined)
      gone.set(metadata.actingOrganisation, own.add(event.data.personId));
    return kept ? [`${event.type} about somebody whose data were destroyed`] : [];
  });
}

/** Somebody involved has the watch on safety after every event. */
function watchFaults(events: readonly RecordedCaseEvent[]): readonly string[] {
  const faults: string[] = [];
  const watch = new Set<OrganisationId>();
  const open = new Map<
    string,
    { readonly from: OrganisationId; readonly waiting: Set<OrganisationId>; readonly to: readonly OrganisationId[] }
  >();
  for (const { event, metadata } of events) {
    const by = metadata.actingOrganisation;
    if (event.type === 'CaseOpened' || event.type === 'ReportReceived') watch.add(by);
    if (event.type === 'SafetyWatchHandedOver' && event.data.step === 'OFFERED') {
      open.set(event.data.handoverId, { from: event.data.from, to: event.data.to, waiting: new Set(event.data.to) });
    }
    if (event.type === 'SafetyWatchHandedOver' && event.data.step === 'ACCEPTED') {
      const offer = open.get(event.data.handoverId);
      if (offer?.waiting.delete(by) !== true) faults.push('accepted what was not offered');
      if (offer?.waiting.size === 0) {
        watch.delete(offer.from);
        for (const taker of offer.to) watch.add(taker);
      }
    }
    if (event.type === 'MembershipChanged' && event.data.change === 'PARTY_LEFT') {
      watch.delete(by);
      for (const [id, { waiting, to }] of open) if (waiting.size > 0 && to.includes(by)) open.delete(id);
    }
    if (watch.size === 0) faults.push('nobody has the watch on safety');
  }
  return faults;
}

function otherFaults(events: readonly RecordedCaseEvent[]): readonly string[] {
  const faults: string[] = [];
  const involved = new Set<OrganisationId>();
  const everInvolved = new Set<OrganisationId>();
  for (const { event, metadata } of events) {
    const by = metadata.actingOrganisation;
    if (event.type === 'CaseOpened')
      for (const organisation of [by, ...event.data.parties.map(({ organisation }) => organisation)]) involved.add(organisation);
    // Emergency access is for outsiders, and so is its review.
    const forOutsiders = event.type === 'EmergencyAccessUsed' || event.type === 'EmergencyAccessReviewed';
    // Who left answers for what it holds.
    const forControllers = event.type in retentionEvents && everInvolved.has(by);
    for (const organisation of involved) everInvolved.add(organisation);
    if (!involved.has(by) && !forOutsiders && !forControllers) faults.push(`${event.type} by an outsider`);
    if (event.type === 'FixedFaceAppointed') involved.add(event.data.organisation);
    if (event.type === 'InvestigationRequested') involved.add(event.data.council);
    if (event.type === 'MeasureOrdered' && event.data.executedBy !== undefined) involved.add(event.data.executedBy);
    if (event.type === 'MembershipChanged' && event.data.organisation !== undefined) {
      if (event.data.change === 'PARTY_JOINED') involved.add(event.data.organisation);
      if (event.data.change === 'PARTY_LEFT') involved.delete(event.data.organisation);
    }
    if (event.type === 'SafetyScaled') {
      const { rater, ownScore, professionalScore } = event.data;
      const score = ownScore ?? professionalScore;
      if ((ownScore === undefined) === (professionalScore === undefined)) faults.push('not one score');
      if (typeof score !== 'number' || !Number.isInteger(score) || score < 0 || score > 10) faults.push('score out of range');
      if ((ownScore !== undefined) !== (rater !== undefined)) faults.push('score without a rater');
    }
    if (metadata.occurredAt.slice(0, 10) > metadata.recordedAt.slice(0, 10)) faults.push('recorded before it happened');
    partition(event);
  }
  return faults;
}
