// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { clockState } from '../cases/clock-state.ts';
import { shortDay } from '../language/moments.ts';
import { PartyBadge } from '../ui/party-badge.tsx';
import { WideTable } from '../ui/wide-table.tsx';
import type { InspectedCase } from './use-oversight.ts';

type Clock = InspectedCase['clocks'][number];

const ORDER = ['overdue', 'missed', 'running', 'done', 'ended'] as const;

/** Terms on a day, what ran out first: who had to act, and whether he did in time. */
export function NormTable({ clocks, day }: { readonly clocks: readonly Clock[]; readonly day: string }): ReactElement {
  const { t, i18n } = useTranslation();
  if (clocks.length === 0) return <p className="soft">{t('clock.none')}</p>;
  const kindOf = (clock: Clock) => clockState(clock, day).kind;
  const sorted = clocks.toSorted(
    (one, other) => ORDER.indexOf(kindOf(one)) - ORDER.indexOf(kindOf(other)) || (one.dueOn ?? '').localeCompare(other.dueOn ?? ''),
  );
  return (
    <WideTable label={t('oversight.norms')}>
      <table className="utrecht-table" data-testid="norms">
        <caption className="visually-hidden">{t('oversight.norms')}</caption>
        <thead className="utrecht-table__header">
          <tr>
            <th scope="col">{t('oversight.norm')}</th>
            <th scope="col">{t('oversight.holder')}</th>
            <th scope="col">{t('oversight.due')}</th>
            <th scope="col">{t('oversight.status')}</th>
          </tr>
        </thead>
        <tbody className="utrecht-table__body">
          {sorted.map((clock, index) => (
            <tr key={`${clock.norm}|${clock.reading}|${String(index)}`} data-testid="norm" data-status={clock.status}>
              <th scope="row">
                {clock.norm} <span lang="nl">{clock.term}</span>
                <span className="small soft lanes__sets">{clock.source}</span>
              </th>
              <td>{clock.holder === null ? '–' : <PartyBadge party={clock.holder} />}</td>
              <td>{clock.dueOn === null ? '–' : shortDay(clock.dueOn, i18n.language)}</td>
              <td>{t(`oversight.standing.${kindOf(clock)}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
