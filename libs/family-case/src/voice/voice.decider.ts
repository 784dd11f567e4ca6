// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { ANY_PARTY, admit, named, peopleIn, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents } from '../frame/case-frame.ts';
import type { FrameEvent, Framed } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import { voiceEvents } from './voice-events.ts';
import type { RightsExplained, VoiceEvent, VoiceRecorded } from './voice-events.ts';

export type RecordVoice = CommandFor<'RecordVoice', VoiceRecorded>;
export type ExplainRights = CommandFor<'ExplainRights', RightsExplained>;
export type VoiceCommand = RecordVoice | ExplainRights;
export type VoiceRefusal = RefusalOf<typeof recordVoice> | RefusalOf<typeof explainRights>;

/** What the family says in its own words, and what it was told of its rights. Rules: docs/domain/voice.md. */
export const voice: CaseDecider<VoiceCommand, Framed, VoiceEvent, VoiceRefusal, FrameEvent> = {
  commands: { RecordVoice: true, ExplainRights: true },
  handles: frameEvents,
  initial: () => ({ frame: emptyFrame() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'RecordVoice':
        return recordVoice(state, command, act);
      case 'ExplainRights':
        return explainRights(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    foldFrame(state.frame, { event, metadata });
    return state;
  },
};

/** The words of a parent, a child or the network, written down by a professional who heard them. Rules V-1, V-2. */
function recordVoice(
  { frame }: Framed,
  command: RecordVoice,
  act: Act,
): Decision<VoiceRecorded, AdmissionRefusal | 'VOICE_NOT_THE_SPEAKER'> {
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    named(frame, [command.speakerId], 'speakerId') ??
    speakerFault(command, act) ??
    written(command.words, 'words') ??
    accept(fact(voiceEvents.VoiceRecorded, command))
  );
}

/** Nobody speaks for somebody else: whose words they are and who spoke is one person. */
function speakerFault({ speakerId }: RecordVoice, { statedBy }: Act): Fault<'VOICE_NOT_THE_SPEAKER'> | undefined {
  if (statedBy === undefined || (statedBy.kind === 'person' && statedBy.personId === speakerId)) return undefined;
  return refuse('VOICE_NOT_THE_SPEAKER', { field: 'statedBy' });
}

/** Rights explained to each person, confidant and lawyer offered. Rule V-3; source: Uitvoeringsbesluit Wmo 2015 4.1.8. */
function explainRights({ frame }: Framed, command: ExplainRights, act: Act): Decision<RightsExplained, AdmissionRefusal> {
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    named(frame, peopleIn(command.persons), 'persons') ??
    accept(fact(voiceEvents.RightsExplained, command))
  );
}
