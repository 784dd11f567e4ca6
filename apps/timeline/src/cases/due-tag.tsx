// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import type { ClockState } from './clock-state.ts';

interface DueTagProps {
  readonly state: ClockState;
  /** As the norm says it. */
  readonly status: string;
}

/** How a term stands, in words; the colour only repeats it. */
export function DueTag({ state: { kind, daysLeft }, status }: DueTagProps): ReactElement {
  const { t } = useTranslation();
  switch (kind) {
    case 'overdue':
      return (
        <span className="tag tag--danger">
          <Icon name="alert" /> {daysLeft !== undefined && daysLeft < 0 ? t('clock.daysLate', { count: -daysLeft }) : t('clock.overdue')}
        </span>
      );
    case 'running':
      return <span className={daysLeft !== undefined && daysLeft <= SOON ? 'tag tag--warning' : 'tag'}>{leftWords(t, daysLeft)}</span>;
    case 'done':
      return (
        <span className="tag tag--positive">
          <Icon name="check" /> {t('clock.met')}
        </span>
      );
    case 'missed':
      return <span className="tag tag--warning">{t('clock.late')}</span>;
    case 'ended':
      return <span className="tag">{status === 'void' ? t('clock.void') : t('clock.cancelled')}</span>;
  }
}

/** Days before a due date from which it stands out. */
const SOON = 3;

function leftWords(t: TFunction, daysLeft: number | undefined): string {
  if (daysLeft === undefined) return t('clock.running');
  return daysLeft === 0 ? t('clock.today') : t('clock.daysLeft', { count: daysLeft });
}
