// SPDX-License-Identifier: EUPL-1.2
import { idOf, writer } from './step.ts';
import type { DemonstrationStep } from './step.ts';
import { waterlelieFacts } from './waterlelie-facts.ts';
import { saidBy, waterlelieOrganisations, waterleliePeople, waterlelieWorkers } from './waterlelie-people.ts';

const { mother, father, K1, K2, aunt } = waterleliePeople;
const { vt: vtOrganisation, lt: ltOrganisation, council: councilOrganisation, gi: giOrganisation } = waterlelieOrganisations;
const everybody = [mother, father, K1, K2];
const children = [K1, K2];
const byCourt = { basis: 'bw-1:255', statedBy: { kind: 'court' } } as const;

const lt = writer(waterlelieWorkers.lt, { role: 'fixedFace', basis: 'jeugdwet-2.3', purpose: 'hulp en veiligheid in dit gezin' });
const vt = writer(waterlelieWorkers.vt, { role: 'caseworker', basis: 'wmo-4.1.1', purpose: 'onderzoek van de melding' });
const duty = writer(waterlelieWorkers.vtDuty, { role: 'dutyOfficer', basis: 'wmo-4.1.1', purpose: 'acuut gevaar' });
const rvt = writer(waterlelieWorkers.rvt, { role: 'rvtMember', basis: 'wmo-4.1.1', purpose: 'overleg over de veiligheid' });
const council = writer(waterlelieWorkers.council, { role: 'councilInvestigator', basis: 'jeugdwet-3.1', purpose: 'raadsonderzoek' });
const gi = writer(waterlelieWorkers.gi, { role: 'guardian', basis: 'bw-1:262', purpose: 'uitvoering van de maatregel' });

/** Lines 11–13: it goes wrong, a house ban, the Raad is asked. */
const danger: readonly DemonstrationStep[] = [
  lt(
    11,
    '2025-04-11',
    '20:15',
    {
      type: 'CheckAgreement',
      agreementId: idOf('sleepsElsewhere'),
      outcome: 'BROKEN',
      note: 'Els belde. Mark was vrijdagavond thuis en wilde blijven slapen.',
    },
    { name: 'brokenCheck', ...saidBy(aunt) },
  ),
  duty(
    11,
    '2025-04-12',
    '02:20',
    {
      type: 'DeclareAcuteDanger',
      concerning: everybody,
      what: 'De politie kwam om kwart voor twee. Vader had gedronken, gooide met spullen en duwde moeder tegen de muur.',
      actionTaken: 'De politie nam vader mee. Moeder en de kinderen zijn bij Els. Wij blijven bereikbaar.',
    },
    { name: 'danger', happenedAt: '01:45' },
  ),
  duty(
    11,
    '2025-04-12',
    '05:05',
    {
      type: 'OrderMeasure',
      concerning: [father],
      kind: 'HOUSE_BAN',
      orderedOn: '2025-04-12',
      endsOn: '2025-04-22',
      exParte: false,
      ground: 'Ernstig gevaar voor moeder en de kinderen.',
    },
    { name: 'houseBan', basis: 'wth-2', statedBy: { kind: 'mayor' } },
  ),
  rvt(
    12,
    '2025-04-14',
    '11:00',
    {
      type: 'HoldTable',
      kind: 'URGENT_JBT',
      attending: [vtOrganisation, ltOrganisation],
      concerning: everybody,
      outcome: 'Veilig Thuis vraagt de Raad met spoed om onderzoek.',
      discussion: 'Besproken of de kinderen vrijwillig bij Els kunnen blijven. Daarover was geen overeenstemming.',
    },
    { name: 'table', statedBy: { kind: 'rvt' } },
  ),
  lt(
    12,
    '2025-04-14',
    '11:40',
    {
      type: 'RecordDissent',
      attending: [vtOrganisation, ltOrganisation],
      concerning: everybody,
      text: 'Probeer eerst of beide kinderen met hulp bij Els kunnen wonen. Een maatregel kan daarna nog.',
    },
    { name: 'dissent' },
  ),
  vt(12, '2025-04-15', '09:10', {
    type: 'RecordDissent',
    answerTo: idOf('dissent'),
    concerning: everybody,
    text: 'Wij hebben dit gewogen. De afspraak met vader is binnen tien dagen gebroken. Zonder maatregel kan hij de kinderen ophalen.',
  }),
  vt(
    13,
    '2025-04-15',
    '10:30',
    {
      type: 'RequestInquiry',
      council: councilOrganisation,
      corvReference: 'CORV-2025-0415-0071',
      concerning: everybody,
      question: 'Is een spoedmaatregel nodig om Lotte en Daan te beschermen?',
    },
    { name: 'inquiryRequest', basis: 'jeugdwet-2.4' },
  ),
  council(
    13,
    '2025-04-16',
    '09:00',
    {
      type: 'StartInquiry',
      kind: 'COUNCIL',
      concerning: everybody,
      question: 'Worden Lotte en Daan ernstig bedreigd in hun ontwikkeling, en welke maatregel past daarbij?',
    },
    { name: 'councilInquiry' },
  ),
  council(13, '2025-04-16', '14:45', {
    type: 'PreventDuplicate',
    investigationId: idOf('councilInquiry'),
    from: vtOrganisation,
    factIds: waterlelieFacts.map((_, index) => idOf(`fact${String(index + 1)}`)),
    concerning: everybody,
    ownWeighing: 'Wij gebruiken de elf feiten van Veilig Thuis. Twee feiten zegt vader niet te herkennen: die wegen wij minder zwaar.',
  }),
];

