// SPDX-License-Identifier: EUPL-1.2
import type { Client } from './client.ts';

/** Words of the demonstration that only some may ever see. */
export const NEEDLES = {
  confidentialVoice: 'bang',
  hiddenAgreement: 'ontsnap',
} as const;

export const PEOPLE = {
  mother: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1001',
  father: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1002',
  K1: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1003',
  K2: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1004',
  aunt: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1005',
} as const;

export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly access: string;
  readonly party: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly late: boolean;
  readonly about: readonly string[];
  readonly fields: readonly { readonly name: string; readonly text: string | null; readonly personId: string | null }[];
}

export const TIMELINE = `query Timeline($caseId: ID!, $asOf: AsOfInput, $asSeenBy: ReaderInput, $after: String, $filter: TimelineFilter, $atLeast: String, $order: EntryOrder) {
  timeline(caseId: $caseId, first: 100, asOf: $asOf, asSeenBy: $asSeenBy, after: $after, filter: $filter, atLeast: $atLeast, order: $order) {
    nodes { id type access party occurredAt recordedAt late about fields { name text personId } }
    pageInfo { hasNextPage endCursor } position behind } }`;

export async function caseIdFor(client: Client): Promise<string> {
  const { data } = await client.query<{ myCases: { edges: { node: { id: string } }[] } }>('{ myCases { edges { node { id name } } } }');
  return data?.myCases.edges[0]?.node.id ?? '';
}

interface Page {
  readonly timeline: {
    readonly nodes: readonly Entry[];
    readonly position: string;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  } | null;
}

/** Everything a reader gets, and the text it came in; `null` for a case that is not there for him. */
export async function timelineOf(
  client: Client,
  caseId: string,
  variables: object = {},
): Promise<{ readonly entries: readonly Entry[] | null; readonly text: string; readonly position: string }> {
  const { data, text, errors } = await client.query<Page>(TIMELINE, { caseId, ...variables });
  if (errors !== undefined) throw new Error(text);
  return { entries: data?.timeline?.nodes ?? null, text, position: data?.timeline?.position ?? '' };
}

export const ofType = (entries: readonly Entry[] | null, type: string): readonly Entry[] =>
  (entries ?? []).filter((entry) => entry.type === type);

export const textOf = (entry: Entry | undefined, name: string): string | null | undefined =>
  entry?.fields.find((field) => field.name === name)?.text;
