// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, longDay, timeOf } from '../language/moments.ts';
import type { Entry } from './entries.ts';

/** When it happened and when it was recorded: two clocks, never mixed. */
export function TwoClocks({
  entry: { occurredAt, recordedAt },
}: {
  readonly entry: Pick<Entry, 'occurredAt' | 'recordedAt'>;
}): ReactElement {
  const { t, i18n } = useTranslation();
  const words = (moment: string) => {
    const time = timeOf(moment, i18n.language);
    const day = longDay(moment, i18n.language);
    return time === undefined ? day : t('moment.dayAndTime', { day, time });
  };
  return (
    <p className="entry__clocks small soft" data-testid="clocks-of-entry">
      <span>
        {t('entry.happened')} <time dateTime={occurredAt}>{words(occurredAt)}</time>
      </span>{' '}
      <span className={dayOf(occurredAt) === dayOf(recordedAt) ? undefined : 'entry__other-day'}>
        {t('entry.recorded')} <time dateTime={recordedAt}>{words(recordedAt)}</time>
      </span>
    </p>
  );
}
