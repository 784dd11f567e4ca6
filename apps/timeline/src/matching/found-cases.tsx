// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { longDay } from '../language/moments.ts';
import type { Findings } from './send-search.ts';

/** What a search found. Nothing found says the same for who is not known and for whom one may not see. */
export function FoundCases({ findings }: { readonly findings: Findings }): ReactElement {
  const { t } = useTranslation();
  const { cases, total, more, hasNextPage } = findings;
  if (total === 0) {
    return (
      <div data-testid="nobody-found">
        <p>
          <strong>{t('search.none')}</strong>
        </p>
        <p className="soft">{t('search.noneWhy')}</p>
      </div>
    );
  }
  return (
    <>
      <p>
        <strong>{t('search.found', { count: total })}</strong>
      </p>
      <ul className="stack" data-testid="found">
        {cases.map((found) => (
          <FoundCase key={found.caseId} found={found} />
        ))}
      </ul>
      {(more || hasNextPage) && <p className="soft">{t('search.more')}</p>}
    </>
  );
}

function FoundCase({ found: { caseId, name, municipality, people } }: { readonly found: Findings['cases'][number] }): ReactElement {
  const { t, i18n } = useTranslation();
  return (
    <li>
      <Link className="nl-link" to={`/casus/${caseId}`}>
        {name ?? t('cases.unnamed')}
      </Link>
      {municipality !== null && <span className="soft"> · {municipality}</span>}
      {people.map(({ personId, name: whose, roleTerm, birthDate }) => (
        <p key={personId} className="small">
          {[whose, roleTerm, birthDate === null ? null : t('search.born', { day: longDay(birthDate, i18n.language) })]
            .filter((part) => part !== null)
            .join(', ')}
        </p>
      ))}
    </li>
  );
}
