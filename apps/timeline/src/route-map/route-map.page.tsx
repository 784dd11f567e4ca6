// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { RouteMapsDocument } from '@gezinslijn/api-contract';
import { useCallback } from 'react';
import { ReceiptMessage } from '../case-timeline/receipt-message.tsx';
import { LiveMark } from '../case-timeline/live-mark.tsx';
import { useCase } from '../cases/case-context.ts';
import { useLiveAgain, useNews } from '../cases/use-case-news.ts';
import { faultOf } from '../gateway/faults.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { PlanView } from './plan-view.tsx';
import { chosenPlan } from './plan.ts';
import { VersionPicker } from './version-picker.tsx';

/** The plan of family and organisations, version by version. */
export function RouteMapPage(): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const { me } = useSession();
  useTitle(t('routeMap.title'));
  return (
    <section className="utrecht-page route-map" aria-labelledby="part">
      <header className="timeline__head">
        <Heading level={2} id="part" tabIndex={-1}>
          {t('routeMap.title')}
        </Heading>
        <LiveMark />
        {me.canWrite && (
          <ButtonLink to={`/casus/${familyCase.id}/vastleggen`} icon="plus" purpose="secondary" testId="add-entry">
            {t('timeline.add')}
          </ButtonLink>
        )}
      </header>
      <ReceiptMessage />
      <Versions />
    </section>
  );
}
export { RouteMapPage as Component };

function Versions(): ReactElement {
  const { t, i18n } = useTranslation();
  const { familyCase, news, receipt } = useCase();
  const [params, setParams] = useSearchParams();
  const [{ data, error }, again] = useQuery({
    query: RouteMapsDocument,
    variables: { caseId: familyCase.id, atLeast: receipt?.position ?? null },
    requestPolicy: 'cache-and-network',
  });
  const refresh = useCallback(() => again({ requestPolicy: 'network-only' }), [again]);
  useNews(news, refresh);
  useLiveAgain(refresh);
  const fault = error === undefined ? null : <FaultMessage fault={faultOf(error, i18n.language)} onRetry={refresh} />;
  if (data === undefined) return fault ?? <Waiting />;
  const plan = chosenPlan(data.routeMaps, Number(params.get('versie')));
  if (plan === undefined) return <NoPlan />;
  return (
    <>
      {fault}
      <VersionPicker
        plans={data.routeMaps}
        chosen={plan}
        onChoose={(version) => setParams({ versie: String(version) }, { preventScrollReset: true })}
      />
      <PlanView key={plan.version} plan={plan} plans={data.routeMaps} />
      <p className="soft small">{t('routeMap.partial')}</p>
    </>
  );
}

function NoPlan(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="card" data-testid="no-route-map">
      <p>
        <strong>{t('routeMap.none')}</strong>
      </p>
      <p className="soft">{t('routeMap.noneWhy')}</p>
    </div>
  );
}
