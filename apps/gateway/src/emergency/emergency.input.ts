// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { EMERGENCY_JUDGEMENTS } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { OneOf, Text, Uuid, WholeNumber, codes } from '../platform/input-fields.ts';

export const EmergencyJudgementCode = codes('EmergencyJudgement', EMERGENCY_JUDGEMENTS, 'Oordeel over noodtoegang.');

@InputType({ description: 'Noodtoegang: look in one family that is otherwise closed to you, at once and for four hours at most.' })
export class UseEmergencyAccessInput extends CaseInput {
  @Text('Why somebody may be in danger now. Your supervisor and who leads the case read it.')
  reason!: string;

  @WholeNumber('How long, in minutes; 240 when not said, and at most.', { optional: true, min: 1, max: 1_440 })
  minutes?: number;
}

@InputType({ description: 'Noodtoegang beoordelen: a supervisor, of what somebody else used.' })
export class ReviewEmergencyAccessInput extends CaseInput {
  @Uuid('The access; see emergencyAccesses.')
  accessId!: string;

  @OneOf(EmergencyJudgementCode, 'Was it right? UNJUSTIFIED ends it at once.')
  judgement!: string;

  @Text('Why.')
  considerations!: string;
}
