// SPDX-License-Identifier: EUPL-1.2
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import type { Client, CombinedError } from 'urql';
import { PersonLinksDocument, PossiblePersonMatchesDocument } from '@gezinslijn/api-contract';
import type { PersonLinksQuery, PossiblePersonMatchesQuery } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';

export type PersonLink = PersonLinksQuery['personLinks'][number];
export type PossibleMatch = PossiblePersonMatchesQuery['possiblePersonMatches'][number];

export interface PeopleElsewhere {
  readonly links: readonly PersonLink[];
  readonly possible: readonly PossibleMatch[];
}

export type PeopleElsewhereState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly fault: Fault }
  | { readonly status: 'ready'; readonly people: PeopleElsewhere };

/** One after the other: only the links wait for a position, and who was just decided about must not be suggested again. @throws CombinedError */
async function loadPeople(client: Client, caseId: string, atLeast: string | undefined): Promise<PeopleElsewhere> {
  const anew = { requestPolicy: 'network-only' as const };
  const answered = <Data>({ data, error }: { readonly data?: Data; readonly error?: CombinedError | undefined }): Data => {
    if (error !== undefined) throw error;
    if (data === undefined) throw new Error('No answer');
    return data;
  };
  const { personLinks } = answered(await client.query(PersonLinksDocument, { caseId, atLeast: atLeast ?? null }, anew).toPromise());
  const { possiblePersonMatches } = answered(await client.query(PossiblePersonMatchesDocument, { caseId }, anew).toPromise());
  return { links: personLinks, possible: possiblePersonMatches };
}

/** For a screen. What was shown stays until the next answer is there. */
export function usePersonLinks(
  caseId: string,
  atLeast: string | undefined,
): { readonly state: PeopleElsewhereState; readonly again: () => void } {
  const client = useClient();
  const { language } = useTranslation().i18n;
  const [state, setState] = useState<PeopleElsewhereState>({ status: 'loading' });
  const [turn, setTurn] = useState(0);
  const load = useCallback(() => loadPeople(client, caseId, atLeast), [client, caseId, atLeast]);
  useEffect(() => {
    let current = true;
    const show = (next: PeopleElsewhereState) => {
      if (current) setState(next);
    };
    load().then(
      (people) => show({ status: 'ready', people }),
      (error: unknown) => show({ status: 'failed', fault: faultOf(error as CombinedError, language) }),
    );
    return () => {
      current = false;
    };
  }, [load, language, turn]);
  return { state, again: () => setTurn(turn + 1) };
}
