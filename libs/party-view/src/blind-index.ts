// SPDX-License-Identifier: EUPL-1.2
import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { nameWords } from '@gezinslijn/family-case';
import type { NamedPerson, SoughtPerson } from '@gezinslijn/family-case';

/** Name of the secret in the key ring from which the index is made. */
const SEARCH_SECRET = 'search-index';

/**
 * How many letters of a word the index knows of. What is typed is looked up by the longest of these, and compared in full with what the
 * reader's own entries say: the index tells less than a name, and finds all the same.
 */
const BEGINNINGS = [2, 4, 6] as const;

/** Digits of a case number that suffice when it is told over the telephone: the first group. */
const SHORT_NUMBER = 8;

/**
 * Turns what may be searched for into tokens that say nothing without the key: HMAC-SHA-256, cut to 128 bits. Whoever has the key and the
 * rows can test whether a given name stands somewhere; whoever has the rows alone sees only that two rows share a beginning.
 */
export class BlindIndex {
  readonly #secret: KeyObject;

  constructor(secret: KeyObject) {
    this.#secret = secret;
  }

  /** With the secret of this installation; made at first use. */
  static async of(keys: { readonly secret: (name: string) => Promise<KeyObject> }): Promise<BlindIndex> {
    return new BlindIndex(await keys.secret(SEARCH_SECRET));
  }

  /** Under which tokens somebody is found. */
  person({ name, birthDate }: NamedPerson): readonly string[] {
    const tokens = this.text(name);
    return birthDate === undefined ? tokens : [...tokens, this.#token('born', birthDate)];
  }

  /** Under which tokens a text is found: the beginnings of its words. */
  text(text: string): readonly string[] {
    const beginnings = nameWords(text).flatMap((word) =>
      BEGINNINGS.flatMap((length) => (word.length < length ? [] : word.slice(0, length))),
    );
    return [...new Set(beginnings)].map((beginning) => this.#token('name', beginning));
  }

  /** Under which tokens a case is found by its number. */
  caseNumber(caseId: string): readonly string[] {
    return [caseId, caseId.slice(0, SHORT_NUMBER)].map((number) => this.#token('case', number));
  }

  /** Tokens that all stand at whoever is sought; `null` when that is too little to look by. */
  sought({ name, birthDate }: SoughtPerson): readonly string[] | null {
    // An initial is too little to look by; it counts when what was found is compared.
    const beginnings = (name === undefined ? [] : nameWords(name)).flatMap((word) => longestOf(word) ?? []);
    if (beginnings.length === 0 && (name !== undefined || birthDate === undefined)) return null;
    const tokens = [...new Set(beginnings)].map((beginning) => this.#token('name', beginning));
    return birthDate === undefined ? tokens : [...tokens, this.#token('born', birthDate)];
  }

  /** The token of a whole case number or of its first group; `null` for what is neither. */
  soughtNumber(number: string): string | null {
    const asked = number.trim().toLowerCase();
    return /^[0-9a-f]{8}$/.test(asked) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(asked) ? this.#token('case', asked) : null;
  }

  #token(kind: 'name' | 'born' | 'case', value: string): string {
    return createHmac('sha256', this.#secret).update(`${kind}\0${value}`).digest().toString('base64url', 0, 16);
  }
}

function longestOf(word: string): string | undefined {
  const length = BEGINNINGS.findLast((known) => known <= word.length);
  return length === undefined ? undefined : word.slice(0, length);
}
