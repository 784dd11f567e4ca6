// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { CorrectedSinceReadDocument } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { longDay } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';

/** What was corrected after it was read here (AVG 19). It goes away once somebody of the organisation opens the entry. */
export function CorrectedSinceRead(): ReactElement | null {
  const { t, i18n } = useTranslation();
  const { familyCase } = useCase();
  const { me } = useSession();
  const [{ data }] = useQuery({
    query: CorrectedSinceReadDocument,
    variables: { caseId: familyCase.id },
    requestPolicy: 'network-only',
    pause: me.party === 'AUDITOR',
  });
  const told = data?.correctedSinceRead ?? [];
  if (told.length === 0) return null;
  const day = (moment: string) => longDay(moment, i18n.language);
  return (
    <section className="card" aria-labelledby="gecorrigeerd-kop" data-testid="corrected-since-read">
      <h2 id="gecorrigeerd-kop">{t('correctedSince.title')}</h2>
      <p className="small">{t('correctedSince.text')}</p>
      <ul>
        {told.map(({ entry, readAt, correctedAt }) => (
          <li key={entry.id}>
            <strong className="sentence" lang="nl">
              {entry.term}
            </strong>{' '}
            {t('correctedSince.item', {
              happened: day(entry.occurredAt),
              organisation: entry.organisation.name,
              corrected: day(correctedAt),
              read: day(readAt),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
