// SPDX-License-Identifier: EUPL-1.2
import { ObjectType } from '@nestjs/graphql';
import { TimelineEntry } from '../case-timeline/entry.types.ts';
import { Shown } from '../platform/permissions.ts';

@ObjectType({ description: 'An entry whose old text you got before it was corrected (AVG 19).' })
export class CorrectedSinceRead {
  @Shown(() => TimelineEntry, { description: 'The entry, as it says now.' }) entry!: TimelineEntry;
  @Shown(() => String, { description: 'When the old text first left for you (UTC).' }) readAt!: string;
  @Shown(() => String, { description: 'When the last correction was recorded (UTC).' }) correctedAt!: string;
}
