// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { EmergencyAccessesDocument } from '@gezinslijn/api-contract';
import { Alert } from '../ui/alert.tsx';
import { CASES_AT_ONCE } from './used-accesses.tsx';

/** On the first page of who supervises: that his workers used emergency access and nobody judged it yet. */
export function ReviewsWaiting(): ReactElement | null {
  const { t } = useTranslation();
  const [{ data }] = useQuery({
    query: EmergencyAccessesDocument,
    variables: { caseId: null, first: CASES_AT_ONCE },
    requestPolicy: 'network-only',
  });
  const waiting = (data?.emergencyAccesses ?? []).filter(({ judgement }) => judgement === null);
  if (waiting.length === 0) return null;
  return (
    <Alert kind="warning" testId="reviews-waiting">
      <p>
        <strong>{t('emergency.waiting', { count: waiting.length })}</strong>
      </p>
      <p>
        <Link className="nl-link" to="/noodtoegang">
          {t('emergency.toReview')}
        </Link>
      </p>
    </Alert>
  );
}
