// SPDX-License-Identifier: EUPL-1.2

/**
 * Everybody who exists in a demonstration: invented people in invented organisations around one invented family.
 * Nobody here is real; any likeness is chance. Production never reads this file.
 */

/** Kind of organisation: a party of the chain, the inspectorates, the family itself, or who runs the platform. */
export type PartyCode = 'VT' | 'RvdK' | 'GI' | 'LT' | 'AUDITOR' | 'FAMILY' | 'PLATFORM';

export type Role =
  | 'caseworker'
  | 'dutyOfficer'
  | 'behaviouralScientist'
  | 'safetyExpert'
  | 'fixedFace'
  | 'guardian'
  | 'councilInvestigator'
  | 'rvtMember'
  | 'supervisor'
  | 'auditor'
  | 'familyMember'
  | 'administrator'
  | 'platformAdministrator';

/** `id` is the slug that stands in tokens and events; `name` and `explanation` are Dutch, for people. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly party: PartyCode;
  readonly region: string;
  readonly municipality?: string;
}

/** What one person may do on behalf of one organisation (a hat). */
export interface Membership {
  readonly organisation: string;
  readonly roles: readonly Role[];
}

export interface DemonstrationUser {
  /** Pseudonym, a UUID: all that tokens and events know of this person. */
  readonly subject: string;
  /** What one types or clicks to sign in. */
  readonly username: string;
  readonly displayName: string;
  /** One Dutch line for the sign-in page. */
  readonly explanation: string;
  readonly memberships: readonly Membership[];
  /** SKJ: entered in the register of youth professionals (Stichting Kwaliteitsregister Jeugd). */
  readonly registrations: { readonly SKJ: boolean };
  /** Family members only: who this is in the case. */
  readonly personId?: string;
}

/** The family Waterlelie. K1 (9) and the aunt have no sign-in: their view is looked at by the auditor. */
export const PERSONS = {
  mother: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1001',
  father: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1002',
  K1: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1003',
  K2: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1004',
  aunt: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1005',
} as const;

export const ORGANISATIONS: readonly Organisation[] = [
  { id: 'vt-haaglanden', name: 'Veilig Thuis Haaglanden', party: 'VT', region: 'haaglanden' },
  { id: 'lt-duinrade', name: 'Lokaal team Duinrade', party: 'LT', region: 'haaglanden', municipality: 'Duinrade' },
  { id: 'rvdk-haaglanden', name: 'Raad voor de Kinderbescherming Haaglanden', party: 'RvdK', region: 'haaglanden' },
  { id: 'jb-west', name: 'Jeugdbescherming west', party: 'GI', region: 'haaglanden' },
  { id: 'gezin', name: 'Gezin Waterlelie', party: 'FAMILY', region: 'haaglanden', municipality: 'Duinrade' },
  { id: 'inspectie', name: 'Inspectie', party: 'AUDITOR', region: 'landelijk' },
  { id: 'vt-elders', name: 'Veilig Thuis Elders', party: 'VT', region: 'elders' },
  { id: 'lt-elders', name: 'Lokaal team Elders', party: 'LT', region: 'elders', municipality: 'Elders' },
  { id: 'beheer', name: 'Beheer Gezinslijn', party: 'PLATFORM', region: 'landelijk' },
];

/** One line of the staff list; roles are held at one organisation, `caseworker` comes first where it applies. */
function person(
  subject: string,
  username: string,
  displayName: string,
  explanation: string,
  organisation: string,
  roles: readonly Role[],
  SKJ: boolean,
): DemonstrationUser {
  return { subject, username, displayName, explanation, memberships: [{ organisation, roles }], registrations: { SKJ } };
}

function relative(
  subject: string,
  username: string,
  displayName: string,
  explanation: string,
  personId: (typeof PERSONS)[keyof typeof PERSONS],
): DemonstrationUser {
  return { ...person(subject, username, displayName, explanation, 'gezin', ['familyMember'], false), personId };
}

