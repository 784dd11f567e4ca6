// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { EmergencyAccessesDocument } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import { Alert } from '../ui/alert.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { UsedAccess } from './used-access.tsx';

/** Of how many cases at once: the most there is. */
export const CASES_AT_ONCE = 100;

/** The list does not wait for what was just recorded: it is asked again, so often and after so long, until it holds that. */
const TURNS = 10;
const SOON_MS = 300;

/** What workers of one's organisation used, last used first, to be judged by somebody else. */
export function UsedAccesses(): ReactElement {
  const { t, i18n } = useTranslation();
  const [reviewed, setReviewed] = useState<string>();
  const [turns, setTurns] = useState(0);
  const [{ data, error, fetching }, again] = useQuery({
    query: EmergencyAccessesDocument,
    variables: { caseId: null, first: CASES_AT_ONCE },
    requestPolicy: 'network-only',
  });
  const done = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reviewed !== undefined) done.current?.focus();
  }, [reviewed]);
  const accesses = data?.emergencyAccesses;
  const isBehind = accesses?.some(({ accessId, judgement }) => accessId === reviewed && judgement === null) ?? false;
  useEffect(() => {
    if (!isBehind || fetching || turns >= TURNS) return undefined;
    const timer = setTimeout(() => {
      setTurns(turns + 1);
      again();
    }, SOON_MS);
    return () => clearTimeout(timer);
  }, [isBehind, fetching, turns, again]);
  return (
    <section className="card stack" aria-labelledby="noodtoegang-gebruikt">
      <h2 id="noodtoegang-gebruikt">{t('emergency.used')}</h2>
      <p className="soft">{t('emergency.usedIntro')}</p>
      {reviewed !== undefined && (
        <Alert kind="ok" role="status" boxRef={done} testId="reviewed">
          <p>{t('emergency.reviewed')}</p>
        </Alert>
      )}
      {accesses === undefined && fetching && <Waiting />}
      {error !== undefined && <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again()} />}
      {accesses?.length === 0 && <p className="soft">{t('emergency.noneUsed')}</p>}
      <ul className="stack" data-testid="accesses">
        {accesses?.map((access) => (
          <UsedAccess
            key={access.accessId}
            access={access}
            isReviewed={access.accessId === reviewed}
            onReviewed={() => {
              setReviewed(access.accessId);
              setTurns(0);
              again();
            }}
          />
        ))}
      </ul>
    </section>
  );
}
