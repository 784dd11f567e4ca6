// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useTranslation } from 'react-i18next';
import { isDay, today } from '../language/moments.ts';
import type { AuthPort } from './auth-port.ts';
import { caseNumberIn } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { OutsideFrame } from './outside-frame.tsx';

const LONGEST = 200;

const FIELDS = ['purpose', 'caseNumber', 'from', 'until'] as const;
type FieldName = (typeof FIELDS)[number];
type Filled = Readonly<Record<FieldName, string>>;

interface PurposeProps {
  readonly auth: AuthPort;
  readonly onState: (inspection: Inspection) => void;
}

/** An auditor states purpose, scope and period before he sees anything; they stand in the log of every look, and bound it. */
export function PurposePage({ auth, onState }: PurposeProps): ReactElement {
  const { t } = useTranslation();
  const [filled, setFilled] = useState<Filled>(() => ({
    purpose: '',
    caseNumber: caseNumberIn(window.location.pathname) ?? '',
    from: '',
    until: today(),
  }));
  const [wrong, setWrong] = useState<readonly FieldName[]>([]);
  const id = useId();
  const submit = () => {
    const missing = FIELDS.filter((name) => !isRight(name, filled));
    setWrong(missing);
    const [first] = missing;
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else onState(inspectionOf(filled));
  };
  return (
    <OutsideFrame title={t('purpose.title')}>
      <Paragraph>{t('purpose.text')}</Paragraph>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {FIELDS.map((name) => (
          <Field
            key={name}
            id={`${id}-${name}`}
            name={name}
            value={filled[name]}
            wrong={wrong.includes(name)}
            onChange={(value) => setFilled({ ...filled, [name]: value })}
          />
        ))}
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

function isRight(name: FieldName, { purpose, caseNumber, from, until }: Filled): boolean {
  switch (name) {
    case 'purpose':
      return purpose.trim() !== '';
    case 'caseNumber':
      return caseNumberIn(caseNumber) !== undefined;
    case 'from':
      return isDay(from) && from <= today();
    case 'until':
      return isDay(until) && (!isDay(from) || until >= from);
  }
}

function inspectionOf({ purpose, caseNumber, from, until }: Filled): Inspection {
  return { purpose: purpose.trim(), caseId: caseNumberIn(caseNumber) ?? '', from, until };
}

interface FieldProps {
  readonly id: string;
  readonly name: FieldName;
  readonly value: string;
  readonly wrong: boolean;
  readonly onChange: (value: string) => void;
}

function Field({ id, name, value, wrong, onChange }: FieldProps): ReactElement {
  const { t } = useTranslation();
  const day = name === 'from' || name === 'until';
  return (
    <div className={`utrecht-form-field${wrong ? ' utrecht-form-field--invalid' : ''}`}>
      <label className="utrecht-form-label" htmlFor={id}>
        {t(`purpose.${name}`)}
      </label>
      {wrong && (
        <p className="field__error" id={`${id}-error`}>
          {t(`purpose.wrong.${name}`)}
        </p>
      )}
      <input
        className="utrecht-textbox utrecht-textbox--html-input"
        id={id}
        type={day ? 'date' : 'text'}
        value={value}
        maxLength={LONGEST}
        autoComplete="off"
        spellCheck={name === 'purpose'}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-error` : undefined}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
