// SPDX-License-Identifier: EUPL-1.2
import type { CaseQuery, EntryFragment, FieldKind, MeQuery, PlanFragment } from '@gezinslijn/api-contract';

/** Gezin Waterlelie, invented. For tests and for looking at the screens; never shipped. */
export const CASE_ID = '3f2b8c1e-7a54-4d0b-9b0e-1f6f1d1a0001';
export const PEOPLE = {
  mother: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1001',
  father: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1002',
  K1: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1003',
  K2: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1004',
  aunt: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1005',
} as const;

export const ORGANISATIONS = {
  vt: { id: 'vt-haaglanden', name: 'Veilig Thuis Haaglanden' },
  lt: { id: 'lt-duinrade', name: 'Lokaal team Duinrade' },
  raad: { id: 'rvdk-haaglanden', name: 'Raad voor de Kinderbescherming Haaglanden' },
  gi: { id: 'jb-west', name: 'Jeugdbescherming west' },
} as const;
type Organisation = keyof typeof ORGANISATIONS;
const PARTIES: Readonly<Record<Organisation, string>> = { vt: 'VT', lt: 'LT', raad: 'RvdK', gi: 'GI' };

export const ME: MeQuery['me'] = {
  organisation: ORGANISATIONS.vt,
  party: 'VT',
  role: 'caseworker',
  personId: null,
  canWrite: true,
  demonstration: true,
  legalBases: [
    { key: 'wmo-4.1.1', text: 'Wmo 2015 4.1.1: taken Veilig Thuis' },
    { key: 'jeugdwet-2.4', text: 'Jeugdwet 2.4: verzoek tot onderzoek' },
    { key: 'wth-2', text: 'Wet tijdelijk huisverbod 2' },
    { key: 'consent', text: 'Toestemming van de betrokkene' },
  ],
};

const { mother, father, K1, K2, aunt } = PEOPLE;
const member = (
  personId: string,
  name: string,
  role: string,
  roleTerm: string,
  birthDate: string | null,
  authorityBy: readonly string[] = [],
) => ({
  personId,
  name,
  role,
  roleTerm,
  birthDate,
  households: role === 'supportFigure' ? [] : ['A'],
  authorityBy,
  left: false,
});

