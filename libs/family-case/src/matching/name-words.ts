// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';

/** Prefixes and articles of Dutch and Arabic surnames (tussenvoegsels): so frequent that they tell nobody apart. */
const PARTICLES: ReadonlySet<string> = new Set(
  'van von de den der des het t te ten ter in op aan bij voor el al la le du di da dos ibn ben bin'.split(' '),
);

/**
 * A name as it is compared: words in small letters without accents, `ij` and `y` alike, without tussenvoegsels unless there is nothing
 * else. Each word once, in alphabetical order: who types the surname first finds the same person. Personal, as the name is.
 */
export function nameWords(name: string): readonly string[] {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ij', 'y')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !PARTICLES.has(word));
  return [...new Set(telling.length === 0 ? words : telling)].sort();
}

/** Who is looked for: part of a name, a date of birth, or both. */
export interface SoughtPerson {
  readonly name?: string;
  readonly birthDate?: LocalDate;
}

/** Somebody as a case knows him. */
export interface NamedPerson {
  readonly name: string;
  readonly birthDate?: LocalDate | undefined;
}

/** Every word sought begins a word of the name, and the date of birth is the one sought. Nobody is found by nothing. */
export function isSought(person: NamedPerson, { name, birthDate }: SoughtPerson): boolean {
  if (name === undefined && birthDate === undefined) return false;
  if (birthDate !== undefined && person.birthDate !== birthDate) return false;
  return name === undefined || beginsWords(person.name, name);
}

/** Every word sought begins a word of this text; at least one word is sought. */
export function beginsWords(text: string, sought: string): boolean {
  const [words, asked] = [nameWords(text), nameWords(sought)];
  return asked.length > 0 && asked.every((word) => words.some((other) => other.startsWith(word)));
}

/**
 * Could be the same human being: born on the same day, and all words of the one name stand in the other. A second first name or a double
 * surname is often left out; two different first names are two people, twins above all.
 */
export function couldBeSame(one: NamedPerson, other: NamedPerson): boolean {
  if (one.birthDate === undefined || one.birthDate !== other.birthDate) return false;
  const [a, b] = [nameWords(one.name), nameWords(other.name)];
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
  return fewer.length > 1 && fewer.every((word) => more.includes(word));
}
