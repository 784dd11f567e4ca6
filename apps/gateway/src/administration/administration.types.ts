// SPDX-License-Identifier: EUPL-1.2
import { ID, ObjectType, createUnionType } from '@nestjs/graphql';
import { CommandRefused } from '../commands/command-result.types.ts';
import { Shown } from '../platform/permissions.ts';

@ObjectType({ description: 'Recorded (or found correct, when only checked), and known to this gateway.' })
export class AdministrationAccepted {
  @Shown(() => [ID], { description: 'What it made; empty when nothing had to change or when it was only checked.' })
  eventIds!: readonly string[];
  @Shown(() => Boolean, { description: 'This very command had been carried out before; nothing was done twice.' }) repeated!: boolean;
}

export const AdministrationResult = createUnionType({
  name: 'AdministrationResult',
  description: 'What became of a command of administration.',
  types: () => [AdministrationAccepted, CommandRefused] as const,
  resolveType: (value: object) => ('eventIds' in value ? 'AdministrationAccepted' : 'CommandRefused'),
});
export type AdministrationResult = AdministrationAccepted | CommandRefused;

@ObjectType({ description: 'A role somebody holds at an organisation (pet).' })
export class Hat {
  @Shown(() => ID, { description: 'The hat.' }) id!: string;
  @Shown(() => String, { description: 'Role, as a code.' }) role!: string;
  @Shown(() => String, { description: 'Role, in Dutch.' }) roleTerm!: string;
  @Shown(() => String, { description: 'First day (YYYY-MM-DD).' }) from!: string;
  @Shown(() => String, { description: 'Last day (YYYY-MM-DD).', nullable: true }) until!: string | null;
}

@ObjectType({ description: 'Registration in the register of youth professionals (SKJ).' })
export class Registration {
  @Shown(() => ID, { description: 'The registration.' }) id!: string;
  @Shown(() => String, { description: 'Number in the register; null once it was erased.', nullable: true }) number!: string | null;
  @Shown(() => String, { description: 'First day (YYYY-MM-DD).' }) from!: string;
  @Shown(() => String, { description: 'Last day (YYYY-MM-DD).', nullable: true }) until!: string | null;
}

@ObjectType({ description: 'A worker of an organisation (medewerker).' })
export class Worker {
  @Shown(() => ID, { description: 'Pseudonym: the subject at the issuer of sign-in.' }) worker!: string;
  @Shown(() => String, { description: 'Name of the issuer.' }) issuer!: string;
  @Shown(() => String, { description: 'Name; null once it was erased, or for who may not know it.', nullable: true }) name!: string | null;
  @Shown(() => [Hat], { description: 'Hats, those that lapsed included; not those that were taken away.' }) hats!: readonly Hat[];
  @Shown(() => [Registration], { description: 'Registrations, as the hats.' }) registrations!: readonly Registration[];
}

@ObjectType({ description: 'A system of an organisation.' })
export class ClientSystem {
  @Shown(() => ID, { description: 'Client id at the issuer.' }) clientId!: string;
  @Shown(() => [String], { description: 'Public keys, each a JWK as text.' }) publicKeys!: readonly string[];
  @Shown(() => Boolean, { description: 'May it act for a worker who stands behind it?' }) actsForWorkers!: boolean;
}

@ObjectType({ description: 'Documents that systems may use for one purpose.' })
export class DocumentSet {
  @Shown(() => String, { description: 'Purpose.' }) purpose!: string;
  @Shown(() => [String], { description: 'SHA-256 of each.' }) documents!: readonly string[];
}

@ObjectType({ description: 'An organisation as it is registered.' })
export class RegisteredOrganisation {
  @Shown(() => ID, { description: 'Its id.' }) id!: string;
  @Shown(() => String, { description: 'Name.' }) name!: string;
  @Shown(() => String, { description: 'Kind, as a code.' }) kind!: string;
  @Shown(() => String, { description: 'Kind, in Dutch.' }) kindTerm!: string;
  @Shown(() => String, { description: 'Region.' }) region!: string;
  @Shown(() => String, { description: 'Organisatie-identificatienummer.', nullable: true }) oin!: string | null;
  @Shown(() => Boolean, { description: 'Nobody acts for it any more.' }) ended!: boolean;
}

@ObjectType({ description: 'What is administered of one organisation. The platform sees its administrators only.' })
export class OrganisationAdministration {
  @Shown(() => RegisteredOrganisation, { description: 'The organisation.' }) organisation!: RegisteredOrganisation;
  @Shown(() => [String], { description: 'Roles its kind of organisation has, as codes.' }) roles!: readonly string[];
  @Shown(() => [Worker], { description: 'Its workers.' }) workers!: readonly Worker[];
  @Shown(() => [ClientSystem], { description: 'Its systems.' }) systems!: readonly ClientSystem[];
  @Shown(() => [DocumentSet], { description: 'Documents its systems may use.' }) documentSets!: readonly DocumentSet[];
}

@ObjectType({ description: 'A region (jeugdhulpregio).' })
export class Region {
  @Shown(() => ID, { description: 'The region.' }) region!: string;
  @Shown(() => String, { description: 'Name.' }) name!: string;
}

@ObjectType({ description: 'An organisation you may act for, and as what.' })
export class WearableHat {
  @Shown(() => ID, { description: 'The organisation.' }) organisation!: string;
  @Shown(() => String, { description: 'What it is called.' }) name!: string;
  @Shown(() => String, { description: 'Kind of organisation.' }) party!: string;
  @Shown(() => [String], { description: 'Roles you hold there.' }) roles!: readonly string[];
}

@ObjectType({ description: 'Who signed in, before a hat is chosen.' })
export class SignedIn {
  @Shown(() => [WearableHat], { description: 'What you may act for; empty for who was not registered.' }) hats!: readonly WearableHat[];
  @Shown(() => Boolean, { description: 'Nothing was ever administered here: who has the code becomes the first administrator.' })
  unclaimed!: boolean;
}
