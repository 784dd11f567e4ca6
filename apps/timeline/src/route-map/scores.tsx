// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../cases/use-names.ts';
import { shortDay } from '../language/moments.ts';
import type { Score } from './plan.ts';
import { byScore } from './plan.ts';

/** How safe each finds it, 0 to 10, side by side. Differences are there to be talked about, so there is no average. */
export function Scores({ scores }: { readonly scores: readonly Score[] }): ReactElement | null {
  const { t } = useTranslation();
  if (scores.length === 0) return null;
  return (
    <section className="card" aria-labelledby="scores">
      <h3 id="scores">{t('routeMap.scores')}</h3>
      <p className="small soft">{t('routeMap.scoresHow')}</p>
      <table className="scores">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('score.who')}</th>
            <th scope="col">{t('score.number')}</th>
          </tr>
        </thead>
        <tbody>
          {byScore(scores).map((score) => (
            <ScoreRow key={score.personId ?? score.organisation?.id ?? ''} score={score} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ScoreRow({ score: { personId, organisation, score, on } }: { readonly score: Score }): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  return (
    <tr data-testid="score">
      <th scope="row">
        {personId === null ? organisation?.name : name(personId)}
        <span className="small soft scores__day">{shortDay(on, i18n.language)}</span>
      </th>
      <td className="scores__number numbers">
        {score === null ? (
          <span className="small soft">{t('score.notYours')}</span>
        ) : (
          <>
            <Scale score={score} />
            <strong>{score}</strong>
          </>
        )}
      </td>
    </tr>
  );
}

/** The number beside it, as a place on a line. */
function Scale({ score }: { readonly score: number }): ReactElement {
  return (
    <svg className="scale" viewBox="0 0 112 16" width="112" height="16" aria-hidden="true" focusable="false">
      <line x1="6" x2="106" y1="8" y2="8" className="scale__line" />
      {Array.from({ length: 11 }, (_, value) => (
        <circle key={value} cx={6 + value * 10} cy="8" r="1.5" className="scale__tick" />
      ))}
      <circle cx={6 + score * 10} cy="8" r="6" className="scale__mark" />
    </svg>
  );
}
