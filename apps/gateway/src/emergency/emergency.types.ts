// SPDX-License-Identifier: EUPL-1.2
import { ID, ObjectType } from '@nestjs/graphql';
import { Organisation } from '../case-timeline/entry.types.ts';
import { Shown } from '../platform/permissions.ts';

@ObjectType({ description: 'Noodtoegang that was used in a case, and what came of its review.' })
export class EmergencyAccess {
  @Shown(() => ID, { description: 'The access; needed to review it.' }) accessId!: string;
  @Shown(() => ID, { description: 'The case.' }) caseId!: string;
  @Shown(() => ID, { description: 'The entry on the timeline.' }) entryId!: string;
  @Shown(() => Organisation, { description: 'In whose name it was used.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'Role of the worker.' }) workerRole!: string;
  @Shown(() => String, { description: 'From when.' }) usedAt!: string;
  @Shown(() => String, { description: 'Until when at most.' }) validUntil!: string;
  @Shown(() => String, { description: 'Why, in his words (reden).', nullable: true }) reason!: string | null;
  @Shown(() => String, { description: 'JUSTIFIED or UNJUSTIFIED (oordeel); null while it was not reviewed.', nullable: true })
  judgement!: string | null;
  @Shown(() => String, { description: 'Last day for the review.', nullable: true }) reviewDueOn!: string | null;
  @Shown(() => String, { description: 'State of the review term, as of clocks: running, met, late, overdue.', nullable: true })
  reviewStatus!: string | null;
}
