// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export const PHASE_CODES = ['DIRECT_SAFETY', 'RISK_LED_CARE', 'RECOVERY'] as const;
export type PhaseCode = (typeof PHASE_CODES)[number];

/** How far along the road, small: three steps of which those reached are filled, and the words beside them. */
export function PhaseMark({ phase, term }: { readonly phase: string | null; readonly term: string | null }): ReactElement {
  const { t } = useTranslation();
  const reached = PHASE_CODES.findIndex((code) => code === phase);
  if (reached < 0) return <span>{t('case.noPhase')}</span>;
  return (
    <span className="phase-mark">
      <svg width="42" height="12" viewBox="0 0 42 12" aria-hidden="true" focusable="false">
        {PHASE_CODES.map((code, index) => (
          <rect
            key={code}
            x={index * 14 + 1}
            y="2"
            width="12"
            height="8"
            rx="2"
            className={index <= reached ? 'phase-mark__on' : 'phase-mark__off'}
          />
        ))}
      </svg>
      {t('case.phaseOf', { step: reached + 1, term: term ?? '' })}
    </span>
  );
}
