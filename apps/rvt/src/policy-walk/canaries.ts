// SPDX-License-Identifier: EUPL-1.2
import type { EventDescription, FieldRule, PersonId } from '@gezinslijn/family-case';
import { members, people } from './cast.ts';
import type { PersonName } from './cast.ts';

/** Where a canary was put: one field of one entry, or one person's part of it. */
export interface Place {
  readonly entryId: string;
  /** `field`, or `field@person`. */
  readonly token: string;
}

const DATES: ReadonlySet<string> = new Set([
  'since',
  'startsOn',
  'checkOn',
  'dueOn',
  'reactionsUntil',
  'orderedOn',
  'endsOn',
  'intendedOn',
  'endedOn',
]);
const NUMBERS: ReadonlySet<string> = new Set(['ownScore', 'professionalScore']);
/** Fields whose value disclosure or a fold depends on: they keep a real value, and are compared by name only. */
const REAL: ReadonlySet<string> = new Set(['authorityBy']);

/** A canary in any answer: a word, a day after 2100 or a number from 910000001. */
const SEARCH = /qz[0-9a-z]{5}zq|2[1-9]\d\d-\d\d-\d\d|91\d{7}/g;

/** Gives every personal field and part a value that occurs nowhere else, and finds those values in answers. */
export class Canaries {
  readonly #places = new Map<string, Place>();
  #count = 0;

  /** Values for the personal fields of an event; `given` are its fields of structure, which say whom each is about. */
  fill(entryId: string, description: EventDescription, given: Readonly<Record<string, unknown>>, persons: readonly PersonId[]): object {
    const data: Record<string, unknown> = { ...given };
    for (const [field, rule] of Object.entries(description.fields as Readonly<Record<string, FieldRule>>)) {
      if (field in data || rule.kind === 'structure') continue;
      if (rule.kind === 'personal') {
        if (names(given[rule.about])) data[field] = this.#value(field, { entryId, token: field });
      } else {
        data[field] = persons.map((personId) => ({ personId, content: this.#part(field, personId, entryId) }));
      }
    }
    return data;
  }

  /** The places whose canaries stand in a text. */
  in(text: string): readonly Place[] {
    const found: Place[] = [];
    for (const word of new Set(text.match(SEARCH))) {
      const place = this.#places.get(word);
      if (place !== undefined) found.push(place);
    }
    return found;
  }

  /** Hides a canary in a text of somebody's own making. */
  word(place: Place): string {
    this.#count += 1;
    const word = `qz${this.#count.toString(36).padStart(5, '0')}zq`;
    this.#places.set(word, place);
    return word;
  }

  #value(field: string, place: Place): unknown {
    if (REAL.has(field)) return [people.mother, people.father];
    if (NUMBERS.has(field)) return this.#number(place);
    return DATES.has(field) ? this.#day(place) : field === 'kinds' ? [this.word(place)] : this.word(place);
  }

  #part(field: string, personId: PersonId, entryId: string): unknown {
    const word = this.word({ entryId, token: `${field}@${personId}` });
    switch (field) {
      case 'members': {
        const name = Object.entries(people).find(([, id]) => id === personId)?.[0] as PersonName;
        return { name: word, ...members[name] };
      }
      case 'persons':
        return { words: word, what: word, how: 'HEARD', outcome: 'INFORMED', understood: true };
      case 'familyMarks':
        return { mark: 'TRUE', words: word };
      default:
        return word;
    }
  }

  #day(place: Place): string {
    this.#count += 1;
    const day = new Date(Date.UTC(2100, 0, 1) + this.#count * 86_400_000).toISOString().slice(0, 10);
    this.#places.set(day, place);
    return day;
  }

  #number(place: Place): number {
    this.#count += 1;
    const number = 910_000_000 + this.#count;
    this.#places.set(String(number), place);
    return number;
  }
}

/** Does a field of structure name anybody? Text about nobody could never be erased, and is not written. */
function names(about: unknown): boolean {
  return Array.isArray(about) ? about.length > 0 : about !== undefined;
}
