// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { ANY_PARTY, mayAct, notAfterToday, timely, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import { elsewhereEvents } from './elsewhere-events.ts';
import type {
  ElsewhereEvent,
  KnownElsewhereAnswered,
  KnownElsewhereAsked,
  KnownElsewhereReceived,
  KnownElsewhereReplied,
} from './elsewhere-events.ts';
import { nameWords } from './name-words.ts';

export type AskKnownElsewhere = CommandFor<'AskKnownElsewhere', KnownElsewhereAsked, 'personId'>;
/** Given by the process that brings a question to whoever knows the person, in the name of who asked. */
export type ReceiveKnownElsewhere = CommandFor<'ReceiveKnownElsewhere', KnownElsewhereReceived>;
export type AnswerKnownElsewhere = CommandFor<'AnswerKnownElsewhere', KnownElsewhereAnswered, 'questionId' | 'personId'>;
/** Given by the process that brings an answer back, in the name of who answered. */
export type DeliverKnownElsewhere = CommandFor<'DeliverKnownElsewhere', KnownElsewhereReplied, 'personId'>;
export type ElsewhereCommand = AskKnownElsewhere | ReceiveKnownElsewhere | AnswerKnownElsewhere | DeliverKnownElsewhere;
export type ElsewhereRefusal = RefusalOf<typeof ask> | RefusalOf<typeof receive> | RefusalOf<typeof answer> | RefusalOf<typeof deliver>;

/** One private record: a question as whoever asked holds it, or as one organisation that was asked does. */
export interface ElsewhereState {
  asked: { readonly personId: PersonId } | undefined;
  received:
    | {
        readonly questionId: ItemId;
        readonly askedBy: OrganisationId;
        readonly askedOf: OrganisationId;
        readonly personId: PersonId;
      }
    | undefined;
  answered: boolean;
  readonly repliedBy: Set<OrganisationId>;
}

/** "Bekend elders?": a question that tells its asker nothing by itself. Rules: docs/domain/matching.md, K-1 to K-5. */
export const elsewhereQuestion: CaseDecider<ElsewhereCommand, ElsewhereState, ElsewhereEvent, ElsewhereRefusal, ElsewhereEvent> = {
  commands: { AskKnownElsewhere: true, ReceiveKnownElsewhere: true, AnswerKnownElsewhere: true, DeliverKnownElsewhere: true },
  handles: { KnownElsewhereAsked: true, KnownElsewhereReceived: true, KnownElsewhereAnswered: true, KnownElsewhereReplied: true },
  initial: () => ({ asked: undefined, received: undefined, answered: false, repliedBy: new Set() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'AskKnownElsewhere':
        return ask(state, command, act);
      case 'ReceiveKnownElsewhere':
        return receive(state, command, act);
      case 'AnswerKnownElsewhere':
        return answer(state, command, act);
      case 'DeliverKnownElsewhere':
        return deliver(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    switch (event.type) {
      case 'KnownElsewhereAsked':
        state.asked = { personId: event.data.personId };
        return state;
      case 'KnownElsewhereReceived':
        state.received = { ...event.data, askedBy: metadata.actingOrganisation };
        return state;
      case 'KnownElsewhereAnswered':
        state.answered = true;
        return state;
      case 'KnownElsewhereReplied':
        state.repliedBy.add(metadata.actingOrganisation);
        return state;
    }
  },
};

/** Anybody who writes asks, about somebody with a first name, a surname and a day of birth, and says why. Rule K-1. */
function ask(
  state: ElsewhereState,
  command: AskKnownElsewhere,
  act: Act,
): Decision<KnownElsewhereAsked, AdmissionRefusal | 'ELSEWHERE_NAME_SHORT'> {
  return (
    timely(act) ??
    mayAct(act, { parties: ANY_PARTY }, false) ??
    (nameWords(command.name).length > 1 ? undefined : refuse('ELSEWHERE_NAME_SHORT', { field: 'name' })) ??
    notAfterToday(command.birthDate, act, 'birthDate') ??
    written(command.reason, 'reason') ??
    (state.asked === undefined && state.received === undefined
      ? accept(fact(elsewhereEvents.KnownElsewhereAsked, { ...command, personId: act.newId('person') as PersonId }))
      : accept())
  );
}

/** The question reaches an organisation once. Rule K-3. */
function receive(state: ElsewhereState, command: ReceiveKnownElsewhere, act: Act): Decision<KnownElsewhereReceived, AdmissionRefusal> {
  return timely(act) ?? (state.received === undefined ? accept(fact(elsewhereEvents.KnownElsewhereReceived, command)) : accept());
}

type AnswerRefusal = AdmissionRefusal | 'ELSEWHERE_UNKNOWN' | 'ELSEWHERE_ANSWERED';

/** Whoever was asked answers once, as it sees fit: what it shares is for who asked, why it does not is for itself. Rule K-4. */
function answer(state: ElsewhereState, command: AnswerKnownElsewhere, act: Act): Decision<KnownElsewhereAnswered, AnswerRefusal> {
  const { received } = state;
  if (received === undefined || received.askedOf !== act.author.organisation) return refuse('ELSEWHERE_UNKNOWN');
  const { questionId, personId } = received;
  const { shares, message, grounds } = command;
  return (
    timely(act) ??
    (state.answered ? refuse('ELSEWHERE_ANSWERED') : undefined) ??
    (shares ? written(message ?? '', 'message') : written(grounds ?? '', 'grounds')) ??
    accept(
      fact(elsewhereEvents.KnownElsewhereAnswered, {
        questionId,
        personId,
        shares,
        message: shares ? message : undefined,
        grounds: shares ? undefined : grounds,
      }),
    )
  );
}

/** An answer that shares something comes back once per organisation. Rule K-5. */
function deliver(state: ElsewhereState, command: DeliverKnownElsewhere, act: Act): Decision<KnownElsewhereReplied, 'ELSEWHERE_UNKNOWN'> {
  const { asked, repliedBy } = state;
  if (asked === undefined) return refuse('ELSEWHERE_UNKNOWN');
  if (repliedBy.has(act.author.organisation)) return accept();
  return accept(fact(elsewhereEvents.KnownElsewhereReplied, { ...command, personId: asked.personId }));
}
