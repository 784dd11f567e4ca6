// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCase } from '../cases/case-context.ts';
import { nameOf } from '../cases/people.ts';
import { Icon } from '../ui/icon.tsx';
import { textOf } from './form-values.ts';
import type { FormValues } from './form-values.ts';

interface ConfidentialSwitchProps {
  readonly id: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly values: FormValues;
  readonly onChange: (value: boolean) => void;
}

/** Confidential or not, with in words who will see it: the consequence stands beside the choice. */
export function ConfidentialSwitch({ id, label, help, values, onChange }: ConfidentialSwitchProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { people, familyCase } = useCase();
  const on = values['confidential'] === true;
  const speaker = textOf(values, 'speakerId');
  const who = speaker === '' ? t('form.theSpeaker') : nameOf(people, speaker, { unnamed: t('form.theSpeaker') });
  const organisations = familyCase.parties.filter(({ until }) => until === null).map(({ organisation }) => organisation.name);
  return (
    <div className={`confidential${on ? ' confidential--on' : ''}`}>
      <label className="check" htmlFor={id}>
        <input
          type="checkbox"
          role="switch"
          id={id}
          checked={on}
          aria-describedby={`${id}-who`}
          onChange={({ target }) => onChange(target.checked)}
        />
        <strong>
          {on && <Icon name="lock" />} {label}
        </strong>
      </label>
      {help !== undefined && <p className="field__help">{help}</p>}
      <p id={`${id}-who`} aria-live="polite" data-testid="who-sees">
        {on
          ? t('form.confidentialOn', { who, organisations: new Intl.ListFormat(i18n.language).format(organisations) })
          : t('form.confidentialOff', { who })}
      </p>
    </div>
  );
}
