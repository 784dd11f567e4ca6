// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { shortDay, timeOf } from '../language/moments.ts';
import { Icon } from '../ui/icon.tsx';
import { PartyBadge } from '../ui/party-badge.tsx';
import { WideTable } from '../ui/wide-table.tsx';
import { crossings, degreeOf, lostSight } from './lanes.ts';
import type { Crossing, Known, Lane } from './lanes.ts';
import type { Proofs } from './use-oversight.ts';

interface LaneTableProps {
  readonly lanes: readonly Lane[];
  readonly proofs: Proofs | null;
  readonly onContent: (entry: Crossing['entry']) => void;
}

/** A lane for each party, an entry to a row: how far each had got with it. Without content; that is asked for one by one. */
export function LaneTable({ lanes, proofs, onContent }: LaneTableProps): ReactElement {
  const { t } = useTranslation();
  const rows = crossings(lanes);
  const proven = new Map(proofs?.entries.map(({ entryId, status }) => [entryId, status]));
  if (rows.length === 0) return <p className="soft">{t('oversight.nothing')}</p>;
  return (
    <WideTable label={t('oversight.lanes')}>
      <table className="utrecht-table lanes__table" data-testid="lanes">
        <caption className="visually-hidden">{t('oversight.lanes')}</caption>
        <thead className="utrecht-table__header">
          <tr>
            <th scope="col">{t('oversight.entry')}</th>
            {lanes.map((lane) => (
              <LaneHead key={lane.organisation.id} lane={lane} />
            ))}
            <th scope="col">{t('oversight.proof')}</th>
            <th scope="col">{t('oversight.content')}</th>
          </tr>
        </thead>
        <tbody className="utrecht-table__body">
          {rows.map(({ entry, known }) => (
            <tr key={entry.id} data-testid="crossing" data-entry={entry.id}>
              <Outline entry={entry} />
              {lanes.map(({ organisation }, lane) => (
                <Cell key={organisation.id} known={known[lane]} wrote={organisation.id === entry.organisation.id} />
              ))}
              <td>{t(`oversight.proofs.${proven.get(entry.id) ?? 'UNKNOWN'}`)}</td>
              <td>
                <Button className="nl-button--small" purpose="secondary" onClick={() => onContent(entry)}>
                  {t('oversight.ask')}
                  <span className="visually-hidden" lang="nl">
                    {' '}
                    {entry.term}
                  </span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

/** The three sets of a party in figures. */
function LaneHead({ lane: { organisation, party, knowledge } }: { readonly lane: Lane }): ReactElement {
  const { t } = useTranslation();
  const { visible, delivered, opened } = knowledge;
  return (
    <th scope="col" data-testid="lane">
      <PartyBadge party={party} /> {organisation.name}
      <span className="small soft lanes__sets">
        {t('oversight.sets', { visible: visible.length, delivered: delivered.length, opened: opened.length })}
      </span>
    </th>
  );
}

function Outline({ entry: { term, occurredAt, recordedAt } }: Pick<Crossing, 'entry'>): ReactElement {
  const { t, i18n } = useTranslation();
  return (
    <th scope="row">
      <span className="sentence" lang="nl">
        {term}
      </span>
      <span className="small soft lanes__sets">
        {t('oversight.happened', { day: shortDay(occurredAt, i18n.language) })}
        <br />
        {t('oversight.recorded', { day: `${shortDay(recordedAt, i18n.language)}, ${timeOf(recordedAt, i18n.language) ?? ''}` })}
      </span>
    </th>
  );
}

/** Always in words: a colour says nothing to whoever does not see it. */
function Cell({ known, wrote }: { readonly known: Known | undefined; readonly wrote: boolean }): ReactElement {
  const { t, i18n } = useTranslation();
  const degree = degreeOf(known, wrote);
  const [first] = degree === 'opened' ? (known?.opened ?? []) : degree === 'delivered' ? (known?.delivered ?? []) : [];
  return (
    <td className={`lanes__cell lanes__cell--${degree}`} data-degree={degree}>
      {t(`oversight.degree.${degree}`)}
      {first !== undefined && (
        <span className="small soft lanes__sets">
          {shortDay(first.at, i18n.language)}, {timeOf(first.at, i18n.language)}
          <br />
          {first.roleTerm}
          {first.emergency && (
            <>
              {' '}
              <Icon name="alert" /> {t('whoLooked.emergency')}
            </>
          )}
        </span>
      )}
      {lostSight(known) && <span className="small lanes__sets">{t('oversight.lost')}</span>}
    </td>
  );
}
