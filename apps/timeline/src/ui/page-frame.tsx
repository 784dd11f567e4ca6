// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { SkipLink } from '@nl-design-system-candidate/skip-link-react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useNavigation } from 'react-router';
import { AccountMenu } from '../sign-in/account-menu.tsx';
import { useSession } from '../sign-in/session-context.ts';
import { Icon } from './icon.tsx';
import { Logo } from './logo.tsx';

/** What stands around every screen. */
export function PageFrame(): ReactElement {
  const { t } = useTranslation();
  const { me, ended, auth } = useSession();
  const going = useNavigation().state !== 'idle';
  return (
    <div className="frame">
      <SkipLink href="#main">{t('frame.skip')}</SkipLink>
      <header>
        <div className="top-bar">
          <div className="utrecht-page top-bar__inside">
            <Link className="top-bar__home" to="/">
              <Logo />
              Gezinslijn
            </Link>
            <AccountMenu />
          </div>
        </div>
        {me.demonstration && <DemonstrationNotice />}
      </header>
      <div role="alert" className="ended-place">
        {ended && (
          <div className="ended">
            <div className="utrecht-page row">
              <Icon name="alert" />
              <strong>{t('frame.ended')}</strong>
              <Button purpose="primary" onClick={() => void auth.signInAgain()}>
                {t('frame.signInAgain')}
              </Button>
            </div>
          </div>
        )}
      </div>
      <main id="main" tabIndex={-1} aria-busy={going}>
        <Outlet />
      </main>
      <footer className="bottom-bar">
        <div className="utrecht-page">
          <p>{t('frame.footer')}</p>
        </div>
      </footer>
    </div>
  );
}

export function DemonstrationNotice(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="notice" role="note" data-testid="demonstration">
      <div className="utrecht-page">
        <p>
          <strong>{t('frame.demonstration')}</strong> {t('frame.fictional')}
        </p>
      </div>
    </div>
  );
}
