// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { ANY_PARTY, admit, dayOf, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isMinor } from '../frame/case-frame.ts';
import type { CaseFrame, FrameEvent, Framed } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { safetyEvents } from './safety-events.ts';
import type { AcuteDangerDeclared, ChildSeen, SafetyAssessed, SafetyEvent } from './safety-events.ts';
import { scaleSafety } from './scale-safety.ts';
import type { ScaleSafety } from './scale-safety.ts';

export type AssessSafety = CommandFor<'AssessSafety', SafetyAssessed, 'assessmentId'>;
export type DeclareAcuteDanger = CommandFor<'DeclareAcuteDanger', AcuteDangerDeclared, 'dangerId'>;
export type SeeChild = CommandFor<'SeeChild', ChildSeen>;
export type SafetyCommand = AssessSafety | DeclareAcuteDanger | SeeChild | ScaleSafety;
export type SafetyRefusal =
  RefusalOf<typeof assessSafety> | RefusalOf<typeof declareAcuteDanger> | RefusalOf<typeof seeChild> | RefusalOf<typeof scaleSafety>;

/** How safe it is, by whom and in whose words. Rules: docs/domain/safety.md. */
export const safety: CaseDecider<SafetyCommand, Framed, SafetyEvent, SafetyRefusal, FrameEvent> = {
  commands: { AssessSafety: true, DeclareAcuteDanger: true, SeeChild: true, ScaleSafety: true },
  handles: frameEvents,
  initial: () => ({ frame: emptyFrame() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'AssessSafety':
        return assessSafety(state, command, act);
      case 'DeclareAcuteDanger':
        return declareAcuteDanger(state, command, act);
      case 'SeeChild':
        return seeChild(state, command, act);
      case 'ScaleSafety':
        return scaleSafety(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    foldFrame(state.frame, { event, metadata });
    return state;
  },
};

/** A judgement with a named instrument, by a registered professional. Rule S-1. */
function assessSafety({ frame }: Framed, command: AssessSafety, act: Act): Decision<SafetyAssessed, AdmissionRefusal> {
  return (
    admit(frame, act, { parties: ['VT', 'LT', 'GI'], orAs: 'rvtMember', registered: true }) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.instrument, 'instrument') ??
    written(command.explanation, 'explanation') ??
    accept(fact(safetyEvents.SafetyAssessed, { ...command, assessmentId: act.newId('assessment') as ItemId }))
  );
}

/** Any professional, at any hour, registered or not: danger comes first. Rule S-2. */
function declareAcuteDanger({ frame }: Framed, command: DeclareAcuteDanger, act: Act): Decision<AcuteDangerDeclared, AdmissionRefusal> {
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.what, 'what') ??
    written(command.actionTaken, 'actionTaken') ??
    accept(fact(safetyEvents.AcuteDangerDeclared, { ...command, dangerId: act.newId('danger') as ItemId }))
  );
}

/** The fixed face, a GI, Veilig Thuis or the Raad saw a child. Rule S-3. */
function seeChild(
  { frame }: Framed,
  command: SeeChild,
  act: Act,
): Decision<ChildSeen, AdmissionRefusal | 'SAFETY_NOT_THE_FIXED_FACE' | 'SAFETY_NOT_A_CHILD'> {
  return (
    admit(frame, act, { parties: ['LT', 'GI', 'VT', 'RvdK'] }) ??
    fixedFaceFault(frame, act) ??
    named(frame, [command.childId], 'childId') ??
    (isMinor(frame, command.childId, dayOf(act)) === false ? refuse('SAFETY_NOT_A_CHILD', { field: 'childId' }) : undefined) ??
    written(command.observation, 'observation') ??
    accept(fact(safetyEvents.ChildSeen, command))
  );
}

function fixedFaceFault({ fixedFace }: CaseFrame, { author }: Act): Fault<'SAFETY_NOT_THE_FIXED_FACE'> | undefined {
  const is = author.party !== 'LT' || author.role === 'fixedFace' || author.worker === fixedFace?.worker;
  return is ? undefined : refuse('SAFETY_NOT_THE_FIXED_FACE');
}