export const CASE: NonNullable<CaseQuery['case']> = {
  id: CASE_ID,
  name: 'Gezin Waterlelie',
  municipality: 'Duinrade',
  householdKind: 'FAMILY_WITH_MINORS',
  openedOn: '2025-03-12',
  members: [
    member(mother, 'Marleen Waterlelie', 'mother', 'moeder', '1986-05-14'),
    member(father, 'Dennis Waterlelie', 'father', 'vader', '1983-09-02'),
    member(K1, 'Sanne Waterlelie', 'child', 'kind', '2015-08-21', [mother, father]),
    member(K2, 'Daan Waterlelie', 'child', 'kind', '2010-11-30', [mother, father]),
    member(aunt, 'Ingrid de Graaf', 'supportFigure', 'steunfiguur uit het netwerk', null),
  ],
  parties: [
    { organisation: ORGANISATIONS.vt, party: 'VT', since: '2025-03-12', until: null },
    { organisation: ORGANISATIONS.lt, party: 'LT', since: '2025-03-12', until: null },
    { organisation: ORGANISATIONS.raad, party: 'RvdK', since: '2025-04-15', until: null },
    { organisation: ORGANISATIONS.gi, party: 'GI', since: '2025-04-17', until: null },
  ],
  fixedFace: { name: 'Fatima el Amrani', organisation: ORGANISATIONS.lt },
  phase: 'DIRECT_SAFETY',
  phaseTerm: 'directe veiligheid',
  acuteDangerSince: '2025-04-12T19:15:00.000Z',
  position: 'pos-1',
  partial: true,
  measures: [
    {
      id: 'm1',
      kind: 'PROVISIONAL_SUPERVISION',
      kindTerm: 'voorlopige ondertoezichtstelling',
      concerning: [K1, K2],
      orderedOn: '2025-04-17',
      endsOn: '2025-07-17',
      status: 'IN_FORCE',
      voidFrom: null,
    },
    {
      id: 'm2',
      kind: 'REMOVAL',
      kindTerm: 'machtiging uithuisplaatsing',
      concerning: [K1],
      orderedOn: '2025-04-17',
      endsOn: '2025-07-17',
      status: 'IN_FORCE',
      voidFrom: null,
    },
    {
      id: 'm3',
      kind: 'HOUSE_BAN',
      kindTerm: 'huisverbod',
      concerning: [father],
      orderedOn: '2025-04-12',
      endsOn: '2025-04-22',
      status: 'LAPSED',
      voidFrom: null,
    },
  ],
  clocks: [
    {
      norm: 'T9',
      term: 'vaste jeugdbeschermer en eerste contact',
      reading: 'law',
      source: 'Besluit Jeugdwet 4.2.1–4.2.3',
      subjects: [K1, K2],
      startedAt: '2025-04-17',
      dueOn: '2025-04-28',
      stoppedAt: '2025-04-25',
      status: 'met',
      holder: 'GI',
      steps: [
        { day: '2025-04-17', text: 'maatregel ontvangen door Jeugdbescherming west' },
        { day: '2025-04-18', text: 'Goede Vrijdag telt niet mee' },
        { day: '2025-04-21', text: 'tweede paasdag telt niet mee' },
        { day: '2025-04-28', text: 'vijfde werkdag' },
      ],
    },
    {
      norm: 'T4',
      term: 'uitkomst van het onderzoek van Veilig Thuis',
      reading: 'law',
      source: 'Uitvoeringsbesluit Wmo 2015 4.1.7 lid 2',
      subjects: [K1, K2],
      startedAt: '2025-03-19',
      dueOn: '2025-05-28',
      stoppedAt: null,
      status: 'overdue',
      holder: 'VT',
      steps: [
        { day: '2025-03-19', text: 'vastgesteld dat onderzoek nodig is' },
        { day: '2025-05-28', text: 'tien weken later' },
      ],
    },
    {
      norm: 'T27',
      term: 'kind alleen gezien',
      reading: 'practice',
      source: 'eigen termijn van de regio',
      subjects: [K1],
      startedAt: '2026-10-12',
      dueOn: '2026-11-24',
      stoppedAt: null,
      status: 'running',
      holder: 'LT',
      steps: [
        { day: '2026-10-12', text: 'kind alleen gezien' },
        { day: '2026-11-24', text: 'zes weken later (fase 1)' },
      ],
    },
    {
      norm: 'T14',
      term: 'ondertoezichtstelling verlengen of beëindigen',
      reading: 'law',
      source: 'BW 1:258, 1:260',
      subjects: [K1, K2],
      startedAt: '2026-01-15',
      dueOn: '2027-01-15',
      stoppedAt: null,
      status: 'running',
      holder: 'GI',
      steps: [{ day: '2027-01-15', text: 'laatste dag van de maatregel' }],
    },
  ],
};

type Field = EntryFragment['fields'][number];
const field = (
  name: string,
  term: string,
  kind: FieldKind,
  text: string | null,
  values: readonly string[] = text === null ? [] : [text],
): Field => ({
  name,
  term,
  kind,
  text,
  values,
  personId: null,
  erased: false,
  correctable: false,
});
export const text = (name: string, term: string, words: string, code = words): Field => field(name, term, 'TEXT', words, [code]);
export const persons = (name: string, term: string, ids: readonly string[]): Field => field(name, term, 'PERSONS', '', ids);
export const reference = (name: string, term: string, id: string): Field => field(name, term, 'REFERENCE', id);
export const organisations = (name: string, term: string, names: string, ids: readonly string[]): Field =>
  field(name, term, 'ORGANISATIONS', names, ids);
const part = (personId: string, name: string, term: string, words: string): Field => ({ ...text(name, term, words), personId });

interface Given {
  readonly by: Organisation;
  readonly on: string;
  readonly recorded?: string;
  readonly about?: readonly string[];
  readonly role?: string;
  readonly statedBy?: EntryFragment['statedBy'];
  readonly access?: EntryFragment['access'];
  readonly fields?: readonly Field[];
  readonly corrections?: EntryFragment['corrections'];
  readonly statements?: EntryFragment['statements'];
}

