// SPDX-License-Identifier: EUPL-1.2
import { caseIdOf } from '@gezinslijn/family-case';
import type { Member, PersonId } from '@gezinslijn/family-case';
import type { FoundCase, Sought } from '@gezinslijn/party-view';
import type { NamedReader } from './cast.ts';
import type { View } from './oracle.ts';
import type { ReadWalk } from './read-paths.ts';
import { finding } from './report.ts';
import type { WrittenEntry } from './scenarios.ts';

interface Named {
  readonly entry: WrittenEntry;
  readonly personId: PersonId;
  readonly content: Member;
}

/** Whoever may see who somebody is finds him, by name, by day of birth and by both; whoever may not, finds nothing. Counted alike. */
export async function walkSearch(walk: ReadWalk, who: NamedReader, view: View): Promise<void> {
  const named = walk.scenario.entries.flatMap(namesIn);
  for (const { entry, personId, content } of named) {
    const known = named.some((other) => other.personId === personId && sees(view, other));
    const { name, birthDate } = content;
    const asked: readonly Sought[] = [
      { people: [{ name }] },
      ...(birthDate === undefined ? [] : [{ people: [{ birthDate }] }, { people: [{ name, birthDate }] }]),
    ];
    for (const sought of asked) {
      const found = (await inCase(walk, who, sought))?.people.includes(personId) === true;
      if (found !== known) report(walk, who, 'search', entry, `members@${personId}`, found);
    }
    walk.report.walked([entry]);
  }
  const opened = walk.scenario.entries.find(({ event }) => event.type === 'CaseOpened');
  if (opened === undefined) return;
  const byNumber = (await inCase(walk, who, { people: [], caseNumber: caseIdOf(walk.scenario.stream) })) !== undefined;
  if (byNumber !== view.has(opened.id)) report(walk, who, 'search by number', opened, 'existence', byNumber);
}

async function inCase({ views, scenario }: ReadWalk, { reader }: NamedReader, sought: Sought): Promise<FoundCase | undefined> {
  const { cases } = await views.search.find(reader, sought);
  return cases.find(({ stream }) => stream === scenario.stream);
}

function namesIn(entry: WrittenEntry): readonly Named[] {
  const { event } = entry;
  if (event.type !== 'CaseOpened' && event.type !== 'MembershipChanged') return [];
  return event.data.members.map(({ personId, content }) => ({ entry, personId, content: content as Member }));
}

const sees = (view: View, { entry, personId }: Named): boolean => view.get(entry.id)?.tokens.has(`members@${personId}`) === true;

function report(walk: ReadWalk, who: NamedReader, path: string, entry: WrittenEntry, field: string, found: boolean): void {
  walk.report.found(finding(found ? 'leak' : 'withheld', { path, reader: who.name, scenario: walk.scenario }, entry, field));
}
