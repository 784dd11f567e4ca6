// SPDX-License-Identifier: EUPL-1.2
import type { Client, TypedDocumentNode } from 'urql';
import type { AdministeredFragment } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';

export type AdministrationDocument<Input> = TypedDocumentNode<{ readonly result: AdministeredFragment }, { input: Input }>;

/** What became of it. Everything but `accepted` changed nothing, except perhaps `unreachable`: then one sends the same again. */
export type AdministrationOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly field: string | null }
  | Fault;

export async function sendAdministration<Input>(
  client: Client,
  document: AdministrationDocument<Input>,
  input: Input,
  language: string,
): Promise<AdministrationOutcome> {
  const { data, error } = await client.mutation(document, { input }).toPromise();
  if (error !== undefined) return faultOf(error, language);
  if (data === undefined) return { kind: 'unreachable' };
  const { result } = data;
  if (result.__typename === 'AdministrationAccepted') return { kind: 'accepted' };
  return { kind: 'refused', code: result.code, message: result.message, field: result.field };
}
