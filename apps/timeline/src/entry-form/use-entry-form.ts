// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import { CaseDocument } from '@gezinslijn/api-contract';
import type { Entry } from '../case-timeline/entries.ts';
import { useCase } from '../cases/case-context.ts';
import { today } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { firstOf, mistakesIn, mistakesOf } from './check-form.ts';
import type { Mistakes } from './check-form.ts';
import { useDrafts } from './drafts.tsx';
import type { Draft } from './drafts.tsx';
import { askedFields } from './entry-kind.ts';
import type { EntryKind, FormContext } from './entry-kind.ts';
import { isEmpty, occurredAt } from './form-values.ts';
import { ownTaskBasis } from './own-task-basis.ts';
import type { FormValue } from './form-values.ts';
import { sendCommand } from './send-command.ts';
import type { Outcome } from './send-command.ts';

export interface EntryForm {
  readonly values: Draft['values'];
  readonly mistakes: Mistakes;
  readonly outcome: Exclude<Outcome, { readonly kind: 'accepted' }> | undefined;
  readonly busy: boolean;
  readonly change: (name: string, value: FormValue) => void;
  readonly send: (title: string) => Promise<void>;
  readonly discard: () => void;
}

const NO_MISTAKES: Mistakes = new Map();
export const fieldId = (name: string): string => `field-${name}`;

/** A form being filled in: kept as a draft with every change, checked, sent, and sent again as the same act when nobody answered. */
export function useEntryForm(kind: EntryKind, items: ReadonlyMap<string, Entry>): EntryForm {
  const { i18n } = useTranslation();
  const client = useClient();
  const navigate = useNavigate();
  const drafts = useDrafts();
  const { me } = useSession();
  const { familyCase, confirm, refresh } = useCase();
  const caseId = familyCase.id;
  const [draft, setDraft] = useState<Draft>(() => drafts.get(caseId, kind.code) ?? newDraft(kind, ownTaskBasis(me), familyCase.position));
  const [mistakes, setMistakes] = useState(NO_MISTAKES);
  const [outcome, setOutcome] = useState<EntryForm['outcome']>();
  const [busy, setBusy] = useState(false);
  const [pointedAt, setPointedAt] = useState<{ readonly name: string | undefined }>();
  const sending = useRef(false);
  useEffect(() => {
    if (pointedAt?.name !== undefined) document.getElementById(fieldId(pointedAt.name))?.focus();
  }, [pointedAt]);

  const keep = (next: Draft) => {
    setDraft(next);
    drafts.keep(caseId, kind.code, next);
  };

  const change = (name: string, value: FormValue) => {
    keep({ ...draft, values: { ...draft.values, [name]: value } });
    if (mistakes.has(name)) setMistakes(new Map([...mistakes].filter(([wrong]) => wrong !== name)));
  };

  const pointOut = (wrong: Mistakes) => {
    setMistakes(wrong);
    setPointedAt({ name: firstOf(wrong, kind, draft.values) });
  };

  /** What came in between was shown: from here on it counts as seen. */
  const seen = async () => {
    refresh();
    const { data } = await client.query(CaseDocument, { caseId }, { requestPolicy: 'network-only' }).toPromise();
    const position = data?.case?.position;
    if (position !== undefined) keep({ ...draft, seenAt: position });
  };

  const settle = async (answer: Outcome, title: string) => {
    if (answer.kind === 'accepted') {
      drafts.drop(caseId, kind.code);
      confirm({ position: answer.position, entryIds: answer.entryIds, what: title, at: `/casus/${caseId}` });
      refresh(answer.position);
      await navigate(`/casus/${caseId}`);
      return;
    }
    if (answer.kind === 'changed') await seen();
    const wrong = mistakesOf(answer, kind, draft.values);
    if (wrong.size > 0) return pointOut(wrong);
    setOutcome(answer);
  };

  const send = async (title: string) => {
    if (sending.current) return;
    setOutcome(undefined);
    const wrong = mistakesIn(kind, draft.values, today());
    if (wrong.size > 0) return pointOut(wrong);
    sending.current = true;
    setBusy(true);
    const context = { caseId, party: me.party, organisation: me.organisation.id, items };
    const answer = await deliver(kind, draft, context, (document, input) => sendCommand(client, document, input, i18n.language));
    sending.current = false;
    setBusy(false);
    await settle(answer, title);
  };

  const discard = () => {
    drafts.drop(caseId, kind.code);
    void navigate(`/casus/${caseId}`);
  };

  return { values: draft.values, mistakes, outcome, busy, change, send, discard };
}

export function newDraft(kind: EntryKind, legalBasis: string, seenAt: string): Draft {
  const given = Object.fromEntries(kind.fields.flatMap(({ name, control }) => (control === 'switch' ? [[name, false]] : [])));
  return { commandId: crypto.randomUUID(), seenAt, values: { ...given, occurredAt: today(), occurredTime: '', legalBasis } };
}

type Deliver = Parameters<EntryKind['command']['send']>[3];

/** The frame of a command and its own fields; what is no longer asked is not sent along. */
function deliver<Result>(
  kind: EntryKind,
  { commandId, seenAt, values }: Draft,
  context: FormContext,
  how: (...given: Parameters<Deliver>) => Result,
): Result {
  const asked = new Set([...askedFields(kind, values).map(({ name }) => name), 'occurredAt', 'occurredTime', 'legalBasis']);
  const sent = Object.fromEntries(Object.entries(values).filter(([name, value]) => asked.has(name) && !isEmpty(value)));
  const statedBy = kind.statedBy?.(sent, context);
  const frame = {
    commandId,
    caseId: context.caseId,
    occurredAt: occurredAt(values),
    legalBasis: String(values['legalBasis']),
    ...(statedBy === undefined ? {} : { statedBy }),
    ...(kind.guarded === true ? { expectedPosition: seenAt } : {}),
  };
  return kind.command.send(sent, frame, context, how as never);
}
