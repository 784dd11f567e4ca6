// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../gateway/faults.ts';
import { Alert } from './alert.tsx';

/** Tells what went wrong in words, and what somebody can do about it. */
export function FaultMessage({ fault, onRetry }: { readonly fault: Fault; readonly onRetry?: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Alert kind="error" role="alert" testId="fault">
      <p>
        <strong>{t('fault.title')}</strong>
      </p>
      <p>{fault.kind === 'told' ? fault.message : t(`fault.${fault.kind}`)}</p>
      {onRetry !== undefined && (
        <p>
          <Button purpose="secondary" onClick={onRetry}>
            {t('fault.retry')}
          </Button>
        </p>
      )}
    </Alert>
  );
}
