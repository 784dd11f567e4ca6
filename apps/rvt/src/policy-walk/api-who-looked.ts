// SPDX-License-Identifier: EUPL-1.2
import { memoryEventStore, openAccessIndex, openAccessLog } from '@gezinslijn/event-store';
import type { AccessEntry, AccessIndex } from '@gezinslijn/event-store';
import { CATEGORIES, caseIdOf } from '@gezinslijn/family-case';
import type { Asking } from './asking.ts';
import type { Record } from './kit.ts';
import { JUST_BEFORE, organisations, partyOf, people, uuidFrom } from './cast.ts';
import { codeOf } from './oracle-table.ts';
import type { Scenario } from './scenarios.ts';

export const LOOKED = `query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 100) { nodes { at organisation { id } role roleTerm purpose legalBasis
  categories { code term } emergency opened granted sentence worker system operation rule party people traceId } hasNextPage } }`;
export const LINES = `query ($caseId: ID!) { processingLines(caseId: $caseId, first: 100) { nodes { json } hasNextPage endCursor } }`;
/** Kinds of data that a family member may not know to be there at all, restated from the domain page. */
const UNKNOWN_TO_FAMILY: ReadonlySet<string> = new Set(['C2', 'C4']);

/** Looks at the made-up cases by everybody, at everybody, of every kind of data: granted, refused and by emergency. */
export interface MadeUpLooks {
  readonly index: AccessIndex;
  readonly of: ReadonlyMap<string, readonly AccessEntry[]>;
  close(): Promise<void>;
}

/** Every second entry went to everybody in a list, and every third was opened by everybody: also by who may not see it, or not any more. */
export const isDelivered = (index: number): boolean => index % 2 === 0 || isOpened(index);
export const isOpened = (index: number): boolean => index % 3 === 0;

/** Where something was corrected, everybody had looked just before: when that was. */
export function earlyLook({ entries }: Scenario): string | undefined {
  return entries[entries.findIndex(({ event }) => event.type === 'EntryCorrected') - 1]?.recordedAt;
}

/** Every fourth entry that was there went to everybody then. */
export function isDeliveredEarly(scenario: Scenario, index: number): boolean {
  return index % 4 === 0 && (scenario.entries[index]?.recordedAt ?? '') <= (earlyLook(scenario) ?? '');
}

export async function makeLooks(scenarios: readonly Scenario[], { store: record, keys }: Record): Promise<MadeUpLooks> {
  const store = memoryEventStore();
  const secretOf = (name: string) => keys.secret(name);
  const log = openAccessLog({ store, secretOf, clock: () => JUST_BEFORE });
  const of = new Map<string, readonly AccessEntry[]>();
  for (const scenario of scenarios) {
    const { stream } = scenario;
    const positions: string[] = [];
    for await (const { position } of record.readStream(stream)) positions.push(String(position));
    const at: LookedAt = {
      caseId: caseIdOf(stream),
      listed: positions.filter((_, index) => index % 2 === 0),
      opened: positions.filter((_, index) => isOpened(index)),
      early: positions.filter((_, index) => isDeliveredEarly(scenario, index)),
      earlyAt: earlyLook(scenario),
    };
    const looks = [
      ...Object.values(organisations).map((organisation) => lookBy(organisation, partyOf[organisation] ?? 'VT', at)),
      ...Object.values(people).map((person) => lookBy('gezin', 'FAMILY', at, person)),
      lookBy('inspectie', 'AUDITOR', at),
    ].flat();
    of.set(stream, looks);
    await Promise.all(looks.map((look) => log.record(look)));
  }
  const index = openAccessIndex({
    file: ':memory:',
    store,
    secretOf: (name) => keys.existingSecret(name),
    tagKey: await keys.secret('looks-index'),
  });
  return {
    index,
    of,
    close: async () => {
      await index.close();
      await log.close();
    },
  };
}

/** A case, and which of its entries went to everybody: by position. */
interface LookedAt {
  readonly caseId: string;
  readonly listed: readonly string[];
  readonly opened: readonly string[];
  readonly early: readonly string[];
  readonly earlyAt: string | undefined;
}

