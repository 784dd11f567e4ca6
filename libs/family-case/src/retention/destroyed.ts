// SPDX-License-Identifier: EUPL-1.2
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { RetentionDecided } from './retention-events.ts';

/** What a controller destroyed in a case: a person, or `person#part` for one part of the file. */
export type Destroyed = ReadonlySet<string>;
export type DestroyedBy = Map<OrganisationId, Set<string>>;

export const destroyedName = (personId: PersonId, part: ItemId | undefined): string =>
  part === undefined ? personId : `${personId}#${part}`;

export function noteDestroyed(by: DestroyedBy, organisation: OrganisationId, { personId, part }: RetentionDecided['data']): void {
  const known = by.get(organisation) ?? new Set<string>();
  by.set(organisation, known.add(destroyedName(personId, part)));
}

/**
 * Is a key gone for a controller? A key is of one person, or of several jointly, and maybe of one part of the file: `a`, `a+b`, `a#part`. What
 * is about several jointly goes when it is gone for each of them: until then it is another's as well (Jeugdwet 7.3.9 lid 2).
 */
export function isDestroyed(destroyed: Destroyed, subject: string): boolean {
  if (destroyed.size === 0) return false;
  const [people = '', part] = subject.split('#');
  return people.split('+').every((person) => destroyed.has(person) || (part !== undefined && destroyed.has(`${person}#${part}`)));
}

/** Does a key concern this person, alone or with others, in this part of the file or anywhere? */
export function concernsDestruction(subject: string, { personId, part }: Pick<RetentionDecided['data'], 'personId' | 'part'>): boolean {
  const [people = '', ofPart] = subject.split('#');
  return people.split('+').includes(personId) && (part === undefined || ofPart === part);
}
