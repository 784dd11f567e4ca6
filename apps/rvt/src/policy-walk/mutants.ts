// SPDX-License-Identifier: EUPL-1.2
import { matrix2025, standardRules } from '@gezinslijn/family-case';
import type { Category, Code, Column, DisclosureMatrix, DisclosureRules } from '@gezinslijn/family-case';
import type { ApiMutant } from './api-mutants.ts';
import { pathMutants } from './path-mutants.ts';
import { pushMutants } from './push-mutants.ts';

/** A policy with one thing wrong in it. */
export interface PolicyMutant {
  readonly name: string;
  readonly matrix: DisclosureMatrix;
}

/** Something that is wrong in the policy, or on a path of the gateway. */
export type Mutant = PolicyMutant | ApiMutant;

/** Faults of the gateway itself, which no policy can have. */
export const apiMutants: readonly ApiMutant[] = [...pushMutants, ...pathMutants];

const withRules = (name: string, change: Partial<DisclosureRules>): PolicyMutant => ({
  name,
  matrix: { ...matrix2025, version: 'mutant', rules: { ...standardRules, ...change } },
});

const { involves, opens, opensAbout, shareEnds, birthday, tells } = standardRules;
const DAY = 86_400_000;
const later = (instant: string, by: number) => new Date(Date.parse(instant) + by).toISOString();

/** One mutant per rule, and per way in which a rule could be got slightly wrong. */
export const ruleMutants: readonly PolicyMutant[] = [
  withRules('hidden-from is not looked at', { hiddenFrom: () => false }),
  withRules('confidence is not looked at', { inConfidence: () => false }),
  withRules('what is hidden from somebody opens by representing a child', { ownRightOnly: () => false }),
  withRules('lists of whom something is hidden from travel to the family', { listsHiddenPeople: true }),
  withRules('a party that left stays involved', { activeAfterLeaving: true }),
  withRules('a party that left keeps nothing of the plan it signed', { keepsAfterLeaving: () => false }),
  withRules('a party that left keeps every version and line', {
    keepsAfterLeaving: ({ event }) => ['RouteMapPublished', 'SafetyConditionSet', 'AgreementMade', 'ActionAssigned'].includes(event.type),
  }),
  withRules('somebody who left the family reads on', { readsAfterLeaving: true }),
  withRules('nobody need be told first', { toldFirst: false }),
  withRules('a postponed talk counts as told', {
    tells: (entry) =>
      entry.event.type === 'PersonsInformedOfReport' ? entry.event.data.persons.map(({ personId }) => personId) : tells(entry),
  }),
  withRules('explaining rights does not count as told', { tells: (entry) => (entry.event.type === 'RightsExplained' ? [] : tells(entry)) }),
  withRules('withdrawal of consent is forgotten', { consentStands: () => true }),
  withRules('consent never stands', { consentStands: () => false }),
  withRules('consent opens for any person', {
    opensAbout: (cell, asked, person) => (cell === 'C' ? 'consent' : opensAbout(cell, asked, person)),
  }),
  withRules('a client counts for nothing', {
    opensAbout: (cell, asked, person) => (cell === 'S' ? undefined : opensAbout(cell, asked, person)),
  }),
  withRules('everybody is a client', {
    opensAbout: (cell, asked, person) => (cell === 'S' ? 'own-client' : opensAbout(cell, asked, person)),
  }),
  withRules('a share runs a day longer', { shareEnds: (until) => later(shareEnds(until), DAY) }),
  withRules('a share ends a day early', { shareEnds: (until) => later(shareEnds(until), -DAY) }),
  withRules('a share ends a second late', { shareEnds: (until) => later(shareEnds(until), 1_000) }),
  withRules('own rights begin at eleven', { ageOfOwnRights: 11 }),
  withRules('own rights begin at thirteen', { ageOfOwnRights: 13 }),
  withRules('consent of a parent lapses at fifteen', { ageOfOwnConsent: 15 }),
  withRules('consent of a parent lapses at seventeen', { ageOfOwnConsent: 17 }),
  withRules('a birthday begins a day late', { birthday: (birthDate, age) => later(birthday(birthDate, age), DAY) }),
  withRules('existence is hidden of nothing', { hiddenExistence: [] }),
  withRules('a share opens what must stay shut', {
    opens: (cell, asked) => (cell === 'none' && asked.profile.shares.includes(asked.entry.id as never) ? 'share' : opens(cell, asked)),
  }),
  withRules('a share opens nothing', { opens: (cell, asked) => opens(cell, { ...asked, profile: { ...asked.profile, shares: [] } }) }),
  withRules('a GI needs no measure', { opens: (cell, asked) => (cell === 'FM' ? 'cell' : opens(cell, asked)) }),
  withRules('taking part is not asked for', { opens: (cell, asked) => (cell === 'FP' ? 'cell' : opens(cell, asked)) }),
  withRules('an extract opens all', { opens: (cell, asked) => (cell === 'X' ? 'cell' : opens(cell, asked)) }),
  withRules('a reference opens the extract', {
    opens: (cell, asked) => (cell === 'R' && asked.rule.extract ? 'cell' : opens(cell, asked)),
  }),
  withRules('a care provider reads every line', { opens: (cell, asked) => (cell === 'XT' ? 'cell' : opens(cell, asked)) }),
  withRules('own entries of another kind count as open', { opens: (cell, asked) => (cell === 'O' ? 'cell' : opens(cell, asked)) }),
  withRules('receiving a measure involves nobody', {
    involves: (entry) => (entry.event.type === 'MeasureReceived' ? [] : involves(entry)),
  }),
  withRules('joining involves nobody', { involves: (entry) => (entry.event.type === 'MembershipChanged' ? [] : involves(entry)) }),
  withRules('whoever takes part in a talk is involved', {
    involves: (entry) =>
      entry.event.type === 'CaseOpened' ? [...involves(entry), { organisation: 'gi-x' as never, party: 'GI' }] : involves(entry),
  }),
  withRules('a link of a private record lets nobody in', {
    involves: (entry) => (entry.event.type === 'MeldcodeRecordLinked' ? [] : involves(entry)),
  }),
  withRules('whose words it is is told to everybody', { knowsWho: () => true }),
  withRules('whose words it is is told to nobody', { knowsWho: () => false }),
  withRules('the reporter stands behind the report', { reporterBehindStatement: true }),
];

