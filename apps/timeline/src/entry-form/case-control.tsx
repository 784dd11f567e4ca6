// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { RouteMapsDocument } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { isMinor, presentMembers } from '../cases/people.ts';
import { longDay, today } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Checks, Radios, Select } from './controls.tsx';
import type { EntryFieldProps } from './entry-field.tsx';
import { POLICE, WRITER } from './entry-kind.ts';
import type { Field } from './entry-kind.ts';
import type { ControlProps } from './field-frame.tsx';
import { listOf, textOf } from './form-values.ts';
import type { FormValues } from './form-values.ts';
import { itemId, itemsFrom } from './items.ts';
import { usePeopleChoices } from './use-people-choices.ts';

const CASE_CONTROLS = ['person', 'people', 'organisation', 'organisations', 'responsible', 'source', 'item', 'items', 'version'] as const;
type CaseField = Extract<Field, { readonly control: (typeof CASE_CONTROLS)[number] }>;

export const isCaseControl = (field: Field): field is CaseField => (CASE_CONTROLS as readonly string[]).includes(field.control);

type CaseControlProps = Omit<EntryFieldProps, 'field'> & { readonly field: CaseField; readonly control: ControlProps };

/** Controls whose choices come from the case: its people, organisations, earlier entries and versions of the plan. */
export function CaseControl(props: CaseControlProps): ReactElement {
  const { field } = props;
  switch (field.control) {
    case 'person':
    case 'people':
    case 'source':
      return <PeopleControl {...props} field={field} />;
    case 'organisation':
    case 'organisations':
    case 'responsible':
      return <OrganisationControl {...props} field={field} />;
    case 'item':
    case 'items':
      return <ItemControl {...props} field={field} />;
    case 'version':
      return <VersionControl {...props} />;
  }
}

type Of<Name extends CaseField['control']> = Omit<CaseControlProps, 'field'> & {
  readonly field: Extract<CaseField, { readonly control: Name }>;
};

function PeopleControl({ field, values, control, onChange }: Of<'person' | 'people' | 'source'>): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const { members } = useCase().familyCase;
  const choices = usePeopleChoices();
  const one = { ...control, value: textOf(values, field.name), onChange };
  if (field.control === 'people') {
    const chosen = listOf(values, field.name);
    const taken = namedIn(values, field.except ?? []);
    const offered = choices(presentMembers(members)).filter(({ value }) => !taken.has(value));
    if (offered.length === 0) return <p className="soft">{t('form.nobodyLeft')}</p>;
    return <Checks {...control} value={chosen.filter((person) => !taken.has(person))} onChange={onChange} choices={offered} />;
  }
  if (field.control === 'source') {
    const own = { value: WRITER, label: t('form.writer', { organisation: me.organisation.name }) };
    const police = field.police === true ? [{ value: POLICE, label: t('form.police') }] : [];
    return <Select {...one} empty={t('form.choose')} choices={[own, ...police, ...choices(presentMembers(members))]} />;
  }
  const people = presentMembers(members).filter((member) => field.among === 'everybody' || isMinor(member, today()));
  return <Radios {...one} choices={choices(people)} />;
}

/** People named in other fields: nothing can be hidden from whom it is about. */
function namedIn(values: FormValues, fields: readonly string[]): ReadonlySet<string> {
  return new Set(fields.flatMap((name) => [...listOf(values, name), textOf(values, name).replace(/^person:/, '')]));
}

function OrganisationControl({ field, values, control, onChange }: Of<'organisation' | 'organisations' | 'responsible'>): ReactElement {
  const { t } = useTranslation();
  const { parties, members } = useCase().familyCase;
  const choices = usePeopleChoices();
  const organisations = parties.filter(({ until }) => until === null).map(({ organisation: { id, name } }) => ({ value: id, label: name }));
  const one = { ...control, value: textOf(values, field.name), onChange, empty: t('form.choose') };
  switch (field.control) {
    case 'organisations':
      return <Checks {...control} value={listOf(values, field.name)} onChange={onChange} choices={organisations} />;
    case 'organisation':
      return <Select {...one} choices={organisations} />;
    case 'responsible': {
      const restrained = namedIn(values, ['restrains']);
      const people = choices(presentMembers(members)).filter(({ value }) => !restrained.has(value));
      return (
        <Select
          {...one}
          choices={[
            { group: t('case.familyAndNetwork'), choices: people.map(({ value, label }) => ({ value: `person:${value}`, label })) },
            { group: t('case.parties'), choices: organisations.map(({ value, label }) => ({ value: `organisation:${value}`, label })) },
          ]}
        />
      );
    }
  }
}

function ItemControl({ field, values, control, items, itemsFetching, onChange }: Of<'item' | 'items'>): ReactElement {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const found = itemsFrom(items, field.from, me.organisation.id).map((entry) => {
    const words = entry.fields.find(({ name }) => name === field.from.label)?.text ?? entry.term;
    return { value: itemId(entry, field.from.id) ?? '', label: t('form.item', { words, day: longDay(entry.occurredAt, i18n.language) }) };
  });
  if (found.length === 0) return <p className="soft">{itemsFetching ? t('common.waiting') : t('form.noItems')}</p>;
  if (field.control === 'items') return <Checks {...control} value={listOf(values, field.name)} onChange={onChange} choices={found} />;
  return (
    <Select
      {...control}
      value={textOf(values, field.name)}
      onChange={onChange}
      empty={field.optional === true ? t('form.none') : t('form.choose')}
      choices={found}
    />
  );
}

function VersionControl({ field, values, control, onChange }: CaseControlProps): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const [{ data, fetching }] = useQuery({ query: RouteMapsDocument, variables: { caseId: familyCase.id } });
  const plans = (data?.routeMaps ?? []).toReversed();
  if (plans.length === 0) return <p className="soft">{fetching ? t('common.waiting') : t('routeMap.none')}</p>;
  const choices = plans.map(({ version, status }) => ({
    value: String(version),
    label: `${t('routeMap.version', { version })} (${t(`planStatus.${status}`)})`,
  }));
  return <Select {...control} value={textOf(values, field.name)} onChange={onChange} empty={t('form.choose')} choices={choices} />;
}
