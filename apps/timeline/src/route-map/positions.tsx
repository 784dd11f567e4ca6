// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCase } from '../cases/case-context.ts';
import { haveSay } from '../cases/people.ts';
import { useNames } from '../cases/use-names.ts';
import { longDay, today } from '../language/moments.ts';
import { Statements } from '../rectification/beside-entry.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Plan } from './plan.ts';

type Position = Plan['positions'][number];

const TAGS: Readonly<Record<string, string>> = { AGREE: 'tag tag--positive', DISAGREE: 'tag tag--danger', REFUSED: 'tag tag--warning' };

/** What each member of the family thinks of this version, in his own words. Disagreement blocks nothing and is never hidden. */
export function Positions({ plan: { positions } }: { readonly plan: Plan }): ReactElement {
  const { t } = useTranslation();
  const { name } = useNames();
  const { members } = useCase().familyCase;
  const missing = haveSay(members, today()).filter(({ personId }) => !positions.some((position) => position.personId === personId));
  return (
    <section className="card" aria-labelledby="positions">
      <h3 id="positions">{t('routeMap.positions')}</h3>
      <ul className="positions">
        {positions.map((position) => (
          <PositionItem key={position.personId} position={position} />
        ))}
        {missing.map(({ personId }) => (
          <li key={personId} data-testid="position" data-position="none">
            <p className="row">
              <strong>{name(personId)}</strong> <span className="tag">{t('routeMap.noPosition')}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PositionItem({
  position: { personId, position, positionTerm, words, on, statements },
}: {
  readonly position: Position;
}): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  return (
    <li data-testid="position" data-position={position}>
      <p className="row">
        <strong>{name(personId)}</strong>
        <span className={TAGS[position ?? ''] ?? 'tag'}>
          {position === 'AGREE' && <Icon name="check" />}
          {position === 'DISAGREE' && <Icon name="cross" />}
          {positionTerm ?? t('routeMap.notYours')}
        </span>
        <span className="soft small">{longDay(on, i18n.language)}</span>
      </p>
      {words !== null && (
        <blockquote className="words" lang="nl">
          {words}
        </blockquote>
      )}
      <Statements statements={statements} name={name} />
    </li>
  );
}
