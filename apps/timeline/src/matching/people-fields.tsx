// SPDX-License-Identifier: EUPL-1.2
import { useId } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { Select, TextBox } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { today } from '../language/moments.ts';

const ROLES = ['mother', 'father', 'child', 'partner', 'adult', 'supportFigure'] as const;

/** Somebody as he is being entered. The id is a pseudonym made here. */
export interface EnteredPerson {
  readonly personId: string;
  readonly name: string;
  readonly birthDate: string;
  readonly role: string;
}

export const emptyPerson = (): EnteredPerson => ({ personId: crypto.randomUUID(), name: '', birthDate: '', role: '' });

type Asked = 'name' | 'birthDate' | 'role';

/** What is still to be filled in; of a support figure the date of birth is not asked. */
export function wantingIn({ name, birthDate, role }: EnteredPerson): readonly Asked[] {
  return [
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(birthDate === '' && role !== 'supportFigure' ? ['birthDate' as const] : []),
    ...(role === '' ? ['role' as const] : []),
  ];
}

interface PeopleFieldsProps {
  readonly people: readonly EnteredPerson[];
  /** Say what is missing. */
  readonly wanting: boolean;
  readonly onChange: (people: readonly EnteredPerson[]) => void;
}

export function PeopleFields({ people, wanting, onChange }: PeopleFieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {people.map((person, index) => (
        <PersonFields
          key={person.personId}
          person={person}
          number={index + 1}
          wanting={wanting}
          onChange={(changed) => onChange(people.map((each) => (each.personId === changed.personId ? changed : each)))}
          {...(people.length > 1 ? { onRemove: () => onChange(people.filter((each) => each !== person)) } : {})}
        />
      ))}
      <div>
        <Button purpose="secondary" type="button" onClick={() => onChange([...people, emptyPerson()])}>
          {t('opening.add')}
        </Button>
      </div>
    </>
  );
}

interface PersonFieldsProps {
  readonly person: EnteredPerson;
  readonly number: number;
  readonly wanting: boolean;
  readonly onChange: (person: EnteredPerson) => void;
  readonly onRemove?: () => void;
}

function PersonFields({ person, number, wanting, onChange, onRemove }: PersonFieldsProps): ReactElement {
  const { t } = useTranslation();
  const base = useId();
  const errorOf = (field: Asked) => (wanting && wantingIn(person).includes(field) ? t('form.missing') : undefined);
  return (
    <fieldset className="stack" data-testid="person">
      <legend>
        <strong>{t('opening.person', { number })}</strong>
      </legend>
      <FieldFrame id={`${base}-name`} label={t('opening.personName')} error={errorOf('name')}>
        {(control) => <TextBox {...control} value={person.name} onChange={(name) => onChange({ ...person, name })} />}
      </FieldFrame>
      <FieldFrame id={`${base}-born`} label={t('opening.birthDate')} error={errorOf('birthDate')}>
        {(control) => (
          <TextBox
            {...control}
            type="date"
            max={today()}
            value={person.birthDate}
            onChange={(birthDate) => onChange({ ...person, birthDate })}
          />
        )}
      </FieldFrame>
      <FieldFrame id={`${base}-role`} label={t('opening.role')} error={errorOf('role')}>
        {(control) => (
          <Select
            {...control}
            choices={ROLES.map((role) => ({ value: role, label: t(`opening.${role}`) }))}
            empty={t('form.choose')}
            value={person.role}
            onChange={(role) => onChange({ ...person, role })}
          />
        )}
      </FieldFrame>
      {onRemove !== undefined && (
        <div>
          <Button purpose="secondary" type="button" onClick={onRemove}>
            {t('opening.remove', { number })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
