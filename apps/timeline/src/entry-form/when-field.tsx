// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { daysBetween, isDay, today } from '../language/moments.ts';
import { TextBox } from './controls.tsx';
import { FieldFrame } from './field-frame.tsx';

interface WhenFieldProps {
  readonly day: string;
  readonly time: string;
  readonly error: string | undefined;
  readonly onDay: (day: string) => void;
  readonly onTime: (time: string) => void;
}

/** When it happened, not when it is written down: today unless somebody says otherwise. Says beforehand when it will show as late. */
export function WhenField({ day, time, error, onDay, onTime }: WhenFieldProps): ReactElement {
  const { t } = useTranslation();
  const late = isDay(day) ? daysBetween(day, today()) : 0;
  return (
    <div className="when">
      <FieldFrame id="field-occurredAt" label={t('form.when')} error={error}>
        {(control) => <TextBox {...control} type="date" value={day} max={today()} onChange={onDay} />}
      </FieldFrame>
      <FieldFrame id="field-occurredTime" label={t('form.time')} optional>
        {(control) => <TextBox {...control} type="time" value={time} onChange={onTime} />}
      </FieldFrame>
      {late > 0 && <p className="when__late small">{t('form.late', { count: late })}</p>}
    </div>
  );
}
