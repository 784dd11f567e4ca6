// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import { dated, timely, written } from '../frame/admission.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { AdministrationAct, AdministrationDecider } from './administration-act.ts';
import { administrationEvents } from './administration-events.ts';
import type { DisclosureMatrixAdopted, NormRegisterAdopted, PolicyEvent, RegionRegistered } from './administration-events.ts';

export type AdoptDisclosureMatrix = CommandFor<'AdoptDisclosureMatrix', DisclosureMatrixAdopted>;
export type AdoptNormRegister = CommandFor<'AdoptNormRegister', NormRegisterAdopted>;
export type PolicyCommand = AdoptDisclosureMatrix | AdoptNormRegister;
export type PolicyRefusal = RefusalOf<typeof adopt>;

/** Version to digest, of each register: what was adopted stays what it was. */
export interface PolicyState {
  readonly matrices: Map<string, string>;
  readonly norms: Map<string, string>;
}

/** Adopted versions of the disclosure matrix and the norm register (AD-9). */
export const policyRecord: AdministrationDecider<PolicyCommand, PolicyState, PolicyEvent, PolicyRefusal> = {
  handles: { DisclosureMatrixAdopted: true, NormRegisterAdopted: true },
  initial: () => ({ matrices: new Map(), norms: new Map() }),
  evolve: (state, { type, data }) => {
    (type === 'DisclosureMatrixAdopted' ? state.matrices : state.norms).set(data.adopted, data.digest);
    return state;
  },
  decide: (state, command, act) => adopt(state, command, act),
};

function adopt({ matrices, norms }: PolicyState, command: PolicyCommand, act: AdministrationAct) {
  const matrix = command.type === 'AdoptDisclosureMatrix';
  const known = (matrix ? matrices : norms).get(command.adopted);
  return (
    timely(act) ??
    (act.author.role === 'platformAdministrator' ? undefined : refuse('ADMINISTRATION_MAY_NOT')) ??
    written(command.adopted, 'adopted') ??
    (/^[0-9a-f]{64}$/.test(command.digest) ? undefined : refuse('ADMINISTRATION_DOCUMENT_INVALID', { field: 'digest' })) ??
    dated(command.from, 'from') ??
    (known === undefined || known === command.digest ? undefined : refuse('ADMINISTRATION_ALREADY_ADOPTED', { field: 'adopted' })) ??
    (known !== undefined
      ? accept<never>()
      : matrix
        ? accept(fact(administrationEvents.DisclosureMatrixAdopted, command))
        : accept(fact(administrationEvents.NormRegisterAdopted, command)))
  );
}

export type RegisterRegion = CommandFor<'RegisterRegion', RegionRegistered>;
export type RegionRefusal = RefusalOf<typeof registerRegion>;
export interface RegionState {
  name: string | undefined;
}

/** A region (jeugdhulpregio), by the administrator of the platform. */
export const regionRecord: AdministrationDecider<RegisterRegion, RegionState, RegionRegistered, RegionRefusal> = {
  handles: { RegionRegistered: true },
  initial: () => ({ name: undefined }),
  evolve: (state, { data }) => {
    state.name = data.name;
    return state;
  },
  decide: (state, command, act) => registerRegion(state, command, act),
};

function registerRegion(state: RegionState, command: RegisterRegion, act: AdministrationAct) {
  return (
    timely(act) ??
    (act.author.role === 'platformAdministrator' ? undefined : refuse('ADMINISTRATION_MAY_NOT')) ??
    written(command.name, 'name') ??
    (state.name === command.name ? accept<never>() : accept(fact(administrationEvents.RegionRegistered, command)))
  );
}
