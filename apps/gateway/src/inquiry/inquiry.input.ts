// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { FACT_KINDS, FAMILY_MARKS, INVESTIGATION_KINDS } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { Day, Nested, NestedList, OneOf, Slug, Text, Uuid, UuidList, codes } from '../platform/input-fields.ts';

export const InvestigationKindCode = codes('InvestigationKind', INVESTIGATION_KINDS, 'Soort onderzoek.');
export const FactKindCode = codes('FactKind', FACT_KINDS, 'Soort feit.');
export const FamilyMarkCode = codes('FamilyMarkKind', FAMILY_MARKS, 'Wat het gezin ervan vindt.');

@InputType({ description: 'How a family member marks a fact.' })
export class FamilyMarkInput {
  @OneOf(FamilyMarkCode, 'Mark.')
  mark!: string;

  @Text('Own words.', { optional: true })
  words?: string;
}

@InputType({ description: 'A person and his mark.' })
export class FamilyMarkPartInput {
  @Uuid('Person.')
  personId!: string;

  @Nested(() => FamilyMarkInput, 'Mark.')
  content!: FamilyMarkInput;
}

@InputType({ description: 'A person and his reaction, unedited.' })
export class ReactionPartInput {
  @Uuid('Person.')
  personId!: string;

  @Text('Reaction.')
  content!: string;
}

@InputType({ description: 'Onderzoek nodig bevinden.' })
export class EstablishInquiryNeedInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Why.')
  reason!: string;
}

@InputType({ description: 'Verzoek tot onderzoek aan de Raad.' })
export class RequestInquiryInput extends CaseInput {
  @Slug('The RvdK it goes to.')
  council!: string;

  @Text('CORV reference.', { max: 100 })
  corvReference!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Question.')
  question!: string;
}

@InputType({ description: 'Onderzoek starten.' })
export class StartInquiryInput extends CaseInput {
  @OneOf(InvestigationKindCode, 'Kind.')
  kind!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Question.')
  question!: string;
}

@InputType({ description: 'Dubbel onderzoek voorkomen: facts re-used and weighed by oneself.' })
export class PreventDuplicateInput extends CaseInput {
  @Uuid('Your investigation.')
  investigationId!: string;

  @Slug('Whose facts.')
  from!: string;

  @UuidList('Facts.')
  factIds!: string[];

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Your own weighing.')
  ownWeighing!: string;
}

@InputType({ description: 'Feit vastleggen, with its source.' })
export class RecordFactInput extends CaseInput {
  @Uuid('Investigation.')
  investigationId!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @OneOf(FactKindCode, 'Kind.')
  kind!: string;

  @Text('The fact.')
  text!: string;

  @Text('Source.')
  source!: string;

  @NestedList(() => FamilyMarkPartInput, 'How the family marks it.')
  familyMarks!: FamilyMarkPartInput[];

  @Text('Working note, for your own organisation alone.', { optional: true })
  workingNote?: string;
}

@InputType({ description: 'Concept delen.' })
export class ShareDraftInput extends CaseInput {
  @Uuid('Investigation.')
  investigationId!: string;

  @UuidList('With whom.')
  sharedWith!: string[];

  @Day('Reactions until')
  reactionsUntil!: string;

  @Text('In short.')
  summary!: string;
}

@InputType({ description: 'Onderzoek afronden.' })
export class ConcludeInquiryInput extends CaseInput {
  @Uuid('Investigation.')
  investigationId!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Outcome.')
  outcome!: string;

  @Text('Advice.')
  advice!: string;

  @Text('Report.', { max: 60000 })
  report!: string;

  @NestedList(() => ReactionPartInput, 'Reactions, unedited.')
  reactions!: ReactionPartInput[];
}
