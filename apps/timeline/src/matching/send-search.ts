// SPDX-License-Identifier: EUPL-1.2
import type { Client } from 'urql';
import { SearchDocument } from '@gezinslijn/api-contract';
import type { SearchInput, SearchMutation } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';

export type Findings = SearchMutation['search'];
export type SearchOutcome = { readonly kind: 'found'; readonly findings: Findings } | Fault;

/** Searches; what is sought travels in the body of a request and is kept nowhere. */
export async function sendSearch(client: Client, input: SearchInput, language: string): Promise<SearchOutcome> {
  const { data, error } = await client.mutation(SearchDocument, { input }).toPromise();
  if (error !== undefined) return faultOf(error, language);
  return data === undefined ? { kind: 'unreachable' } : { kind: 'found', findings: data.search };
}
