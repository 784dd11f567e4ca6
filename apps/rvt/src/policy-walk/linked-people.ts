// SPDX-License-Identifier: EUPL-1.2
import type { CaseId, MatchDecision, Member, PersonId } from '@gezinslijn/family-case';
import { people, uuidFrom } from './cast.ts';

const { mother, father, child8, teen15 } = people;

/** Somebody in a made-up case. */
export interface End {
  readonly scenario: string;
  readonly personId: PersonId;
}

/** What was decided about two people in two of the cases, one decision after the other; the last of them holds. */
export interface Linked {
  readonly name: string;
  readonly ends: readonly [End, End];
  readonly decisions: readonly MatchDecision[];
}

export const TOLD = 'told, parties that left';
export const CORRECTED = 'corrections and statements';
export const CONSENT = 'consent and shares';
export const FEW_TOLD = 'a report of which few were told';
export const NO_REPORT = 'no report, somebody left';
export const EMERGENCY = 'a worker with emergency access';
export const LONG_AGO = 'long ago, destroyed by its term';
export const DESTROYED = 'what organisations destroyed';

export const caseIdNamed = (scenario: string): CaseId => uuidFrom(`case ${scenario}`) as CaseId;
const linked = (
  name: string,
  one: string,
  who: PersonId,
  other: string,
  otherWho: PersonId,
  ...decisions: readonly MatchDecision[]
): Linked => ({
  name: `a decision about ${name}`,
  ends: [
    { scenario: one, personId: who },
    { scenario: other, personId: otherWho },
  ],
  decisions,
});

/** Children of one name, born on one day, in two cases: about the first pair nobody decided, about the second somebody did. */
export const NAMESAKES: Readonly<Record<string, string>> = { 'Sanne Gelijk': '2014-05-05', 'Bram van Gelijk': '2012-02-02' };
/** A child that came into a family after almost everybody had left; nobody's namesake. */
export const LATER = 'Later Geboren';
export const namesake = (scenario: string, name: string): { readonly personId: PersonId; readonly content: Member } => ({
  personId: uuidFrom(`namesake ${name} ${scenario}`) as PersonId,
  content: { name, role: 'child', birthDate: NAMESAKES[name] ?? '2024-06-06', households: ['A'] },
});

/** Between cases that some read both of, some one and some none, with people whom some may not see. */
export const LINKED: readonly Linked[] = [
  linked('a child in two cases', TOLD, child8, NO_REPORT, child8, 'SAME', 'MERGED'),
  linked('a mother, undone', FEW_TOLD, mother, CONSENT, mother, 'SAME', 'MERGED', 'UNMERGED'),
  linked('two people who are not one', FEW_TOLD, father, NO_REPORT, teen15, 'NOT_SAME'),
  linked('somebody whose data were destroyed', DESTROYED, child8, TOLD, child8, 'SAME'),
  linked('a mother', EMERGENCY, mother, CONSENT, mother, 'SAME'),
  linked(
    'namesakes',
    FEW_TOLD,
    namesake(FEW_TOLD, 'Bram van Gelijk').personId,
    NO_REPORT,
    namesake(NO_REPORT, 'Bram van Gelijk').personId,
    'NOT_SAME',
  ),
];
/** Whom of theirs the question could be about that a care provider and a lokaal team got. */
export const MATCHES: readonly End[] = [
  { scenario: TOLD, personId: child8 },
  { scenario: FEW_TOLD, personId: mother },
  { scenario: 'no such scenario', personId: child8 },
];