const FLIPS: readonly Code[] = ['F', 'X', 'R', 'C', 'S', 'O', 'none'];
const COLUMNS: readonly Column[] = ['LT', 'VT', 'RvdK', 'GI', 'ZA', 'RVT', 'FAMILY'];

/** Every cell of the matrix turned into every other code. */
function cellMutants(): readonly PolicyMutant[] {
  const { cells } = matrix2025;
  return (Object.keys(cells) as Category[]).flatMap((category) =>
    COLUMNS.flatMap((column) =>
      FLIPS.filter((code) => code !== cells[category][column]).map((code) => ({
        name: `${category}/${column}: ${cells[category][column]} becomes ${code}`,
        matrix: { ...matrix2025, version: 'mutant', cells: { ...cells, [category]: { ...cells[category], [column]: code } } },
      })),
    ),
  );
}

/** Those of the paths, and rules and cells drawn at random; the same seed draws the same. */
export function mutantsFor(count: number, seed: number): readonly Mutant[] {
  const cells = [...cellMutants()];
  let state = seed >>> 0;
  const draw = (below: number) => {
    // Numerical Recipes' linear congruential generator: enough to spread, and the same on every machine.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const rules = [...ruleMutants];
  const ofPaths = apiMutants.slice(0, count);
  const drawn: Mutant[] = [];
  // Four rules to one cell, so that a small number holds both.
  while (drawn.length < count - ofPaths.length && rules.length + cells.length > 0) {
    const from = (drawn.length % 5 === 4 || rules.length === 0) && cells.length > 0 ? cells : rules;
    drawn.push(...from.splice(draw(from.length), 1));
  }
  return [...ofPaths, ...drawn];
}
