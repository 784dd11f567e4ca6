// SPDX-License-Identifier: EUPL-1.2
import { ID, InputType, ObjectType } from '@nestjs/graphql';
import { CaseMember } from '../case-timeline/case.types.ts';
import { Organisation } from '../case-timeline/entry.types.ts';
import { FrameInput } from '../commands/command.input.ts';
import { Day, Flag, Text, Uuid } from '../platform/input-fields.ts';
import { Shown } from '../platform/permissions.ts';

@InputType({ description: 'Vragen of iemand elders bekend is.' })
export class AskKnownElsewhereInput extends FrameInput {
  @Text('First name and surname.', { max: 200 }) name!: string;
  @Day('Date of birth') birthDate!: string;
  @Text('Why you ask; whoever knows this person reads it.', { max: 2000 }) reason!: string;
}

@InputType({ description: 'Een vraag beantwoorden over iemand die bij u bekend is.' })
export class AnswerKnownElsewhereInput extends FrameInput {
  @Uuid('The question, as it stands in your own list.') taskId!: string;
  @Flag('You share something.') shares!: boolean;
  @Text('What you share; whoever asked reads it.', { optional: true, max: 4000 }) message?: string;
  @Text('Why you share nothing; stays with you.', { optional: true, max: 2000 }) grounds?: string;
}

@ObjectType({ description: 'What an organisation shared in answer to a question.' })
export class ElsewhereReply {
  @Shown(() => Organisation, { description: 'Who shares it.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'What it shares; null once erased.', nullable: true }) message!: string | null;
  @Shown(() => String, { description: 'When.' }) at!: string;
}

@ObjectType({ description: 'A question of your organisation: is this person known elsewhere?' })
export class ElsewhereQuestion {
  @Shown(() => ID, { description: 'Id of the question.' }) id!: string;
  @Shown(() => String, { description: 'About whom; null once erased.', nullable: true }) name!: string | null;
  @Shown(() => String, { description: 'Born on.', nullable: true }) birthDate!: string | null;
  @Shown(() => String, { description: 'Why it was asked.', nullable: true }) reason!: string | null;
  @Shown(() => String, { description: 'When.' }) askedAt!: string;
  @Shown(() => String, { description: 'What you are told: the same sentence whether anybody knows this person or not.' }) sentence!: string;
  @Shown(() => [ElsewhereReply], { description: 'What others chose to share.' }) replies!: readonly ElsewhereReply[];
}

@ObjectType({ description: 'Whom of yours it could be.' })
export class ElsewherePerson {
  @Shown(() => ID, { description: 'The case.' }) caseId!: string;
  @Shown(() => String, { description: 'What professionals call it.', nullable: true }) caseName!: string | null;
  @Shown(() => CaseMember, { description: 'The person.' }) person!: CaseMember;
}

@ObjectType({ description: 'A question of another organisation about somebody you know: a task.' })
export class ElsewhereTask {
  @Shown(() => ID, { description: 'Id of the task.' }) id!: string;
  @Shown(() => Organisation, { description: 'Who asks.' }) askedBy!: Organisation;
  @Shown(() => String, { description: 'When.' }) askedAt!: string;
  @Shown(() => String, { description: 'About whom; null once erased.', nullable: true }) name!: string | null;
  @Shown(() => String, { description: 'Born on.', nullable: true }) birthDate!: string | null;
  @Shown(() => String, { description: 'Why it is asked.', nullable: true }) reason!: string | null;
  @Shown(() => [ElsewherePerson], { description: 'Whom of yours it could be, as far as you see them now.' })
  people!: readonly ElsewherePerson[];
  @Shown(() => Boolean, { description: 'Answered.' }) answered!: boolean;
  @Shown(() => Boolean, { description: 'Something was shared; null while not answered.', nullable: true }) shared!: boolean | null;
}

@ObjectType({ description: 'Bekend elders: what you asked, and what others ask you.' })
export class KnownElsewhere {
  @Shown(() => [ElsewhereQuestion], { description: 'What your organisation asked, last changed first.' })
  questions!: readonly ElsewhereQuestion[];
  @Shown(() => [ElsewhereTask], { description: 'What others ask your organisation, last changed first.' }) tasks!: readonly ElsewhereTask[];
}
