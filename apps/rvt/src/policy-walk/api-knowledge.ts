// SPDX-License-Identifier: EUPL-1.2
import type { Reader } from '@gezinslijn/family-case';
import { earlyLook, isDelivered, isDeliveredEarly, isOpened } from './api-who-looked.ts';
import { thenAndNow } from './api-past.ts';
import { dataIn } from './asking.ts';
import type { Asking } from './asking.ts';
import { organisations, people, readers } from './cast.ts';
import type { View } from './oracle.ts';
import { happenedAt } from './scenarios.ts';
import type { Scenario, WrittenEntry } from './scenarios.ts';

const OUTLINE = 'id type organisation { id } occurredAt recordedAt category';
const KNOWN = 'visible delivered { at worker role } opened { worker }';
const KNOWLEDGE = `query ($caseId: ID!, $of: ReaderInput, $knownAt: String, $against: AgainstInput) {
  knowledge(caseId: $caseId, of: $of, knownAt: $knownAt, against: $against) { of { kind id } entries { entry { ${OUTLINE} } known { ${KNOWN} } against { ${KNOWN} } }
  visible delivered opened visibleDifference { only against } deliveredDifference { only against } openedDifference { only against } } }`;
/** An auditor's: of one organisation. */
export const KNOWLEDGE_OF_VT = `query ($caseId: ID!) { knowledge(caseId: $caseId, of: { kind: ORGANISATION, id: "vt-a" }) { entries { entry { ${OUTLINE} } } visible delivered opened } }`;
export const BASIS = `query ($caseId: ID!, $entryId: ID!) { decisionBasis(caseId: $caseId, entryId: $entryId) { decision { ${OUTLINE} } worker
  known { entry { ${OUTLINE} } known { ${KNOWN} } against { ${KNOWN} } } notVisible { ${OUTLINE} } arrivedLater { ${OUTLINE} } } }`;
export const PROOFS = `query ($caseId: ID!) { ledgerProofs(caseId: $caseId) { origin treeSize checkpoint entries { entryId status index } } }`;
/** Of the entries, one in so many is asked for the basis of: over the cases and readers every kind comes by. */
const EVERY = 37;

interface Outlined {
  readonly id: string;
}
interface KnowledgeAnswer {
  readonly knowledge: {
    readonly entries: readonly {
      readonly entry: Outlined;
      readonly known: { readonly delivered: readonly { readonly worker: string | null }[] };
    }[];
    readonly visible: readonly string[];
    readonly delivered: readonly string[];
    readonly opened: readonly string[];
    readonly visibleDifference: { readonly only: readonly string[]; readonly against: readonly string[] } | null;
  } | null;
}
interface BasisAnswer {
  readonly decisionBasis: {
    readonly known: readonly { readonly entry: Outlined }[];
    readonly notVisible: readonly Outlined[] | null;
    readonly arrivedLater: readonly Outlined[];
  } | null;
}

/** Who knew what when: everybody of himself, an auditor of everybody; no word of an entry, and none that its asker may not know of. */
export async function walkKnowledge(asking: Asking): Promise<void> {
  const { who, views, scenario } = asking;
  const then = scenario.entries[Math.floor(scenario.entries.length / 2)]?.recordedAt ?? '';
  if (who.reader.kind === 'auditor') {
    for (const { reader } of readers) if (isAskedOf(reader)) await knowledgeOf(asking, reader, then);
    return;
  }
  for (const at of [views.now, then]) {
    const view = thenAndNow(asking, at);
    const path = at === then ? 'knowledge then' : 'knowledge';
    const answer = await asking.look(path, KNOWLEDGE, { knownAt: at }, outlines(view));
    const { knowledge = null } = dataIn<KnowledgeAnswer>(answer);
    if ((knowledge === null) !== (view.size === 0)) asking.found(knowledge === null ? 'withheld' : 'leak', path, undefined, 'existence');
    if (knowledge === null) continue;
    const seen = ids(scenario.entries, ({ id }) => view.has(id));
    holds(
      asking,
      path,
      'entries',
      knowledge.entries.map(({ entry }) => entry.id),
      seen,
    );
    holds(asking, path, 'visible', knowledge.visible, seen);
    // The made-up looks are of now, or later than halfway: nothing had gone to anybody before.
    const went = (is: (index: number) => boolean) =>
      at === then ? [] : ids(scenario.entries, ({ id }, index) => view.has(id) && is(index));
    holds(asking, path, 'delivered', knowledge.delivered, went(isDelivered));
    holds(asking, path, 'opened', knowledge.opened, went(isOpened));
    if (who.reader.kind === 'person' && knowledge.entries.some(({ known }) => known.delivered.some(({ worker }) => worker !== null)))
      asking.found('leak', path, undefined, 'worker');
  }
  await ofAnother(asking);
}

