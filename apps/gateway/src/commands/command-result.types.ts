// SPDX-License-Identifier: EUPL-1.2
import { ID, ObjectType, createUnionType } from '@nestjs/graphql';
import { TimelineEntry } from '../case-timeline/entry.types.ts';
import { Shown } from '../platform/permissions.ts';

@ObjectType({ description: 'Recorded (or found correct, when only checked).' })
export class CommandAccepted {
  @Shown(() => ID, { description: 'The case; for a step before a case, the private record.' }) caseId!: string;
  @Shown(() => [ID], { description: 'Entries it made; empty when nothing had to change or when it was only checked.' })
  entryIds!: readonly string[];
  @Shown(() => String, { description: 'Position token: pass it as atLeast to read your own entry back.' }) position!: string;
  @Shown(() => Boolean, { description: 'This very command had been carried out before; nothing was done twice.' }) repeated!: boolean;
}

@ObjectType({ description: 'A rule said no. Nothing was recorded.' })
export class CommandRefused {
  @Shown(() => String, { description: 'Stable code.' }) code!: string;
  @Shown(() => String, { description: 'A sentence for the user, in the language asked for.' }) message!: string;
  @Shown(() => String, { description: 'The input at fault, if one is.', nullable: true }) field!: string | null;
}

@ObjectType({ description: 'Something you may see was added since. Nothing was recorded.' })
export class CaseChanged {
  @Shown(() => String, { description: 'CASE_CHANGED.' }) code!: string;
  @Shown(() => String, { description: 'A sentence for the user.' }) message!: string;
  @Shown(() => [TimelineEntry], { description: 'What was added.' }) entries!: readonly TimelineEntry[];
}

export const CommandResult = createUnionType({
  name: 'CommandResult',
  description: 'What became of a command.',
  types: () => [CommandAccepted, CommandRefused, CaseChanged] as const,
  resolveType: (value: object) => ('entryIds' in value ? 'CommandAccepted' : 'entries' in value ? 'CaseChanged' : 'CommandRefused'),
});
export type CommandResult = CommandAccepted | CommandRefused | CaseChanged;