let made = 0;
export function entry(type: string, term: string, given: Given): EntryFragment {
  made += 1;
  const { by, on, about = [], role = 'medewerker', statedBy = null, access = 'FULL', fields = [] } = given;
  const recordedAt =
    given.recorded ??
    (on.length === 10 ? `${on}T14:${String(10 + (made % 45))}:00.000Z` : new Date(Date.parse(on) + 1_800_000).toISOString());
  const daysLate = Math.max(0, Math.round((Date.parse(recordedAt.slice(0, 10)) - Date.parse(on.slice(0, 10))) / 86_400_000));
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    type,
    term,
    access: by === 'vt' && access === 'FULL' ? 'OWN' : access,
    party: PARTIES[by],
    organisation: ORGANISATIONS[by],
    workerRoleTerm: role,
    statedBy,
    occurredAt: on,
    recordedAt,
    daysLate,
    late: daysLate > 0,
    category: 'C5',
    legalBasis: by === 'vt' ? 'wmo-4.1.1' : 'jeugdwet-2.3',
    about,
    fields,
    corrections: given.corrections ?? [],
    statements: given.statements ?? [],
  };
}

const person = (personId: string) => ({ kind: 'person', term: 'een gezinslid of steunfiguur', personId });
const family = { kind: 'family', term: 'het gezin', personId: null };

