// SPDX-License-Identifier: EUPL-1.2
import type { Client, TypedDocumentNode } from 'urql';
import type { ResultFragment, StatedByInput } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';

/** What every command says besides its own fields. */
export interface CommandFrame {
  /** Made once per intention; a retry carries the same, so that nothing is recorded twice. */
  readonly commandId: string;
  readonly legalBasis: string;
  readonly occurredAt: string;
  readonly statedBy?: StatedByInput;
}

export type CommandDocument<Input> = TypedDocumentNode<{ readonly result: ResultFragment }, { input: Input }>;

type Variant<Type extends ResultFragment['__typename']> = Extract<ResultFragment, { readonly __typename: Type }>;

/** What became of a command. Everything but `accepted` recorded nothing, except perhaps `unreachable`: then nobody knows, and one asks again. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly position: string; readonly entryIds: readonly string[]; readonly repeated: boolean }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly field: string | null }
  | { readonly kind: 'changed'; readonly entries: Variant<'CaseChanged'>['entries'] }
  | Fault;

export async function sendCommand<Input>(
  client: Client,
  document: CommandDocument<Input>,
  input: Input,
  language: string,
): Promise<Outcome> {
  const { data, error } = await client.mutation(document, { input }).toPromise();
  if (error !== undefined) return faultOf(error, language);
  return data === undefined ? { kind: 'unreachable' } : outcomeOf(data.result);
}

function outcomeOf(result: ResultFragment): Outcome {
  switch (result.__typename) {
    case 'CommandAccepted':
      return { kind: 'accepted', position: result.position, entryIds: result.entryIds, repeated: result.repeated };
    case 'CommandRefused':
      return { kind: 'refused', code: result.code, message: result.message, field: result.field };
    case 'CaseChanged':
      return { kind: 'changed', entries: result.entries };
  }
}
