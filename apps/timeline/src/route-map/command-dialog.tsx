// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useClient } from 'urql';
import { useCase } from '../cases/case-context.ts';
import { CommandProblem } from '../entry-form/command-problem.tsx';
import { LegalBasisField } from '../entry-form/legal-basis-field.tsx';
import { ownTaskBasis } from '../entry-form/own-task-basis.ts';
import { sendCommand } from '../entry-form/send-command.ts';
import type { CommandDocument, CommandFrame, Outcome } from '../entry-form/send-command.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Dialog } from '../ui/dialog.tsx';
import { today } from '../language/moments.ts';

interface CommandDialogProps<Input> {
  readonly title: string;
  readonly submit: string;
  /** What was done, in words, for the message afterwards. */
  readonly what: string;
  readonly document: CommandDocument<Input>;
  readonly input: (frame: CommandFrame) => Input;
  readonly ready?: boolean;
  readonly notReady?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A short act that is confirmed in a dialog. A retry after a failure is the same act, with the same id. */
export function CommandDialog<Input>({
  document,
  input,
  onClose,
  children,
  ready = true,
  ...words
}: CommandDialogProps<Input>): ReactElement {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const { pathname } = useLocation();
  const { me } = useSession();
  const { confirm, refresh } = useCase();
  const [commandId] = useState(() => crypto.randomUUID());
  const [legalBasis, setLegalBasis] = useState(() => ownTaskBasis(me));
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => problem.current?.focus(), [outcome]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!ready) return setOutcome({ kind: 'refused', code: 'NOT_READY', message: words.notReady ?? '', field: null });
    setBusy(true);
    const result = await sendCommand(client, document, input({ commandId, legalBasis, occurredAt: today() }), i18n.language);
    setBusy(false);
    if (result.kind === 'accepted') {
      confirm({ position: result.position, entryIds: result.entryIds, what: words.what, at: pathname });
      refresh(result.position);
      return onClose();
    }
    if (result.kind === 'changed') refresh();
    setOutcome(result);
  };

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form noValidate onSubmit={(event) => void send(event)}>
        {outcome !== undefined && outcome.kind !== 'accepted' && <CommandProblem outcome={outcome} boxRef={problem} />}
        {children}
        <LegalBasisField value={legalBasis} onChange={setLegalBasis} />
        <div className="row">
          <Button purpose="primary" type="submit" busy={busy} data-testid="confirm">
            {busy ? t('form.sending') : words.submit}
          </Button>
          <Button purpose="secondary" type="button" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
