// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useLiveStatus } from '../cases/use-case-news.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Icon } from '../ui/icon.tsx';

/** Whether new entries come in by themselves. Says so when they do not: an old picture must not look like a new one. */
export function LiveMark(): ReactElement {
  const { t } = useTranslation();
  const { live, me } = useSession();
  const status = useLiveStatus();
  if (me.party === 'AUDITOR') return <p className="live">{t('live.offForAuditor')}</p>;
  return (
    <div className={`live live--${status}`} role="status" data-testid="live" data-live={status}>
      <Icon name={status === 'live' ? 'live' : 'clock'} />
      <span>{t(`live.${status}`)}</span>
      {status === 'off' && (
        <Button className="nl-button--small" purpose="secondary" onClick={live.retry}>
          {t('fault.retry')}
        </Button>
      )}
    </div>
  );
}
