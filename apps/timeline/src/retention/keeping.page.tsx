// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { CertificateList } from './certificate-list.tsx';
import { KeptList } from './kept-list.tsx';

/** How long is kept what, and what was destroyed. To read only: nothing goes from here. */
export function KeepingPage(): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  useTitle(t('keeping.title'));
  return (
    <section className="utrecht-page page stack" aria-labelledby="part">
      <Heading level={2} id="part" tabIndex={-1}>
        {t('keeping.title')}
      </Heading>
      <p>{t('keeping.intro')}</p>
      {me.party === 'FAMILY' ? <p className="soft">{t('keeping.askThem')}</p> : <KeptList />}
      <CertificateList />
    </section>
  );
}
export { KeepingPage as Component };
