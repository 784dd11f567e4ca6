// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useTranslation } from 'react-i18next';
import type { AuthPort } from './auth-port.ts';
import { OutsideFrame } from './outside-frame.tsx';

const LONGEST = 200;

/** An auditor states what he looks for before he sees anything; it stands in the log of every look. */
export function PurposePage({ auth, onState }: { readonly auth: AuthPort; readonly onState: (purpose: string) => void }): ReactElement {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState('');
  const [missing, setMissing] = useState(false);
  const id = useId();
  return (
    <OutsideFrame title={t('purpose.title')}>
      <Paragraph>{t('purpose.text')}</Paragraph>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const stated = purpose.trim();
          setMissing(stated === '');
          if (stated === '') document.getElementById(id)?.focus();
          else onState(stated);
        }}
      >
        <div className={`utrecht-form-field${missing ? ' utrecht-form-field--invalid' : ''}`}>
          <label className="utrecht-form-label" htmlFor={id}>
            {t('purpose.label')}
          </label>
          {missing && (
            <p className="field__error" id={`${id}-error`}>
              {t('purpose.missing')}
            </p>
          )}
          <input
            className="utrecht-textbox utrecht-textbox--html-input"
            id={id}
            value={purpose}
            maxLength={LONGEST}
            autoComplete="off"
            aria-invalid={missing}
            aria-describedby={missing ? `${id}-error` : undefined}
            onChange={({ target }) => setPurpose(target.value)}
          />
        </div>
        <div className="row">
          <Button purpose="primary" type="submit">
            {t('purpose.go')}
          </Button>
          <Button purpose="subtle" type="button" onClick={() => void auth.signOut()}>
            {t('account.signOut')}
          </Button>
        </div>
      </form>
    </OutsideFrame>
  );
}
