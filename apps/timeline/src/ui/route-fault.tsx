// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { Alert } from './alert.tsx';

/** Something of ours broke, or a screen could not be fetched. Nothing half is shown: a partial picture could look whole. */
export function RouteFault(): ReactElement {
  const { t } = useTranslation();
  return (
    <main className="utrecht-page page">
      <Alert kind="error" role="alert">
        <p>
          <strong>{t('fault.title')}</strong>
        </p>
        <p>{t('fault.screen')}</p>
        <p>
          <Button purpose="secondary" onClick={() => window.location.reload()}>
            {t('fault.retry')}
          </Button>
        </p>
      </Alert>
    </main>
  );
}
