// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { longDay } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import type { Plan } from './plan.ts';
import { signatureOf, stillToSign } from './plan.ts';
import { SignDialog } from './sign-dialog.tsx';

const ICONS: Readonly<Record<Plan['status'], IconName>> = {
  IN_FORCE: 'check',
  AWAITING_SIGNATURES: 'pen',
  SUPERSEDED: 'clock',
  WITHDRAWN: 'alert',
};

/** Does this version hold, and if not: who must still sign? The button is there for who can do something about it. */
export function PlanStatus({ plan }: { readonly plan: Plan }): ReactElement {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const [signing, setSigning] = useState(false);
  const missing = stillToSign(plan).map(({ organisation }) => organisation.name);
  const who = new Intl.ListFormat(i18n.language).format(missing);
  const maySign = me.canWrite && signatureOf(plan, me.organisation.id) === 'sign';
  const day = (moment: string | null) => (moment === null ? '' : longDay(moment, i18n.language));
  return (
    <div className={`plan-status plan-status--${plan.status.toLowerCase()}`} data-testid="plan-status" data-status={plan.status}>
      <Icon name={ICONS[plan.status]} />
      <div>
        <p>
          <strong>{t(`planStatusLong.${plan.status}`, { from: day(plan.inForceFrom), until: day(plan.inForceUntil) })}</strong>
        </p>
        {missing.length > 0 && plan.status !== 'SUPERSEDED' && (
          <p data-testid="still-to-sign">{t('routeMap.stillToSign', { who, count: missing.length })}</p>
        )}
      </div>
      {maySign && (
        <Button
          purpose="primary"
          iconStart={<Icon name="pen" />}
          label={t('sign.button')}
          data-testid="sign"
          onClick={() => setSigning(true)}
        />
      )}
      {signing && <SignDialog plan={plan} onClose={() => setSigning(false)} />}
    </div>
  );
}
