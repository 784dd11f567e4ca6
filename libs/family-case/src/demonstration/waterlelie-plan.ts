// SPDX-License-Identifier: EUPL-1.2
import { idOf, writer } from './step.ts';
import type { DemonstrationStep } from './step.ts';
import { waterlelieFacts } from './waterlelie-facts.ts';
import {
  saidBy,
  waterlelieFamily,
  waterlelieNetwork,
  waterlelieOrganisations,
  waterleliePeople,
  waterlelieWorkers,
} from './waterlelie-people.ts';

const { mother, father, K1, K2, aunt, reporter } = waterleliePeople;
const everybody = [mother, father, K1, K2];

const lt = writer(waterlelieWorkers.lt, { role: 'fixedFace', basis: 'jeugdwet-2.3', purpose: 'hulp en veiligheid in dit gezin' });
const vt = writer(waterlelieWorkers.vt, { role: 'caseworker', basis: 'wmo-4.1.1', purpose: 'onderzoek van de melding' });

/** The private record of the lokaal team, before there is a case. */
export const waterlelieMeldcodeRecord = '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a2001';
const meldcode = { stream: 'meldcode', role: 'caseworker', basis: 'wmo-5.2.6' } as const;
const meldcodeStep = { type: 'TakeMeldcodeStep', adviceOfVeiligThuis: false } as const;

/** Lines 1–3: signals, weighed in private. */
const signals: readonly DemonstrationStep[] = [
  lt(
    1,
    '2025-03-04',
    '11:20',
    {
      ...meldcodeStep,
      step: 1,
      concerning: [K1],
      considerations: 'School ziet blauwe plekken op de arm van Lotte. Zij is ook vaak ziek gemeld.',
    },
    meldcode,
  ),
  lt(
    1,
    '2025-03-06',
    '16:05',
    {
      ...meldcodeStep,
      step: 2,
      concerning: [K1],
      adviceOfVeiligThuis: true,
      considerations: 'Overlegd met een collega en advies gevraagd aan Veilig Thuis. Advies: praat met de ouders en weeg daarna opnieuw.',
    },
    meldcode,
  ),
  lt(
    2,
    '2025-03-10',
    '15:40',
    {
      ...meldcodeStep,
      step: 3,
      concerning: [mother, K1],
      considerations: 'Gesprek met moeder over de blauwe plekken en het verzuim. Moeder zegt: "Het is alleen maar stress."',
    },
    meldcode,
  ),
  lt(
    3,
    '2025-03-12',
    '09:15',
    {
      ...meldcodeStep,
      step: 4,
      concerning: everybody,
      considerations: 'De zorgen zijn niet weg. Er is kans op geweld in huis en de kinderen maken dat mee.',
    },
    meldcode,
  ),
  lt(
    3,
    '2025-03-12',
    '09:30',
    {
      ...meldcodeStep,
      step: 5,
      concerning: everybody,
      considerations: 'Zelf hulp organiseren is nu niet genoeg. Wij melden en blijven zelf betrokken.',
      decision: 'REPORT',
    },
    meldcode,
  ),
];

