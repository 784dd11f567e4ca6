// SPDX-License-Identifier: EUPL-1.2
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryOrder } from '@gezinslijn/api-contract';
import { fullDay, monthName, weekday } from '../language/moments.ts';
import type { DayOfEntries, Entry } from './entries.ts';
import { byMonth } from './entries.ts';
import { EntryRow } from './entry-row.tsx';

interface MonthGroupsProps {
  readonly list: readonly Entry[];
  readonly order: EntryOrder;
  readonly fresh: ReadonlySet<string>;
}

/** Entries by month and by day, on the clock that orders them. */
export function MonthGroups({ list, order, fresh }: MonthGroupsProps): ReactElement {
  const { i18n } = useTranslation();
  const months = useMemo(() => byMonth(list, order), [list, order]);
  return (
    <div data-testid="entries">
      {months.map(({ month, days }) => (
        <section className="month" key={`${month}|${days[0]?.day ?? ''}`} aria-label={monthName(`${month}-15`, i18n.language)}>
          <h3 className="month__name sentence">{monthName(`${month}-15`, i18n.language)}</h3>
          <ol className="days">
            {days.map((day) => (
              <Day key={day.day} day={day} fresh={fresh} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Day({ day: { day, entries }, fresh }: { readonly day: DayOfEntries; readonly fresh: ReadonlySet<string> }): ReactElement {
  const { i18n } = useTranslation();
  return (
    <li className="day">
      <h4 className="day__date">
        <span aria-hidden="true">
          <span className="day__number numbers">{Number(day.slice(8))}</span>
          <span className="day__weekday">{weekday(day, i18n.language)}</span>
        </span>
        <span className="visually-hidden">{fullDay(day, i18n.language)}</span>
      </h4>
      <ol className="day__entries">
        {entries.map((entry) => (
          <li key={entry.id} tabIndex={-1} data-fresh={fresh.has(entry.id)}>
            <EntryRow entry={entry} fresh={fresh.has(entry.id)} />
          </li>
        ))}
      </ol>
    </li>
  );
}
