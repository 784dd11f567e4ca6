// SPDX-License-Identifier: EUPL-1.2
import { deterministicUuid } from '@gezinslijn/case-writing';
import type { Instant } from '@gezinslijn/event-sourcing';
import { WAYS_OF_SEEING, addDays, waterlelieOrganisations, waterlelieWorkers } from '@gezinslijn/family-case';
import type { Author, CaseCommand, DemonstrationWorker, OrganisationId, PersonId } from '@gezinslijn/family-case';
import { Chance } from './chance.ts';

/** What somebody does in a made-up family: on its own dates, under his own name. */
export interface Step {
  readonly author: Author;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly command: CaseCommand;
}

export interface SyntheticFamily {
  readonly stream: string;
  /** In the order in which they are recorded. */
  readonly steps: Iterator<Step, undefined>;
}

/** A region lives through five years, all of them past; its children stay children. */
const FIRST_DAY = '2019-01-01';
const OPENING_DAYS = 540;
const WORK_HOURS = { from: 8, hours: 10 };

const { vt, lt, gi } = waterlelieOrganisations;
const AUTHORS = { vt: author(waterlelieWorkers.vt, 'caseworker'), lt: author(waterlelieWorkers.lt, 'fixedFace') } as const;
const OTHERS = [
  { organisation: vt, party: 'VT' as const },
  { organisation: gi, party: 'GI' as const },
];

function author({ organisation, party, worker, registered }: DemonstrationWorker, role: Author['role']): Author {
  return { organisation, party, worker, role, registered };
}

/**
 * Family number `index` of the region that `seed` stands for: the same numbers give the same people, dates and words. A few are quiet for
 * months, some are seen every week; most entries come in on the day itself, one in eight days later.
 */
export function syntheticFamily(seed: string, index: number): SyntheticFamily {
  const id = (name: string) => deterministicUuid('region', seed, String(index), name);
  return { stream: `familyCase-${id('case')}`, steps: storyline(new Chance(`${seed}|${String(index)}`), id, index) };
}

interface Home {
  readonly name: string;
  readonly parents: readonly PersonId[];
  readonly children: readonly PersonId[];
}

function* storyline(chance: Chance, id: (name: string) => string, index: number): Generator<Step, undefined> {
  const name = `${chance.oneOf(SURNAMES)} ${String(index + 1)}`;
  const parents = chance.under(4) === 0 ? [id('mother')] : [id('mother'), id('father')];
  const children = Array.from({ length: 1 + chance.under(3) }, (_, child) => id(`child-${String(child)}`));
  const home: Home = { name, parents: parents as PersonId[], children: children as PersonId[] };
  let day = chance.under(OPENING_DAYS);
  yield at(chance, day, 0, AUTHORS.lt, opening(chance, home));
  // From a visit or two to years of help.
  const contacts = 12 + chance.under(72);
  const pause = 2 + chance.under(12);
  for (let contact = 0; contact < contacts; contact += 1) {
    // Gaps: now and then nobody comes for months.
    day += chance.under(24) === 0 ? 60 + chance.under(60) : 1 + chance.under(2 * pause);
    const late = chance.under(8) === 0 ? 1 + chance.under(10) : 0;
    yield at(chance, day, late, chance.under(3) === 0 ? AUTHORS.vt : AUTHORS.lt, contactOf(chance, home, contact));
    // What is recorded late is recorded before what comes after it: a case has one order.
    day += late;
  }
  return undefined;
}

function at(chance: Chance, day: number, late: number, by: Author, command: CaseCommand): Step {
  const minutes = WORK_HOURS.from * 60 + chance.under(WORK_HOURS.hours * 60);
  const moment = (on: number, after: number) =>
    new Date(Date.parse(`${addDays(FIRST_DAY, on)}T00:00:00.000Z`) + after * 60_000).toISOString();
  return { author: by, occurredAt: moment(day, minutes), recordedAt: moment(day + late, minutes + 30), command };
}

function opening(chance: Chance, { name, parents, children }: Home): CaseCommand {
  const born = (from: number, years: number) =>
    `${String(from + chance.under(years))}-0${String(1 + chance.under(9))}-1${String(chance.under(10))}`;
  const members = [
    ...parents.map((personId, parent) => ({
      personId,
      content: {
        name: `${chance.oneOf(FIRST_NAMES)} ${name}`,
        role: parent === 0 ? ('mother' as const) : ('father' as const),
        birthDate: born(1970, 28),
        households: ['A'],
      },
    })),
    ...children.map((personId) => ({
      personId,
      content: {
        name: `${chance.oneOf(FIRST_NAMES)} ${name}`,
        role: 'child' as const,
        birthDate: born(2008, 9),
        households: ['A'],
        authorityBy: parents,
      },
    })),
  ];
  const parties: { organisation: OrganisationId; party: 'VT' | 'GI' }[] = chance.under(5) === 0 ? OTHERS : OTHERS.slice(0, 1);
  return {
    type: 'OpenCase',
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties,
    pilot: false,
    reopened: false,
    name: `Gezin ${name}`,
    municipality: chance.oneOf(MUNICIPALITIES),
    reason: chance.oneOf(REASONS),
    members,
  };
}

