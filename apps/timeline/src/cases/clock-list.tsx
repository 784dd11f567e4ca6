// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { longDay, today } from '../language/moments.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { isParty } from '../ui/party-badge.tsx';
import { useCase } from './case-context.ts';
import type { Clock } from './case-context.ts';
import { clockState, closedClocks, openClocks } from './clock-state.ts';
import { DueTag } from './due-tag.tsx';
import { useNames } from './use-names.ts';

/** Terms that run, and how each date came about. */
export function ClockList(): ReactElement {
  const { t } = useTranslation();
  const {
    familyCase: { clocks },
    pastDay = today(),
  } = useCase();
  const open = openClocks(clocks, pastDay);
  const closed = closedClocks(clocks, pastDay);
  return (
    <section className="card" id="termijnen" tabIndex={-1} aria-labelledby="termijnen-kop">
      <h2 id="termijnen-kop">{t('case.clocks')}</h2>
      {open.length === 0 && <p className="soft">{t('clock.none')}</p>}
      <ul className="clocks" data-testid="clocks">
        {open.map((clock) => (
          <ClockItem key={clockKey(clock)} clock={clock} />
        ))}
      </ul>
      {closed.length > 0 && (
        <Disclosure summary={t('clock.closed', { count: closed.length })}>
          <ul className="clocks">
            {closed.map((clock) => (
              <ClockItem key={clockKey(clock)} clock={clock} />
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

const clockKey = ({ norm, reading, startedAt, subjects }: Clock): string => [norm, reading, startedAt, ...subjects].join('|');

function ClockItem({ clock }: { readonly clock: Clock }): ReactElement {
  const { t, i18n } = useTranslation();
  const { names } = useNames();
  const { dueOn, holder, reading, source, steps, subjects, term } = clock;
  const { pastDay = today() } = useCase();
  const state = clockState(clock, pastDay);
  return (
    <li className={`clock clock--${state.kind}`} data-testid="clock">
      <p>
        <strong className="sentence" lang="nl">
          {term}
        </strong>
      </p>
      {subjects.length > 0 && <p className="soft small">{names(subjects)}</p>}
      <p className="row clock__due">
        <DueTag state={state} status={clock.status} />
        {dueOn !== null && <span>{t('clock.due', { day: longDay(dueOn, i18n.language) })}</span>}
      </p>
      {holder !== null && isParty(holder) && (state.kind === 'running' || state.kind === 'overdue') && (
        <p className="soft small">{t('clock.holder', { party: t(`party.${holder}`) })}</p>
      )}
      <Disclosure summary={t('clock.how')}>
        <ol className="clock__steps">
          {steps.map(({ day, text }, index) => (
            <li key={`${day}-${String(index)}`}>
              <span className="soft numbers">{longDay(day, i18n.language)}</span> {text}
            </li>
          ))}
        </ol>
        <p className="soft small">
          {t('clock.source', { source })} {reading === 'practice' ? t('clock.practice') : ''}
        </p>
      </Disclosure>
    </li>
  );
}
