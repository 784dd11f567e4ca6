// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { speak } from '../language/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { HatChoice } from './hat-choice.tsx';
import { useSession } from './session-context.ts';

/** Who you are here, under which hat; and the way out. */
export function AccountMenu(): ReactElement {
  const { t } = useTranslation();
  const { person, me } = useSession();
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const outside = ({ target }: Event) => {
      if (target instanceof Node && box.current?.contains(target) === false) setOpen(false);
    };
    const escape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);
  return (
    <div className="account" ref={box}>
      <button
        className="account__button"
        type="button"
        ref={button}
        aria-expanded={open}
        aria-controls={panelId}
        data-testid="account"
        onClick={() => setOpen(!open)}
      >
        <Icon name="person" />
        <span className="account__who">
          <strong>{person.name}</strong>
          <span>{me.organisation.name}</span>
        </span>
        <span className="visually-hidden">{t('account.open')}</span>
        <Icon name="down" />
      </button>
      <div className="account__panel" id={panelId} hidden={!open}>
        <AccountPanel />
      </div>
    </div>
  );
}

function AccountPanel(): ReactElement {
  const { t, i18n } = useTranslation();
  const { auth } = useSession();
  return (
    <>
      <HatChoice />
      <div className="account__languages" role="group" aria-label={t('account.language')}>
        {(['nl', 'en'] as const).map((language) => (
          <Button
            key={language}
            className="nl-button--small"
            purpose="secondary"
            toggle
            pressed={i18n.language === language}
            lang={language}
            onClick={() => void speak(language)}
          >
            {language === 'nl' ? 'Nederlands' : 'English'}
          </Button>
        ))}
      </div>
      <Button purpose="secondary" data-testid="sign-out" onClick={() => void auth.signOut()}>
        {t('account.signOut')}
      </Button>
    </>
  );
}