/** Lines 14–16: the court steps in, first without hearing anybody, then after a hearing. */
const orders: readonly DemonstrationStep[] = [
  council(
    14,
    '2025-04-17',
    '10:15',
    {
      type: 'RequestMeasure',
      concerning: children,
      kinds: ['PROVISIONAL_SUPERVISION', 'REMOVAL'],
      grounds: 'De kinderen zijn thuis niet veilig en vrijwillige hulp lukt nu niet. Lotte kan voorlopig bij Els wonen.',
    },
    { name: 'urgentRequest', basis: 'bw-1:255' },
  ),
  council(
    14,
    '2025-04-17',
    '15:00',
    {
      type: 'OrderMeasure',
      concerning: children,
      executedBy: giOrganisation,
      kind: 'PROVISIONAL_SUPERVISION',
      orderedOn: '2025-04-17',
      endsOn: '2025-07-17',
      exParte: true,
      ground: 'Acute en ernstige bedreiging.',
    },
    { name: 'vots', ...byCourt },
  ),
  council(
    14,
    '2025-04-17',
    '15:05',
    {
      type: 'OrderMeasure',
      concerning: [K1],
      executedBy: giOrganisation,
      kind: 'REMOVAL',
      orderedOn: '2025-04-17',
      endsOn: '2025-05-15',
      exParte: true,
      ground: 'Lotte kan nu niet thuis wonen.',
    },
    { name: 'removal', ...byCourt },
  ),
  gi(14, '2025-04-17', '15:50', { type: 'ReceiveMeasure', measureIds: [idOf('vots'), idOf('removal')] }, { basis: 'jeugdwet-3.2' }),
  gi(
    15,
    '2025-04-17',
    '18:30',
    {
      type: 'ChangePlacement',
      childId: K1,
      measureId: idOf('removal'),
      change: 'STARTED',
      kind: 'KIN_CARE',
      childsWish: 'Ik wil bij tante Els, en mijn konijn moet mee.',
      explanation: 'Lotte woont voorlopig bij haar tante. Daan blijft bij moeder.',
    },
    { name: 'placement' },
  ),
  gi(15, '2025-04-24', '09:30', {
    type: 'AssignGuardian',
    concerning: children,
    guardian: waterlelieWorkers.gi.worker,
    guardianName: waterlelieWorkers.gi.name,
    kind: 'FIXED',
  }),
  gi(15, '2025-04-25', '16:15', {
    type: 'HoldFirstContact',
    concerning: children,
    present: [
      { personId: K1, content: 'Liet haar kamer bij Els zien.' },
      { personId: K2, content: 'Luisterde en stelde een vraag over school.' },
      { personId: mother, content: 'Vroeg hoe lang het gaat duren.' },
    ],
    note: 'Kennisgemaakt bij Els thuis. Uitgelegd wat een voorlopige ondertoezichtstelling is.',
  }),
  council(
    16,
    '2025-04-29',
    '11:30',
    {
      type: 'HoldHearing',
      measureIds: [idOf('vots'), idOf('removal')],
      persons: [
        { personId: mother, content: { how: 'HEARD', words: 'Ik wil dat het stopt en dat Lotte snel naar huis kan.' } },
        { personId: father, content: { how: 'HEARD', words: 'Ik vind dit veel te zwaar.' } },
        { personId: K2, content: { how: 'HEARD' } },
        { personId: K1, content: { how: 'OFFERED' } },
      ],
    },
    { name: 'hearing', basis: 'bw-1:255' },
  ),
  council(
    16,
    '2025-04-29',
    '16:00',
    {
      type: 'OrderMeasure',
      continues: idOf('vots'),
      concerning: children,
      executedBy: giOrganisation,
      kind: 'PROVISIONAL_SUPERVISION',
      orderedOn: '2025-04-29',
      endsOn: '2025-07-17',
      exParte: false,
      ground: 'Bevestigd na de zitting.',
    },
    { name: 'votsConfirmed', ...byCourt },
  ),
  council(
    16,
    '2025-04-29',
    '16:05',
    {
      type: 'OrderMeasure',
      continues: idOf('removal'),
      concerning: [K1],
      executedBy: giOrganisation,
      kind: 'REMOVAL',
      orderedOn: '2025-04-29',
      endsOn: '2025-07-17',
      exParte: false,
      ground: 'Verlengd tot het einde van de voorlopige ondertoezichtstelling.',
    },
    { name: 'removalConfirmed', ...byCourt },
  ),
];

