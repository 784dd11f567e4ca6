// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { Dialog } from '../ui/dialog.tsx';
import { OutcomeProblem } from './outcome-problem.tsx';
import { sendAdministration } from './send-administration.ts';
import type { AdministrationDocument, AdministrationOutcome } from './send-administration.ts';

interface EndButtonProps<Input> {
  /** What ends, in words. */
  readonly what: string;
  readonly consequence: string;
  readonly document: AdministrationDocument<Input>;
  readonly input: (commandId: string) => Input;
  readonly onDone: () => void;
}

/** Ending takes effect at once, so it is asked first. */
export function EndButton<Input>({ what, consequence, document, input, onDone }: EndButtonProps<Input>): ReactElement {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const [asking, setAsking] = useState(false);
  const [commandId, setCommandId] = useState(() => crypto.randomUUID() as string);
  const [outcome, setOutcome] = useState<AdministrationOutcome>();
  const [busy, setBusy] = useState(false);
  const close = () => {
    setAsking(false);
    setOutcome(undefined);
    setCommandId(crypto.randomUUID());
  };
  const end = async () => {
    setBusy(true);
    const result = await sendAdministration(client, document, input(commandId), i18n.language);
    setBusy(false);
    if (result.kind !== 'accepted') return setOutcome(result);
    close();
    onDone();
  };
  return (
    <>
      <Button className="nl-button--small" purpose="secondary" onClick={() => setAsking(true)}>
        {t('administration.end')}
        <span className="visually-hidden"> {what}</span>
      </Button>
      {asking && (
        <Dialog title={t('administration.endTitle', { what })} onClose={close}>
          {outcome !== undefined && outcome.kind !== 'accepted' && <OutcomeProblem outcome={outcome} />}
          <p>{consequence}</p>
          <div className="row">
            <Button purpose="primary" busy={busy} data-testid="confirm-end" onClick={() => void end()}>
              {t('administration.endNow')}
            </Button>
            <Button purpose="secondary" onClick={close}>
              {t('common.cancel')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
