// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

const CASE_NUMBER = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** An auditor has no cases of his own: he asks for one by its number, or by an address that holds it. */
export function CaseByNumber(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const id = useId();
  return (
    <form
      className="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = CASE_NUMBER.exec(text)?.[0];
        setWrong(found === undefined);
        if (found === undefined) document.getElementById(id)?.focus();
        else void navigate(`/casus/${found.toLowerCase()}`);
      }}
    >
      <div className={`utrecht-form-field${wrong ? ' utrecht-form-field--invalid' : ''}`}>
        <label className="utrecht-form-label" htmlFor={id}>
          {t('cases.number')}
        </label>
        {wrong && (
          <p className="field__error" id={`${id}-error`}>
            {t('cases.numberWrong')}
          </p>
        )}
        <input
          className="utrecht-textbox utrecht-textbox--html-input numbers"
          id={id}
          value={text}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-error` : undefined}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <p>
        <Button purpose="primary" type="submit">
          {t('cases.open')}
        </Button>
      </p>
    </form>
  );
}
