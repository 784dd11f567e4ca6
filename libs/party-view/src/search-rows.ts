// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import { caseIdOf, subjectOf } from '@gezinslijn/family-case';
import type { Mask, PersonId, ReaderKey, RecordedCaseEvent } from '@gezinslijn/family-case';
import type { BlindIndex } from './blind-index.ts';
import type { SqlValue } from './view-engine.ts';

/** Tokens of what one event names, the same for all its readers. */
interface Tokens {
  readonly people: ReadonlyMap<PersonId, readonly string[]>;
  readonly name: readonly string[];
  readonly number: readonly string[];
}

type Rows = readonly (readonly SqlValue[])[];

const NONE: Rows = [];
const tokensOfEntry = new WeakMap<RecordedCaseEvent, Tokens>();

/** Under which tokens this reader finds whom this entry names: only by what his mask shows. None for an entry that names nobody. */
export function searchRowsOf(entry: RecordedCaseEvent, mask: Mask, reader: ReaderKey, index: BlindIndex): Rows {
  if (entry.event.type !== 'CaseOpened' && entry.event.type !== 'MembershipChanged') return NONE;
  let tokens = tokensOfEntry.get(entry);
  if (tokens === undefined) tokensOfEntry.set(entry, (tokens = tokensOf(entry, index)));
  const rows: (readonly SqlValue[])[] = tokens.number.map((token) => [reader, token, entry.stream, '']);
  // What its organisation destroyed it finds no more.
  const isGone = (people: readonly PersonId[]) => mask.destroyed?.includes(subjectOf(people, undefined)) === true;
  if (mask.fields.includes('name') && !isGone(entry.event.data.memberIds))
    for (const token of tokens.name) rows.push([reader, token, entry.stream, '']);
  for (const person of mask.parts['members'] ?? []) {
    if (isGone([person])) continue;
    for (const token of tokens.people.get(person) ?? []) rows.push([reader, token, entry.stream, person]);
  }
  return rows;
}

function tokensOf({ stream, event }: RecordedCaseEvent, index: BlindIndex): Tokens {
  const people = new Map<PersonId, readonly string[]>();
  if (event.type !== 'CaseOpened' && event.type !== 'MembershipChanged') return { people, name: [], number: [] };
  for (const { personId, content } of event.data.members) if (!isErased(content)) people.set(personId, index.person(content));
  if (event.type !== 'CaseOpened') return { people, name: [], number: [] };
  return { people, name: isErased(event.data.name) ? [] : index.text(event.data.name), number: index.caseNumber(caseIdOf(stream)) };
}