/** Lines 17–18: the family's own plan, the watch handed over, the second version. */
const ownPlan: readonly DemonstrationStep[] = [
  gi(17, '2025-05-06', '15:00', {
    type: 'OfferFamilyPlan',
    concerning: children,
    answer: 'ACCEPTED',
    explanation: 'Sanne, Mark, Els en Bram maken samen een eigen plan.',
  }),
  vt(17, '2025-05-20', '10:00', {
    type: 'ConcludeInquiry',
    investigationId: idOf('vtInquiry'),
    concerning: everybody,
    outcome: 'Er is een patroon van ruzie en geweld, vooral als er gedronken is en er geldzorgen zijn.',
    advice: 'Houd de voorwaarden aan, pak de schulden aan en blijf met de kinderen praten.',
    report:
      'Wij spraken met alle gezinsleden, de school, de buurvrouw en Els. De elf feiten staan in dit rapport, met wat het gezin ervan vindt.',
    reactions: [{ personId: mother, content: 'Ik herken dit.' }],
  }),
  vt(
    17,
    '2025-05-20',
    '14:00',
    {
      type: 'HandOverSafetyWatch',
      step: 'OFFERED',
      to: [ltOrganisation, giOrganisation],
      familyPresent: true,
      concerning: everybody,
      note: 'Besproken aan de keukentafel: de voorwaarde, wie controleert en wie het gezin belt als het misgaat.',
    },
    { name: 'handover' },
  ),
  lt(17, '2025-05-20', '14:30', {
    type: 'HandOverSafetyWatch',
    step: 'ACCEPTED',
    handoverId: idOf('handover'),
    familyPresent: true,
    note: 'Wij nemen het zicht op veiligheid over en komen elke week.',
  }),
  gi(17, '2025-05-20', '14:40', {
    type: 'HandOverSafetyWatch',
    step: 'ACCEPTED',
    handoverId: idOf('handover'),
    familyPresent: true,
    note: 'Wij letten op de veiligheid van Lotte bij Els en bij de bezoeken.',
  }),
  gi(18, '2025-06-13', '11:00', {
    type: 'NotifyMeasureEnd',
    measureId: idOf('removalConfirmed'),
    concerning: [K1],
    notice: 'END_PLACEMENT',
    intendedOn: '2025-07-16',
    explanation: 'Het gaat goed. Lotte kan op 16 juli naar huis, met het plan van het gezin.',
  }),
  gi(18, '2025-06-17', '10:00', {
    type: 'AdoptActionPlan',
    concerning: children,
    origin: 'FAMILY',
    summary:
      'Het eigen plan van het gezin: Mark woont bij Bram, de schulden worden aangepakt en Els is elke dinsdag thuis bij de kinderen.',
  }),
  lt(
    18,
    '2025-06-17',
    '13:30',
    {
      type: 'PublishRouteMap',
      planLead: ltOrganisation,
      includesFamilyPlan: true,
      concerning: everybody,
      summary:
        'Het gezin heeft een eigen plan. Mark woont bij Bram. Lotte gaat stap voor stap weer thuis wonen. Els en het lokaal team kijken mee.',
      reason: 'Het eigen plan van het gezin is opgenomen.',
    },
    { name: 'version2' },
  ),
  gi(18, '2025-06-17', '14:00', { type: 'SignRouteMap', version: 2, contentHash: '@version2/hash' }),
  lt(18, '2025-06-17', '14:10', { type: 'SignRouteMap', version: 2, contentHash: '@version2/hash' }),
  lt(18, '2025-06-17', '15:00', { type: 'TakePosition', version: 2, personId: mother, position: 'AGREE' }, saidBy(mother)),
  lt(
    18,
    '2025-06-17',
    '15:10',
    { type: 'TakePosition', version: 2, personId: father, position: 'AGREE', words: 'Dit plan is van ons zelf.' },
    saidBy(father),
  ),
  lt(18, '2025-06-17', '15:20', { type: 'TakePosition', version: 2, personId: K2, position: 'AGREE' }, saidBy(K2)),
];