/** Lines 3–8: the report, the inquiry of Veilig Thuis, and what K1 says. */
const reportAndInquiry: readonly DemonstrationStep[] = [
  vt(
    3,
    '2025-03-12',
    '10:45',
    {
      type: 'ReceiveReport',
      concerning: everybody,
      acute: false,
      kind: 'PROFESSIONAL',
      reporterId: reporter,
      reporter: 'Fatima el Amrani, Lokaal team Duinrade',
      reporterShielded: false,
      meldcodeRecord: `${waterlelieOrganisations.lt}/${waterlelieMeldcodeRecord}`,
      conclusion: 'Vermoeden van geweld tussen de ouders. De kinderen maken het mee.',
      content:
        'Lotte (9) had twee keer blauwe plekken op haar arm en was negen dagen niet op school. Buren horen ruzie. Moeder zegt dat het stress is. Vader is nog niet gesproken.',
      opening: {
        householdKind: 'FAMILY_WITH_MINORS',
        region: 'haaglanden',
        parties: [{ organisation: waterlelieOrganisations.lt, party: 'LT' }],
        pilot: true,
        reopened: false,
        name: 'Gezin Waterlelie',
        municipality: 'Duinrade',
        reason: 'Melding bij Veilig Thuis over mogelijk geweld in huis.',
        members: waterlelieFamily,
      },
    },
    { name: 'report' },
  ),
  vt(4, '2025-03-14', '14:10', {
    type: 'LinkReports',
    reportId: idOf('report'),
    concerning: [mother, father],
    explanation: 'In november 2024 kwam de politie aan de deur na een ruzie. Dat past bij deze melding.',
    policeContent: 'Melding van 16 november 2024, 23:50 uur: luide ruzie, beide ouders hadden gedronken, geen aangifte.',
  }),
  vt(
    5,
    '2025-03-17',
    '09:05',
    {
      type: 'StartInquiry',
      kind: 'VT',
      concerning: everybody,
      question: 'Is er geweld in dit gezin, en wat is er nodig om het te laten stoppen?',
    },
    { name: 'vtInquiry' },
  ),
  vt(
    6,
    '2025-03-19',
    '13:30',
    {
      type: 'AssessSafety',
      concerning: [K1, K2],
      instrument: 'Triage-instrument Veilig Thuis 3',
      conclusion: 'STRUCTURAL_DANGER',
      explanation: 'Ruzies keren al maanden terug en de kinderen zijn erbij. Er is nu geen direct gevaar.',
    },
    { name: 'assessment', role: 'safetyExpert' },
  ),
  vt(6, '2025-03-19', '13:50', {
    type: 'EstablishInquiryNeed',
    concerning: everybody,
    reason: 'Het geweld lijkt een patroon. Wij moeten weten wat er precies gebeurt voordat hulp kan werken.',
  }),
  lt(7, '2025-03-19', '15:15', {
    type: 'AppointFixedFace',
    worker: waterlelieWorkers.lt.worker,
    workerName: waterlelieWorkers.lt.name,
    preferenceHeard: true,
  }),
  vt(7, '2025-03-24', '16:20', {
    type: 'InformPersons',
    reportId: idOf('report'),
    persons: [
      { personId: mother, content: { outcome: 'INFORMED', words: 'Moeder is thuis verteld wat er is gemeld en wat wij gaan doen.' } },
      { personId: father, content: { outcome: 'INFORMED', words: 'Vader is verteld wat er is gemeld. Hij is het er niet mee eens.' } },
      { personId: K1, content: { outcome: 'INFORMED', words: 'Lotte hoorde het van haar moeder, met ons erbij.' } },
      { personId: K2, content: { outcome: 'INFORMED', words: 'Daan is apart verteld wat er is gemeld.' } },
    ],
    reporterToldBack: true,
  }),
  vt(7, '2025-03-24', '16:35', {
    type: 'ExplainRights',
    persons: everybody.map((personId) => ({
      personId,
      content: { what: 'U mag uw gegevens zien, reageren en een vertrouwenspersoon of advocaat vragen.', understood: true },
    })),
  }),
  ...waterlelieFacts.map((command, index) =>
    vt(6, '2025-03-26', `10:${String(10 + index * 2)}`, command, { name: `fact${String(index + 1)}` }),
  ),
  lt(8, '2025-03-27', '15:10', {
    type: 'SeeChild',
    childId: K1,
    alone: true,
    where: 'SCHOOL',
    observation: 'Lotte kwam rustig binnen, tekende haar huis en vertelde over haar konijn.',
  }),
  lt(
    8,
    '2025-03-27',
    '15:25',
    {
      type: 'RecordVoice',
      speakerId: K1,
      confidential: true,
      words: 'Ik ben ’s nachts bang als ze schreeuwen. Dan zet ik een stoel tegen mijn deur. Dat mag papa niet weten.',
      alone: true,
    },
    { name: 'voiceK1', ...saidBy(K1) },
  ),
];

