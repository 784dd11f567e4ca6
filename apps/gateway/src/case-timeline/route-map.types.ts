// SPDX-License-Identifier: EUPL-1.2
import { ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Shown } from '../platform/permissions.ts';
import { FixedFace } from './case.types.ts';
import { EntryStatement, Organisation } from './entry.types.ts';

export const RouteMapStatus = {
  AWAITING_SIGNATURES: 'AWAITING_SIGNATURES',
  IN_FORCE: 'IN_FORCE',
  SUPERSEDED: 'SUPERSEDED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
registerEnumType(RouteMapStatus, {
  name: 'RouteMapStatus',
  description: 'A version is in force from the moment every organisation that carries a line signed exactly this content.',
});

@ObjectType({ description: 'Who checks or does something: a person or an organisation.' })
export class ResponsibleParty {
  @Shown(() => ID, { description: 'The person, if it is one.', nullable: true }) personId!: string | null;
  @Shown(() => Organisation, { description: 'The organisation, if it is one.', nullable: true }) organisation!: Organisation | null;
}

@ObjectType({ description: 'Veiligheidsvoorwaarde (bodemeis): a minimum that must be true.' })
export class SafetyCondition {
  @Shown(() => ID, { description: 'Id.' }) id!: string;
  @Shown(() => String, { description: 'Phase it belongs to.' }) phase!: string;
  @Shown(() => String, { description: 'Phase in Dutch.' }) phaseTerm!: string;
  @Shown(() => String, { description: 'The condition.', nullable: true }) text!: string | null;
  @Shown(() => String, { description: 'How one can see that it is met.', nullable: true }) test!: string | null;
  @Shown(() => [ID], { description: 'Whom it protects.' }) protects!: readonly string[];
  @Shown(() => Organisation, { description: 'Under whose power it stands.' }) organisation!: Organisation;
  @Shown(() => [EntryStatement], { description: 'What people say about it themselves, oldest first.' })
  statements!: readonly EntryStatement[];
}

@ObjectType({ description: 'A check of an agreement.' })
export class AgreementCheck {
  @Shown(() => String, { description: 'KEPT, BROKEN or UNTESTED.', nullable: true }) outcome!: string | null;
  @Shown(() => String, { description: 'That outcome in Dutch.', nullable: true }) outcomeTerm!: string | null;
  @Shown(() => String, { description: 'When.' }) on!: string;
  @Shown(() => String, { description: 'Note.', nullable: true }) note!: string | null;
}

@ObjectType({ description: 'Veiligheidsafspraak. One that is hidden from you is in no list and no count.' })
export class SafetyAgreement {
  @Shown(() => ID, { description: 'Id.' }) id!: string;
  @Shown(() => [ID], { description: 'Conditions it serves.' }) conditionIds!: readonly string[];
  @Shown(() => String, { description: 'The agreement, in the family’s own words.', nullable: true }) text!: string | null;
  @Shown(() => [ID], { description: 'With whom.' }) concerning!: readonly string[];
  @Shown(() => [ID], { description: 'Whom it restrains.' }) restrains!: readonly string[];
  @Shown(() => ResponsibleParty, { description: 'Who checks it.', nullable: true }) checker!: ResponsibleParty | null;
  @Shown(() => String, { description: 'From which day.', nullable: true }) startsOn!: string | null;
  @Shown(() => String, { description: 'Day of the next check.', nullable: true }) checkOn!: string | null;
  @Shown(() => [ID], { description: 'From whom it is hidden; empty unless you may know.' }) hiddenFrom!: readonly string[];
  @Shown(() => [AgreementCheck], { description: 'Checks so far.' }) checks!: readonly AgreementCheck[];
  @Shown(() => [EntryStatement], { description: 'What people say about it themselves, oldest first.' })
  statements!: readonly EntryStatement[];
}

@ObjectType({ description: 'Actie: who does what by when.' })
export class PlanAction {
  @Shown(() => ID, { description: 'Id.' }) id!: string;
  @Shown(() => String, { description: 'The action.', nullable: true }) text!: string | null;
  @Shown(() => ResponsibleParty, { description: 'Who does it.', nullable: true }) owner!: ResponsibleParty | null;
  @Shown(() => String, { description: 'Due on.', nullable: true }) dueOn!: string | null;
  @Shown(() => String, { description: 'DONE, FAILED or DROPPED; null while open.', nullable: true }) outcome!: string | null;
  @Shown(() => String, { description: 'That outcome in Dutch.', nullable: true }) outcomeTerm!: string | null;
  @Shown(() => String, { description: 'Note.', nullable: true }) note!: string | null;
  @Shown(() => [EntryStatement], { description: 'What people say about it themselves, oldest first.' })
  statements!: readonly EntryStatement[];
}

@ObjectType({ description: 'Signature of an organisation under one version (handtekening).' })
export class PlanSignature {
  @Shown(() => Organisation, { description: 'The organisation.' }) organisation!: Organisation;
  @Shown(() => Boolean, { description: 'It carries a line, so the version waits for it.' }) required!: boolean;
  @Shown(() => String, { description: 'When it signed.', nullable: true }) signedAt!: string | null;
  @Shown(() => String, { description: 'When it withdrew.', nullable: true }) withdrawnAt!: string | null;
}

@ObjectType({ description: 'Position of a family member on one version (standpunt). Disagreement blocks nothing and stays visible.' })
export class PlanPosition {
  @Shown(() => ID, { description: 'Whose.' }) personId!: string;
  @Shown(() => String, { description: 'AGREE, DISAGREE, SEEN, REFUSED or ATTEMPT.', nullable: true }) position!: string | null;
  @Shown(() => String, { description: 'That position in Dutch.', nullable: true }) positionTerm!: string | null;
  @Shown(() => String, { description: 'Own words.', nullable: true }) words!: string | null;
  @Shown(() => String, { description: 'When.' }) on!: string;
  @Shown(() => [EntryStatement], { description: 'What people say about it themselves, oldest first.' })
  statements!: readonly EntryStatement[];
}

@ObjectType({ description: 'Safety as one rater scales it: 0 (fear of serious harm) to 10 (safe enough to close). Never averaged.' })
export class SafetyScore {
  @Shown(() => ID, { description: 'The family member whose number it is.', nullable: true }) personId!: string | null;
  @Shown(() => Organisation, { description: 'Or the organisation.', nullable: true }) organisation!: Organisation | null;
  @Shown(() => Int, { description: 'The number; null when you may not see it.', nullable: true }) score!: number | null;
  @Shown(() => String, { description: 'When.' }) on!: string;
}

@ObjectType({ description: 'A version of the routekaart naar veiligheid, made of the lines you may see.' })
export class RouteMap {
  @Shown(() => Int, { description: 'Version, from 1.' }) version!: number;
  @Shown(() => RouteMapStatus, { description: 'Status at the moment asked about.' }) status!: string;
  @Shown(() => String, { description: 'Status in Dutch.' }) statusTerm!: string;
  @Shown(() => String, { description: 'When it was recorded as published.' }) publishedAt!: string;
  @Shown(() => String, { description: 'When it was published.' }) publishedOn!: string;
  @Shown(() => Organisation, { description: 'Who leads the plan.' }) planLead!: Organisation;
  @Shown(() => String, { description: 'Fingerprint of the whole content: what one signs.', nullable: true }) contentHash!: string | null;
  @Shown(() => String, { description: 'In short, in plain words.', nullable: true }) summary!: string | null;
  @Shown(() => String, { description: 'Why this version.', nullable: true }) reason!: string | null;
  @Shown(() => Boolean, { description: 'Includes the family’s own plan.' }) includesFamilyPlan!: boolean;
  @Shown(() => String, { description: 'In force from.', nullable: true }) inForceFrom!: string | null;
  @Shown(() => String, { description: 'In force until.', nullable: true }) inForceUntil!: string | null;
  @Shown(() => String, { description: 'Phase while this version was the latest.', nullable: true }) phase!: string | null;
  @Shown(() => String, { description: 'Phase in Dutch.', nullable: true }) phaseTerm!: string | null;
  @Shown(() => String, { description: 'What must be true to leave this phase.', nullable: true }) exitCriteria!: string | null;
  @Shown(() => FixedFace, { description: 'The fixed face.', nullable: true }) fixedFace!: FixedFace | null;
  @Shown(() => [SafetyCondition], { description: 'Conditions.' }) conditions!: readonly SafetyCondition[];
  @Shown(() => [SafetyAgreement], { description: 'Agreements.' }) agreements!: readonly SafetyAgreement[];
  @Shown(() => [PlanAction], { description: 'Actions.' }) actions!: readonly PlanAction[];
  @Shown(() => [PlanSignature], { description: 'Signatures.' }) signatures!: readonly PlanSignature[];
  @Shown(() => [PlanPosition], { description: 'Positions.' }) positions!: readonly PlanPosition[];
  @Shown(() => [SafetyScore], { description: 'Safety as each rater sees it.' }) scores!: readonly SafetyScore[];
  @Shown(() => [EntryStatement], { description: 'What people say themselves about this version, oldest first.' })
  statements!: readonly EntryStatement[];
  @Shown(() => String, { description: 'Position token this answer reflects.' }) position!: string;
}
