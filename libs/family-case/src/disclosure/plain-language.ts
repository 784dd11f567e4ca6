// SPDX-License-Identifier: EUPL-1.2
import { CATEGORIES } from '../vocabulary/categories.ts';
import type { Category } from '../vocabulary/categories.ts';
import { COLUMNS } from './matrix.ts';
import type { Code, Column, DisclosureMatrix } from './matrix.ts';

/** How each column is called in a sentence, and on which ground it reads at all. Sources: docs/domain/disclosure.md. */
const READERS: Readonly<Record<Column, { readonly who: string; readonly ground: string }>> = {
  LT: { who: 'Het lokaal team', ground: 'Jeugdwet 2.3 en Wmo 2015 2.3: hulp en ondersteuning door de gemeente' },
  RVT: { who: 'Een lid van het Regionaal Veiligheidsteam', ground: 'de taak van de eigen organisatie' },
  VT: { who: 'Veilig Thuis', ground: 'Wmo 2015 4.1.1 en 5.1.6: meldingen onderzoeken' },
  RvdK: { who: 'De Raad voor de Kinderbescherming', ground: 'Jeugdwet 3.1 en BW 1:240: onderzoek en advies aan de rechter' },
  GI: { who: 'De gecertificeerde instelling', ground: 'Jeugdwet 3.2 en 7.3.11: een maatregel uitvoeren' },
  ZA: { who: 'De zorgaanbieder', ground: 'Jeugdwet 7.3.11 lid 2: betrokken bij de hulp' },
  COURT: { who: 'De kinderrechter', ground: 'BW 1:255 en verder: beslissen over een maatregel' },
  POLICE: { who: 'De politie', ground: 'geen toegang tot de tijdlijn' },
  FAMILY: { who: 'Een gezinslid', ground: 'AVG 15, Jeugdwet 7.3.10 en Wmo 2015 5.3.2: inzage in eigen gegevens' },
  AUDIT: { who: 'De toezichthouder', ground: 'Jeugdwet 9.2: toezicht' },
  REGION: { who: 'De regio', ground: 'Jeugdwet 2.6: genoeg hulp inkopen' },
};

/** The sentence after the reader's name; `what` is the Dutch term of the category. */
const SENTENCES: Readonly<Record<Code, (what: string, column: Column) => string>> = {
  F: (what) => `leest alles over: ${what}.`,
  FM: (what) => `leest alles over: ${what}. Dat kan pas tijdens een maatregel in dit gezin.`,
  FP: (what) => `leest alles over: ${what}. Dat kan alleen na eigen deelname, of als iemand het deelt.`,
  X: (what, column) =>
    column === 'FAMILY'
      ? `leest de uitkomst over zichzelf van: ${what}.`
      : `leest alleen de conclusie van: ${what}. De rest is alleen te lezen als iemand het deelt.`,
  XT: (what) => `leest alleen de eigen taken in: ${what}.`,
  R: (what) => `ziet alleen dat er iets is vastgelegd, wanneer en door wie: ${what}. De inhoud is alleen te lezen als iemand die deelt.`,
  RC: (what) => `ziet alleen bij eigen cliënten dat er iets is vastgelegd, wanneer en door wie: ${what}.`,
  S: (what, column) =>
    column === 'FAMILY'
      ? `leest wat over hem- of haarzelf gaat, en over een kind onder de 12 van wie hij of zij het gezag heeft: ${what}.`
      : `leest alleen wat over eigen cliënten gaat: ${what}.`,
  OWN: (what) => `leest alleen wat over hem- of haarzelf gaat: ${what}. Ook een ouder leest dit niet over een kind.`,
  C: (what) => `leest dit alleen als de persoon toestemming geeft, of als iemand het deelt omdat de wet dat zegt: ${what}.`,
  O: (what) => `leest alleen wat de eigen organisatie heeft vastgelegd: ${what}.`,
  none: (what) => `leest niets over: ${what}. Ook niet dat er iets over is vastgelegd.`,
  hat: (what) => `leest hetzelfde als de eigen organisatie: ${what}.`,
  file: (what) => `leest dit alleen in de stukken voor de rechtbank: ${what}.`,
  sealed: (what) => `leest dit alleen in de stukken voor de rechtbank, in een gesloten envelop: ${what}.`,
  A: (what) => `leest alles over: ${what}. Elke keer staat vast waarom, en wordt het opgeschreven.`,
  aggregate: (what) => `ziet alleen cijfers over veel gezinnen samen: ${what}.`,
  count: (what) => `ziet alleen hoeveel het er zijn: ${what}.`,
};

/** One cell in a plain Dutch sentence (level B1): who reads what. */
export function cellInWords(matrix: DisclosureMatrix, category: Category, column: Column): string {
  return `${READERS[column].who} ${SENTENCES[matrix.cells[category][column]](CATEGORIES[category], column)}`;
}

/** Everything a column reads, in sentences, with the ground it rests on. */
export function columnInWords(
  matrix: DisclosureMatrix,
  column: Column,
): { readonly title: string; readonly ground: string; readonly sentences: readonly (readonly [Category, string])[] } {
  const categories = Object.keys(matrix.cells) as readonly Category[];
  const { ground } = READERS[column];
  return { title: COLUMNS[column], ground, sentences: categories.map((category) => [category, cellInWords(matrix, category, column)]) };
}
