// SPDX-License-Identifier: EUPL-1.2
import { useTranslation } from 'react-i18next';
import { useCase } from './case-context.ts';
import { nameOf } from './people.ts';

/** Names of people in this case, alone or as a list in words. */
export function useNames(): { readonly name: (personId: string) => string; readonly names: (ids: readonly string[]) => string } {
  const { t, i18n } = useTranslation();
  const { people } = useCase();
  const name = (personId: string) => nameOf(people, personId, { unnamed: t('person.unnamed') });
  const names = (ids: readonly string[]) => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(ids.map(name));
  return { name, names };
}
