// SPDX-License-Identifier: EUPL-1.2
import { ArgsType, ID, ObjectType } from '@nestjs/graphql';
import { TimelineEntry } from '../case-timeline/entry.types.ts';
import { Uuid } from '../platform/input-fields.ts';
import { Shown } from '../platform/permissions.ts';

@ArgsType()
export class FamilyReportArgs {
  @Uuid('Id of the case.') caseId!: string;
  @Uuid('About whom; yourself when left out. Another only for an auditor.', { optional: true }) personId?: string;
}

@ObjectType({ description: 'A part of an entry that the person does not get, and why.' })
export class ReportMask {
  @Shown(() => String, { description: 'What a Dutch screen calls that part.' }) term!: string;
  @Shown(() => String, { description: 'Why, in plain Dutch (B1). The same whether there is something or not.' }) reason!: string;
}

@ObjectType({ description: 'An entry as the person may see it, with what is kept back.' })
export class ReportedEntry {
  @Shown(() => TimelineEntry, { description: 'The entry.' }) entry!: TimelineEntry;
  @Shown(() => [ReportMask], { description: 'What of this kind of entry he does not get.' }) notShown!: readonly ReportMask[];
}

@ObjectType({ description: 'Somebody in the case, as far as the person may know who it is.' })
export class ReportedPerson {
  @Shown(() => ID, { description: 'The person.' }) personId!: string;
  @Shown(() => String, { description: 'Name, or what he is in the family.' }) name!: string;
}

@ObjectType({
  description: 'Inzage in het dossier (AVG 15): the file of a case as one person may see it. What is hidden leaves no trace in it.',
})
export class FamilyReport {
  @Shown(() => ID, { description: 'Whose report.' }) personId!: string;
  @Shown(() => String, { description: 'When it was made (UTC).' }) madeAt!: string;
  @Shown(() => [ReportedPerson], { description: 'Who is called what in it.' }) people!: readonly ReportedPerson[];
  @Shown(() => [ReportedEntry], { description: 'The entries, in the order of recording.' }) entries!: readonly ReportedEntry[];
}