/** Newest first, as Veilig Thuis sees it. */
export const ENTRIES: readonly EntryFragment[] = [
  entry('PlacementChanged', 'plaatsing gewijzigd', {
    by: 'gi',
    on: '2025-04-17',
    about: [K1],
    role: 'jeugdbeschermer',
    access: 'REFERENCE',
  }),
  entry('MeasureOrdered', 'maatregel opgelegd', {
    by: 'raad',
    on: '2025-04-17',
    about: [K1, K2],
    role: 'raadsonderzoeker',
    access: 'REFERENCE',
    statedBy: { kind: 'court', term: 'de kinderrechter', personId: null },
  }),
  entry('InvestigationStarted', 'onderzoek gestart', {
    by: 'raad',
    on: '2025-04-16',
    about: [K1, K2, mother, father],
    role: 'raadsonderzoeker',
    access: 'EXTRACT',
    fields: [
      text('kind', 'soort onderzoek', 'raadsonderzoek', 'COUNCIL'),
      text('question', 'onderzoeksvraag', 'Is een maatregel nodig om de veiligheid van Sanne en Daan te waarborgen, en zo ja welke?'),
    ],
  }),
  entry('InvestigationRequested', 'verzoek tot onderzoek', {
    by: 'vt',
    on: '2025-04-15',
    about: [K1, K2],
    fields: [
      organisations('council', 'gericht aan', 'Raad voor de Kinderbescherming Haaglanden', ['rvdk-haaglanden']),
      text('corvReference', 'CORV-kenmerk', 'CORV-2025-004417'),
      text('question', 'vraag', 'Spoedonderzoek: kan Sanne veilig thuis wonen nu de afspraken niet standhouden?'),
    ],
  }),
  entry('DissentRecorded', 'tegenspraak', {
    by: 'lt',
    on: '2025-04-14',
    about: [K1, K2],
    role: 'vast gezicht',
    fields: [
      organisations('attending', 'aan tafel', 'Veilig Thuis Haaglanden, Lokaal team Duinrade', ['vt-haaglanden']),
      text(
        'text',
        'tekst',
        'Eerst proberen: Sanne én Daan samen bij tante Ingrid. Een uithuisplaatsing van alleen Sanne haalt haar weg bij haar broer, haar grootste steun.',
      ),
    ],
  }),
  entry('AcuteDangerDeclared', 'acute onveiligheid', {
    by: 'vt',
    on: '2025-04-12T19:15:00.000Z',
    about: [K1, K2, mother],
    role: 'bereikbaarheidsdienst',
    statedBy: { kind: 'police', term: 'de politie', personId: null },
    fields: [
      persons('concerning', 'betreft', [K1, K2, mother]),
      text(
        'what',
        'wat er is',
        'Vader is ’s avonds onder invloed naar het huis gekomen en heeft de voordeur ingetrapt. Sanne en Daan waren thuis. De politie is ter plaatse geweest.',
      ),
      text(
        'actionTaken',
        'wat er gedaan is',
        'Vader is meegenomen. De burgemeester is gebeld voor een huisverbod. Moeder en kinderen slapen vannacht bij tante.',
      ),
    ],
  }),
  entry('MeasureOrdered', 'maatregel opgelegd', {
    by: 'lt',
    on: '2025-04-12',
    recorded: '2025-04-15T08:30:00.000Z',
    about: [father],
    role: 'medewerker',
    statedBy: { kind: 'mayor', term: 'de burgemeester', personId: null },
    fields: [
      text('kind', 'maatregel', 'huisverbod', 'HOUSE_BAN'),
      text('orderedOn', 'beschikking van', '2025-04-12'),
      text('endsOn', 'geldt tot en met', '2025-04-22'),
    ],
  }),
  entry('AgreementChecked', 'afspraak gecontroleerd', {
    by: 'lt',
    on: '2025-04-11',
    about: [mother, father],
    role: 'vast gezicht',
    statedBy: person(aunt),
    fields: [
      reference('agreementId', 'afspraak (kenmerk)', 'a1'),
      text('outcome', 'uitkomst', 'geschonden', 'BROKEN'),
      text('note', 'toelichting', 'Dennis stond gisteravond om elf uur voor de deur. Ik hoorde het van Daan.'),
    ],
  }),
  entry('PlanPositionRecorded', 'standpunt over de routekaart', {
    by: 'lt',
    on: '2025-04-02',
    about: [father],
    role: 'vast gezicht',
    statedBy: person(father),
    fields: [
      text('version', 'versie', '1'),
      persons('personId', 'wie', [father]),
      text('position', 'standpunt', 'niet akkoord', 'DISAGREE'),
      text('words', 'eigen woorden', 'Ik ben geen gevaar voor mijn kinderen. Jullie luisteren alleen naar haar.'),
    ],
  }),
  entry('SafetyScaled', 'veiligheid geschaald', {
    by: 'lt',
    on: '2025-04-02',
    about: [K1],
    role: 'vast gezicht',
    statedBy: person(K1),
    fields: [persons('concerning', 'betreft', [K1]), persons('rater', 'wie schaalt', [K1]), text('ownScore', 'eigen cijfer (0–10)', '3')],
  }),
  entry('RouteMapPublished', 'routekaart gepubliceerd', {
    by: 'lt',
    on: '2025-04-02',
    about: [mother, father, K1, K2],
    role: 'vast gezicht',
    fields: [
      text('version', 'versie', '1'),
      organisations('signatories', 'te ondertekenen door', 'Veilig Thuis Haaglanden, Lokaal team Duinrade', [
        'vt-haaglanden',
        'lt-duinrade',
      ]),
      text(
        'summary',
        'in het kort',
        'Vader slaapt voorlopig bij zijn broer. Er is thuis geen geweld en geen drank. Tante Ingrid kijkt elke week mee.',
      ),
    ],
  }),
  entry('AgreementMade', 'veiligheidsafspraak gemaakt', {
    by: 'lt',
    on: '2025-04-02',
    about: [mother, K1],
    role: 'vast gezicht',
    statedBy: family,
    fields: [
      reference('agreementId', 'afspraak (kenmerk)', 'a2'),
      persons('concerning', 'met', [mother, K1]),
      persons('hiddenFrom', 'verborgen voor', [father]),
      persons('checker', 'wie controleert', [aunt]),
      text(
        'text',
        'afspraak',
        'Als het spannend wordt, gaan Marleen en Sanne via de achtertuin naar de buren op 14 en bellen zij tante Ingrid.',
      ),
      text('startsOn', 'vanaf', '2025-04-02'),
      text('checkOn', 'controle op', '2025-04-09'),
    ],
  }),
  entry('AgreementMade', 'veiligheidsafspraak gemaakt', {
    by: 'lt',
    on: '2025-04-02',
    about: [mother, father],
    role: 'vast gezicht',
    statedBy: family,
    fields: [
      reference('agreementId', 'afspraak (kenmerk)', 'a1'),
      persons('concerning', 'met', [mother, father]),
      persons('restrains', 'begrenst', [father]),
      persons('hiddenFrom', 'verborgen voor', []),
      persons('checker', 'wie controleert', [aunt]),
      text('text', 'afspraak', 'Dennis slaapt bij zijn broer en komt alleen op zondag, als tante Ingrid erbij is.'),
      text('startsOn', 'vanaf', '2025-04-02'),
      text('checkOn', 'controle op', '2025-04-11'),
    ],
  }),
  entry('SafetyConditionSet', 'veiligheidsvoorwaarde gesteld', {
    by: 'vt',
    on: '2025-04-02',
    about: [K1, K2, mother],
    role: 'veiligheidsexpert',
    fields: [
      reference('conditionId', 'voorwaarde (kenmerk)', 'c1'),
      text('phase', 'fase', 'directe veiligheid', 'DIRECT_SAFETY'),
      persons('protects', 'beschermt', [K1, K2, mother]),
      text('text', 'voorwaarde', 'Er is thuis geen geweld en er wordt niet gedronken.'),
      text('test', 'waaraan we het zien', 'Geen meldingen, en Sanne en Daan zeggen allebei dat het rustig was.'),
    ],
  }),
  entry('VoiceRecorded', 'stem van gezin of kind', {
    by: 'lt',
    on: '2025-03-27',
    recorded: '2025-03-30T09:12:00.000Z',
    about: [K1],
    role: 'vast gezicht',
    statedBy: person(K1),
    fields: [
      persons('speakerId', 'wie spreekt', [K1]),
      text('confidential', 'vertrouwelijk', 'ja', 'true'),
      text('words', 'eigen woorden', '“Ik ben bang in de nacht. Dan luister ik of de trap kraakt. Ik wil niet dat papa dit weet.”'),
      text('alone', 'alleen gesproken', 'ja', 'true'),
    ],
  }),
  entry('ChildSeen', 'kind gezien', {
    by: 'lt',
    on: '2025-03-27',
    about: [K1],
    role: 'vast gezicht',
    fields: [
      persons('childId', 'kind', [K1]),
      text('alone', 'alleen gesproken', 'ja', 'true'),
      text('where', 'waar', 'op school', 'SCHOOL'),
      text(
        'observation',
        'observatie',
        'Sanne zit stil en kijkt vaak naar de deur. Ze vertelt over haar hamster en lacht dan. Over thuis praat ze zacht.',
      ),
    ],
  }),
  entry('FactRecorded', 'feit vastgelegd', {
    by: 'vt',
    on: '2025-03-26',
    about: [K1, father],
    fields: [
      text('kind', 'soort', 'waarneming', 'OBSERVATION'),
      text('text', 'feit', 'Juf Esther zag op 3 maart blauwe plekken op de rechterbovenarm van Sanne.'),
      text('source', 'bron', 'leerkracht, gesprek op 25 maart'),
      part(father, 'familyMarks', 'volgens het gezin', 'klopt niet · Ze is van de fiets gevallen.'),
      text('workingNote', 'werkaantekening', 'Navragen bij huisarts of er een foto is.'),
    ],
  }),
  entry('PersonsInformedOfReport', 'betrokkenen geïnformeerd over de melding', {
    by: 'vt',
    on: '2025-03-24',
    about: [mother, father, K2],
    fields: [
      part(mother, 'persons', 'geïnformeerd', 'geïnformeerd · Op kantoor, met tante erbij.'),
      part(father, 'persons', 'geïnformeerd', 'geïnformeerd · Boos, wil een advocaat.'),
    ],
  }),
  entry('SafetyAssessed', 'veiligheidsbeoordeling', {
    by: 'vt',
    on: '2025-03-19',
    about: [K1, K2],
    role: 'veiligheidsexpert',
    fields: [
      persons('concerning', 'betreft', [K1, K2]),
      text('instrument', 'instrument', 'Triage-instrument Veilig Thuis 3'),
      text('conclusion', 'conclusie', 'structureel onveilig', 'STRUCTURAL_DANGER'),
      text(
        'explanation',
        'toelichting',
        'Herhaald geweld tussen de ouders waar de kinderen bij zijn, letsel bij Sanne, drankgebruik van vader en veel schoolverzuim.',
      ),
    ],
  }),
  entry('FixedFaceAppointed', 'vast gezicht aangewezen', {
    by: 'lt',
    on: '2025-03-19',
    fields: [
      text('workerName', 'vast gezicht', 'Fatima el Amrani'),
      text('preferenceHeard', 'voorkeur van het gezin gehoord', 'ja', 'true'),
    ],
  }),
  {
    ...entry('ReportReceived', 'melding ontvangen', { by: 'vt', on: '2025-03-12', about: [K1, K2], fields: [] }),
    fields: [
      text('conclusion', 'kern van de melding', 'Blauwe plekken bij Sanne, veel verzuim, ruzie thuis.'),
      { ...text('content', 'inhoud van de melding', ''), text: null, values: [], erased: true },
    ],
  },
  entry('CaseOpened', 'casus geopend', {
    by: 'vt',
    on: '2025-03-12',
    about: [mother, father, K1, K2],
    fields: [
      text('householdKind', 'soort huishouden', 'gezin met minderjarigen', 'FAMILY_WITH_MINORS'),
      organisations('parties', 'betrokken organisaties', 'Lokaal team Duinrade', ['lt-duinrade']),
      text('reason', 'aanleiding', 'Melding door de basisschool na zorgen over letsel en verzuim.'),
    ],
  }),
];

