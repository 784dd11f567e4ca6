// SPDX-License-Identifier: EUPL-1.2
import type { OrganisationId, PersonId } from '@gezinslijn/family-case';
import { partyOf } from './cast.ts';
import { bringsIn, dataOf, dutchDay, isMembership } from './oracle-facts.ts';
import { happenedAt } from './scenarios.ts';
import type { WrittenEntry } from './scenarios.ts';

/** How long one organisation keeps what it holds about one person, restated from docs/domain/retention.md. */
export interface Kept {
  readonly organisation: OrganisationId;
  readonly personId: PersonId;
  readonly status: 'INVOLVED' | 'RUNNING' | 'SUSPENDED' | 'DUE' | 'DESTROYED';
  /** Last day. */
  readonly until?: string;
}

/** Entries by which an organisation takes part in a case itself; what stands in a record of its own is no file of a case. */
const TAKES_PART = ['CaseOpened', 'MembershipChanged', 'FixedFaceAppointed', 'InvestigationRequested', 'MeasureOrdered', 'MeasureReceived'];
const joins = (entry: WrittenEntry, organisation: OrganisationId): boolean =>
  TAKES_PART.includes(entry.event.type) && bringsIn(entry, organisation);

/** Place in a case of the entry by which an organisation left for good; `undefined` while it takes part, or where it never did. */
export function leftAt(entries: readonly WrittenEntry[], organisation: OrganisationId): number | undefined {
  const left = entries.findLastIndex((entry) => isMembership(entry, 'PARTY_LEFT') && dataOf(entry)['organisation'] === organisation);
  const joined = entries.findLastIndex((entry) => joins(entry, organisation));
  return left > joined ? left : undefined;
}

/** Of everybody whom these organisations may have a file about in these entries, how that stands on a day. */
export function keptIn(entries: readonly WrittenEntry[], organisations: readonly OrganisationId[], day: string): readonly Kept[] {
  return organisations.flatMap((organisation): readonly Kept[] => {
    const first = entries.findIndex((entry) => joins(entry, organisation));
    if (first === -1) return [];
    const left = leftAt(entries, organisation);
    // Of who came into the family after it left it has nothing.
    const family = bornOf(entries.slice(0, left === undefined ? undefined : left + 1));
    return [...family.keys(), ...reportersTo(entries, organisation)].map((personId): Kept => {
      const who = { organisation, personId };
      if (isDestroyed(entries, organisation, personId)) return { ...who, status: 'DESTROYED' };
      if (left === undefined) return { ...who, status: 'INVOLVED' };
      const ended = latest([dutchDay(happenedAt(entries[left] as WrittenEntry)), dutchDay(happenedAt(entries[first] as WrittenEntry))]);
      const until = latest(termsOf(entries, organisation, personId, ended, family));
      const waits = entries.some((entry) => isOpenRequest(entries, entry, organisation, personId));
      return { ...who, until, status: until >= day ? 'RUNNING' : waits ? 'SUSPENDED' : 'DUE' };
    });
  });
}

type Family = ReadonlyMap<PersonId, { readonly birthDate?: string; readonly role: string }>;

/** Whoever was in the family at some time, with his day of birth. */
function bornOf(entries: readonly WrittenEntry[]): Family {
  const parts = entries.flatMap(
    (entry) =>
      (['CaseOpened', 'MembershipChanged'].includes(entry.event.type) ? (dataOf(entry)['members'] ?? []) : []) as readonly {
        readonly personId: PersonId;
        readonly content: { readonly birthDate?: string; readonly role: string };
      }[],
  );
  return new Map(parts.map(({ personId, content }) => [personId, content]));
}

function reportersTo(entries: readonly WrittenEntry[], organisation: OrganisationId): readonly PersonId[] {
  const reports = entries.flatMap(({ event, by }) =>
    event.type === 'ReportReceived' && by === organisation ? [event.data.reporterId] : [],
  );
  return [...new Set(reports)];
}

function isDestroyed(entries: readonly WrittenEntry[], organisation: OrganisationId, personId: PersonId): boolean {
  return entries.some(
    ({ event, by }) =>
      event.type === 'RetentionDecided' && by === organisation && event.data.personId === personId && event.data.part === undefined,
  );
}

/** Norm T32: the last day by each term that applies. */
function termsOf(
  entries: readonly WrittenEntry[],
  organisation: OrganisationId,
  personId: PersonId,
  ended: string,
  family: Family,
): readonly string[] {
  const children = [...family.values()].flatMap(({ role, birthDate }) => (role === 'child' && birthDate !== undefined ? [birthDate] : []));
  const youngest = latest(children);
  const born = family.get(personId)?.birthDate;
  const under = entries.some(
    (entry) =>
      (entry.event.type === 'MeasureOrdered' || entry.event.type === 'MeasureReceived') &&
      joins(entry, organisation) &&
      (dataOf(entry)['concerning'] as readonly PersonId[]).includes(personId),
  );
  const inquires = entries.some((entry) => entry.event.type === 'InvestigationRequested' && joins(entry, organisation));
  const party = partyOf[organisation];
  return [
    yearsAfter(ended, 20),
    ...(party === 'VT' && youngest !== '' ? [yearsAfter(youngest, 18)] : []),
    ...(party === 'GI' && under && born !== undefined ? [yearsAfter(born, 48)] : []),
    ...(party === 'RvdK' && inquires && youngest !== '' ? [yearsAfter(youngest, 100)] : []),
  ];
}

function isOpenRequest(
  entries: readonly WrittenEntry[],
  { event, by }: WrittenEntry,
  organisation: OrganisationId,
  personId: PersonId,
): boolean {
  if (event.type !== 'AccessRequestReceived' || by !== organisation || event.data.personId !== personId) return false;
  const { requestId } = event.data;
  return !entries.some(({ event: other }) => other.type === 'AccessRequestDecided' && other.data.requestId === requestId);
}

const latest = (days: readonly string[]): string => [...days].sort().at(-1) ?? '';
const yearsAfter = (day: string, years: number): string => `${String(Number(day.slice(0, 4)) + years)}${day.slice(4)}`;
