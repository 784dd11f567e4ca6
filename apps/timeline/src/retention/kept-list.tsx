// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { KeptDataDocument } from '@gezinslijn/api-contract';
import type { KeptDataQuery, KeptStatus } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { useNames } from '../cases/use-names.ts';
import { faultOf } from '../gateway/faults.ts';
import { longDay } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { Waiting } from '../ui/waiting.tsx';

type Kept = KeptDataQuery['keptData'][number];

const TAGS: Readonly<Record<KeptStatus, string>> = {
  INVOLVED: 'tag',
  RUNNING: 'tag',
  DUE: 'tag tag--warning',
  SUSPENDED: 'tag tag--warning',
  UNKNOWN: 'tag',
  DESTROYED: 'tag tag--danger',
};

/** Terms of keeping (bewaartermijnen) as of today: of one's own organisation, of all for an auditor. */
export function KeptList(): ReactElement {
  const { t, i18n } = useTranslation();
  const { familyCase } = useCase();
  const { me } = useSession();
  const [{ data, error }, again] = useQuery({
    query: KeptDataDocument,
    variables: { caseId: familyCase.id },
    requestPolicy: 'network-only',
  });
  return (
    <section className="card stack" aria-labelledby="bewaren-kop">
      <h3 id="bewaren-kop">{t('keeping.terms')}</h3>
      <p className="soft">
        {t(me.party === 'AUDITOR' ? 'keeping.termsOfAll' : 'keeping.termsOwn', { organisation: me.organisation.name })}
      </p>
      {data === undefined && error === undefined && <Waiting />}
      {error !== undefined && <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again()} />}
      {data?.keptData.length === 0 && <p className="soft">{t('keeping.noTerms')}</p>}
      <ul className="stack" data-testid="kept-data">
        {data?.keptData.map((kept) => (
          <KeptItem key={`${kept.organisation.id}|${kept.personId}`} kept={kept} />
        ))}
      </ul>
    </section>
  );
}

function KeptItem({ kept: { organisation, personId, status, until, source, steps } }: { readonly kept: Kept }): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  const day = (moment: string) => longDay(moment, i18n.language);
  return (
    <li data-testid="kept" data-status={status}>
      <p className="row">
        <strong>{name(personId)}</strong> <span className="soft">{organisation.name}</span>{' '}
        <span className={TAGS[status]}>{t(`keeping.status.${status}`)}</span>
        {until !== null && <span>{t('keeping.until', { day: day(until) })}</span>}
      </p>
      {(steps.length > 0 || source !== null) && (
        <Disclosure summary={t('clock.how')}>
          <ol className="clock__steps" lang="nl">
            {steps.map((step, index) => (
              <li key={`${step.day}-${String(index)}`}>
                <span className="soft numbers">{day(step.day)}</span> {step.text}
              </li>
            ))}
          </ol>
          {source !== null && <p className="soft small">{t('clock.source', { source })}</p>}
        </Disclosure>
      )}
    </li>
  );
}
