// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { longDay, today } from '../language/moments.ts';
import { useCase } from './case-context.ts';
import { ageOf, presentMembers } from './people.ts';
import type { Member } from './people.ts';
import { ShieldAddress } from './shield-address.tsx';
import { useNames } from './use-names.ts';

export function MemberList(): ReactElement {
  const { t } = useTranslation();
  const { members } = useCase().familyCase;
  return (
    <section className="card" aria-labelledby="gezin-kop">
      <h2 id="gezin-kop">{t('case.familyAndNetwork')}</h2>
      <ul className="members">
        {presentMembers(members).map((member) => (
          <MemberItem key={member.personId} member={member} />
        ))}
      </ul>
    </section>
  );
}

function MemberItem({ member }: { readonly member: Member }): ReactElement {
  const { t, i18n } = useTranslation();
  const { names } = useNames();
  const { name, roleTerm, birthDate, authorityBy, households } = member;
  const age = ageOf(member, today());
  return (
    <li>
      <p>
        <strong>{name ?? t('person.unnamed')}</strong>
        {roleTerm !== null && <span className="soft"> · {roleTerm}</span>}
      </p>
      <p className="small soft">
        {[
          birthDate === null || age === undefined ? null : t('person.born', { count: age, day: longDay(birthDate, i18n.language) }),
          households.length === 0 ? null : t('person.homes', { homes: households.join(', '), count: households.length }),
          authorityBy.length === 0 ? null : t('person.authority', { names: names(authorityBy) }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <ShieldAddress personId={member.personId} />
    </li>
  );
}
