// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { PageHeading } from '../ui/page-heading.tsx';
import { UseAccessForm } from './use-access-form.tsx';
import { UsedAccesses } from './used-accesses.tsx';

/** Emergency access (noodtoegang): using it, and for who supervises, judging what others used. */
export function EmergencyPage(): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  useTitle(t('emergency.title'));
  return (
    <div className="utrecht-page page stack">
      <header className="page-intro">
        <PageHeading>{t('emergency.title')}</PageHeading>
        <p className="soft">{t(me.canWrite ? 'emergency.intro' : 'emergency.notYours')}</p>
      </header>
      {me.role === 'supervisor' && <UsedAccesses />}
      {me.canWrite && <UseAccessForm />}
    </div>
  );
}
export { EmergencyPage as Component };
