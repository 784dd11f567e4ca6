// SPDX-License-Identifier: EUPL-1.2
import type { RecordFact } from '../inquiry/own-inquiry.ts';
import { idOf } from './step.ts';
import { waterleliePeople } from './waterlelie-people.ts';

const { mother, father, K1, K2 } = waterleliePeople;

type Stated = Omit<RecordFact, 'type' | 'investigationId' | 'familyMarks'> & Partial<Pick<RecordFact, 'familyMarks'>>;

/** The eleven facts of Veilig Thuis: two that father says are not true, and one with a working note beside it. */
const facts: readonly Stated[] = [
  {
    concerning: [K1],
    kind: 'OBSERVATION',
    text: 'Op 26 februari had Lotte een blauwe plek op haar linkerarm, zo groot als een hand.',
    source: 'De juf van groep 6, opgeschreven op 26 februari 2025',
  },
  {
    concerning: [K1],
    kind: 'OBSERVATION',
    text: 'Lotte was in januari en februari negen dagen niet op school.',
    source: 'De verzuimlijst van de basisschool',
  },
  {
    concerning: [mother],
    kind: 'STATEMENT',
    text: 'Moeder zegt: "We hebben stress over geld en dan schreeuwen we. Slaan doet niemand."',
    source: 'Gesprek met moeder op 21 maart 2025',
    familyMarks: [{ personId: mother, content: { mark: 'TRUE' } }],
  },
  {
    concerning: [father],
    kind: 'STATEMENT',
    text: 'Vader zegt dat hij in het weekend een paar biertjes drinkt en daar rustig van wordt.',
    source: 'Gesprek met vader op 24 maart 2025',
    familyMarks: [{ personId: father, content: { mark: 'TRUE' } }],
    workingNote: 'Vader rook bij het gesprek om tien uur al naar drank. Eerst navragen bij collega’s voordat we dit als feit opschrijven.',
  },
  {
    concerning: [father, K2],
    kind: 'STATEMENT',
    text: 'Daan zegt dat zijn vader in februari een stoel tegen de muur gooide.',
    source: 'Gesprek met Daan op 24 maart 2025',
    familyMarks: [{ personId: father, content: { mark: 'UNTRUE', words: 'Ik heb niet gegooid. Die stoel viel om.' } }],
  },
  {
    concerning: [mother, father, K1, K2],
    kind: 'OBSERVATION',
    text: 'In de deur van de woonkamer zit een gat van ongeveer twintig centimeter.',
    source: 'Huisbezoek op 21 maart 2025',
  },
  {
    concerning: [mother, father, K1, K2],
    kind: 'OBSERVATION',
    text: 'Het huis was schoon, er was eten in huis en de kinderen hadden elk een eigen kamer.',
    source: 'Huisbezoek op 21 maart 2025',
    familyMarks: [{ personId: mother, content: { mark: 'TRUE' } }],
  },
  {
    concerning: [mother, father, K1, K2],
    kind: 'STATEMENT',
    text: 'De buurvrouw zegt dat zij bijna elk weekend geschreeuw en gebonk hoort.',
    source: 'Telefoongesprek met de buurvrouw op 25 maart 2025',
    familyMarks: [{ personId: father, content: { mark: 'UNTRUE', words: 'Zij overdrijft. Het is hooguit één keer per maand.' } }],
  },
  {
    concerning: [K2],
    kind: 'OPINION',
    text: 'De mentor van Daan vindt hem dit jaar stiller dan vorig jaar.',
    source: 'Telefoongesprek met de mentor op 25 maart 2025',
    familyMarks: [{ personId: K2, content: { mark: 'INCOMPLETE', words: 'Dat komt ook doordat mijn beste vriend is verhuisd.' } }],
  },
  {
    concerning: [mother],
    kind: 'STATEMENT',
    text: 'Moeder zegt dat zij haar zus Els altijd mag bellen, ook ’s nachts.',
    source: 'Gesprek met moeder op 21 maart 2025',
    familyMarks: [{ personId: mother, content: { mark: 'TRUE' } }],
  },
  {
    concerning: [mother, father],
    kind: 'STATEMENT',
    text: 'Vader en moeder zeggen allebei dat zij drie maanden huur achterlopen.',
    source: 'Huisbezoek op 21 maart 2025',
    familyMarks: [
      { personId: mother, content: { mark: 'TRUE' } },
      { personId: father, content: { mark: 'TRUE' } },
    ],
  },
];

export const waterlelieFacts: readonly RecordFact[] = facts.map((stated) => ({
  type: 'RecordFact',
  investigationId: idOf('vtInquiry'),
  familyMarks: [],
  ...stated,
}));
