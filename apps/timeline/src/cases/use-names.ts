// SPDX-License-Identifier: EUPL-1.2
import { useTranslation } from 'react-i18next';
import { useCase } from './case-context.ts';
import { nameOf } from './people.ts';

/** Names of people in this case, alone or as a list in words. Those whose name this reader may not know are counted, not named. */
export function useNames(): { readonly name: (personId: string) => string; readonly names: (ids: readonly string[]) => string } {
  const { t, i18n } = useTranslation();
  const { people } = useCase();
  const name = (personId: string) => nameOf(people, personId, { unnamed: t('person.unnamed') });
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const names = (ids: readonly string[]) => {
    const known = ids.filter((id) => people.get(id)?.name != null).map(name);
    const others = ids.length - known.length;
    return list.format(others === 0 ? known : [...known, t(known.length === 0 ? 'person.somebody' : 'person.others', { count: others })]);
  };
  return { name, names };
}
