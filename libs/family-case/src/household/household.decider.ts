// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { admit, dayOf, known, named, notAfterToday } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import { foldFrame, frameEvents, isFrameEvent, isMinor } from '../frame/case-frame.ts';
import type { CaseFrame, FrameEvent } from '../frame/case-frame.ts';
import { openCase } from '../frame/opening.ts';
import type { Opening, OpeningRefusal } from '../frame/opening.ts';
import { foldWatch } from '../frame/safety-watch.ts';
import type { MeasureEnded, MeasureOrdered } from '../measures/measure-events.ts';
import type { SafetyWatchHandedOver } from '../monitoring/monitoring-events.ts';
import type { ReportReceived } from '../reports/report-events.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { OrganisationId } from '../vocabulary/ids.ts';
import { changeMembership } from './change-membership.ts';
import type { ChangeMembership } from './change-membership.ts';
import { householdEvents } from './household-events.ts';
import type { AddressShielded, AuthorityRecorded, FixedFaceAppointed, HouseholdEvent } from './household-events.ts';
import { initialHousehold, shieldingKey } from './household-state.ts';
import type { HouseholdState } from './household-state.ts';
import { shieldAddress } from './shield-address.ts';
import type { ShieldAddress } from './shield-address.ts';

export type OpenCase = { readonly type: 'OpenCase' } & Opening;
export type RecordAuthority = CommandFor<'RecordAuthority', AuthorityRecorded>;
/** The organisation is the author's own: a fixed face works for the lokaal team that appoints him. */
export type AppointFixedFace = CommandFor<'AppointFixedFace', FixedFaceAppointed, 'organisation'>;
export type HouseholdCommand = OpenCase | ChangeMembership | RecordAuthority | AppointFixedFace | ShieldAddress;

type AuthorityRefusal = AdmissionRefusal | 'HOUSEHOLD_NOT_A_MINOR';
export type HouseholdRefusal = OpeningRefusal | AuthorityRefusal | RefusalOf<typeof changeMembership> | RefusalOf<typeof shieldAddress>;

type Folded = FrameEvent | AddressShielded | MeasureEnded | ReportReceived | SafetyWatchHandedOver;

/** The family and its network, and the organisations around it. Rules: docs/domain/household.md. */
export const household: CaseDecider<HouseholdCommand, HouseholdState, HouseholdEvent, HouseholdRefusal, Folded> = {
  commands: { OpenCase: true, ChangeMembership: true, RecordAuthority: true, AppointFixedFace: true, ShieldAddress: true },
  handles: { ...frameEvents, AddressShielded: true, MeasureEnded: true, ReportReceived: true, SafetyWatchHandedOver: true },
  initial: initialHousehold,
  decide: (state, command, act) => {
    switch (command.type) {
      case 'OpenCase':
        return openCase(state.frame, command, act);
      case 'ChangeMembership':
        return changeMembership(state, command, act);
      case 'RecordAuthority':
        return recordAuthority(state.frame, command, act);
      case 'AppointFixedFace':
        return appointFixedFace(state.frame, command, act);
      case 'ShieldAddress':
        return shieldAddress(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) foldFrame(state.frame, { event, metadata });
    switch (event.type) {
      case 'CaseOpened':
      case 'MembershipChanged':
      case 'ReportReceived':
      case 'SafetyWatchHandedOver':
        foldWatch(state.watch, event, metadata.actingOrganisation);
        return state;
      case 'MeasureOrdered':
        foldOrder(state, event);
        return state;
      case 'MeasureEnded':
        state.orders.delete(event.data.measureId);
        return state;
      case 'AddressShielded':
        foldShielding(state, event, metadata.actingOrganisation);
        return state;
      case 'AuthorityRecorded':
      case 'FixedFaceAppointed':
      case 'InvestigationRequested':
      case 'MeasureReceived':
        return state;
    }
  },
};

function foldOrder({ orders }: HouseholdState, { data: { measureId, continues, executedBy, endsOn } }: MeasureOrdered): void {
  if (continues !== undefined) orders.delete(continues);
  if (executedBy !== undefined) orders.set(measureId, { executedBy, endsOn });
}

function foldShielding({ shieldings }: HouseholdState, { data }: AddressShielded, organisation: OrganisationId): void {
  const key = shieldingKey(organisation, data.personId);
  if (data.change === 'SHIELDED') shieldings.add(key);
  else shieldings.delete(key);
}

/** Who has authority over a child, from a day on. Rule H-9; source: BW 1:247. */
function recordAuthority(frame: CaseFrame, command: RecordAuthority, act: Act): Decision<AuthorityRecorded, AuthorityRefusal> {
  const { childId, authorityBy, since } = command;
  return (
    admit(frame, act, { parties: ['LT', 'GI', 'RvdK'] }) ??
    named(frame, [childId], 'childId') ??
    (isMinor(frame, childId, dayOf(act)) === false ? refuse('HOUSEHOLD_NOT_A_MINOR', { field: 'childId' }) : undefined) ??
    known(frame, authorityBy, 'authorityBy') ??
    notAfterToday(since, act, 'since') ??
    accept(fact(householdEvents.AuthorityRecorded, command))
  );
}

/** The lokaal team names the one professional who stays; no measure takes him away. Rule H-10. */
function appointFixedFace(frame: CaseFrame, command: AppointFixedFace, act: Act): Decision<FixedFaceAppointed, AdmissionRefusal> {
  return (
    admit(frame, act, { parties: ['LT'] }) ??
    accept(fact(householdEvents.FixedFaceAppointed, { ...command, organisation: act.author.organisation }))
  );
}
