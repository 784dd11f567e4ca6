// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { longDay } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Icon } from '../ui/icon.tsx';
import type { Plan, Signature } from './plan.ts';
import { isSigned, signatureOf } from './plan.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** Which organisations put their name under exactly this content. */
export function Signatures({ plan }: { readonly plan: Plan }): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <section className="card" aria-labelledby="signatures">
      <h3 id="signatures">{t('routeMap.signatures')}</h3>
      <ul className="signatures">
        {plan.signatures.map((signature) => (
          <SignatureItem key={signature.organisation.id} signature={signature} />
        ))}
      </ul>
      {me.canWrite && signatureOf(plan, me.organisation.id) === 'withdraw' && (
        <p>
          <Button className="nl-button--small" purpose="secondary" onClick={() => setWithdrawing(true)}>
            {t('withdraw.button')}
          </Button>
        </p>
      )}
      {plan.contentHash !== null && (
        <p className="small soft signatures__hash">
          {t('sign.hash')} <span className="numbers">{plan.contentHash.slice(0, 16)}…</span>
        </p>
      )}
      {withdrawing && <WithdrawDialog plan={plan} onClose={() => setWithdrawing(false)} />}
    </section>
  );
}

function SignatureItem({ signature }: { readonly signature: Signature }): ReactElement {
  const { t, i18n } = useTranslation();
  const { organisation, required, signedAt, withdrawnAt } = signature;
  const day = (moment: string) => longDay(moment, i18n.language);
  const signed = isSigned(signature);
  return (
    <li data-testid="signature" data-signed={signed}>
      <Icon name={signed ? 'check' : withdrawnAt === null ? 'pen' : 'cross'} />
      <span>
        <strong>{organisation.name}</strong>
        <br />
        <span className="small">
          {withdrawnAt !== null
            ? t('signature.withdrawn', { day: day(withdrawnAt) })
            : signedAt !== null
              ? t('signature.signed', { day: day(signedAt) })
              : required
                ? t('signature.missing')
                : t('signature.notNeeded')}
        </span>
      </span>
    </li>
  );
}
