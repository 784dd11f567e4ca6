// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { END_NOTICES, HEARD, MEASURE_KINDS, PLACEMENT_CHANGES, PLACEMENT_KINDS } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { Day, Flag, Nested, NestedList, OneOf, Slug, SomeOf, Text, Uuid, UuidList, codes } from '../platform/input-fields.ts';

export const MeasureKindCode = codes('MeasureKind', MEASURE_KINDS, 'Soort maatregel.');
export const HeardCode = codes('HeardKind', HEARD, 'Hoe iemand gehoord is.');
export const EndNoticeCode = codes('EndNotice', END_NOTICES, 'Voornemen.');
export const PlacementChangeCode = codes('PlacementChange', PLACEMENT_CHANGES, 'Wijziging van een plaatsing.');
export const PlacementKindCode = codes('PlacementKind', PLACEMENT_KINDS, 'Soort plaatsing.');

@InputType({ description: 'How somebody was heard.' })
export class HeardInput {
  @OneOf(HeardCode, 'How.')
  how!: string;

  @Text('What was said, in short.', { optional: true })
  words?: string;
}

@InputType({ description: 'A person and how he was heard.' })
export class HeardPartInput {
  @Uuid('Person.')
  personId!: string;

  @Nested(() => HeardInput, 'How.')
  content!: HeardInput;
}

@InputType({ description: 'Maatregel verzoeken.' })
export class RequestMeasureInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @SomeOf(MeasureKindCode, 'Kinds.')
  kinds!: string[];

  @Text('Grounds.')
  grounds!: string;
}

@InputType({ description: 'Beschikking vastleggen.' })
export class OrderMeasureInput extends CaseInput {
  @Uuid('Measure it confirms or extends.', { optional: true })
  continues?: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Slug('GI that carries it out.', { optional: true })
  executedBy?: string;

  @OneOf(MeasureKindCode, 'Kind.')
  kind!: string;

  @Day('Day of the order')
  orderedOn!: string;

  @Day('Last day it holds, as written in the order')
  endsOn!: string;

  @Flag('Given without hearing first.')
  exParte!: boolean;

  @Text('Ground.', { optional: true })
  ground?: string;
}

@InputType({ description: 'Zitting vastleggen.' })
export class HoldHearingInput extends CaseInput {
  @UuidList('Measures it was about.')
  measureIds!: string[];

  @NestedList(() => HeardPartInput, 'Who was heard and how.')
  persons!: HeardPartInput[];
}

@InputType({ description: 'Einde van een maatregel melden aan de Raad.' })
export class NotifyMeasureEndInput extends CaseInput {
  @Uuid('Measure.')
  measureId!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @OneOf(EndNoticeCode, 'Notice.')
  notice!: string;

  @Day('Intended on')
  intendedOn!: string;

  @Text('Explanation.')
  explanation!: string;
}

@InputType({ description: 'Maatregel beëindigen (never an end by lapse of time).' })
export class EndMeasureInput extends CaseInput {
  @Uuid('Measure.')
  measureId!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Day('Ended on')
  endedOn!: string;

  @Text('Reason.')
  reason!: string;
}

@InputType({ description: 'Plaatsing starten, wijzigen of beëindigen.' })
export class ChangePlacementInput extends CaseInput {
  @Uuid('Child.')
  childId!: string;

  @Uuid('Measure it rests on.')
  measureId!: string;

  @OneOf(PlacementChangeCode, 'Change.')
  change!: string;

  @OneOf(PlacementKindCode, 'Kind.')
  kind!: string;

  @Flag('A shelter or other secret address: that there is a placement is hidden then.', { optional: true })
  shielded?: boolean;

  @Text('What the child wants.', { optional: true })
  childsWish?: string;

  @Text('Explanation.')
  explanation!: string;
}
