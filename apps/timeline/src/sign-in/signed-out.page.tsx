// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useTranslation } from 'react-i18next';
import { Alert } from '../ui/alert.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import { DemonstrationNotice } from '../ui/page-frame.tsx';
import type { AuthPort } from './auth-port.ts';
import { OutsideFrame } from './outside-frame.tsx';

interface SignedOutPageProps {
  readonly auth: AuthPort;
  readonly demonstration: boolean;
  readonly problem: boolean;
}

const POINTS = [
  ['road', 'together'],
  ['eye', 'yours'],
  ['clock', 'terms'],
] as const satisfies readonly (readonly [IconName, string])[];

export function SignedOutPage({ auth, demonstration, problem }: SignedOutPageProps): ReactElement {
  const { t } = useTranslation();
  return (
    <OutsideFrame title={t('signedOut.title')} notice={demonstration ? <DemonstrationNotice /> : undefined}>
      {problem && (
        <Alert kind="warning" role="alert">
          <p>{t('signedOut.problem')}</p>
        </Alert>
      )}
      <Paragraph purpose="lead">{t('signedOut.lead')}</Paragraph>
      <p>
        <Button
          purpose="primary"
          data-testid="sign-in"
          onClick={() => void auth.signIn(`${window.location.pathname}${window.location.search}`)}
        >
          {t('signedOut.signIn')}
        </Button>
      </p>
      {demonstration && <p className="soft">{t('signedOut.demonstration')}</p>}
      <ul className="sign-in__points">
        {POINTS.map(([icon, point]) => (
          <li key={point}>
            <Icon name={icon} />
            <div>
              <h2>{t(`signedOut.${point}.title`)}</h2>
              <p>{t(`signedOut.${point}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </OutsideFrame>
  );
}