/** In two of three contacts a child is seen; the rest is weighing, speaking and meeting. */
function contactOf(chance: Chance, { parents, children }: Home, contact: number): CaseCommand {
  const child = chance.oneOf(children);
  const concerning = [child];
  switch (chance.under(12)) {
    case 0:
      return {
        type: 'AssessSafety',
        concerning: children,
        instrument: 'Triage-instrument Veilig Thuis 3',
        conclusion:
          contact === 0 ? 'STRUCTURAL_DANGER' : chance.oneOf(['NO_DANGER', 'NO_DANGER', 'STRUCTURAL_DANGER', 'ACUTE_DANGER'] as const),
        explanation: words(chance, WEIGHED, 3),
      };
    case 1:
      return { type: 'ScaleSafety', concerning, professionalScore: chance.under(11) };
    case 2:
      return {
        type: 'RecordVoice',
        speakerId: chance.under(2) === 0 ? child : chance.oneOf(parents),
        confidential: false,
        words: words(chance, SAID, 2),
        alone: chance.under(2) === 0,
      };
    case 3:
      return {
        type: 'HoldTable',
        kind: 'CASE_TABLE',
        attending: [vt, lt],
        concerning: [...parents, ...children],
        outcome: words(chance, AGREED, 1),
        discussion: words(chance, WEIGHED, 2),
      };
    default:
      return {
        type: 'SeeChild',
        childId: child,
        alone: chance.under(3) > 0,
        where: chance.oneOf(Object.keys(WAYS_OF_SEEING) as (keyof typeof WAYS_OF_SEEING)[]),
        observation: words(chance, SEEN, 3 + chance.under(3)),
      };
  }
}

const words = (chance: Chance, sentences: readonly string[], count: number): string =>
  Array.from({ length: count }, () => chance.oneOf(sentences)).join(' ');

// All invented.
const SURNAMES = [
  'Beukenhof',
  'Duizendblad',
  'Ereprijs',
  'Heidekruid',
  'Kamperfoelie',
  'Meidoorn',
  'Pinksterbloem',
  'Reigersbek',
  'Vlasbekje',
  'Zonnedauw',
];
const FIRST_NAMES = [
  'Aya',
  'Bo',
  'Chris',
  'Dani',
  'Eva',
  'Finn',
  'Guus',
  'Hidde',
  'Isa',
  'Jip',
  'Kim',
  'Lou',
  'Mika',
  'Noa',
  'Pim',
  'Robin',
  'Sam',
  'Tess',
];
const MUNICIPALITIES = ['Duinrade', 'Waterveen', 'Kleidorp', 'Zandwijk'];
const REASONS = [
  'School maakt zich zorgen over verzuim en over wat het kind vertelt.',
  'Buren hoorden herhaaldelijk geschreeuw en gehuil.',
  'Ouders vragen zelf hulp na een hoogopgelopen ruzie.',
  'De huisarts ziet een kind dat steeds stiller wordt.',
];
const SEEN = [
  'Het kind speelde rustig met blokken en vertelde uit zichzelf over school.',
  'Er waren geen zichtbare verwondingen.',
  'Bij het noemen van thuis werd het kind stiller en keek weg.',
  'De kamer was opgeruimd en er was gegeten.',
  'Het kind zei dat het beter slaapt sinds vorige week.',
  'Ouder en kind zochten elkaar op toen het spannend werd.',
  'De juf ziet dat het kind weer met anderen speelt.',
  'Afgesproken is dat we volgende week weer langskomen, samen met de juf.',
];
const WEIGHED = [
  'Er is steun uit het netwerk, maar niet in de avond.',
  'Beide ouders erkennen de zorgen.',
  'Het alcoholgebruik is niet besproken en blijft een vraag.',
  'De afspraken van vorige maand zijn op één na nagekomen.',
  'Het kind heeft iemand bij wie het terechtkan.',
];
const SAID = [
  '‘Ik wil dat het thuis gewoon is.’',
  '‘Bij oma is het rustig.’',
  '‘Ik ben bang als ze schreeuwen.’',
  '‘We doen ons best, maar het lukt niet elke dag.’',
];
const AGREED = [
  'Ouders bellen de tante voordat het oploopt.',
  'Het lokale team komt twee keer per week.',
  'School laat het weten als het kind er niet is.',
];
