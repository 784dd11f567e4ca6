// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { ADDRESS_SHIELDINGS, HOUSEHOLD_KINDS, MEMBERSHIP_CHANGES, MEMBER_ROLES, PARTIES } from '@gezinslijn/family-case';
import { CaseInput, FrameInput } from '../commands/command.input.ts';
import { Day, Flag, Labels, Nested, NestedList, OneOf, Slug, Text, Uuid, UuidList, codes } from '../platform/input-fields.ts';

export const HouseholdKindCode = codes('HouseholdKind', HOUSEHOLD_KINDS, 'Soort huishouden.');
export const MemberRoleCode = codes('MemberRole', MEMBER_ROLES, 'Rol in het gezin of netwerk.');
export const MembershipChangeCode = codes('MembershipChange', MEMBERSHIP_CHANGES, 'Wijziging in de samenstelling.');
export const AddressShieldingCode = codes('AddressShielding', ADDRESS_SHIELDINGS, 'Afscherming van een adres.');
export const PartyCode = codes('Party', PARTIES, 'Soort organisatie.');

@InputType({ description: 'A member of the family or its network.' })
export class MemberInput {
  @Text('Name.', { max: 200 })
  name!: string;

  @OneOf(MemberRoleCode, 'Role.')
  role!: string;

  @Day('Date of birth; unknown for a support figure', { optional: true })
  birthDate?: string;

  @Labels('Homes this person belongs to.')
  households!: string[];

  @UuidList('Who has authority over this child.', { optional: true })
  authorityBy?: string[];
}

@InputType({ description: 'A member and who it is.' })
export class MemberPartInput {
  @Uuid('Id of the person, made by the caller.')
  personId!: string;

  @Nested(() => MemberInput, 'The member.')
  content!: MemberInput;
}

@InputType({ description: 'An organisation to involve.' })
export class InvolvedOrganisationInput {
  @Slug('Organisation.')
  organisation!: string;

  @OneOf(PartyCode, 'Kind of organisation.')
  party!: string;
}

@InputType({ isAbstract: true })
export abstract class OpeningFields {
  @OneOf(HouseholdKindCode, 'Kind of household.')
  householdKind!: string;

  @Slug('Region.')
  region!: string;

  @NestedList(() => InvolvedOrganisationInput, 'Organisations to involve besides your own.')
  parties!: InvolvedOrganisationInput[];

  @Flag('Part of a pilot (proeftuin).')
  pilot!: boolean;

  @Flag('Was closed before.')
  reopened!: boolean;

  @Text('What professionals call the case.', { max: 200 })
  name!: string;

  @Text('Municipality.', { max: 100 })
  municipality!: string;

  @Text('Why it is opened.')
  reason!: string;

  @NestedList(() => MemberPartInput, 'Members.')
  members!: MemberPartInput[];
}

@InputType({ description: 'Opens a case.' })
export class OpeningInput extends OpeningFields {}

@InputType({ description: 'Casus openen.' })
export class OpenCaseInput extends FrameInput {
  @Nested(() => OpeningInput, 'The case.')
  opening!: OpeningInput;

  @Text('Proof of a search for everybody of this family; see search. Without it opening is refused.', { optional: true, max: 8000 })
  searchToken?: string;
}

@InputType({ description: 'Lid of steunfiguur erbij of eraf; partij aangesloten of vertrokken.' })
export class ChangeMembershipInput extends CaseInput {
  @OneOf(MembershipChangeCode, 'What changes.')
  change!: string;

  @Slug('Organisation that joins.', { optional: true })
  organisation?: string;

  @OneOf(PartyCode, 'Its kind.', { optional: true })
  party?: string;

  @UuidList('Whom a care provider that joins is there for: it reads their own share.', { optional: true })
  clientIds?: string[];

  @NestedList(() => MemberPartInput, 'People who join.', { optional: true })
  members?: MemberPartInput[];

  @UuidList('People who leave.', { optional: true })
  memberIds?: string[];

  @Text('Reason.', { optional: true })
  reason?: string;

  @Text('Proof of a search for who joins the family; see search. The network needs none.', { optional: true, max: 8000 })
  searchToken?: string;
}

@InputType({ description: 'Gezag vastleggen.' })
export class RecordAuthorityInput extends CaseInput {
  @Uuid('Child.')
  childId!: string;

  @UuidList('Who has authority.')
  authorityBy!: string[];

  @Day('Since')
  since!: string;

  @Text('Explanation.', { optional: true })
  explanation?: string;
}

@InputType({ description: 'Vast gezicht aanwijzen.' })
export class AppointFixedFaceInput extends CaseInput {
  @Uuid('Pseudonym of the professional.')
  worker!: string;

  @Text('Name of the professional.', { max: 200 })
  workerName!: string;

  @Flag('The family was asked whom it prefers.')
  preferenceHeard!: boolean;
}

@InputType({ description: 'Adres afschermen, of de afscherming opheffen.' })
export class ShieldAddressInput extends CaseInput {
  @Uuid('Whose address.')
  personId!: string;

  @OneOf(AddressShieldingCode, 'Shielded or lifted.')
  change!: string;

  @Text('Where this person can be reached by who may know; needed to shield.', { optional: true, max: 500 })
  address?: string;

  @Text('Region of the address.', { max: 100 })
  region!: string;

  @Text('Reason.')
  reason!: string;
}
