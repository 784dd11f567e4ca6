// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { longDay } from '../language/moments.ts';
import { useCase } from './case-context.ts';
import type { Measure } from './case-context.ts';
import { useNames } from './use-names.ts';

const STATUSES = ['IN_FORCE', 'ENDED', 'LAPSED', 'VOID'] as const;
type Status = (typeof STATUSES)[number];
const statusOf = (code: string): Status => STATUSES.find((status) => status === code) ?? 'ENDED';

/** Measures and whether they hold now. The status is derived each time one looks; nobody can forget to end one. */
export function MeasureList(): ReactElement | null {
  const { t } = useTranslation();
  const { measures } = useCase().familyCase;
  if (measures.length === 0) return null;
  const ordered = measures.toSorted((a, b) => STATUSES.indexOf(statusOf(a.status)) - STATUSES.indexOf(statusOf(b.status)));
  return (
    <section className="card" id="maatregelen" tabIndex={-1} aria-labelledby="maatregelen-kop">
      <h2 id="maatregelen-kop">{t('case.measures')}</h2>
      <ul className="measures" data-testid="measures">
        {ordered.map((measure) => (
          <MeasureItem key={measure.id} measure={measure} />
        ))}
      </ul>
    </section>
  );
}

function MeasureItem({ measure }: { readonly measure: Measure }): ReactElement {
  const { t, i18n } = useTranslation();
  const { names } = useNames();
  const { kindTerm, concerning, orderedOn, endsOn, voidFrom } = measure;
  const status = statusOf(measure.status);
  const day = (moment: string) => longDay(moment, i18n.language);
  return (
    <li data-testid="measure">
      <p>
        <strong className="sentence" lang="nl">
          {kindTerm ?? t('measure.erased')}
        </strong>
      </p>
      {concerning.length > 0 && <p className="soft small">{names(concerning)}</p>}
      <p className="row">
        <span className={status === 'IN_FORCE' ? 'tag tag--brand' : status === 'VOID' ? 'tag tag--danger' : 'tag'}>
          {t(`measure.${status}`)}
        </span>
        <span className="small">
          {orderedOn !== null && t('measure.orderedOn', { day: day(orderedOn) })}
          {endsOn !== null && ` ${t('measure.endsOn', { day: day(endsOn) })}`}
        </span>
      </p>
      {voidFrom !== null && <p className="small">{t('measure.voidFrom', { day: day(voidFrom) })}</p>}
    </li>
  );
}
