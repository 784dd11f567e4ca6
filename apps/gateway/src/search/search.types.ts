// SPDX-License-Identifier: EUPL-1.2
import { ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { CaseMember } from '../case-timeline/case.types.ts';
import { Day, NestedList, Text, WholeNumber } from '../platform/input-fields.ts';
import { Shown } from '../platform/permissions.ts';

@InputType({ description: 'Who is sought: words of a name or their beginnings, a date of birth, or both.' })
export class SoughtPersonInput {
  @Text('Words of the name, or their beginnings; one of them of at least two letters.', { optional: true, max: 200 }) name?: string;
  @Day('Date of birth', { optional: true }) birthDate?: string;
}

@InputType({ description: 'What is looked for: any of these people, or a case by its number.' })
export class SearchInput {
  @NestedList(() => SoughtPersonInput, 'Any of these people; before a case is opened, everybody of the family.')
  people!: SoughtPersonInput[];
  @Text('Number of a case, or its first group of eight.', { optional: true, max: 36 }) caseNumber?: string;
  @WholeNumber('How many cases, at most 50; 20 when not said.', { optional: true, min: 1, max: 50 }) first?: number;
  @Text('Cursor to go on from.', { optional: true, max: 64 }) after?: string;
}

@ObjectType({ description: 'A case you may see in which somebody was found.' })
export class FoundCase {
  @Shown(() => ID, { description: 'Id of the case.' }) caseId!: string;
  @Shown(() => String, { description: 'What professionals call it.', nullable: true }) name!: string | null;
  @Shown(() => String, { description: 'Municipality.', nullable: true }) municipality!: string | null;
  @Shown(() => [CaseMember], { description: 'Who was found; empty when only the name or number of the case is what was sought.' })
  people!: readonly CaseMember[];
  @Shown(() => String, { description: 'Opaque cursor of this reader.' }) cursor!: string;
}

@ObjectType({
  description: 'What a search found, of what you may see. Who is not here is not known, or not known to you: the answer is the same.',
})
export class SearchResult {
  @Shown(() => [FoundCase], { description: 'Last changed first.' }) cases!: readonly FoundCase[];
  @Shown(() => Int, { description: 'In how many cases, at most 100.' }) total!: number;
  @Shown(() => Boolean, { description: 'There are more on a next page.' }) hasNextPage!: boolean;
  @Shown(() => Boolean, { description: 'There are more than are looked at: search narrower.' }) more!: boolean;
  @Shown(() => String, {
    description: 'Proof of this search, for opening a case with these people within an hour. Null for who opens none.',
    nullable: true,
  })
  searchToken!: string | null;
}
