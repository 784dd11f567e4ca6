// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useTranslation } from 'react-i18next';
import type { AuthPort } from './auth-port.ts';
import { OutsideFrame } from './outside-frame.tsx';

/** Signed in, but for no organisation: there is nothing to show and nobody to ask in whose name. */
export function NoHatPage({ auth }: { readonly auth: AuthPort }): ReactElement {
  const { t } = useTranslation();
  return (
    <OutsideFrame title={t('noHat.title')}>
      <Paragraph>{t('noHat.text')}</Paragraph>
      <p>
        <Button purpose="secondary" onClick={() => void auth.signOut()}>
          {t('account.signOut')}
        </Button>
      </p>
    </OutsideFrame>
  );
}
