// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PHASE_CODES } from '../cases/phase-mark.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Plan } from './plan.ts';

/** Three phases as a road. It is a list: the same can be heard as seen. */
export function PhaseRoad({ plan: { phase, exitCriteria } }: { readonly plan: Plan }): ReactElement {
  const { t } = useTranslation();
  const reached = PHASE_CODES.findIndex((code) => code === phase);
  return (
    <section className="road" aria-labelledby="road">
      <h3 id="road" className="visually-hidden">
        {t('routeMap.road')}
      </h3>
      <ol className="road__phases">
        {PHASE_CODES.map((code, index) => {
          const state = index < reached ? 'passed' : index === reached ? 'now' : 'ahead';
          return (
            <li key={code} className={`road__phase road__phase--${state}`} aria-current={state === 'now' ? 'step' : undefined}>
              <span className="road__number" aria-hidden="true">
                {state === 'passed' ? <Icon name="check" /> : index + 1}
              </span>
              <span>
                <strong className="sentence">{t(`phase.${code}`)}</strong>
                <span className="road__state">{t(`road.${state}`)}</span>
              </span>
            </li>
          );
        })}
      </ol>
      {exitCriteria !== null && (
        <p className="road__exit">
          <span className="soft">{t('road.exit')}</span> <span lang="nl">{exitCriteria}</span>
        </p>
      )}
    </section>
  );
}
