// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, named, peopleIn, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import { guardianshipEvents } from './guardianship-events.ts';
import type { FirstContactHeld, GuardianAssigned, MeasureReceived } from './guardianship-events.ts';
import { chargeOf } from './guardianship-state.ts';
import type { GuardianshipState } from './guardianship-state.ts';

/** Whom it concerns follows from the orders. */
export type ReceiveMeasure = CommandFor<'ReceiveMeasure', MeasureReceived, 'concerning'>;
export type AssignGuardian = CommandFor<'AssignGuardian', GuardianAssigned>;
export type HoldFirstContact = CommandFor<'HoldFirstContact', FirstContactHeld>;

/** The GI named in the orders learns of them; what it received before it does not receive again. Rule G-1. */
export function receiveMeasure(
  { frame, orders }: GuardianshipState,
  { measureIds }: ReceiveMeasure,
  act: Act,
): Decision<MeasureReceived, AdmissionRefusal | 'GUARDIANSHIP_MEASURE_UNKNOWN'> {
  const fault = admit(frame, act, { parties: ['GI'] });
  if (fault !== undefined) return fault;
  const own = measureIds.filter((id) => orders.get(id)?.executedBy === act.author.organisation);
  if (own.length === 0 || own.length < measureIds.length) return refuse('GUARDIANSHIP_MEASURE_UNKNOWN', { field: 'measureIds' });
  const fresh = [...new Set(own)].filter((id) => orders.get(id)?.received === false);
  if (fresh.length === 0) return accept();
  const concerning = [...new Set(fresh.flatMap((id) => orders.get(id)?.concerning ?? []))];
  return accept(fact(guardianshipEvents.MeasureReceived, { measureIds: fresh, concerning }));
}

/** A worker for each child whose measure this GI received; only a fixed one counts for the term. Rule G-2; source: Besluit Jeugdwet 4.2.1. */
export function assignGuardian(
  state: GuardianshipState,
  command: AssignGuardian,
  act: Act,
): Decision<GuardianAssigned, AdmissionRefusal | 'GUARDIANSHIP_NO_MEASURE'> {
  return (
    admit(state.frame, act, { parties: ['GI'] }) ??
    named(state.frame, command.concerning, 'concerning') ??
    chargedFault(state, command.concerning, act) ??
    written(command.guardianName, 'guardianName') ??
    accept(fact(guardianshipEvents.GuardianAssigned, command))
  );
}

/** First contact: with the child itself at least. Rule G-3; source: Besluit Jeugdwet 4.2.1. */
export function holdFirstContact(
  state: GuardianshipState,
  command: HoldFirstContact,
  act: Act,
): Decision<FirstContactHeld, AdmissionRefusal | 'GUARDIANSHIP_NO_MEASURE' | 'GUARDIANSHIP_CHILD_ABSENT'> {
  const present = peopleIn(command.present);
  return (
    admit(state.frame, act, { parties: ['GI'] }) ??
    named(state.frame, command.concerning, 'concerning') ??
    chargedFault(state, command.concerning, act) ??
    named(state.frame, present, 'present') ??
    (command.concerning.every((child) => present.includes(child))
      ? undefined
      : refuse('GUARDIANSHIP_CHILD_ABSENT', { field: 'present' })) ??
    written(command.note, 'note') ??
    accept(fact(guardianshipEvents.FirstContactHeld, command))
  );
}

/** This GI has a measure in hand for each of them. */
export function chargedFault(
  { charged }: GuardianshipState,
  children: readonly PersonId[],
  { author }: Act,
): Fault<'GUARDIANSHIP_NO_MEASURE'> | undefined {
  const all = children.every((child) => charged.has(chargeOf(author.organisation, child)));
  return all ? undefined : refuse('GUARDIANSHIP_NO_MEASURE', { field: 'concerning' });
}