const hash = '9f2c5b7d1e0a4c3388aa71c2f6d3b4e590b17a6c2d4e8f0312ab45cd67ef8901';
const agreements: PlanFragment['agreements'] = [
  {
    id: 'a1',
    conditionIds: ['c1'],
    text: 'Dennis slaapt bij zijn broer en komt alleen op zondag, als tante Ingrid erbij is.',
    concerning: [mother, father],
    restrains: [father],
    checker: { personId: aunt, organisation: null },
    startsOn: '2025-04-02',
    checkOn: '2025-04-11',
    hiddenFrom: [],
    checks: [{ outcome: 'BROKEN', outcomeTerm: 'geschonden', on: '2025-04-11', note: 'Dennis stond gisteravond om elf uur voor de deur.' }],
    statements: [],
  },
  {
    id: 'a2',
    conditionIds: ['c1'],
    text: 'Als het spannend wordt, gaan Marleen en Sanne via de achtertuin naar de buren op 14 en bellen zij tante Ingrid.',
    concerning: [mother, K1],
    restrains: [],
    checker: { personId: aunt, organisation: null },
    startsOn: '2025-04-02',
    checkOn: '2025-04-09',
    hiddenFrom: [father],
    checks: [],
    statements: [],
  },
];
const condition: PlanFragment['conditions'][number] = {
  id: 'c1',
  phase: 'DIRECT_SAFETY',
  phaseTerm: 'directe veiligheid',
  text: 'Er is thuis geen geweld en er wordt niet gedronken.',
  test: 'Geen meldingen, en Sanne en Daan zeggen allebei dat het rustig was.',
  protects: [K1, K2, mother],
  organisation: ORGANISATIONS.vt,
  statements: [],
};
const second: PlanFragment['conditions'][number] = {
  id: 'c2',
  phase: 'DIRECT_SAFETY',
  phaseTerm: 'directe veiligheid',
  text: 'Sanne en Daan gaan elke dag naar school en weten wie zij kunnen bellen.',
  test: 'De school meldt geen verzuim zonder reden. Beide kinderen hebben het nummer van tante in hun telefoon.',
  protects: [K1, K2],
  organisation: ORGANISATIONS.vt,
  statements: [],
};
const signature = (organisation: Organisation, signedAt: string | null) => ({
  organisation: ORGANISATIONS[organisation],
  required: true,
  signedAt,
  withdrawnAt: null,
});

