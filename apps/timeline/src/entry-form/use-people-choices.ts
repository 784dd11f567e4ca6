// SPDX-License-Identifier: EUPL-1.2
import { useTranslation } from 'react-i18next';
import { ageOf } from '../cases/people.ts';
import type { Member } from '../cases/people.ts';
import { today } from '../language/moments.ts';

/** People as choices: name, role and age, so that nobody picks the wrong one of two. */
export function usePeopleChoices(): (members: readonly Member[]) => readonly { readonly value: string; readonly label: string }[] {
  const { t } = useTranslation();
  return (members) =>
    members.map((member) => {
      const age = ageOf(member, today());
      const about = [member.roleTerm, age === undefined ? null : t('person.age', { count: age })]
        .filter((part) => part !== null)
        .join(', ');
      const name = member.name ?? t('person.unnamed');
      return { value: member.personId, label: about === '' ? name : `${name} (${about})` };
    });
}
