// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { householdEvents } from './household-events.ts';
import type { AddressShielded } from './household-events.ts';
import { shieldingKey } from './household-state.ts';
import type { HouseholdState } from './household-state.ts';

export type ShieldAddress = CommandFor<'ShieldAddress', AddressShielded>;

type ShieldingRefusal = 'HOUSEHOLD_SHIELDING_UNKNOWN' | 'HOUSEHOLD_SHIELDING_NOT_HIS' | 'HOUSEHOLD_ADDRESS_INCOMPLETE';

/** Veilig Thuis or a GI shields where somebody stays, and lifts that when the person asks. Rules H-11, H-12. */
export function shieldAddress(
  state: HouseholdState,
  command: ShieldAddress,
  act: Act,
): Decision<AddressShielded, AdmissionRefusal | ShieldingRefusal> {
  return (
    admit(state.frame, act, { parties: ['VT', 'GI'] }) ??
    named(state.frame, [command.personId], 'personId') ??
    changeFault(state, command, act) ??
    written(command.region, 'region') ??
    written(command.reason, 'reason') ??
    accept(fact(householdEvents.AddressShielded, command))
  );
}

/** Lifting another organisation's shielding is refused as one that does not exist: that there is one is hidden too. */
function changeFault(
  { shieldings }: HouseholdState,
  { change, personId, address }: ShieldAddress,
  act: Act,
): Fault<ShieldingRefusal> | undefined {
  if (change === 'SHIELDED') return address === undefined ? refuse('HOUSEHOLD_ADDRESS_INCOMPLETE', { field: 'address' }) : undefined;
  if (!shieldings.has(shieldingKey(act.author.organisation, personId))) return refuse('HOUSEHOLD_SHIELDING_UNKNOWN', { field: 'personId' });
  const asks = act.statedBy?.kind === 'person' && act.statedBy.personId === personId;
  return asks ? undefined : refuse('HOUSEHOLD_SHIELDING_NOT_HIS', { field: 'statedBy' });
}
