// SPDX-License-Identifier: EUPL-1.2
import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';
import { Organisation } from '../case-timeline/entry.types.ts';
import { Day, Text, Uuid } from '../platform/input-fields.ts';
import { Shown } from '../platform/permissions.ts';

@ArgsType()
export class LooksArgs {
  @Uuid('Id of the case.') caseId!: string;
  @Uuid('Only looks at the data of this person. A family member gets those at his own, whatever he names.', { optional: true })
  personId?: string;
  @Day('On or after this day', { optional: true }) from?: string;
  @Day('On or before this day', { optional: true }) until?: string;
  @Text('Cursor to go on from.', { optional: true, max: 128 }) after?: string;
}

@ArgsType()
export class WhoLookedArgs extends LooksArgs {
  @Field(() => Int, { description: 'How many, at most 100.', defaultValue: 50 }) @Min(1) @Max(100) first!: number;
}

/** For each page the lines of whole months are gone through: so a page is as long as one answer can be. */
const MOST_LOOKS = 5_000;

@ArgsType()
export class ProcessingLinesArgs extends LooksArgs {
  @Field(() => Int, { description: 'The lines of how many looks, at most 5000.', defaultValue: MOST_LOOKS })
  @Min(1)
  @Max(MOST_LOOKS)
  first!: number;
}

@ObjectType({ description: 'A kind of data.' })
export class LookedCategory {
  @Shown(() => String, { description: 'Code of the category.' }) code!: string;
  @Shown(() => String, { description: 'Dutch term.' }) term!: string;
}

@ObjectType({ description: 'One look at this case, or an attempt that was refused (inzage).' })
export class Look {
  @Shown(() => String, { description: 'When.' }) at!: string;
  @Shown(() => Organisation, { description: 'In whose name.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'In which role.' }) role!: string;
  @Shown(() => String, { description: 'Dutch term of the role.' }) roleTerm!: string;
  @Shown(() => String, { description: 'For what, in his words (doel).' }) purpose!: string;
  @Shown(() => String, { description: 'On what basis.' }) legalBasis!: string;
  @Shown(() => [LookedCategory], { description: 'Which kinds of data were shown.' }) categories!: readonly LookedCategory[];
  @Shown(() => Boolean, { description: 'By emergency access (noodtoegang).' }) emergency!: boolean;
  @Shown(() => Boolean, { description: 'A person opened exactly this; otherwise it stood in a list, a page or a push.' }) opened!: boolean;
  @Shown(() => Boolean, { description: 'Shown, or refused.' }) granted!: boolean;
  @Shown(() => String, { description: 'In one Dutch sentence.' }) sentence!: string;
  @Shown(() => String, { description: 'Pseudonym of who looked; for his own organisation and auditors.', nullable: true })
  worker!: string | null;
  @Shown(() => String, {
    description: 'System that acted for him, by its client id; for his own organisation and auditors.',
    nullable: true,
  })
  system!: string | null;
  @Shown(() => String, { description: 'What was asked; for his own organisation and auditors.', nullable: true }) operation!: string | null;
  @Shown(() => String, { description: 'The rule that refused it; for his own organisation and auditors.', nullable: true })
  rule!: string | null;
  @Shown(() => String, { description: 'Kind of organisation, AUDITOR or FAMILY; for auditors.', nullable: true }) party!: string | null;
  @Shown(() => [ID], { description: 'Whose data was shown; for auditors.' }) people!: readonly string[];
  @Shown(() => String, { description: 'Trace that joins this with the processing log; for auditors.', nullable: true })
  traceId!: string | null;
}

@ObjectType({ description: 'A page of looks, last first.' })
export class LookConnection {
  @Shown(() => [Look], { description: 'The looks.' }) nodes!: readonly Look[];
  @Shown(() => Boolean, { description: 'There are more.' }) hasNextPage!: boolean;
  @Shown(() => String, { description: 'Cursor of the last one.', nullable: true }) endCursor!: string | null;
}

@ObjectType({ description: 'One line of the processing log (Logboek Dataverwerkingen), joined to the looks by its trace.' })
export class ProcessingLogLine {
  @Shown(() => String, { description: 'The line as JSON, with the names of the standard.' }) json!: string;
}

@ObjectType({
  description: 'The lines of a page of looks. The pages go back in time, last looks first; within a page the oldest line comes first.',
})
export class ProcessingLineConnection {
  @Shown(() => [ProcessingLogLine], { description: 'The lines.' }) nodes!: readonly ProcessingLogLine[];
  @Shown(() => Boolean, { description: 'There are older looks, with lines of their own.' }) hasNextPage!: boolean;
  @Shown(() => String, { description: 'Cursor of the oldest look of this page.', nullable: true }) endCursor!: string | null;
}