/** Whose knowledge an auditor asks: an organisation's, not that of one of its hats, or a person's. */
const isAskedOf = (reader: Reader): reader is Exclude<Reader, { kind: 'auditor' }> =>
  reader.kind !== 'auditor' && !(reader.kind === 'organisation' && (reader.rvt ?? reader.emergency ?? reader.supervises) !== undefined);

const inputOf = (reader: Exclude<Reader, { kind: 'auditor' }>) =>
  reader.kind === 'person' ? { kind: 'PERSON', id: reader.personId } : { kind: 'ORGANISATION', id: reader.organisation };

/** Another's knowledge is for auditors alone, and asking for it of a case that is there answers as of one that is not. */
async function ofAnother(asking: Asking): Promise<void> {
  for (const of of [
    { kind: 'ORGANISATION', id: organisations.strangerGi },
    { kind: 'PERSON', id: people.aunt },
  ]) {
    if (of.id === organisations.strangerGi && asking.plain.kind === 'organisation' && asking.plain.organisation === of.id) continue;
    if (asking.plain.kind === 'person' && asking.plain.personId === of.id) continue;
    for (const variables of [{ of }, { against: { of } }]) {
      const answer = await asking.look('knowledge of another', KNOWLEDGE, variables, new Map());
      if (!answer.includes('"code":"FORBIDDEN"')) asking.found('leak', 'knowledge of another', undefined, 'existence');
    }
  }
}

/** For an auditor, under the rules of then alone, now and held against a moment in the past. */
async function knowledgeOf(asking: Asking, reader: Exclude<Reader, { kind: 'auditor' }>, then: string): Promise<void> {
  const { oracle, scenario, views } = asking;
  const [now, before] = [oracle.view(reader, views.now, views.now, true), oracle.view(reader, then, then, true)];
  const path = `knowledge of ${reader.kind === 'person' ? reader.personId : reader.organisation}`;
  const answer = await asking.ask(KNOWLEDGE, { of: inputOf(reader), against: { knownAt: then } });
  asking.searched(path, answer, outlines(oracle.view({ kind: 'auditor' }, views.now)));
  const { knowledge = null } = dataIn<KnowledgeAnswer>(answer);
  if (knowledge === null) {
    asking.found('withheld', path, undefined, 'existence');
    return;
  }
  holds(
    asking,
    path,
    'visible',
    knowledge.visible,
    ids(scenario.entries, ({ id }) => now.has(id)),
  );
  holds(
    asking,
    `${path}, only now`,
    'visible',
    knowledge.visibleDifference?.only ?? [],
    ids(scenario.entries, ({ id }) => now.has(id) && !before.has(id)),
  );
  holds(
    asking,
    `${path}, only then`,
    'visible',
    knowledge.visibleDifference?.against ?? [],
    ids(scenario.entries, ({ id }) => !now.has(id) && before.has(id)),
  );
  const looked = reader.kind === 'person' ? Object.values(people).includes(reader.personId as never) : true;
  const went = (is: (index: number) => boolean) => (looked ? ids(scenario.entries, (_, index) => is(index)) : []);
  holds(asking, path, 'delivered', knowledge.delivered, went(isDelivered));
  holds(asking, path, 'opened', knowledge.opened, went(isOpened));
}

/** What lay before a decision: of one's own organisation, and to an auditor of any. */
export async function walkDecisionBasis(asking: Asking, view: View, turn: number): Promise<void> {
  const { entries } = asking.scenario;
  for (const [index, decision] of entries.entries()) {
    if (index % EVERY !== turn % EVERY) continue;
    const answer = await asking.look('decisionBasis', BASIS, { entryId: decision.id }, outlines(view));
    const { decisionBasis = null } = dataIn<BasisAnswer>(answer);
    const may = mayAsk(asking, view, decision);
    if ((decisionBasis !== null) !== may) asking.found(may ? 'withheld' : 'leak', 'decisionBasis', decision.id, 'existence');
    if (decisionBasis !== null && may) basisOf(asking, view, index, decisionBasis);
  }
}

