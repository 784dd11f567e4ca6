// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { ANY_PARTY, admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent, Framed } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId, OrganisationId } from '../vocabulary/ids.ts';
import type { Author } from '../vocabulary/parties.ts';
import { collaborationEvents } from './collaboration-events.ts';
import type { CollaborationEvent, DissentRecorded, TableHeld } from './collaboration-events.ts';

export type HoldTable = CommandFor<'HoldTable', TableHeld, 'tableId'>;
/** `attending` says who sat at the table where it was said; an answer takes it from what it answers, and needs none. */
export type RecordDissent = CommandFor<'RecordDissent', DissentRecorded, 'dissentId' | 'attending'> & {
  readonly attending?: readonly OrganisationId[] | undefined;
};
export type CollaborationCommand = HoldTable | RecordDissent;
export type CollaborationRefusal = RefusalOf<typeof holdTable> | RefusalOf<typeof recordDissent>;

interface Dissent {
  readonly by: OrganisationId;
  readonly attending: readonly OrganisationId[];
}

export interface CollaborationState extends Framed {
  readonly dissents: Map<ItemId, Dissent>;
}

/** Tables, and organised contradiction (tegenspraak). Rules: docs/domain/collaboration.md. */
export const collaboration: CaseDecider<
  CollaborationCommand,
  CollaborationState,
  CollaborationEvent,
  CollaborationRefusal,
  FrameEvent | DissentRecorded
> = {
  commands: { HoldTable: true, RecordDissent: true },
  handles: { ...frameEvents, DissentRecorded: true },
  initial: () => ({ frame: emptyFrame(), dissents: new Map() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'HoldTable':
        return holdTable(state, command, act);
      case 'RecordDissent':
        return recordDissent(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) {
      foldFrame(state.frame, { event, metadata });
      return state;
    }
    switch (event.type) {
      case 'DissentRecorded': {
        const { dissentId, attending, answerTo } = event.data;
        if (answerTo === undefined) state.dissents.set(dissentId, { by: metadata.actingOrganisation, attending });
        return state;
      }
    }
  },
};

/** The chair's organisation writes who sat at the table and what came out. Rule C-1. */
function holdTable(
  { frame }: CollaborationState,
  command: HoldTable,
  act: Act,
): Decision<TableHeld, AdmissionRefusal | 'COLLABORATION_CHAIR_ABSENT'> {
  const present = command.attending.includes(act.author.organisation);
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    (present ? undefined : refuse('COLLABORATION_CHAIR_ABSENT', { field: 'attending' })) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.outcome, 'outcome') ??
    accept(
      fact(collaborationEvents.TableHeld, {
        ...command,
        attending: [...new Set(command.attending)],
        tableId: act.newId('table') as ItemId,
      }),
    )
  );
}

type DissentRefusal = AdmissionRefusal | 'COLLABORATION_DISSENT_UNKNOWN' | 'COLLABORATION_OWN_DISSENT';

/** A dissent, or somebody else's answer to it, for those who sat at the same table. Rules C-2, C-3. */
function recordDissent(
  { frame, dissents }: CollaborationState,
  command: RecordDissent,
  act: Act,
): Decision<DissentRecorded, DissentRefusal> {
  const { answerTo } = command;
  const answered = answerTo === undefined ? undefined : dissents.get(answerTo);
  const attending = [...new Set([...(answered?.attending ?? command.attending ?? []), act.author.organisation])];
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    (answerTo === undefined ? undefined : answerFault(answered, act)) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.text, 'text') ??
    accept(fact(collaborationEvents.DissentRecorded, { ...command, attending, dissentId: act.newId('dissent') as ItemId }))
  );
}

/** Who may not read a dissent is answered as if there were none: a lokaal team reads all, Veilig Thuis and a GI where they sat, others none. */
function answerFault(
  answered: Dissent | undefined,
  { author }: Act,
): Fault<'COLLABORATION_DISSENT_UNKNOWN' | 'COLLABORATION_OWN_DISSENT'> | undefined {
  const field = 'answerTo';
  if (answered === undefined || !mayRead(answered, author)) return refuse('COLLABORATION_DISSENT_UNKNOWN', { field });
  return answered.by === author.organisation ? refuse('COLLABORATION_OWN_DISSENT', { field }) : undefined;
}

function mayRead({ by, attending }: Dissent, { organisation, party }: Author): boolean {
  switch (party) {
    case 'LT':
      return true;
    case 'VT':
    case 'GI':
      return attending.includes(organisation);
    case 'RvdK':
    case 'ZA':
      return by === organisation;
  }
}
