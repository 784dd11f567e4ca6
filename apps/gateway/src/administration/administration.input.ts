// SPDX-License-Identifier: EUPL-1.2
import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsString, Matches, MaxLength } from 'class-validator';
import { HAT_ROLES, ORGANISATION_KINDS } from '@gezinslijn/family-case';
import type { HatRole, OrganisationKind } from '@gezinslijn/family-case';
import { Day, Flag, Moment, OneOf, Slug, Text, Uuid, codes } from '../platform/input-fields.ts';

const OrganisationKindCode = codes('OrganisationKind', ORGANISATION_KINDS, 'Kind of organisation (soort organisatie).');
const HatRoleCode = codes('HatRole', HAT_ROLES, 'Role a hat gives (rol).');

/** What every command of administration says about itself. */
@InputType({ isAbstract: true })
export abstract class AdministrationInput {
  @Uuid('Made by the caller, once per intention: a repeat with the same id does nothing twice.') commandId!: string;
  @Moment('When it happened; now when not said', { optional: true }) occurredAt?: string;
  @Flag('Only check; record nothing.', { optional: true }) validateOnly?: boolean;
}

/** On one organisation. */
@InputType({ isAbstract: true })
export abstract class OrganisationInput extends AdministrationInput {
  @Slug('The organisation it is about.') organisation!: string;
}

@InputType({ description: 'De eerste beheerder van een lege opslag worden.' })
export class ClaimAdministrationInput extends AdministrationInput {
  @Text('The one-time code that stands on the server.', { max: 64 }) code!: string;
  @Text('What the organisation that runs this platform is called.', { max: 200 }) organisationName!: string;
  @Text('What you are called, for the screens of your organisation.', { max: 200 }) workerName!: string;
}

@InputType({ description: 'Regio registreren.' })
export class RegisterRegionInput extends AdministrationInput {
  @Slug('The region.') region!: string;
  @Text('Name.', { max: 200 }) name!: string;
}

@InputType({ description: 'Organisatie registreren.' })
export class RegisterOrganisationInput extends OrganisationInput {
  @OneOf(OrganisationKindCode, 'Kind.') kind!: OrganisationKind;
  @Text('Name.', { max: 200 }) name!: string;
  @Slug('Region it belongs to.') region!: string;
  @Text('Organisatie-identificatienummer, 20 digits.', { optional: true, max: 20 }) oin?: string;
}

@InputType({ description: 'Organisatie beëindigen: niemand handelt er nog voor.' })
export class EndOrganisationInput extends OrganisationInput {}

@InputType({ description: 'Medewerker registreren, of zijn naam wijzigen.' })
export class RegisterWorkerInput extends OrganisationInput {
  @Text('Pseudonym: the subject at the issuer of sign-in.', { max: 255 }) worker!: string;
  @Slug('Name of the issuer; the one of this gateway when not said.', { optional: true }) issuer?: string;
  @Text('Name, for the screens of this organisation.', { max: 200 }) name!: string;
}

@InputType({ description: 'Pet geven.' })
export class GrantHatInput extends OrganisationInput {
  @Text('Pseudonym of the worker.', { max: 255 }) worker!: string;
  @OneOf(HatRoleCode, 'Role.') role!: HatRole;
  @Day('First day; today when not said', { optional: true }) from?: string;
  @Day('Last day', { optional: true }) until?: string;
  @Uuid('Family members only: who this is in the case.', { optional: true }) personId?: string;
}

@InputType({ description: 'Pet intrekken, per direct.' })
export class EndHatInput extends OrganisationInput {
  @Uuid('The hat.') hatId!: string;
}

@InputType({ description: 'SKJ-registratie vastleggen.' })
export class RecordRegistrationInput extends OrganisationInput {
  @Text('Pseudonym of the worker.', { max: 255 }) worker!: string;
  @Text('Number in the register.', { max: 40 }) number!: string;
  @Day('First day') from!: string;
  @Day('Last day', { optional: true }) until?: string;
}

@InputType({ description: 'SKJ-registratie vervallen verklaren, per direct.' })
export class EndRegistrationInput extends OrganisationInput {
  @Uuid('The registration.') registrationId!: string;
}

@InputType({ description: 'Systeem registreren, of zijn sleutels of recht wijzigen.' })
export class RegisterClientSystemInput extends OrganisationInput {
  @Text('Client id at the issuer.', { max: 255 }) clientId!: string;
  @Field(() => [String], { description: 'Public keys, each a JWK as text; none where the issuer alone keeps them.' })
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(4_000, { each: true })
  publicKeys!: string[];
  @Flag('May it act for a worker who stands behind it?') actsForWorkers!: boolean;
}

@InputType({ description: 'Systeem beëindigen, per direct.' })
export class EndClientSystemInput extends OrganisationInput {
  @Text('Client id at the issuer.', { max: 255 }) clientId!: string;
}

@InputType({ description: 'Documenten registreren die systemen van deze organisatie voor een doel mogen gebruiken.' })
export class RegisterDocumentSetInput extends OrganisationInput {
  @Text('Purpose.', { max: 200 }) purpose!: string;
  @Field(() => [String], { description: 'SHA-256 of each GraphQL document, in hex.' })
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @Matches(/^[0-9a-f]{64}$/, { each: true })
  documents!: string[];
}

@InputType({ isAbstract: true })
abstract class AdoptionInput extends AdministrationInput {
  @Text('Version.', { max: 40 }) adopted!: string;
  @Text('SHA-256 of its canonical JSON, in hex.', { max: 64 }) digest!: string;
  @Day('In force from') from!: string;
}

@InputType({ description: 'Vastleggen dat een versie van de matrix is aangenomen.' })
export class AdoptDisclosureMatrixInput extends AdoptionInput {}

@InputType({ description: 'Vastleggen dat een versie van het normenregister is aangenomen.' })
export class AdoptNormRegisterInput extends AdoptionInput {}
