// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import type { Member, OrganisationId, Party, PersonId, Reader, WorkerRef } from '@gezinslijn/family-case';

/** The same name gives the same id on every run. */
export function uuidFrom(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A case that does not exist: what cannot be seen must answer to the letter as this does. */
export const NO_CASE = uuidFrom('no such case');

const person = (name: string) => uuidFrom(`person ${name}`) as PersonId;

/** A family in two homes, with children around every age that counts on 14 September 2025, and a network. */
export const people = {
  mother: person('mother'),
  father: person('father'),
  child8: person('child8'),
  child11: person('child11'),
  teen15: person('teen15'),
  teen17: person('teen17'),
  aunt: person('aunt'),
  uncle: person('uncle'),
} as const;
export type PersonName = keyof typeof people;

const { mother, father } = people;
export const members: Readonly<Record<PersonName, Omit<Member, 'name'>>> = {
  mother: { role: 'mother', birthDate: '1984-03-02', households: ['A'] },
  father: { role: 'father', birthDate: '1981-11-19', households: ['B'] },
  child8: { role: 'child', birthDate: '2017-02-01', households: ['A', 'B'], authorityBy: [mother, father] },
  child11: { role: 'child', birthDate: '2013-09-14', households: ['A', 'B'], authorityBy: [mother, father] },
  teen15: { role: 'child', birthDate: '2009-09-14', households: ['A'], authorityBy: [mother, father] },
  teen17: { role: 'child', birthDate: '2007-09-14', households: ['A'], authorityBy: [mother] },
  aunt: { role: 'supportFigure', households: [] },
  uncle: { role: 'supportFigure', households: [] },
};
/** Who belongs to the case when it is opened; the network joins later. */
export const firstMembers: readonly PersonName[] = ['mother', 'father', 'child8', 'child11', 'teen15', 'teen17'];

const org = (slug: string) => slug as OrganisationId;
export const organisations = {
  vt: org('vt-a'),
  lt: org('lt-a'),
  council: org('rvdk-a'),
  gi: org('gi-a'),
  giWithoutMeasure: org('gi-b'),
  giByReceipt: org('gi-c'),
  care: org('za-a'),
  careWithoutClients: org('za-b'),
  leftSigned: org('lt-left'),
  leftUnsigned: org('gi-left'),
  strangerVt: org('vt-x'),
  strangerGi: org('gi-x'),
} as const;

export const partyOf: Readonly<Record<string, Party>> = {
  'vt-a': 'VT',
  'lt-a': 'LT',
  'rvdk-a': 'RvdK',
  'gi-a': 'GI',
  'gi-b': 'GI',
  'gi-c': 'GI',
  'za-a': 'ZA',
  'za-b': 'ZA',
  'lt-left': 'LT',
  'gi-left': 'GI',
  'vt-x': 'VT',
  'gi-x': 'GI',
};

export interface NamedReader {
  readonly name: string;
  readonly reader: Reader;
}

/** Whoever writes the entries of the walk, of each organisation one. */
export const WORKER = 'w' as WorkerRef;

/** Everybody who looks: each organisation, each hat of the RVT, a worker with emergency access and who supervises him, each person, somebody of no family at all, and an auditor. */
export const readers: readonly NamedReader[] = [
  ...Object.values(organisations).map((organisation): NamedReader => ({
    name: organisation,
    reader: { kind: 'organisation', organisation },
  })),
  ...[organisations.vt, organisations.lt, organisations.gi, organisations.council].map((organisation): NamedReader => ({
    name: `rvt@${organisation}`,
    reader: { kind: 'organisation', organisation, rvt: partyOf[organisation] as Party },
  })),
  ...[organisations.vt, organisations.lt, organisations.strangerVt, organisations.strangerGi].flatMap((organisation): NamedReader[] => [
    { name: `emergency@${organisation}`, reader: { kind: 'organisation', organisation, emergency: WORKER } },
    { name: `supervisor@${organisation}`, reader: { kind: 'organisation', organisation, supervises: true } },
  ]),
  ...Object.entries(people).map(([name, personId]): NamedReader => ({ name, reader: { kind: 'person', personId } })),
  { name: 'outsider', reader: { kind: 'person', personId: person('outsider') } },
  { name: 'auditor', reader: { kind: 'auditor' } },
];

/** One second before, and exactly at, the moment everything that lapses by time lapses: birthdays of 12, 16 and 18, and the last day of shares. */
export const JUST_BEFORE = '2025-09-13T21:59:59.000Z';
export const AT_MIDNIGHT = '2025-09-13T22:00:00.000Z';
export const LAST_DAY_OF_SHARES = '2025-09-13';
