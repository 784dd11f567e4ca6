// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ORGANISATIONS, organisationOf, PARTNERS, PERSONS, USERS } from './demonstration.ts';
import type { Role } from './demonstration.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the people of the demonstration', () => {
  it('are known by distinct pseudonyms, which are UUIDs and no names', () => {
    const ids = [...USERS.map(({ subject }) => subject), ...Object.values(PERSONS)];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(UUID);
    expect(new Set(USERS.map(({ username }) => username)).size).toBe(USERS.length);
  });

  it('belong to known organisations, each of which has somebody', () => {
    const used = USERS.flatMap(({ memberships }) => memberships.map(({ organisation }) => organisation));
    for (const id of used) expect(organisationOf(id)).toBeDefined();
    expect(new Set(used)).toEqual(new Set(ORGANISATIONS.map(({ id }) => id)));
  });

  it('are caseworkers wherever they work for a party, and never elsewhere', () => {
    for (const { memberships, personId } of USERS) {
      for (const { organisation, roles } of memberships) {
        const administers = roles.includes('administrator');
        const worker = PARTNERS.some(({ id }) => id === organisation) && !administers;
        expect(roles.includes('caseworker')).toBe(worker);
        // Who administers an organisation does nothing else there.
        if (administers) expect(roles).toEqual(['administrator']);
        expect(roles.includes('familyMember')).toBe(personId !== undefined);
      }
    }
  });

  it('hold the roles that case 1 needs, at the party that needs them', () => {
    const needed: readonly (readonly [string, Role])[] = [
      ['vt-haaglanden', 'safetyExpert'],
      ['vt-haaglanden', 'dutyOfficer'],
      ['vt-haaglanden', 'behaviouralScientist'],
      ['vt-haaglanden', 'rvtMember'],
      ['vt-haaglanden', 'supervisor'],
      ['lt-duinrade', 'fixedFace'],
      ['rvdk-haaglanden', 'councilInvestigator'],
      ['jb-west', 'guardian'],
      ['inspectie', 'auditor'],
    ];
    const held = USERS.flatMap(({ memberships }) =>
      memberships.flatMap(({ organisation, roles }) => roles.map((role) => [organisation, role])),
    );
    for (const pair of needed) expect(held).toContainEqual(pair);
  });

  it('leave K1 and the aunt without a sign-in', () => {
    expect(USERS.flatMap(({ personId }) => personId ?? [])).toEqual([PERSONS.mother, PERSONS.father, PERSONS.K2]);
  });
});
