// SPDX-License-Identifier: EUPL-1.2
import { caseIdOf, privateStream } from '@gezinslijn/family-case';
import type { Member, PersonId, Reader } from '@gezinslijn/family-case';
import { dataIn, sameAs } from './asking.ts';
import type { Asking } from './asking.ts';
import type { Place } from './canaries.ts';
import { LINKED, MATCHES, NAMESAKES, caseIdNamed, namesake } from './linked-people.ts';
import type { End, Linked } from './linked-people.ts';
import type { Oracle, View } from './oracle.ts';
import type { Scenario, WrittenEntry } from './scenarios.ts';

const PERSON = 'caseId caseName person { personId name role birthDate households authorityBy left }';
export const LINKS = `query ($caseId: ID!) { personLinks(caseId: $caseId) { personId other { ${PERSON} } decision basis decidedBy { id } decidedAt } }`;
export const POSSIBLE = `query ($caseId: ID!) { possiblePersonMatches(caseId: $caseId) { personId other { ${PERSON} } } }`;
export const ELSEWHERE = `{ knownElsewhere { questions { id name birthDate reason askedAt sentence replies { organisation { id } message } }
  tasks { id askedBy { id } name birthDate reason answered shared people { ${PERSON} } } } }`;
const SEARCH = `mutation ($input: SearchInput!) { search(input: $input) { cases { caseId name municipality people { personId name birthDate } } total more hasNextPage } }`;

interface Other {
  readonly personId: string;
  readonly other: { readonly caseId: string; readonly person: { readonly personId: string } };
}
interface Found {
  readonly search: {
    readonly cases: readonly { readonly caseId: string; readonly people: readonly { readonly personId: string }[] }[];
  } | null;
}

/** One person in two cases: shown to who sees both of them, and to nobody else in any way. */
export async function walkPersonLinks(asking: Asking): Promise<void> {
  const links = LINKED.flatMap((link) => seenFrom(asking, link));
  const answer = await asking.look('personLinks', LINKS, {}, viewHere(asking));
  const { personLinks } = dataIn<{
    readonly personLinks: readonly (Other & { readonly decision: string; readonly basis: string | null })[];
  }>(answer);
  const inAll = new Set(links.map(({ link }) => link.name));
  asking.searchedEverywhere('personLinks', answer, (place) => isBasis(asking, place, inAll));
  sameAs(
    asking,
    'personLinks',
    (personLinks ?? []).map((one) => `${keyOf(one)} ${one.decision}`),
    links.map(({ link, here, there }) => `${pairOf(here, there)} ${String(link.decisions.at(-1))}`),
  );
  const told = (personLinks ?? []).filter(({ basis }) => basis !== null).length;
  const toBeTold = asking.plain.kind === 'person' ? 0 : links.length;
  if (told !== toBeTold) asking.found(told > toBeTold ? 'leak' : 'withheld', 'personLinks', undefined, 'basis');

  const namesakes = Object.keys(NAMESAKES).flatMap((name) => undecided(asking, name));
  const guessed = await asking.look('possiblePersonMatches', POSSIBLE, {}, viewHere(asking));
  const { possiblePersonMatches } = dataIn<{ readonly possiblePersonMatches: readonly Other[] }>(guessed);
  asking.searchedEverywhere('possiblePersonMatches', guessed);
  sameAs(asking, 'possiblePersonMatches', (possiblePersonMatches ?? []).map(keyOf), namesakes);
}

/** Bekend elders: an organisation's own questions and tasks; of a task those people that it sees today. The same for every case, so asked once. */
export async function walkKnownElsewhere(asking: Asking): Promise<void> {
  const answer = await asking.ask(ELSEWHERE, {});
  asking.searchedEverywhere('knownElsewhere', answer);
  const { knownElsewhere } = dataIn<{
    readonly knownElsewhere: {
      readonly questions: readonly { readonly id: string }[];
      readonly tasks: readonly {
        readonly id: string;
        readonly people: readonly { readonly person: { readonly personId: string }; readonly caseId: string }[];
      }[];
    } | null;
  }>(answer);
  const own = (type: string) => recordsOf(asking, type).map(({ stream }) => stream.slice(-36));
  sameAs(
    asking,
    'knownElsewhere, questions',
    (knownElsewhere?.questions ?? []).map(({ id }) => id),
    own('KnownElsewhereAsked'),
  );
  sameAs(
    asking,
    'knownElsewhere, tasks',
    (knownElsewhere?.tasks ?? []).map(({ id }) => id),
    own('KnownElsewhereReceived'),
  );
  const shown = MATCHES.filter((end) => sees(asking, asking.plain, end)).map(
    ({ scenario, personId }) => `${caseIdNamed(scenario)} ${personId}`,
  );
  for (const { people } of knownElsewhere?.tasks ?? [])
    sameAs(
      asking,
      'knownElsewhere, people',
      people.map(({ caseId, person }) => `${caseId} ${person.personId}`),
      shown,
    );
}

