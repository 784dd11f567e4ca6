// SPDX-License-Identifier: EUPL-1.2
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import type { Client, CombinedError } from 'urql';
import { InspectedCaseDocument, LaneDocument, LedgerProofsDocument } from '@gezinslijn/api-contract';
import type { InspectedCaseQuery, LedgerProofsQuery } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';
import { endOf } from '../language/moments.ts';
import type { Lane } from './lanes.ts';

export type InspectedCase = NonNullable<InspectedCaseQuery['case']>;
export type Proofs = NonNullable<LedgerProofsQuery['ledgerProofs']>;

/** A case on a day: who was involved and which terms ran, what each party knew, and what the ledger says. */
export interface Oversight {
  readonly day: string;
  readonly inspected: InspectedCase;
  readonly lanes: readonly Lane[];
  readonly proofs: Proofs | null;
}

export type OversightState =
  | { readonly status: 'loading' }
  | { readonly status: 'none' }
  | { readonly status: 'failed'; readonly fault: Fault }
  | { readonly status: 'ready'; readonly oversight: Oversight };

/** Why this is asked for beside the stated purpose; it stands in the log of the look. */
export const because = (reason: string) => ({
  requestPolicy: 'network-only' as const,
  fetchOptions: { headers: { 'inspection-reason': encodeURIComponent(reason) } },
});

/** Asks for everything of one day. `null`: there is no such case on that day. @throws CombinedError */
export async function loadOversight(client: Client, caseId: string, day: string, reason?: string): Promise<Oversight | null> {
  const context = reason === undefined ? { requestPolicy: 'network-only' as const } : because(reason);
  const knownAt = endOf(day);
  const answered = <Data>({ data, error }: { readonly data?: Data; readonly error?: CombinedError | undefined }): Data => {
    if (error !== undefined) throw error;
    if (data === undefined) throw new Error('No answer');
    return data;
  };
  const { case: inspected } = answered(await client.query(InspectedCaseDocument, { caseId, asOf: { knownAt } }, context).toPromise());
  if (inspected === null) return null;
  const [proofs, ...lanes] = await Promise.all([
    client
      .query(LedgerProofsDocument, { caseId }, context)
      .toPromise()
      .then(answered<LedgerProofsQuery>),
    ...inspected.parties.map(async ({ organisation, party }) => {
      const of = { kind: 'ORGANISATION', id: organisation.id } as const;
      const { knowledge } = answered(await client.query(LaneDocument, { caseId, of, knownAt }, context).toPromise());
      return { organisation, party, knowledge };
    }),
  ]);
  return {
    day,
    inspected,
    proofs: proofs.ledgerProofs,
    lanes: lanes.flatMap(({ knowledge, ...lane }) => (knowledge === null ? [] : [{ ...lane, knowledge }])),
  };
}

/** The same for a screen. What was shown stays until the next day has been answered. */
export function useOversight(
  caseId: string,
  day: string,
): { readonly state: OversightState; readonly busy: boolean; readonly again: () => void } {
  const client = useClient();
  const { language } = useTranslation().i18n;
  const [state, setState] = useState<OversightState>({ status: 'loading' });
  const [busy, setBusy] = useState(true);
  const [turn, setTurn] = useState(0);
  const load = useCallback(() => loadOversight(client, caseId, day), [client, caseId, day]);
  useEffect(() => {
    let current = true;
    setBusy(true);
    const show = (next: OversightState) => {
      if (!current) return;
      setState(next);
      setBusy(false);
    };
    load().then(
      (oversight) => show(oversight === null ? { status: 'none' } : { status: 'ready', oversight }),
      (error: unknown) => show({ status: 'failed', fault: faultOf(error as CombinedError, language) }),
    );
    return () => {
      current = false;
    };
  }, [load, language, turn]);
  return { state, busy, again: () => setTurn(turn + 1) };
}
