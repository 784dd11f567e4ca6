// SPDX-License-Identifier: EUPL-1.2
import { useTranslation } from 'react-i18next';
import { longDay, timeOf } from '../language/moments.ts';

/** A moment as a day and a time: 12 april 2025 om 21:15 uur. */
export function useMomentWords(): (moment: string) => string {
  const { t, i18n } = useTranslation();
  return (moment) => {
    const day = longDay(moment, i18n.language);
    const time = timeOf(moment, i18n.language);
    return time === undefined ? day : t('moment.dayAndTime', { day, time });
  };
}