/** Line 9: conditions, agreements and the first version. */
const firstRouteMap: readonly DemonstrationStep[] = [
  lt(9, '2025-03-31', '14:00', {
    type: 'ChangeMembership',
    change: 'PERSON_JOINED',
    members: waterlelieNetwork,
    reason: 'Els en Bram helpen het gezin. Moeder en vader hebben hen zelf genoemd.',
  }),
  vt(
    9,
    '2025-04-02',
    '10:00',
    {
      type: 'SetCondition',
      phase: 'DIRECT_SAFETY',
      protects: [K1, K2],
      text: 'Er is geen geweld in huis en er wordt thuis niet gedronken.',
      test: 'Zes weken achter elkaar geen geweld en geen drank in huis, volgens Els, de kinderen en het lokaal team.',
    },
    { name: 'noViolence' },
  ),
  lt(
    9,
    '2025-04-02',
    '10:30',
    {
      type: 'MakeAgreement',
      conditionIds: [idOf('noViolence')],
      concerning: [mother, father],
      restrains: [father],
      checker: { kind: 'person', personId: aunt },
      hiddenFrom: [],
      text: 'Mark slaapt door de week en in het weekend bij zijn broer Bram. Hij komt alleen overdag thuis en drinkt dan niet.',
      startsOn: '2025-04-02',
      checkOn: '2025-04-11',
    },
    { name: 'sleepsElsewhere', statedBy: { kind: 'family' } },
  ),
  lt(
    9,
    '2025-04-02',
    '10:50',
    {
      type: 'MakeAgreement',
      conditionIds: [idOf('noViolence')],
      concerning: [mother, K1],
      restrains: [],
      checker: { kind: 'organisation', organisation: waterlelieOrganisations.lt },
      hiddenFrom: [father],
      text: 'Als het misgaat, pakt Sanne de kinderen en gaat via de achterdeur naar Els. De tas staat klaar in de schuur. Lotte weet dat zij mee moet lopen.',
      startsOn: '2025-04-02',
      checkOn: '2025-04-16',
    },
    { name: 'escapePlan', statedBy: { kind: 'family' } },
  ),
  lt(
    9,
    '2025-04-02',
    '11:30',
    {
      type: 'PublishRouteMap',
      planLead: waterlelieOrganisations.lt,
      includesFamilyPlan: false,
      concerning: everybody,
      summary: 'Eerst zorgen we dat het thuis veilig is. Mark slaapt bij zijn broer. Els kijkt mee of het goed gaat.',
      reason: 'Eerste versie, gemaakt met het gezin.',
    },
    { name: 'version1' },
  ),
  lt(9, '2025-04-02', '11:45', {
    type: 'EnterPhase',
    phase: 'DIRECT_SAFETY',
    concerning: everybody,
    exitCriteria: 'Zes weken geen geweld en geen drank in huis, gezien door meer dan één persoon.',
  }),
];

/** Line 10: what everybody thinks of it. */
const scoresAndPositions: readonly DemonstrationStep[] = [
  lt(10, '2025-04-02', '13:00', { type: 'ScaleSafety', concerning: everybody, rater: mother, ownScore: 6 }, saidBy(mother)),
  lt(
    10,
    '2025-04-02',
    '13:05',
    { type: 'ScaleSafety', concerning: everybody, rater: father, ownScore: 8, words: 'Er is niets aan de hand.' },
    saidBy(father),
  ),
  lt(10, '2025-04-02', '13:20', { type: 'ScaleSafety', concerning: everybody, rater: K1, ownScore: 3 }, saidBy(K1)),
  lt(
    10,
    '2025-04-02',
    '13:30',
    { type: 'ScaleSafety', concerning: everybody, rater: K2, ownScore: 4, words: 'Doordeweeks gaat het wel.' },
    saidBy(K2),
  ),
  lt(10, '2025-04-02', '13:40', { type: 'ScaleSafety', concerning: everybody, professionalScore: 4 }),
  vt(10, '2025-04-02', '14:00', { type: 'SignRouteMap', version: 1, contentHash: '@version1/hash' }),
  lt(10, '2025-04-02', '14:05', { type: 'SignRouteMap', version: 1, contentHash: '@version1/hash' }),
  lt(
    10,
    '2025-04-02',
    '14:30',
    {
      type: 'TakePosition',
      version: 1,
      personId: father,
      position: 'DISAGREE',
      words: 'Ik hoor thuis te slapen. Ik doe dit omdat het moet.',
    },
    saidBy(father),
  ),
  lt(
    10,
    '2025-04-02',
    '14:40',
    { type: 'TakePosition', version: 1, personId: mother, position: 'AGREE', words: 'Op papier getekend aan de keukentafel.' },
    saidBy(mother),
  ),
  lt(10, '2025-04-02', '14:50', { type: 'TakePosition', version: 1, personId: K2, position: 'SEEN' }, saidBy(K2)),
];

export const waterlelieFirstHalf: readonly DemonstrationStep[] = [...signals, ...reportAndInquiry, ...firstRouteMap, ...scoresAndPositions];