export const USERS: readonly DemonstrationUser[] = [
  person(
    'c76e45eb-a70e-4554-b42a-c5c862e84dc0',
    'vt',
    'Noor van Dalen',
    'Onderzoekt de melding en beoordeelt de veiligheid.',
    'vt-haaglanden',
    ['caseworker', 'safetyExpert'],
    true,
  ),
  person(
    '80f71198-5321-4361-8b81-a3e189ce281f',
    'vt-dienst',
    'Ruben Hofstra',
    'Werkt buiten kantooruren en meldt acuut gevaar.',
    'vt-haaglanden',
    ['caseworker', 'dutyOfficer'],
    true,
  ),
  person(
    'b6f76c72-4e0b-4214-9dec-53afe6a5d267',
    'vt-gedrag',
    'Saskia Verweij',
    'Beslist mee over zware stappen.',
    'vt-haaglanden',
    ['caseworker', 'behaviouralScientist'],
    true,
  ),
  person(
    '5ea2d8e4-b611-426c-aaf9-3e8f6f855d09',
    'vt-leiding',
    'Hanneke Postma',
    'Leidinggevende bij Veilig Thuis.',
    'vt-haaglanden',
    ['caseworker', 'supervisor'],
    false,
  ),
  person(
    '54b4a2de-fb1c-4dbe-9060-2082e074d9a7',
    'rvt',
    'Yusuf Demir',
    'Werkt in het Regionaal Veiligheidsteam namens Veilig Thuis.',
    'vt-haaglanden',
    ['caseworker', 'rvtMember'],
    true,
  ),
  person(
    'cee389f5-a70c-4061-b42b-60103b345d29',
    'lt',
    'Fatima el Amrani',
    'Maakt met het gezin de routekaart.',
    'lt-duinrade',
    ['caseworker', 'fixedFace'],
    true,
  ),
  person(
    '83e9b699-acff-4613-8148-73ac1910660a',
    'lt-leiding',
    'Joost Kuipers',
    'Stuurt het lokaal team aan.',
    'lt-duinrade',
    ['caseworker', 'supervisor'],
    false,
  ),
  person(
    '61c70ee4-b6a0-4015-8ac0-76338013ad9e',
    'raad',
    'Pieter Brandsma',
    'Onderzoekt of een maatregel nodig is en vraagt die aan.',
    'rvdk-haaglanden',
    ['caseworker', 'councilInvestigator'],
    true,
  ),
  person(
    '9ff1d950-da61-4155-a946-79dd7528d9a2',
    'raad-gedrag',
    'Ilse de Wit',
    'Beslist mee over het verzoek aan de rechter.',
    'rvdk-haaglanden',
    ['caseworker', 'behaviouralScientist'],
    true,
  ),
  person(
    'ac8a1fb6-2ca1-4eb9-9dcd-4f099b46a405',
    'gi',
    'Anouk Jansen',
    'Voert de maatregel uit en begeleidt het gezin.',
    'jb-west',
    ['caseworker', 'guardian'],
    true,
  ),
  person(
    'd58423b0-46c8-4afc-9661-9a3a904cabfb',
    'gi-gedrag',
    'Marieke Bos',
    'Beslist mee over plaatsing en plan.',
    'jb-west',
    ['caseworker', 'behaviouralScientist'],
    true,
  ),
  relative(
    'c6fb62bc-8b21-4e81-b7a7-904233351f52',
    'moeder',
    'Moeder Waterlelie',
    'Leest haar plan en haar deel van de tijdlijn.',
    PERSONS.mother,
  ),
  relative(
    'b88f9381-50fb-4948-a2af-133a3dff36be',
    'vader',
    'Vader Waterlelie',
    'Leest zijn plan. Wat voor hem afgeschermd is, ziet hij niet.',
    PERSONS.father,
  ),
  relative(
    'a6678114-ac39-488f-be81-452df97ceb60',
    'k2',
    'Kind K2 Waterlelie, 14 jaar',
    'Mag vanaf 12 jaar zelf lezen en reageren.',
    PERSONS.K2,
  ),
  person(
    '48dc2771-1e60-479a-875b-ea7278819474',
    'auditor',
    'Willem Terpstra',
    'Kijkt terug naar elk moment, zoals wie dan ook het zag.',
    'inspectie',
    ['auditor'],
    false,
  ),
  person(
    'cd1e5531-d7b1-41b3-a99e-2e289c3f8eb1',
    'vt-elders',
    'Koen Wolters',
    'Niet betrokken bij gezin Waterlelie: ziet daar niets van.',
    'vt-elders',
    ['caseworker'],
    true,
  ),
  person(
    '5ee4b01c-7cac-4085-a9eb-6f492e5ef8ff',
    'lt-elders',
    'Lotte Smits',
    'Niet betrokken bij gezin Waterlelie: ziet daar niets van.',
    'lt-elders',
    ['caseworker'],
    false,
  ),
  {
    ...person(
      '3b0f5d0e-5a35-4c0b-9a53-0f8f6a1d7c21',
      'beheerder',
      'Dirk Meulenbelt',
      'Beheert medewerkers en hun rechten. Ziet geen casussen.',
      'vt-haaglanden',
      ['administrator'],
      false,
    ),
    memberships: ORGANISATIONS.filter(({ party }) => party !== 'PLATFORM').map(({ id }) => ({
      organisation: id,
      roles: ['administrator'] as const,
    })),
  },
  person(
    'e4d1c9a6-0f58-4f8e-8f4b-6c2b7e9d3a10',
    'platform',
    'Robin van Hees',
    'Beheert organisaties en hun eerste beheerders. Ziet geen casussen.',
    'beheer',
    ['platformAdministrator'],
    false,
  ),
];

export const organisationOf = (id: string): Organisation | undefined => ORGANISATIONS.find((organisation) => organisation.id === id);
export const userNamed = (username: string): DemonstrationUser | undefined => USERS.find((user) => user.username === username);
export const userOf = (subject: string): DemonstrationUser | undefined => USERS.find((user) => user.subject === subject);

/** Organisations with a system of their own; each has one client, `systeem-<organisation id>`. */
export const PARTNERS: readonly Organisation[] = ORGANISATIONS.filter(
  ({ party }) => party !== 'FAMILY' && party !== 'AUDITOR' && party !== 'PLATFORM',
);
export const systemClientOf = (organisation: string): string => `systeem-${organisation}`;
