// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useQuery } from 'urql';
import { MyCasesDocument } from '@gezinslijn/api-contract';
import { ReviewsWaiting } from '../emergency/reviews-waiting.tsx';
import { faultOf } from '../gateway/faults.ts';
import { SearchBox } from '../matching/search-box.tsx';
import { administers } from '../sign-in/role-words.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { CaseCard } from './case-card.tsx';

const PAGE = 20;

export function MyCasesPage(): ReactElement {
  const { t } = useTranslation();
  const { me, inspection } = useSession();
  useTitle(t('cases.title'));
  // Who administers has no cases.
  if (administers(me.role)) return <Navigate to="/beheer" replace />;
  // An auditor has no cases of his own: he looks at the one he stated.
  if (inspection !== undefined) return <Navigate to={`/toezicht/${inspection.caseId}`} replace />;
  return (
    <div className="utrecht-page page stack">
      <header className="page-intro">
        <PageHeading>{t('cases.title')}</PageHeading>
        <p className="soft">{me.party === 'FAMILY' ? t('cases.family') : t('cases.intro', { organisation: me.organisation.name })}</p>
      </header>
      {me.role === 'supervisor' && <ReviewsWaiting />}
      {me.party !== 'FAMILY' && <SearchBox />}
      <Pages />
    </div>
  );
}
export { MyCasesPage as Component };

/** Each page is a list of its own question; "more" adds the next below it. */
function Pages(): ReactElement {
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  return (
    <>
      {cursors.map((after, index) => (
        <Page
          key={after ?? 'first'}
          after={after}
          last={index === cursors.length - 1}
          onMore={(cursor) => setCursors([...cursors, cursor])}
        />
      ))}
    </>
  );
}

interface PageProps {
  readonly after: string | undefined;
  readonly last: boolean;
  readonly onMore: (cursor: string) => void;
}

function Page({ after, last, onMore }: PageProps): ReactElement {
  const { t, i18n } = useTranslation();
  const [{ data, error }, again] = useQuery({
    query: MyCasesDocument,
    variables: { first: PAGE, after: after ?? null },
    requestPolicy: 'cache-and-network',
  });
  if (data === undefined) {
    if (error === undefined) return <Waiting />;
    return <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  }
  const { edges, hasNextPage } = data.myCases;
  const end = edges.at(-1)?.cursor;
  if (edges.length === 0 && after === undefined) return <NoCases />;
  return (
    <>
      <ul className="case-list" data-testid="case-list">
        {edges.map(({ node }) => (
          <CaseCard key={node.id} familyCase={node} />
        ))}
      </ul>
      {last && hasNextPage && end !== undefined && (
        <p>
          <Button purpose="secondary" onClick={() => onMore(end)}>
            {t('cases.more')}
          </Button>
        </p>
      )}
    </>
  );
}

function NoCases(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="card" data-testid="no-cases">
      <p>
        <strong>{t('cases.none')}</strong>
      </p>
      <p className="soft">{t('cases.noneWhy')}</p>
    </div>
  );
}
