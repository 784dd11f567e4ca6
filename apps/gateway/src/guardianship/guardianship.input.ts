// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { ASSIGNMENT_KINDS, FAMILY_PLAN_ANSWERS, PLAN_ORIGINS } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { NestedList, OneOf, Text, Uuid, UuidList, codes } from '../platform/input-fields.ts';

export const AssignmentKindCode = codes('AssignmentKind', ASSIGNMENT_KINDS, 'Vast of tijdelijk.');
export const FamilyPlanAnswerCode = codes('FamilyPlanAnswer', FAMILY_PLAN_ANSWERS, 'Antwoord op het aanbod van een familiegroepsplan.');
export const PlanOriginCode = codes('PlanOrigin', PLAN_ORIGINS, 'Van wie het plan is.');

@InputType({ description: 'Somebody who was present, and what about it.' })
export class PresentPartInput {
  @Uuid('Person.')
  personId!: string;

  @Text('What about it.')
  content!: string;
}

@InputType({ description: 'Maatregel in kennis gekomen.' })
export class ReceiveMeasureInput extends CaseInput {
  @UuidList('Measures.')
  measureIds!: string[];
}

@InputType({ description: 'Jeugdbeschermer toewijzen.' })
export class AssignGuardianInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Uuid('Pseudonym of the professional.')
  guardian!: string;

  @Text('Name of the professional.', { max: 200 })
  guardianName!: string;

  @OneOf(AssignmentKindCode, 'Fixed or interim.')
  kind!: string;
}

@InputType({ description: 'Eerste contact.' })
export class HoldFirstContactInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @NestedList(() => PresentPartInput, 'Who was present.')
  present!: PresentPartInput[];

  @Text('Account.')
  note!: string;
}

@InputType({ description: 'Familiegroepsplan aanbieden.' })
export class OfferFamilyPlanInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @OneOf(FamilyPlanAnswerCode, 'Answer.')
  answer!: string;

  @Text('Explanation.', { optional: true })
  explanation?: string;
}

@InputType({ description: 'Plan van aanpak vaststellen.' })
export class AdoptActionPlanInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @OneOf(PlanOriginCode, 'Whose plan.')
  origin!: string;

  @Text('In short.')
  summary!: string;
}