/** Searching: whom he may see who he is he finds, by name and by day of birth, and whoever else bears that name or was born that day only where he may see him too. */
export async function walkApiSearch(asking: Asking): Promise<void> {
  const caseId = caseIdOf(asking.scenario.stream);
  const view = asking.who.reader.kind === 'auditor' ? new Map<string, never>() : viewOf(asking, asking.reader, asking.scenario);
  for (const { personId, content } of namesIn(asking.scenario)) {
    const seen = seesIn(asking.scenario, view, personId);
    for (const sought of [{ name: content.name }, ...(content.birthDate === undefined ? [] : [{ birthDate: content.birthDate }])]) {
      const answer = await asking.ask(SEARCH, { input: { people: [sought], first: 50 } });
      asking.searchedEverywhere('search', answer);
      const { search } = dataIn<Found>(answer);
      const found = search?.cases.find((one) => one.caseId === caseId)?.people.some((person) => person.personId === personId) === true;
      if (found !== seen) asking.found(found ? 'leak' : 'withheld', 'search', undefined, `members@${personId}`);
    }
  }
}

/** A link as it is seen from this case; none for who does not see both ends. */
function seenFrom(asking: Asking, link: Linked): readonly { readonly link: Linked; readonly here: End; readonly there: End }[] {
  const [one, other] = link.ends;
  if (![one, other].every((end) => sees(asking, asking.plain, end))) return [];
  if (one.scenario === asking.scenario.name) return [{ link, here: one, there: other }];
  return other.scenario === asking.scenario.name ? [{ link, here: other, there: one }] : [];
}

function undecided(asking: Asking, name: string): readonly string[] {
  const ends = asking.world.scenarios.flatMap((scenario): End[] => {
    const { personId } = namesake(scenario.name, name);
    return namesIn(scenario).some((one) => one.personId === personId) ? [{ scenario: scenario.name, personId }] : [];
  });
  const here = ends.find(({ scenario }) => scenario === asking.scenario.name);
  if (here === undefined || !sees(asking, asking.plain, here)) return [];
  return ends
    .filter((there) => there !== here && sees(asking, asking.plain, there) && !isDecided(here, there))
    .map((there) => pairOf(here, there));
}

const isDecided = (one: End, other: End): boolean =>
  LINKED.some(({ ends }) => [one, other].every(({ personId }) => ends.some((end) => end.personId === personId)));

/** A reader of people: an auditor reads a decision in its own stream and no link. */
function sees(asking: Asking, reader: Reader, { scenario: name, personId }: End): boolean {
  const scenario = asking.world.scenarios.find((one) => one.name === name);
  return reader.kind !== 'auditor' && scenario !== undefined && seesIn(scenario, viewOf(asking, reader, scenario), personId);
}

const seesIn = (scenario: Scenario, view: View, personId: PersonId): boolean =>
  namesIn(scenario).some((one) => one.personId === personId && view.get(one.entry.id)?.tokens.has(`members@${personId}`) === true);

const viewOf = ({ world, views }: Asking, reader: Reader, scenario: Scenario): View =>
  (world.oracles.get(scenario) as Oracle).view(reader, views.now);
const viewHere = (asking: Asking): View => viewOf(asking, asking.reader, asking.scenario);

function namesIn({
  entries,
}: Scenario): readonly { readonly entry: WrittenEntry; readonly personId: PersonId; readonly content: Member }[] {
  return entries.flatMap((entry) => {
    const { event } = entry;
    if (event.type !== 'CaseOpened' && event.type !== 'MembershipChanged') return [];
    return event.data.members.map(({ personId, content }) => ({ entry, personId, content: content as Member }));
  });
}

/** Private records of the organisation under which he asks that begin with this and that he may see. */
function recordsOf(asking: Asking, type: string): readonly Scenario[] {
  const { plain, world } = asking;
  if (plain.kind !== 'organisation') return [];
  const own = privateStream(plain.organisation, '');
  return world.scenarios.filter((scenario) => {
    const [first] = scenario.entries;
    return scenario.stream.startsWith(own) && first?.event.type === type && viewOf(asking, plain, scenario).has(first.id);
  });
}

/** The words a decision rests on go with the link, to professionals. */
function isBasis({ world, plain }: Asking, { entryId, token }: Place, links: ReadonlySet<string>): boolean {
  const scenario = world.scenarios.find(({ entries }) => entries.some(({ id }) => id === entryId));
  return token === 'basis' && plain.kind === 'organisation' && scenario !== undefined && links.has(scenario.name);
}

const keyOf = ({ personId, other }: Other): string => `${personId} ${other.caseId} ${other.person.personId}`;
const pairOf = (here: End, there: End): string => `${here.personId} ${caseIdNamed(there.scenario)} ${there.personId}`;
