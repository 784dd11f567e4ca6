// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, Ref } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { EntryCard } from '../case-timeline/entry-card.tsx';
import { useSession } from '../sign-in/session-context.ts';
import { Alert } from '../ui/alert.tsx';
import type { Outcome } from './send-command.ts';

interface CommandProblemProps {
  readonly outcome: Exclude<Outcome, { readonly kind: 'accepted' }>;
  readonly boxRef: Ref<HTMLDivElement>;
}

/** Why something was not recorded, and what to do now. What was typed stays. */
export function CommandProblem({ outcome, boxRef }: CommandProblemProps): ReactElement {
  const { t } = useTranslation();
  const { auth } = useSession();
  switch (outcome.kind) {
    case 'changed':
      return (
        <Alert kind="warning" role="alert" boxRef={boxRef} testId="case-changed">
          <p>
            <strong>{t('form.changed')}</strong>
          </p>
          {outcome.entries.map((entry) => (
            <EntryCard key={entry.id} entry={{ ...entry, corrections: [], statements: [] }} />
          ))}
        </Alert>
      );
    case 'unreachable':
      return (
        <Alert kind="warning" role="alert" boxRef={boxRef} testId="unreachable">
          <p>
            <strong>{t('form.unreachable')}</strong>
          </p>
          <p>{t('form.unreachableWhat')}</p>
        </Alert>
      );
    case 'signedOut':
      return (
        <Alert kind="warning" role="alert" boxRef={boxRef} testId="signed-out">
          <p>
            <strong>{t('frame.ended')}</strong>
          </p>
          <p>
            <Button purpose="secondary" type="button" onClick={() => void auth.signInAgain()}>
              {t('frame.signInAgain')}
            </Button>
          </p>
        </Alert>
      );
    case 'invalid':
      return (
        <Alert kind="error" role="alert" boxRef={boxRef} testId="invalid">
          <p>
            <strong>{t('form.invalid')}</strong>
          </p>
          <ul className="problem-list">
            {outcome.fields.map(({ field, message }) => (
              <li key={field}>{t('form.invalidField', { field, message })}</li>
            ))}
          </ul>
        </Alert>
      );
    case 'refused':
    case 'told':
      return (
        <Alert kind="error" role="alert" boxRef={boxRef} testId="refused">
          <p>
            <strong>{t('form.refused')}</strong>
          </p>
          <p>{outcome.code === 'COMMAND_ID_REUSED' ? t('form.reused') : outcome.message}</p>
        </Alert>
      );
  }
}
