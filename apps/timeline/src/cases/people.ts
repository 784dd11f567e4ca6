// SPDX-License-Identifier: EUPL-1.2
import type { CaseHeadingFragment } from '@gezinslijn/api-contract';
import { ageOn } from '../language/moments.ts';

export type Member = CaseHeadingFragment['members'][number];
export type People = ReadonlyMap<string, Member>;

export function peopleOf(members: readonly Member[]): People {
  return new Map(members.map((member) => [member.personId, member]));
}

const FAMILY_ROLES: readonly string[] = ['mother', 'father', 'partner', 'adult', 'child'];

/** Those who are in it now: family first, children by age, then the network. */
export function presentMembers(members: readonly Member[]): readonly Member[] {
  const rank = ({ role }: Member) =>
    role === null ? FAMILY_ROLES.length : (FAMILY_ROLES.indexOf(role) + FAMILY_ROLES.length + 1) % (FAMILY_ROLES.length + 1);
  return members.filter(({ left }) => !left).toSorted((a, b) => rank(a) - rank(b) || (a.birthDate ?? '').localeCompare(b.birthDate ?? ''));
}

export function ageOf({ birthDate }: Pick<Member, 'birthDate'>, day: string): number | undefined {
  return birthDate === null ? undefined : ageOn(birthDate, day);
}

/** From twelve a child has a say of his own (Jeugdwet 7.3.5). */
export const AGE_OF_OWN_SAY = 12;
const AGE_OF_MAJORITY = 18;

/** Minor by date of birth; by role where that is not known to this reader. */
export function isMinor(member: Member, day: string): boolean {
  const age = ageOf(member, day);
  return age === undefined ? member.role === 'child' : age < AGE_OF_MAJORITY;
}

/** Members of the family itself who have a say of their own in the plan. */
export function haveSay(members: readonly Member[], day: string): readonly Member[] {
  return members.filter((member) => {
    const age = ageOf(member, day);
    return (
      !member.left &&
      member.role !== null &&
      FAMILY_ROLES.includes(member.role) &&
      (age === undefined ? member.role !== 'child' : age >= AGE_OF_OWN_SAY)
    );
  });
}

interface Words {
  /** For somebody whose name this reader may not know. */
  readonly unnamed: string;
}

/** What to call somebody on the screen. */
export function nameOf(people: People, personId: string, { unnamed }: Words): string {
  const member = people.get(personId);
  return member?.name ?? member?.roleTerm ?? unnamed;
}
