// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Alert } from '../ui/alert.tsx';
import type { AdministrationOutcome } from './send-administration.ts';

/** Why something was not done. What was typed stays. */
export function OutcomeProblem({ outcome }: { readonly outcome: Exclude<AdministrationOutcome, { kind: 'accepted' }> }): ReactElement {
  const { t } = useTranslation();
  const words = (): string => {
    switch (outcome.kind) {
      case 'unreachable':
        return `${t('form.unreachable')} ${t('form.unreachableWhat')}`;
      case 'signedOut':
        return t('frame.ended');
      case 'invalid':
        return outcome.fields.map(({ field, message }) => t('form.invalidField', { field, message })).join(' ');
      case 'refused':
      case 'told':
        return outcome.message;
    }
  };
  return (
    <Alert
      kind={outcome.kind === 'unreachable' || outcome.kind === 'signedOut' ? 'warning' : 'error'}
      role="alert"
      testId="not-administered"
    >
      <p>{words()}</p>
    </Alert>
  );
}
