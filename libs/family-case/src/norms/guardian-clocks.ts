// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Recorded } from '@gezinslijn/event-sourcing';
import type {
  ActionPlanAdopted,
  FamilyGroupPlanOffered,
  FirstContactHeld,
  GuardianAssigned,
  MeasureReceived,
} from '../guardianship/guardianship-events.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import { localDateOf } from '../vocabulary/time.ts';
import { statutoryEnd } from './calendar.ts';
import { cancelled, isBefore, isRunning, later, momentOf, newClock, stopped } from './clock.ts';
import type { Clock, Moment } from './clock.ts';
import { addClock, changeClocks, findClock } from './clocks-state.ts';
import type { ClocksState, Guardianship } from './clocks-state.ts';
import { holdsOn } from './measures-at.ts';
import { normOn } from './register.ts';
import type { NormKey } from './register.ts';

export type GuardianClockEvent = MeasureReceived | GuardianAssigned | FirstContactHeld | FamilyGroupPlanOffered | ActionPlanAdopted;

/** T9 and T10, per child: a fixed worker and first contact, and a plan. */
export function foldGuardianClocks(state: ClocksState, { id, event, metadata }: Recorded<GuardianClockEvent, CaseMetadata>): void {
  const moment = momentOf({ id, metadata });
  const by = metadata.actingOrganisation;
  for (const child of event.data.concerning) {
    switch (event.type) {
      case 'MeasureReceived':
        measureReceived(state, moment, by, child, event.data.measureIds);
        break;
      case 'GuardianAssigned':
        if (unlessErased(event.data.kind, 'FIXED') === 'FIXED') progress(state, by, child, 'assigned', moment);
        break;
      case 'FirstContactHeld':
        progress(state, by, child, 'contacted', moment);
        break;
      case 'FamilyGroupPlanOffered':
        if (metadata.party === 'GI') familyPlanAnswered(state, moment, by, child, unlessErased(event.data.answer, 'OFFERED'));
        break;
      case 'ActionPlanAdopted':
        for (const key of ['T10', 'T10-practice'] as const) changeClocks(state, key, of(by, child), (clock) => stopped(clock, moment));
        break;
    }
  }
}

const of = (by: OrganisationId, child: PersonId) => (clock: Clock) => clock.heldBy === by && clock.subject.persons.includes(child);

function start(state: ClocksState, key: NormKey, moment: Moment, by: OrganisationId, child: PersonId, items: readonly ItemId[]): void {
  const startsOn = localDateOf(moment.at);
  const norm = normOn(key, startsOn);
  if (norm?.term === undefined) return;
  const facts = { subject: { persons: [child], items }, heldBy: by };
  addClock(state, newClock(norm, `${key}|${moment.entry}|${child}`, moment, facts, statutoryEnd(startsOn, norm.term)));
}

/** A child this GI has in hand already does not begin to wait anew with the next order; once all orders ran out it does. */
function measureReceived(state: ClocksState, moment: Moment, by: OrganisationId, child: PersonId, measureIds: readonly ItemId[]): void {
  const inHand = [...state.orders.values()].some(
    (order) =>
      order.executedBy === by &&
      order.concerning.includes(child) &&
      !measureIds.includes(order.measureId) &&
      holdsOn(state, order, localDateOf(moment.at)),
  );
  const own = measureIds.filter((id) => state.orders.get(id)?.concerning.includes(child) ?? true);
  if (!inHand) state.guardianships.delete(`${by}|${child}`);
  for (const key of ['T9', 'T10-practice'] as const) {
    if (!inHand || findClock(state, key, of(by, child)) === undefined) start(state, key, moment, by, child, own);
  }
}

/** Both are needed, each at its first time: the clock stops at the later of the two. */
function progress(state: ClocksState, by: OrganisationId, child: PersonId, what: keyof Guardianship, moment: Moment): void {
  const key = `${by}|${child}`;
  const so = state.guardianships.get(key) ?? {};
  const first = so[what];
  so[what] = first === undefined || isBefore(moment.at, first.at) ? moment : first;
  state.guardianships.set(key, so);
  const { assigned, contacted } = so;
  if (assigned === undefined || contacted === undefined) return;
  changeClocks(state, 'T9', of(by, child), (clock) => stopped(clock, later(assigned, contacted)));
}

type Answer = 'OFFERED' | 'ACCEPTED' | 'DECLINED' | 'WAIVED';

/** By law the six weeks run from the day the family leaves the plan to the GI; while it makes its own they do not run at all. */
function familyPlanAnswered(state: ClocksState, moment: Moment, by: OrganisationId, child: PersonId, answer: Answer): void {
  const clock = findClock(state, 'T10', (candidate) => of(by, child)(candidate) && isRunning(candidate));
  switch (answer) {
    case 'OFFERED':
      return;
    case 'ACCEPTED':
      if (clock?.dueOn !== undefined) addClock(state, cancelled(clock, moment, OWN_PLAN));
      if (clock === undefined) startWithoutTerm(state, moment, by, child);
      return;
    case 'DECLINED':
    case 'WAIVED':
      if (clock?.dueOn !== undefined) return;
      if (clock !== undefined) state.clocks.delete(clock.id);
      start(state, 'T10', moment, by, child, []);
  }
}

const OWN_PLAN = 'Het gezin maakt zelf een plan: de wettelijke termijn loopt niet.';

function startWithoutTerm(state: ClocksState, moment: Moment, by: OrganisationId, child: PersonId): void {
  const startsOn = localDateOf(moment.at);
  const norm = normOn('T10', startsOn);
  if (norm === undefined) return;
  const facts = { subject: { persons: [child], items: [] }, heldBy: by };
  addClock(state, newClock(norm, `T10|${moment.entry}|${child}`, moment, facts, { steps: [{ day: startsOn, text: OWN_PLAN }] }));
}
