// SPDX-License-Identifier: EUPL-1.2

/** What the gateway answers, as far as the report needs it. */
export interface ReportAnswer {
  readonly personId: string;
  readonly madeAt: string;
  readonly people: readonly { readonly personId: string; readonly name: string }[];
  readonly entries: readonly { readonly entry: AnsweredEntry; readonly notShown: readonly NotShown[] }[];
}

export interface NotShown {
  readonly term: string;
  readonly reason: string;
}

export interface AnsweredEntry {
  readonly term: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly organisation: { readonly name: string };
  readonly workerRoleTerm: string;
  readonly statedBy: { readonly term: string; readonly personId: string | null } | null;
  readonly fields: readonly {
    readonly term: string;
    readonly kind: string;
    readonly text: string | null;
    readonly values: readonly string[];
    readonly personId: string | null;
    readonly erased: boolean;
  }[];
  readonly corrections: readonly { readonly term: string; readonly occurredAt: string; readonly organisation: { readonly name: string } }[];
  readonly statements: readonly { readonly personId: string | null; readonly words: string | null; readonly occurredAt: string }[];
}

/** The report as somebody reads it: sentences and names, no numbers of anything. JSON and PDF are both made of this. */
export interface ReportDocument {
  readonly title: string;
  readonly person: string;
  readonly madeOn: string;
  readonly introduction: readonly string[];
  readonly entries: readonly {
    readonly what: string;
    readonly when: string;
    readonly by: string;
    readonly texts: readonly { readonly term: string; readonly text: string }[];
    readonly corrected: readonly string[];
    readonly statements: readonly string[];
    readonly notShown: readonly NotShown[];
  }[];
  readonly looks: readonly string[];
}

const DAY = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', day: 'numeric', month: 'long', year: 'numeric' });
/** A day, or an instant, as the day it was in the Netherlands. */
const day = (moment: string): string => DAY.format(new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment));

const INTRODUCTION = [
  'Dit is een kopie van wat de organisaties over u hebben vastgelegd, voor zover u dat mag inzien.',
  'Sommige onderdelen laten wij niet zien. Bij elk bericht staat welke onderdelen dat zijn, en waarom. Dat staat er altijd bij, ook als er niets was ingevuld.',
  'Klopt er iets niet? Dan kunt u vragen om een correctie. U kunt ook uw eigen verklaring laten toevoegen.',
];

/** `looks`: who looked at his data, a sentence each. */
export function reportDocument({ personId, madeAt, people, entries }: ReportAnswer, looks: readonly string[]): ReportDocument {
  const names = new Map(people.map((one) => [one.personId, one.name]));
  const name = (id: string) => names.get(id) ?? 'iemand anders';
  return {
    title: 'Inzage in uw gegevens',
    person: name(personId),
    madeOn: day(madeAt),
    introduction: INTRODUCTION,
    entries: entries.map(({ entry, notShown }) => ({
      what: entry.term,
      when: `Gebeurd op ${day(entry.occurredAt)}. Vastgelegd op ${day(entry.recordedAt)}.`,
      by: `Door ${entry.organisation.name}, ${entry.workerRoleTerm}${saidBy(entry, name)}.`,
      texts: textsOf(entry, name),
      corrected: entry.corrections.map(
        ({ term, occurredAt, organisation }) => `${term}: gecorrigeerd op ${day(occurredAt)} door ${organisation.name}.`,
      ),
      statements: entry.statements.map(
        (one) =>
          `${one.personId === null ? 'Een gezinslid' : name(one.personId)} zegt hierover (${day(one.occurredAt)}): ${one.words ?? GONE}`,
      ),
      notShown,
    })),
    looks,
  };
}

const GONE = 'Deze tekst is vernietigd.';

function saidBy({ statedBy }: AnsweredEntry, name: (id: string) => string): string {
  if (statedBy === null) return '';
  return `, uit naam van ${statedBy.personId === null ? statedBy.term : name(statedBy.personId)}`;
}

const NUMBER_OF_SOMETHING = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Numbers of things say nothing to a reader, and stay out. */
function textsOf({ fields }: AnsweredEntry, name: (id: string) => string): readonly { readonly term: string; readonly text: string }[] {
  return fields.flatMap((field) => {
    if (field.kind === 'REFERENCE' || (field.kind === 'TEXT' && field.values.some((value) => NUMBER_OF_SOMETHING.test(value)))) return [];
    const term = field.personId === null ? field.term : `${field.term}, ${name(field.personId)}`;
    if (field.erased) return [{ term, text: GONE }];
    const text = field.kind === 'PERSONS' ? field.values.map(name).join(', ') : (field.text ?? '');
    return text === '' ? [] : [{ term, text }];
  });
}
