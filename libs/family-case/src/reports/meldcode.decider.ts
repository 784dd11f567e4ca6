// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse, unlessErased } from '@gezinslijn/event-sourcing';
import type { Decision, Sealed } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { mayAct, timely, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { OrganisationId } from '../vocabulary/ids.ts';
import { reportEvents } from './report-events.ts';
import type { MeldcodeEvent, MeldcodeRecordLinked, MeldcodeStep, MeldcodeStepTaken } from './report-events.ts';

export type TakeMeldcodeStep = CommandFor<'TakeMeldcodeStep', MeldcodeStepTaken>;
export type LinkMeldcodeRecord = CommandFor<'LinkMeldcodeRecord', MeldcodeRecordLinked>;
export type MeldcodeCommand = TakeMeldcodeStep | LinkMeldcodeRecord;
export type MeldcodeRefusal = RefusalOf<typeof takeStep> | RefusalOf<typeof linkRecord>;

export interface MeldcodeState {
  /** Whose private record this is; `undefined` before the first step. */
  owner: OrganisationId | undefined;
  readonly taken: Set<MeldcodeStep>;
  decision: Sealed<'REPORT' | 'ARRANGE_HELP'> | undefined;
  readonly linkedTo: Set<OrganisationId>;
}

/**
 * The five steps of the meldcode, in a private record of the organisation that takes them: a stream of its own, no part of a family case.
 * Rules: docs/domain/reports.md, M-1 to M-5; source: Besluit verplichte meldcode.
 */
export const meldcodeRecord: CaseDecider<MeldcodeCommand, MeldcodeState, MeldcodeEvent, MeldcodeRefusal, MeldcodeEvent> = {
  commands: { TakeMeldcodeStep: true, LinkMeldcodeRecord: true },
  handles: { MeldcodeStepTaken: true, MeldcodeRecordLinked: true },
  initial: () => ({ owner: undefined, taken: new Set(), decision: undefined, linkedTo: new Set() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'TakeMeldcodeStep':
        return takeStep(state, command, act);
      case 'LinkMeldcodeRecord':
        return linkRecord(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    switch (event.type) {
      case 'MeldcodeStepTaken':
        state.owner ??= metadata.actingOrganisation;
        state.taken.add(event.data.step);
        state.decision = event.data.decision ?? state.decision;
        return state;
      case 'MeldcodeRecordLinked':
        state.linkedTo.add(event.data.organisation);
        return state;
    }
  },
};

type StepRefusal =
  | AdmissionRefusal
  | 'MELDCODE_NOT_YOURS'
  | 'MELDCODE_STEP_MISSING'
  | 'MELDCODE_ONLY_TALK_SKIPPED'
  | 'MELDCODE_DECISION_MISSING'
  | 'MELDCODE_DECISION_TOO_EARLY';

/** A step with its considerations, by a lokaal team or care provider, in its own record. */
function takeStep(state: MeldcodeState, command: TakeMeldcodeStep, act: Act): Decision<MeldcodeStepTaken, StepRefusal> {
  return (
    timely(act) ??
    mayAct(act, { parties: ['LT', 'ZA'] }, false) ??
    ownerFault(state.owner ?? act.author.organisation, act) ??
    peopleFault(command) ??
    orderFault(state, command) ??
    contentFault(command) ??
    accept(fact(reportEvents.MeldcodeStepTaken, command))
  );
}

function ownerFault(owner: OrganisationId | undefined, { author }: Act): Fault<'MELDCODE_NOT_YOURS'> | undefined {
  return owner === author.organisation ? undefined : refuse('MELDCODE_NOT_YOURS');
}

/** Nobody is known here yet, so any pseudonym will do, but there must be one: the text is about somebody. */
function peopleFault({ concerning }: TakeMeldcodeStep): Fault<AdmissionRefusal> | undefined {
  const field = 'concerning';
  if (concerning.length === 0) return refuse('CASE_NOBODY_NAMED', { field });
  return new Set(concerning).size < concerning.length ? refuse('CASE_PERSON_TWICE', { field }) : undefined;
}

/** Weighing rests on signals, consultation and talk; deciding rests on weighing (M-2). */
function orderFault({ taken }: MeldcodeState, { step }: TakeMeldcodeStep): Fault<'MELDCODE_STEP_MISSING'> | undefined {
  const needed: Readonly<Record<MeldcodeStep, readonly MeldcodeStep[]>> = { 1: [], 2: [], 3: [], 4: [1, 2, 3], 5: [4] };
  const missing = needed[step].find((earlier) => !taken.has(earlier));
  return missing === undefined ? undefined : refuse('MELDCODE_STEP_MISSING', { field: 'step', facts: { step: missing } });
}

function contentFault({ step, considerations, decision, skippedBecause }: TakeMeldcodeStep): Fault<StepRefusal> | undefined {
  if (skippedBecause !== undefined && step !== 3) return refuse('MELDCODE_ONLY_TALK_SKIPPED', { field: 'skippedBecause' });
  if (step === 5 && decision === undefined) return refuse('MELDCODE_DECISION_MISSING', { field: 'decision' });
  if (step !== 5 && decision !== undefined) return refuse('MELDCODE_DECISION_TOO_EARLY', { field: 'decision' });
  return (
    written(considerations, 'considerations') ?? (skippedBecause === undefined ? undefined : written(skippedBecause, 'skippedBecause'))
  );
}

type LinkRefusal = AdmissionRefusal | 'MELDCODE_NOT_YOURS' | 'MELDCODE_NO_REPORT_DECIDED';

/**
 * Once its owner decided to report, Veilig Thuis reads along: linked by the owner, or by the Veilig Thuis that received the report and so
 * holds the reference the owner gave it. Anybody else is answered as for a record that does not exist. Linking again changes nothing (M-5).
 */
function linkRecord(state: MeldcodeState, command: LinkMeldcodeRecord, act: Act): Decision<MeldcodeRecordLinked, LinkRefusal> {
  const decided = state.decision !== undefined && unlessErased(state.decision, 'REPORT') === 'REPORT';
  const { organisation, party } = act.author;
  const receiver = party === 'VT' && command.organisation === organisation;
  return (
    timely(act) ??
    (state.owner !== undefined && (receiver || state.owner === organisation) ? undefined : refuse('MELDCODE_NOT_YOURS')) ??
    (decided ? undefined : refuse('MELDCODE_NO_REPORT_DECIDED')) ??
    (state.linkedTo.has(command.organisation) ? accept() : accept(fact(reportEvents.MeldcodeRecordLinked, command)))
  );
}