/** Lines 19–20: the Raad advises, the court decides, K1 comes home. */
const homeAgain: readonly DemonstrationStep[] = [
  council(19, '2025-06-20', '09:45', {
    type: 'ShareDraft',
    investigationId: idOf('councilInquiry'),
    sharedWith: [mother, father, K2],
    reactionsUntil: '2025-07-02',
    summary: 'Wij denken aan een ondertoezichtstelling van zes maanden, waarbij Lotte weer thuis woont.',
  }),
  council(19, '2025-07-03', '10:00', {
    type: 'ConcludeInquiry',
    investigationId: idOf('councilInquiry'),
    concerning: everybody,
    outcome: 'De kinderen zijn nog niet blijvend veilig, maar het gezin werkt goed aan zijn eigen plan.',
    advice: 'Een ondertoezichtstelling van zes maanden. Lotte gaat weer thuis wonen.',
    report: 'Wij wogen de feiten van Veilig Thuis zelf, spraken met alle gezinsleden en bezochten Els.',
    reactions: [{ personId: father, content: 'Zes maanden vind ik te lang. Ik werk overal aan mee.' }],
  }),
  council(
    19,
    '2025-07-03',
    '11:15',
    {
      type: 'RequestMeasure',
      concerning: children,
      kinds: ['SUPERVISION'],
      grounds: 'Het gezin heeft nog een half jaar steun en toezicht nodig om het plan vol te houden.',
    },
    { name: 'otsRequest', basis: 'bw-1:255' },
  ),
  council(
    20,
    '2025-07-15',
    '11:00',
    {
      type: 'HoldHearing',
      measureIds: [idOf('otsRequest')],
      persons: [
        { personId: mother, content: { how: 'HEARD' } },
        { personId: father, content: { how: 'HEARD', words: 'Ik wil laten zien dat het anders kan.' } },
        { personId: K2, content: { how: 'HEARD' } },
        { personId: K1, content: { how: 'OFFERED' } },
      ],
    },
    { name: 'otsHearing', basis: 'bw-1:255' },
  ),
  council(
    20,
    '2025-07-15',
    '15:30',
    {
      type: 'OrderMeasure',
      concerning: children,
      executedBy: giOrganisation,
      kind: 'SUPERVISION',
      orderedOn: '2025-07-15',
      endsOn: '2026-01-15',
      exParte: false,
      ground: 'Steun en toezicht blijven nodig.',
    },
    { name: 'ots', ...byCourt },
  ),
  gi(20, '2025-07-16', '16:00', {
    type: 'ChangePlacement',
    childId: K1,
    measureId: idOf('removalConfirmed'),
    change: 'ENDED',
    kind: 'HOME',
    childsWish: 'Ik wil naar huis, en op dinsdag eten bij Els.',
    explanation: 'Lotte is weer thuis bij moeder en Daan.',
  }),
  gi(20, '2025-07-16', '16:20', {
    type: 'EndMeasure',
    measureId: idOf('removalConfirmed'),
    concerning: [K1],
    endedOn: '2025-07-16',
    reason: 'Lotte woont weer thuis. De machtiging is niet meer nodig.',
  }),
];

export const waterlelieSecondHalf: readonly DemonstrationStep[] = [...danger, ...orders, ...ownPlan, ...homeAgain];