const v1: PlanFragment = {
  version: 1,
  status: 'IN_FORCE',
  statusTerm: 'geldig',
  publishedOn: '2025-04-02',
  planLead: ORGANISATIONS.lt,
  contentHash: hash,
  summary: 'Vader slaapt voorlopig bij zijn broer. Er is thuis geen geweld en geen drank. Tante Ingrid kijkt elke week mee.',
  reason: 'Eerste routekaart.',
  includesFamilyPlan: false,
  inForceFrom: '2025-04-02T15:00:00.000Z',
  inForceUntil: null,
  phase: 'DIRECT_SAFETY',
  phaseTerm: 'directe veiligheid',
  exitCriteria: 'Drie maanden geen geweld, en Sanne en Daan geven allebei minstens een 6 voor hoe veilig zij zich thuis voelen.',
  fixedFace: { name: 'Fatima el Amrani', organisation: ORGANISATIONS.lt },
  conditions: [condition],
  agreements,
  actions: [],
  signatures: [signature('vt', '2025-04-02T14:00:00.000Z'), signature('lt', '2025-04-02T15:00:00.000Z')],
  positions: [
    { personId: mother, position: 'AGREE', positionTerm: 'akkoord', words: null, on: '2025-04-02', statements: [] },
    {
      personId: father,
      position: 'DISAGREE',
      positionTerm: 'niet akkoord',
      words: 'Ik ben geen gevaar voor mijn kinderen. Jullie luisteren alleen naar haar.',
      on: '2025-04-02',
      statements: [],
    },
    { personId: K2, position: 'SEEN', positionTerm: 'gezien', words: null, on: '2025-04-02', statements: [] },
  ],
  scores: [
    { personId: mother, organisation: null, score: 6, on: '2025-04-02' },
    { personId: father, organisation: null, score: 8, on: '2025-04-02' },
    { personId: K1, organisation: null, score: 3, on: '2025-04-02' },
    { personId: K2, organisation: null, score: 4, on: '2025-04-02' },
    { personId: null, organisation: ORGANISATIONS.lt, score: 4, on: '2025-04-02' },
  ],
  statements: [],
  position: 'pos-1',
};

