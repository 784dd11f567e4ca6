// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import type { Answer, Client } from './client.ts';
import { PEOPLE } from './waterlelie.ts';

export interface Outcome {
  readonly __typename: 'CommandAccepted' | 'CommandRefused' | 'CaseChanged';
  readonly entryIds?: readonly string[];
  readonly repeated?: boolean;
  readonly position?: string | null;
  readonly caseId?: string;
  readonly code?: string;
  readonly message?: string;
  readonly field?: string | null;
  readonly entries?: readonly { readonly id: string; readonly type: string }[];
}

/** A mutation that answers what became of it. */
export const mutation = (
  name: string,
) => `mutation ($input: ${(name[0] ?? '').toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) {
  __typename ... on CommandAccepted { caseId entryIds repeated position } ... on CommandRefused { code message field } ... on CaseChanged { code message entries { id type } } } }`;

export async function act(client: Client, name: string, input: object, headers: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const answer = await ask(client, name, input, headers);
  if (answer.data === null) throw new Error(answer.text);
  await shown(client, answer.data.result, headers);
  return answer.data.result;
}

/** Until what was recorded stands in the views: whoever asks after this, of whichever gateway, is answered from there. */
async function shown(client: Client, { caseId, position }: Outcome, headers: Readonly<Record<string, string>>): Promise<void> {
  if (caseId === undefined || position === undefined || position === null) return;
  await client.query(
    'query ($caseId: ID!, $atLeast: String) { case(caseId: $caseId, atLeast: $atLeast) { id } }',
    { caseId, atLeast: position },
    headers,
  );
}

export function ask(
  client: Client,
  name: string,
  input: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<{ result: Outcome }>> {
  return client.query<{ result: Outcome }>(mutation(name), { input }, headers);
}

/** What a fixed face records after a visit; valid as it stands. */
export const childSeen = (caseId: string, more: object = {}) => ({
  commandId: randomUUID(),
  caseId,
  legalBasis: 'jeugdwet-2.3',
  childId: PEOPLE.K1,
  alone: true,
  where: 'SCHOOL',
  observation: 'Het gaat beter op school.',
  ...more,
});
