// SPDX-License-Identifier: EUPL-1.2
import { askGateway } from '../asking.ts';
import { ARGUMENTS, PARAMETERS, caseVariables, noSuchCase } from './looking-back.ts';
import type { LookingBackOptions } from './looking-back.ts';

const QUERY = `query (${PARAMETERS}, $after: String) { timeline(${ARGUMENTS}, first: 100, after: $after, order: RECORDED) {
  nodes { id type term access party organisation { id name } occurredAt recordedAt daysLate category about
    fields { name term text personId erased } }
  pageInfo { hasNextPage endCursor } } }`;

interface Entry {
  readonly id: string;
  readonly term: string;
  readonly access: string;
  readonly party: string;
  readonly organisation: { readonly name: string };
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly fields: readonly { readonly term: string; readonly text: string | null; readonly erased: boolean }[];
}

interface Answer {
  readonly timeline: {
    readonly nodes: readonly Entry[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

/** Answers 0, or 1 when there is no such case for who asks at that moment. */
export async function timelineCommand(options: LookingBackOptions): Promise<number> {
  const variables = caseVariables(options);
  const entries: Entry[] = [];
  for (let after: string | null = null; ;) {
    const { timeline }: Answer = await askGateway<Answer>(options, QUERY, { ...variables, ...(after === null ? {} : { after }) });
    if (timeline === null) return noSuchCase();
    entries.push(...timeline.nodes);
    if (!timeline.pageInfo.hasNextPage) break;
    after = timeline.pageInfo.endCursor;
  }
  entries.reverse();
  if (options.json === true) process.stdout.write(`${JSON.stringify(entries)}\n`);
  else process.stdout.write(`${entries.map(inWords).join('')}${String(entries.length)} vermeldingen\n`);
  return 0;
}

function inWords({ term, access, party, organisation, occurredAt, recordedAt, fields, id }: Entry): string {
  const head = `${recordedAt.slice(0, 16).replace('T', ' ')}  ${party}  ${term} (gebeurd: ${occurredAt})  ${organisation.name}  ${access.toLowerCase()}  ${id}\n`;
  const body = fields
    .filter(({ text, erased }) => erased || (text !== null && text !== ''))
    .map((field) => `    ${field.term}: ${field.erased ? 'vernietigd' : (field.text ?? '')}\n`);
  return `${head}${body.join('')}`;
}