export const PLANS: readonly PlanFragment[] = [
  v1,
  {
    ...v1,
    version: 2,
    status: 'AWAITING_SIGNATURES',
    statusTerm: 'wacht op handtekeningen',
    publishedOn: '2025-06-17',
    contentHash: hash.replaceAll('9', 'c'),
    inForceFrom: null,
    includesFamilyPlan: true,
    reason: 'Sanne gaat weer naar huis. Het eigen plan van het gezin is opgenomen.',
    summary:
      'Sanne gaat op 16 juli weer naar huis. Vader volgt de training en drinkt niet. Tante Ingrid komt elke woensdag eten. De school en de jeugdbeschermer kijken mee.',
    conditions: [condition, second],
    agreements: [
      ...agreements,
      {
        id: 'a3',
        conditionIds: ['c2'],
        text: 'Tante Ingrid haalt Sanne op woensdag van school en blijft eten.',
        concerning: [K1, mother],
        restrains: [],
        checker: { personId: null, organisation: ORGANISATIONS.gi },
        startsOn: '2025-07-16',
        checkOn: '2025-08-13',
        hiddenFrom: [],
        checks: [{ outcome: 'KEPT', outcomeTerm: 'nagekomen', on: '2025-07-23', note: null }],
        statements: [],
      },
    ],
    actions: [
      {
        id: 'x1',
        text: 'Vader aanmelden voor de training “Zonder geweld”',
        owner: { personId: null, organisation: ORGANISATIONS.lt },
        dueOn: '2025-07-01',
        outcome: 'DONE',
        outcomeTerm: 'gedaan',
        note: 'Start op 3 juli.',
        statements: [],
      },
      {
        id: 'x2',
        text: 'Gesprek met school over verzuim van Daan',
        owner: { personId: mother, organisation: null },
        dueOn: '2025-07-10',
        outcome: null,
        outcomeTerm: null,
        note: null,
        statements: [],
      },
    ],
    signatures: [signature('gi', '2025-06-17T12:00:00.000Z'), signature('lt', '2025-06-17T13:00:00.000Z'), signature('vt', null)],
    positions: [
      {
        personId: mother,
        position: 'AGREE',
        positionTerm: 'akkoord',
        words: 'Dit is ons eigen plan. Ik sta erachter.',
        on: '2025-06-17',
        statements: [],
      },
      { personId: K2, position: 'AGREE', positionTerm: 'akkoord', words: null, on: '2025-06-17', statements: [] },
    ],
  },
];
