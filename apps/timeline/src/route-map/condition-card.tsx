// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { NumberBadge } from '@nl-design-system-candidate/number-badge-react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../cases/use-names.ts';
import { Statements } from '../rectification/beside-entry.tsx';
import { AgreementItem } from './agreement-item.tsx';
import type { Agreement, Condition } from './plan.ts';

interface ConditionCardProps {
  readonly condition: Condition;
  readonly number: number;
  readonly agreements: readonly Agreement[];
  /** Ids of lines that are new in this version. */
  readonly fresh: ReadonlySet<string>;
}

/** A minimum that must be true, and what was agreed to make it so. */
export function ConditionCard({ condition, number, agreements, fresh }: ConditionCardProps): ReactElement {
  const { t } = useTranslation();
  const { name, names } = useNames();
  const { id, text, test, protects, organisation, phaseTerm, statements } = condition;
  return (
    <article className="card condition" aria-labelledby={`condition-${id}`} data-testid="condition">
      <header className="condition__head">
        <NumberBadge value={number} label={t('routeMap.condition', { number })}>
          {number}
        </NumberBadge>
        <h4 id={`condition-${id}`} lang="nl">
          {text ?? t('routeMap.notYours')}
        </h4>
        {fresh.has(id) && <span className="tag tag--brand">{t('routeMap.new')}</span>}
      </header>
      <dl className="facts">
        {test !== null && (
          <>
            <dt>{t('routeMap.test')}</dt>
            <dd lang="nl">{test}</dd>
          </>
        )}
        {protects.length > 0 && (
          <>
            <dt>{t('routeMap.protects')}</dt>
            <dd>{names(protects)}</dd>
          </>
        )}
        <dt>{t('routeMap.setBy')}</dt>
        <dd>
          {organisation.name} <span className="soft">({t('routeMap.inPhase', { phase: phaseTerm })})</span>
        </dd>
      </dl>
      <Statements statements={statements} name={name} />
      <h5>{t('routeMap.agreements')}</h5>
      {agreements.length === 0 ? (
        <p className="soft">{t('routeMap.noAgreements')}</p>
      ) : (
        <ul className="agreements">
          {agreements.map((agreement) => (
            <AgreementItem key={agreement.id} agreement={agreement} fresh={fresh.has(agreement.id)} />
          ))}
        </ul>
      )}
    </article>
  );
}
