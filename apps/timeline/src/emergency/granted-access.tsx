// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { CaseDocument, EmergencyAccessesDocument } from '@gezinslijn/api-contract';
import { Alert } from '../ui/alert.tsx';
import { useMomentWords } from './moment-words.ts';

export interface Granted {
  readonly caseId: string;
  /** What shows it. */
  readonly position: string;
}

/** The position was given to a reader the case was closed to, and need not hold for who reads it now: so the case is asked for until it is there. */
const TURNS = 10;
const SOON_MS = 300;

/** That it runs, until when, and the way to the case: given only once the case can be seen, so that the link never leads to nothing. */
export function GrantedAccess({ granted: { caseId, position } }: { readonly granted: Granted }): ReactElement {
  const { t } = useTranslation();
  const client = useClient();
  const words = useMomentWords();
  const [ready, setReady] = useState(false);
  const [until, setUntil] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    let current = true;
    const look = async () => {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const { data } = await client.query(CaseDocument, { caseId, atLeast: position }, { requestPolicy: 'network-only' }).toPromise();
        if (data?.case != null) break;
        await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      }
      if (!current) return;
      setReady(true);
      const { data } = await client.query(EmergencyAccessesDocument, { caseId, first: 1 }, { requestPolicy: 'network-only' }).toPromise();
      if (current) setUntil(data?.emergencyAccesses[0]?.validUntil);
    };
    void look();
    return () => {
      current = false;
    };
  }, [client, caseId, position]);
  return (
    <Alert kind="ok" role="status" boxRef={box} testId="granted">
      <p>
        <strong>{t('emergency.granted')}</strong> {until !== undefined && t('emergency.grantedUntil', { moment: words(until) })}
      </p>
      <p>
        {ready ? (
          <Link className="nl-link" to={`/casus/${caseId}`}>
            {t('emergency.toCase')}
          </Link>
        ) : (
          t('common.waiting')
        )}
      </p>
    </Alert>
  );
}