/** One that showed one person's data, one that showed two people's by emergency, and one that was refused. */
function lookBy(
  organisation: string,
  party: string,
  { caseId, listed, opened, early, earlyAt }: LookedAt,
  person?: string,
): readonly AccessEntry[] {
  const subject = uuidFrom(`looked ${organisation} ${person ?? ''}`);
  const common = {
    at: JUST_BEFORE,
    subject,
    organisation,
    party,
    role: 'caseworker',
    caseId,
    ...(person === undefined ? {} : { reader: `p:${person}` }),
    entries: [],
    purpose: 'toets',
    legalBasis: 'own-task',
    traceId: subject.replaceAll('-', ''),
  };
  const granted = { ...common, outcome: 'granted' as const, manner: 'delivered' as const, categories: Object.keys(CATEGORIES) };
  return [
    ...(earlyAt === undefined
      ? []
      : [{ ...granted, at: earlyAt, operation: 'timeline', emergency: false, people: [people.mother], entries: early }]),
    { ...granted, operation: 'timeline', emergency: false, people: [people.mother], entries: listed },
    { ...granted, manner: 'opened', operation: 'case', emergency: true, people: [people.father, people.teen15], entries: opened },
    { ...common, outcome: 'denied', operation: 'entry', emergency: false, categories: [], people: [], rule: 'not-involved' },
  ];
}

interface Node {
  readonly organisation: { readonly id: string };
  readonly granted: boolean;
  readonly worker: string | null;
  readonly system: string | null;
  readonly operation: string | null;
  readonly rule: string | null;
  readonly party: string | null;
  readonly people: readonly string[];
  readonly traceId: string | null;
  readonly categories: readonly { readonly code: string }[];
}

/** Who looked: a family member at his own data, an organisation of its own workers, an auditor all; who has no part in the case, nothing. */
export async function walkWhoLooked(asking: Asking, looks: MadeUpLooks, mayOpen: boolean, subject: string): Promise<void> {
  const { who, scenario } = asking;
  const answer = await asking.ask(LOOKED, {});
  const { data } = JSON.parse(answer) as { readonly data: { readonly whoLooked: { readonly nodes: readonly Node[] } | null } | null };
  const nodes = data?.whoLooked?.nodes;
  const all = looks.of.get(scenario.stream) ?? [];
  const expected = mayOpen ? all.filter((look) => isHis(asking, look, subject)) : [];
  if ((nodes !== undefined) !== mayOpen) asking.found(mayOpen ? 'withheld' : 'leak', 'whoLooked', undefined, 'existence');
  if ((nodes?.length ?? 0) !== expected.length)
    asking.found((nodes?.length ?? 0) > expected.length ? 'leak' : 'withheld', 'whoLooked, count', undefined, 'existence');
  for (const node of nodes ?? []) {
    if (who.reader.kind === 'auditor') continue;
    const told = [
      node.party,
      node.traceId,
      ...node.people,
      ...(who.reader.kind === 'person' ? [node.worker, node.system, node.operation, node.rule] : []),
    ];
    if (told.some((part) => part !== null)) asking.found('leak', 'whoLooked', undefined, 'worker');
    for (const { code } of node.categories) {
      if (who.reader.kind === 'person' && (codeOf(code, 'FAMILY') === '-' || UNKNOWN_TO_FAMILY.has(code)))
        asking.found('leak', 'whoLooked', undefined, code);
    }
  }
}

function isHis({ who: { reader } }: Asking, look: AccessEntry, subject: string): boolean {
  if (reader.kind === 'auditor') return true;
  if (reader.kind === 'organisation') return look.organisation === reader.organisation;
  return look.outcome === 'granted' && look.people.includes(reader.personId) && (look.party !== 'FAMILY' || look.subject === subject);
}

/** Lines of the processing log: for auditors alone. */
export async function walkProcessingLines(asking: Asking): Promise<void> {
  const answer = await asking.ask(LINES, {});
  if (asking.who.reader.kind !== 'auditor' && !answer.includes('"code":"FORBIDDEN"'))
    asking.found('leak', 'processingLines', undefined, 'existence');
}