function mayAsk({ who: { reader }, plain }: Asking, view: View, { id, by }: WrittenEntry): boolean {
  if (reader.kind === 'auditor') return true;
  return view.has(id) && plain.kind === 'organisation' && plain.organisation === by;
}

function basisOf(asking: Asking, view: View, index: number, basis: NonNullable<BasisAnswer['decisionBasis']>): void {
  const { oracle, scenario, who } = asking;
  const decision = scenario.entries[index] as WrittenEntry;
  const decider: Reader = { kind: 'organisation', organisation: decision.by };
  const known = scenario.entries[index - 1]?.recordedAt ?? '';
  const then = oracle.view(decider, decision.recordedAt, known, true);
  const earlier = scenario.entries.slice(0, index).filter(({ id }) => view.has(id));
  const shown = (some: readonly Outlined[]) => some.map(({ id }) => id);
  const hold = (field: string, given: readonly Outlined[], expected: readonly string[]) => {
    holds(asking, 'decisionBasis', field, shown(given), expected);
  };
  hold(
    'known',
    basis.known.map(({ entry }) => entry),
    ids(earlier, ({ id }) => then.has(id) || wentEarly(scenario, id, decision)),
  );
  if (who.reader.kind === 'auditor')
    hold(
      'notVisible',
      basis.notVisible ?? [],
      ids(earlier, ({ id }) => !then.has(id)),
    );
  else if (basis.notVisible !== null) asking.found('leak', 'decisionBasis', decision.id, 'notVisible');
  const later = scenario.entries.slice(index + 1).filter(({ id }) => view.has(id));
  hold(
    'arrivedLater',
    basis.arrivedLater,
    ids(later, (entry) => happenedAt(entry) < decision.recordedAt),
  );
}

/** An entry that had gone to everybody before this decision was known, whoever was to see it. */
function wentEarly(scenario: Scenario, id: string, { recordedAt }: WrittenEntry): boolean {
  const index = scenario.entries.findIndex((entry) => entry.id === id);
  return (earlyLook(scenario) ?? recordedAt) < recordedAt && isDeliveredEarly(scenario, index);
}

/** The entries of a case in the ledger: for auditors, each entry once. */
export async function walkLedgerProofs(asking: Asking): Promise<void> {
  const { scenario, who } = asking;
  const answer = await asking.look(
    'ledgerProofs',
    PROOFS,
    {},
    new Map(who.reader.kind === 'auditor' ? scenario.entries.map(({ id }) => [id, NOTHING]) : []),
  );
  if (who.reader.kind !== 'auditor') {
    if (!answer.includes('"code":"FORBIDDEN"')) asking.found('leak', 'ledgerProofs', undefined, 'existence');
    return;
  }
  const { ledgerProofs } = dataIn<{
    readonly ledgerProofs: { readonly entries: readonly { readonly entryId: string; readonly status: string }[] } | null;
  }>(answer);
  const proven = (ledgerProofs?.entries ?? []).filter(({ status }) => status === 'PROVEN').map(({ entryId }) => entryId);
  holds(
    asking,
    'ledgerProofs',
    'entries',
    proven,
    ids(scenario.entries, () => true),
  );
}

const NOTHING = { tokens: new Set<string>(), who: false };
/** That an entry is there, and not one word of it. */
export const outlines = (view: View): View => new Map([...view.keys()].map((id) => [id, NOTHING]));

const ids = (entries: readonly WrittenEntry[], is: (entry: WrittenEntry, index: number) => boolean): readonly string[] =>
  entries.filter(is).map(({ id }) => id);

/** These ids, in the order of recording; too many is a leak and too few is something withheld. */
function holds(asking: Asking, path: string, field: string, given: readonly string[], expected: readonly string[]): void {
  const [here, there] = [new Set(given), new Set(expected)];
  for (const id of here) if (!there.has(id)) asking.found('leak', path, id, field);
  for (const id of there) if (!here.has(id)) asking.found('withheld', path, id, field);
  if (here.size < given.length) asking.found('leak', path, undefined, `${field}, twice`);
}
