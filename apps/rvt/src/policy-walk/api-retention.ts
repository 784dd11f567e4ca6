// SPDX-License-Identifier: EUPL-1.2
import { caseIdOf } from '@gezinslijn/family-case';
import type { OrganisationId, PersonId, RetentionDecided } from '@gezinslijn/family-case';
import type { Actor } from '@gezinslijn/gateway';
import { outlines } from './api-knowledge.ts';
import { dataIn, sameAs } from './asking.ts';
import type { Asking } from './asking.ts';
import { organisations, people } from './cast.ts';
import { Facts, dutchDay } from './oracle-facts.ts';
import { keptIn, leftAt } from './oracle-kept.ts';
import type { Kept } from './oracle-kept.ts';
import { aboutOf, namedIn } from './oracle.ts';
import type { View } from './oracle.ts';
import type { Scenario, WrittenEntry } from './scenarios.ts';

export const CERTIFICATES = `query ($caseId: ID!) { erasureCertificates(caseId: $caseId) { entryId organisation { id } personId decidedAt document waitsFor } }`;
const ONE_CERTIFICATE = `query ($caseId: ID!, $entryId: ID) { erasureCertificates(caseId: $caseId, entryId: $entryId) { entryId } }`;
export const KEPT = `query ($caseId: ID!, $asOf: String) { keptData(caseId: $caseId, asOf: $asOf) { organisation { id } personId status until rule source steps { day text } } }`;
const KEPT_OF = `query ($caseId: ID!, $entryId: ID) { keptData(caseId: $caseId, entryId: $entryId) { organisation { id } personId status until } }`;
export const DUE = `query ($asOf: String) { retentionDue(asOf: $asOf) { asOf digest cases { caseId people { personId until rule } keys } } }`;
export const KEY = '{ certificateKey }';
/** A day on which every term of the cases is over, but that of who has a hundred years. */
const FAR_AHEAD = '2095-01-01';
/** Of the entries, one in so many is asked for the terms of the people it is about. */
const EVERY = 29;

interface Certificate {
  readonly entryId: string;
  readonly personId: string;
  readonly document: string | null;
  readonly waitsFor: string | null;
}
interface Row {
  readonly organisation: { readonly id: string };
  readonly personId: string;
  readonly status: string;
  readonly until: string | null;
}

/** What was destroyed, what is kept of whom and until when: of this case. */
export async function walkRetention(asking: Asking, view: View, turn: number): Promise<void> {
  await walkCertificates(asking, view);
  await walkKept(asking, view, turn);
}

/** Certificates: for who destroyed, whose data they were or who speaks for him, and an auditor; none tells of another than whom it is about. */
async function walkCertificates(asking: Asking, view: View): Promise<void> {
  const { scenario, who } = asking;
  const decisions = scenario.entries.filter((entry) => isCertified(asking, view, entry));
  const shown: View = new Map([...view, ...outlines(new Map(decisions.map(({ id }) => [id, NOTHING])))]);
  const path = 'erasureCertificates';
  const answer = await asking.look(path, CERTIFICATES, {}, view.size === 0 ? view : shown);
  const { erasureCertificates } = dataIn<{ readonly erasureCertificates: readonly Certificate[] | null }>(answer);
  const there = view.size > 0 || who.reader.kind === 'auditor';
  if ((erasureCertificates !== null) !== there) asking.found(there ? 'withheld' : 'leak', path, undefined, 'existence');
  const given = erasureCertificates ?? [];
  sameAs(
    asking,
    path,
    given.map(({ entryId }) => entryId),
    decisions.map(({ id }) => id),
  );
  for (const { entryId, personId, document, waitsFor } of given) {
    if (document === null) asking.found('withheld', path, entryId, waitsFor ?? 'document');
    const others = Object.values(people).filter((person) => person !== personId && document?.includes(person) === true);
    const tells = others.length > 0 || document?.includes('"keys"') === true || document?.includes('"entry"') === true;
    if (tells && who.reader.kind !== 'auditor') asking.found('leak', path, entryId, 'others');
  }
  // Asked by its number, a decision that is not his is no other than an entry that is no decision at all.
  const hidden = scenario.entries.find((entry) => entry.event.type === 'RetentionDecided' && !decisions.includes(entry));
  const other = scenario.entries.find(({ event }) => event.type !== 'RetentionDecided');
  const ask = (entry: WrittenEntry | undefined) => asking.ask(ONE_CERTIFICATE, { entryId: entry?.id });
  if (hidden !== undefined && (await ask(hidden)) !== (await ask(other))) asking.found('leak', path, hidden.id, 'existence');
}

function isCertified({ who: { reader }, scenario, views }: Asking, view: View, { id, event }: WrittenEntry): boolean {
  if (event.type !== 'RetentionDecided') return false;
  if (reader.kind === 'auditor') return true;
  if (view.size === 0) return false;
  if (reader.kind === 'organisation') return view.has(id);
  const { personId, part }: RetentionDecided['data'] = event.data;
  return part === undefined && new Facts(scenario.entries, views.now).speaksFor(reader.personId, personId);
}

