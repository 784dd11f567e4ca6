// SPDX-License-Identifier: EUPL-1.2
import type { OrganisationRefusal } from './organisation.decider.ts';
import type { PolicyRefusal, RegionRefusal } from './policy.decider.ts';

type AdministrationCode = Extract<OrganisationRefusal | PolicyRefusal | RegionRefusal, `ADMINISTRATION_${string}`>;

/** Every refusal of administration in Dutch and English. */
export const administrationRefusals: Readonly<Record<AdministrationCode, { readonly nl: string; readonly en: string }>> = {
  ADMINISTRATION_MAY_NOT: {
    nl: 'Dit mag alleen een beheerder die daarover gaat.',
    en: 'Only an administrator who is in charge of it may do this.',
  },
  ADMINISTRATION_ORGANISATION_UNKNOWN: { nl: 'Deze organisatie is niet geregistreerd.', en: 'This organisation is not registered.' },
  ADMINISTRATION_ORGANISATION_EXISTS: { nl: 'Deze organisatie is al geregistreerd.', en: 'This organisation is registered already.' },
  ADMINISTRATION_ORGANISATION_ENDED: { nl: 'Deze organisatie is beëindigd.', en: 'This organisation has ended.' },
  ADMINISTRATION_OIN_INVALID: { nl: 'Een OIN heeft 20 cijfers.', en: 'An OIN has 20 digits.' },
  ADMINISTRATION_ALREADY_CLAIMED: { nl: 'De eerste beheerder is er al.', en: 'There is a first administrator already.' },
  ADMINISTRATION_TOO_MANY: {
    nl: 'Deze organisatie heeft het grootste aantal medewerkers bereikt.',
    en: 'This organisation has reached the largest number of workers.',
  },
  ADMINISTRATION_WORKER_UNKNOWN: {
    nl: 'Deze medewerker is bij deze organisatie niet geregistreerd.',
    en: 'This worker is not registered with this organisation.',
  },
  ADMINISTRATION_OWN_HAT: {
    nl: 'Over uw eigen rechten beslist een andere beheerder.',
    en: 'Another administrator decides about your own rights.',
  },
  ADMINISTRATION_ROLE_NOT_HERE: {
    nl: 'Deze rol bestaat niet bij dit soort organisatie.',
    en: 'There is no such role in this kind of organisation.',
  },
  ADMINISTRATION_HAT_UNKNOWN: { nl: 'Deze pet is niet (meer) in gebruik.', en: 'This hat is not in use (any more).' },
  ADMINISTRATION_HAT_HELD: { nl: 'Deze medewerker heeft deze rol dan al.', en: 'This worker holds this role then already.' },
  ADMINISTRATION_UNTIL_BEFORE_FROM: { nl: 'De laatste dag ligt voor de eerste.', en: 'The last day lies before the first.' },
  ADMINISTRATION_PERSON_MISSING: {
    nl: 'Noem voor een gezinslid wie het is, en voor een ander niet.',
    en: 'State who it is for a family member, and for nobody else.',
  },
  ADMINISTRATION_REGISTRATION_RUNS: {
    nl: 'Deze medewerker heeft in deze periode al een registratie.',
    en: 'This worker has a registration in this term already.',
  },
  ADMINISTRATION_REGISTRATION_UNKNOWN: {
    nl: 'Deze registratie is niet (meer) van kracht.',
    en: 'This registration is not in force (any more).',
  },
  ADMINISTRATION_KEY_NOT_PUBLIC: {
    nl: 'Geef van elke sleutel alleen het publieke deel, als JWK.',
    en: 'Give the public part of each key only, as a JWK.',
  },
  ADMINISTRATION_SYSTEM_UNKNOWN: { nl: 'Dit systeem is niet (meer) in gebruik.', en: 'This system is not in use (any more).' },
  ADMINISTRATION_DOCUMENT_INVALID: { nl: 'Dit is geen SHA-256 in hexadecimale cijfers.', en: 'This is no SHA-256 in hexadecimal digits.' },
  ADMINISTRATION_ALREADY_ADOPTED: {
    nl: 'Onder deze versie is al iets anders aangenomen.',
    en: 'Something else was adopted under this version.',
  },
};
