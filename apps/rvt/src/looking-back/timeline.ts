// SPDX-License-Identifier: EUPL-1.2
import { TimelineLookedBackDocument } from '@gezinslijn/api-contract';
import type { TimelineLookedBackQuery } from '@gezinslijn/api-contract';
import { askGateway } from '../asking.ts';
import { caseVariables, noSuchCase } from './looking-back.ts';
import type { LookingBackOptions } from './looking-back.ts';

type Entry = NonNullable<TimelineLookedBackQuery['timeline']>['nodes'][number];

const ACCESS: Readonly<Record<Entry['access'], string>> = {
  FULL: 'volledig',
  EXTRACT: 'uittreksel',
  REFERENCE: 'verwijzing',
  OWN: 'eigen',
};

/** Answers 0, or 1 when there is no such case for who asks at that moment. */
export async function timelineCommand(options: LookingBackOptions): Promise<number> {
  const variables = caseVariables(options);
  const entries: Entry[] = [];
  for (let after: string | null = null; ;) {
    const { timeline }: TimelineLookedBackQuery = await askGateway(options, TimelineLookedBackDocument, {
      ...variables,
      ...(after === null ? {} : { after }),
    });
    if (timeline === null) return noSuchCase(options.asSeenBy);
    entries.push(...timeline.nodes);
    if (!timeline.pageInfo.hasNextPage) break;
    after = timeline.pageInfo.endCursor ?? null;
  }
  entries.reverse();
  if (options.json === true) process.stdout.write(`${JSON.stringify(entries)}\n`);
  else process.stdout.write(`${entries.map(inWords).join('')}${String(entries.length)} vermeldingen\n`);
  return 0;
}

function inWords({ term, access, party, organisation, occurredAt, recordedAt, fields, corrections, statements, id }: Entry): string {
  const head = `${recordedAt.slice(0, 16).replace('T', ' ')}  ${party}  ${term} (gebeurd: ${occurredAt})  ${organisation.name}  ${ACCESS[access]}  ${id}\n`;
  const body = fields
    .filter(({ text, erased }) => erased || (text !== null && text !== ''))
    .map((field) => `    ${field.term}: ${field.erased ? 'vernietigd' : (field.text ?? '')}\n`);
  const corrected = corrections.map((one) => `    gecorrigeerd op ${one.occurredAt} door ${one.organisation.name}: ${one.term}\n`);
  const stated = statements.map((one) => `    eigen verklaring (${one.occurredAt}): ${one.words ?? 'vernietigd'}\n`);
  return [head, ...body, ...corrected, ...stated].join('');
}