/** Terms: an organisation's own, of whom it may know; an auditor's of all. Now, far ahead, and of the people of one entry. */
async function walkKept(asking: Asking, view: View, turn: number): Promise<void> {
  const { scenario, views, who } = asking;
  const empty: View = new Map();
  const nothing = view.size === 0 && who.reader.kind !== 'auditor';
  for (const day of [undefined, FAR_AHEAD]) {
    const answer = await asking.look('keptData', KEPT, day === undefined ? {} : { asOf: day }, nothing ? empty : outlines(view));
    const kept = keptFor(asking, view, day ?? dutchDay(views.now));
    sameAs(asking, `keptData ${day ?? 'now'}`, rowsIn(answer), kept.map(keyOf));
  }
  for (const [index, entry] of scenario.entries.entries()) {
    if (index % EVERY !== turn % EVERY) continue;
    const answer = await asking.ask(KEPT_OF, { entryId: entry.id });
    asking.searched('keptData of an entry', answer, empty);
    const about = aboutOf(entry, who.reader.kind === 'auditor' ? everything(asking, entry) : namedIn(view, entry.id));
    const isThere = who.reader.kind === 'auditor' || view.has(entry.id);
    const kept = isThere ? keptFor(asking, view, dutchDay(views.now)).filter(({ personId }) => about.has(personId)) : [];
    sameAs(asking, 'keptData of an entry', rowsIn(answer), kept.map(keyOf));
  }
}

const everything = ({ oracle, views }: Asking, { id }: WrittenEntry): ReadonlySet<string> =>
  namedIn(oracle.view({ kind: 'auditor' }, views.now), id);

function keptFor(asking: Asking, view: View, day: string): readonly Kept[] {
  const { who, scenario } = asking;
  const { reader } = who;
  if (reader.kind === 'auditor') return keptIn(scenario.entries, Object.values(organisations), day);
  if (reader.kind === 'person' || reader.rvt !== undefined || view.size === 0) return [];
  const known = knownTo(asking, view, reader.organisation);
  return keptIn(scenario.entries, [reader.organisation], day).filter(({ personId }) => known.has(personId));
}

/** Whom something is about that he sees, or that his organisation saw until it left. */
function knownTo({ oracle, scenario: { entries } }: Asking, view: View, organisation: OrganisationId): ReadonlySet<PersonId> {
  const left = leftAt(entries, organisation);
  const until = left === undefined ? undefined : entries[left - 1]?.recordedAt;
  const then = until === undefined ? new Map<string, never>() : oracle.view({ kind: 'organisation', organisation }, until, until);
  return new Set(
    [view, then].flatMap((one) => entries.flatMap((entry) => (one.has(entry.id) ? [...aboutOf(entry, namedIn(one, entry.id))] : []))),
  );
}

/** An auditor who stated a period is told how it stood at the end of that. */
export async function walkKeptInspection(asking: Asking, inspecting: Actor, until: string): Promise<void> {
  const then = asking.scenario.entries.filter(({ recordedAt }) => recordedAt <= until);
  const rows = rowsIn(await asking.ask(KEPT, {}, inspecting));
  sameAs(asking, 'inspection, keptData', rows, keptIn(then, Object.values(organisations), dutchDay(until)).map(keyOf));
}

/** What is due, over all cases: for a supervisor, of his organisation. And the key of certificates, which is the same for everybody. Asked once. */
export async function walkRetentionDue(asking: Asking): Promise<void> {
  const { who, world, views } = asking;
  const { reader } = who;
  for (const asOf of [undefined, FAR_AHEAD]) {
    const answer = await asking.ask(DUE, { asOf });
    asking.searchedEverywhere('retentionDue', answer);
    const { retentionDue } = dataIn<{ readonly retentionDue: { readonly cases: readonly DueCase[] } | null }>(answer);
    const may = reader.kind === 'organisation' && reader.supervises === true;
    if ((retentionDue !== null) !== may) asking.found(may ? 'withheld' : 'leak', 'retentionDue', undefined, 'existence');
    const due = (scenario: Scenario) =>
      (may ? keptIn(scenario.entries, [reader.organisation], asOf ?? dutchDay(views.now)) : []).filter(({ status }) => status === 'DUE');
    sameAs(
      asking,
      `retentionDue ${asOf ?? 'now'}`,
      (retentionDue?.cases ?? []).flatMap(({ caseId, people: some }) =>
        some.map(({ personId, until }) => `${caseId} ${personId} ${until}`),
      ),
      world.scenarios
        .filter(({ stream }) => stream.startsWith('familyCase-'))
        .flatMap((scenario) => due(scenario).map(({ personId, until }) => `${caseIdOf(scenario.stream)} ${personId} ${until ?? ''}`)),
    );
  }
  const { certificateKey } = dataIn<{ readonly certificateKey: string | null }>(await asking.ask(KEY, {}));
  if (certificateKey === null) asking.found('withheld', 'certificateKey', undefined, 'key');
}

interface DueCase {
  readonly caseId: string;
  readonly people: readonly { readonly personId: string; readonly until: string }[];
}

const NOTHING = { tokens: new Set<string>(), who: false };

function rowsIn(answer: string): readonly string[] {
  const { keptData } = dataIn<{ readonly keptData: readonly Row[] }>(answer);
  return ((keptData as readonly Row[] | undefined) ?? []).map(({ organisation, personId, status, until }) =>
    keyOf({ organisation: organisation.id, personId, status, ...(until === null ? {} : { until }) }),
  );
}

const keyOf = ({ organisation, personId, status, until = '' }: { readonly [Part in keyof Kept]: string }): string =>
  `${organisation} ${personId} ${status} ${until}`;
