// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { longDay } from '../language/moments.ts';
import { useNames } from '../cases/use-names.ts';
import { Statements } from '../rectification/beside-entry.tsx';
import { ActionTable } from './action-table.tsx';
import { AgreementItem } from './agreement-item.tsx';
import { ConditionCard } from './condition-card.tsx';
import { PhaseRoad } from './phase-road.tsx';
import { PlanStatus } from './plan-status.tsx';
import type { Plan } from './plan.ts';
import { newLines, underConditions } from './plan.ts';
import { Positions } from './positions.tsx';
import { Scores } from './scores.tsx';
import { Signatures } from './signatures.tsx';

/** One version of the plan, made of the lines this reader may see. */
export function PlanView({ plan, plans }: { readonly plan: Plan; readonly plans: readonly Plan[] }): ReactElement {
  const { t } = useTranslation();
  const fresh = newLines(plan, plans);
  const { of, apart } = underConditions(plan);
  return (
    <div className="plan" data-testid="plan" data-version={plan.version}>
      <PlanStatus plan={plan} />
      <PhaseRoad plan={plan} />
      <div className="plan__columns">
        <div className="stack">
          <Summary plan={plan} />
          <section className="stack" aria-labelledby="conditions">
            <h3 id="conditions">{t('routeMap.conditions')}</h3>
            {plan.conditions.length === 0 && <p className="soft">{t('routeMap.noConditions')}</p>}
            {plan.conditions.map((condition, index) => (
              <ConditionCard key={condition.id} condition={condition} number={index + 1} agreements={of(condition)} fresh={fresh} />
            ))}
          </section>
          {apart.length > 0 && (
            <section className="card stack" aria-labelledby="other-agreements">
              <h3 id="other-agreements">{t('routeMap.otherAgreements')}</h3>
              <ul className="agreements">
                {apart.map((agreement) => (
                  <AgreementItem key={agreement.id} agreement={agreement} fresh={fresh.has(agreement.id)} />
                ))}
              </ul>
            </section>
          )}
          {plan.actions.length > 0 && <ActionTable actions={plan.actions} fresh={fresh} />}
        </div>
        <div className="stack">
          <Positions plan={plan} />
          <Scores scores={plan.scores} />
          <Signatures plan={plan} />
        </div>
      </div>
    </div>
  );
}

function Summary({ plan }: { readonly plan: Plan }): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  const { summary, reason, planLead, fixedFace, includesFamilyPlan, publishedOn, statements } = plan;
  return (
    <section className="card stack" aria-labelledby="in-short">
      <h3 id="in-short">{t('routeMap.inShort')}</h3>
      {summary !== null && (
        <p className="plan__summary" lang="nl">
          {summary}
        </p>
      )}
      <Statements statements={statements} name={name} />
      <dl className="facts">
        <dt>{t('routeMap.fixedFace')}</dt>
        <dd>{fixedFace === null ? t('case.noFixedFace') : `${fixedFace.name}, ${fixedFace.organisation.name}`}</dd>
        <dt>{t('routeMap.lead')}</dt>
        <dd>{planLead.name}</dd>
        <dt>{t('routeMap.published')}</dt>
        <dd>{longDay(publishedOn, i18n.language)}</dd>
        {reason !== null && (
          <>
            <dt>{t('routeMap.reason')}</dt>
            <dd lang="nl">{reason}</dd>
          </>
        )}
        {includesFamilyPlan && (
          <>
            <dt>{t('routeMap.familyPlan')}</dt>
            <dd>{t('common.yes')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
