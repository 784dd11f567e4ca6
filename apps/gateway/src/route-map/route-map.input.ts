// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { ACTION_OUTCOMES, CHECK_OUTCOMES, PHASES, POSITIONS } from '@gezinslijn/family-case';
import { CaseInput, ResponsibleInput } from '../commands/command.input.ts';
import { Day, Flag, Nested, OneOf, Slug, Text, Uuid, UuidList, WholeNumber, codes } from '../platform/input-fields.ts';

export const PhaseCode = codes('Phase', PHASES, 'Fase van de routekaart.');
export const CheckOutcomeCode = codes('CheckOutcome', CHECK_OUTCOMES, 'Uitkomst van een controle.');
export const ActionOutcomeCode = codes('ActionOutcome', ACTION_OUTCOMES, 'Uitkomst van een actie.');
export const PositionCode = codes('PlanPositionKind', POSITIONS, 'Standpunt.');

@InputType({ description: 'Veiligheidsvoorwaarde stellen.' })
export class SetConditionInput extends CaseInput {
  @OneOf(PhaseCode, 'Phase it belongs to.')
  phase!: string;

  @UuidList('Whom it protects.')
  protects!: string[];

  @Text('The condition.')
  text!: string;

  @Text('How one can see that it is met.')
  test!: string;
}

@InputType({ description: 'Veiligheidsafspraak maken; may be hidden from named members.' })
export class MakeAgreementInput extends CaseInput {
  @UuidList('Conditions it serves.')
  conditionIds!: string[];

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @UuidList('Whom it restrains.')
  restrains!: string[];

  @Nested(() => ResponsibleInput, 'Who checks it; never somebody it restrains.')
  checker!: ResponsibleInput;

  @UuidList('From whom it is hidden.')
  hiddenFrom!: string[];

  @Text('The agreement, in the words of the family.')
  text!: string;

  @Day('From')
  startsOn!: string;

  @Day('Check on')
  checkOn!: string;
}

@InputType({ description: 'Afspraak controleren.' })
export class CheckAgreementInput extends CaseInput {
  @Uuid('Agreement.')
  agreementId!: string;

  @OneOf(CheckOutcomeCode, 'Outcome.')
  outcome!: string;

  @Text('Note.', { optional: true })
  note?: string;
}

@InputType({ description: 'Actie beleggen.' })
export class AssignActionInput extends CaseInput {
  @UuidList('Conditions it serves.')
  conditionIds!: string[];

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Nested(() => ResponsibleInput, 'Who does it.')
  owner!: ResponsibleInput;

  @UuidList('From whom it is hidden.')
  hiddenFrom!: string[];

  @Text('The action.')
  text!: string;

  @Day('Due on')
  dueOn!: string;
}

@InputType({ description: 'Actie afsluiten.' })
export class CloseActionInput extends CaseInput {
  @Uuid('Action.')
  actionId!: string;

  @OneOf(ActionOutcomeCode, 'Outcome.')
  outcome!: string;

  @Text('Note.', { optional: true })
  note?: string;
}

@InputType({ description: 'Routekaart publiceren: every line that stands now becomes the next version.' })
export class PublishRouteMapInput extends CaseInput {
  @Slug('Who leads the plan.')
  planLead!: string;

  @Flag('Includes the family’s own plan.')
  includesFamilyPlan!: boolean;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('In short, in plain words.')
  summary!: string;

  @Text('Why this version.')
  reason!: string;
}

@InputType({ description: 'Routekaart ondertekenen, exactly this content.' })
export class SignRouteMapInput extends CaseInput {
  @WholeNumber('Version.', { min: 1, max: 100000 })
  version!: number;

  @Text('Fingerprint of the content you sign.', { max: 64 })
  contentHash!: string;
}

@InputType({ description: 'Handtekening intrekken.' })
export class WithdrawSignatureInput extends CaseInput {
  @WholeNumber('Version.', { min: 1, max: 100000 })
  version!: number;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Why.')
  reason!: string;
}

@InputType({ description: 'Standpunt van een gezinslid vastleggen.' })
export class TakePositionInput extends CaseInput {
  @WholeNumber('Version.', { min: 1, max: 100000 })
  version!: number;

  @Uuid('Whose position.')
  personId!: string;

  @OneOf(PositionCode, 'Position.')
  position!: string;

  @Text('Own words.', { optional: true })
  words?: string;
}

@InputType({ description: 'Fase ingaan.' })
export class EnterPhaseInput extends CaseInput {
  @OneOf(PhaseCode, 'Phase.')
  phase!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('What must be true to leave it.')
  exitCriteria!: string;
}
