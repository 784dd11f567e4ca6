// SPDX-License-Identifier: EUPL-1.2
import { ID, InputType, ObjectType } from '@nestjs/graphql';
import { MATCH_DECISIONS } from '@gezinslijn/family-case';
import { Organisation } from '../case-timeline/entry.types.ts';
import { FrameInput } from '../commands/command.input.ts';
import { OneOf, Text, Uuid, codes } from '../platform/input-fields.ts';
import { Shown } from '../platform/permissions.ts';
import { ElsewherePerson } from './elsewhere.types.ts';

export const MatchDecisionCode = codes('MatchDecision', MATCH_DECISIONS, 'Wat over twee personen is besloten.');

@InputType({ description: 'Besluiten of twee personen in twee casussen dezelfde zijn, of hun casussen samenvoegen of ontvlechten.' })
export class DecidePersonMatchInput extends FrameInput {
  @Uuid('One case.') caseId!: string;
  @Uuid('The person in it.') personId!: string;
  @Uuid('The other case.') otherCaseId!: string;
  @Uuid('The person in that one.') otherPersonId!: string;
  @OneOf(MatchDecisionCode, 'What is decided.') decision!: string;
  @Text('What it rests on.', { max: 2000 }) basis!: string;
}

@ObjectType({ description: 'One person in two cases, for who sees both; or two people about whom it was decided that they are not one.' })
export class PersonLink {
  @Shown(() => ID, { description: 'The person in the case asked about.' }) personId!: string;
  @Shown(() => ElsewherePerson, { description: 'The person in the other case.' }) other!: ElsewherePerson;
  @Shown(() => String, { description: 'SAME, NOT_SAME, MERGED or UNMERGED.' }) decision!: string;
  @Shown(() => String, { description: 'That in Dutch.' }) decisionTerm!: string;
  @Shown(() => String, { description: 'What it rests on; null once erased.', nullable: true }) basis!: string | null;
  @Shown(() => Organisation, { description: 'Whose worker decided.' }) decidedBy!: Organisation;
  @Shown(() => String, { description: 'When.' }) decidedAt!: string;
}

@ObjectType({ description: 'Two people who could be one, about whom nobody decided yet.' })
export class PossiblePersonMatch {
  @Shown(() => ID, { description: 'The person in the case asked about.' }) personId!: string;
  @Shown(() => ElsewherePerson, { description: 'The person in the other case.' }) other!: ElsewherePerson;
}
