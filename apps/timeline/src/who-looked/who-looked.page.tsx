// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { WhoLookedDocument } from '@gezinslijn/api-contract';
import type { LookedFragment } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { faultOf } from '../gateway/faults.ts';
import { longDay, timeOf } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { Icon } from '../ui/icon.tsx';
import { Waiting } from '../ui/waiting.tsx';

const PAGE = 50;

/** Who looked: a family member at his own data, an organisation of its own workers, an auditor everybody. */
export function WhoLookedPage(): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  useTitle(t('whoLooked.title'));
  const intro = me.party === 'FAMILY' ? 'whoLooked.family' : me.party === 'AUDITOR' ? 'whoLooked.auditor' : 'whoLooked.organisation';
  return (
    <section className="utrecht-page" aria-labelledby="part">
      <Heading level={2} id="part" tabIndex={-1}>
        {t('whoLooked.title')}
      </Heading>
      <p>{t(intro)}</p>
      {cursors.map((after, index) => (
        <LooksPage
          key={after ?? ''}
          after={after}
          isLast={index === cursors.length - 1}
          onMore={(cursor) => setCursors([...cursors, cursor])}
        />
      ))}
    </section>
  );
}
export { WhoLookedPage as Component };

interface LooksPageProps {
  readonly after: string | null;
  readonly isLast: boolean;
  readonly onMore: (cursor: string) => void;
}

function LooksPage({ after, isLast, onMore }: LooksPageProps): ReactElement | null {
  const { t, i18n } = useTranslation();
  const { familyCase } = useCase();
  const [{ data, error }, again] = useQuery({ query: WhoLookedDocument, variables: { caseId: familyCase.id, first: PAGE, after } });
  if (data === undefined) {
    return error === undefined ? (
      <Waiting />
    ) : (
      <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again({ requestPolicy: 'network-only' })} />
    );
  }
  const { nodes = [], hasNextPage = false, endCursor = null } = data.whoLooked ?? {};
  if (nodes.length === 0) return after === null ? <p className="soft">{t('whoLooked.none')}</p> : null;
  return (
    <>
      <ul className="looks" data-testid="looks">
        {nodes.map((look, index) => (
          <LookItem key={`${look.at} ${String(index)}`} look={look} />
        ))}
      </ul>
      {isLast && hasNextPage && endCursor !== null && (
        <button type="button" className="utrecht-button utrecht-button--secondary-action" onClick={() => onMore(endCursor)}>
          {t('whoLooked.more')}
        </button>
      )}
    </>
  );
}

function LookItem({ look }: { readonly look: LookedFragment }): ReactElement {
  const { t, i18n } = useTranslation();
  const { at, organisation, roleTerm, purpose, categories, emergency, opened, granted, worker } = look;
  const what = new Intl.ListFormat(i18n.language).format(categories.map(({ term }) => term));
  return (
    <li className="card" data-testid="look">
      <p>
        <strong>{organisation.name}</strong> · {roleTerm}
        {worker !== null && <span className="soft"> · {worker}</span>}
      </p>
      <p>
        <time dateTime={at}>{`${longDay(at, i18n.language)}, ${timeOf(at, i18n.language) ?? ''}`}</time>
        {emergency && (
          <span className="tag tag--danger">
            <Icon name="alert" /> {t('whoLooked.emergency')}
          </span>
        )}
      </p>
      <p>{granted ? t(opened ? 'whoLooked.opened' : 'whoLooked.delivered', { what }) : t('whoLooked.refused')}</p>
      <p className="soft">{t('whoLooked.purpose', { purpose })}</p>
    </li>
  );
}
