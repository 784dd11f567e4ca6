// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { SAFETY_CONCLUSIONS, WAYS_OF_SEEING } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { Flag, OneOf, Text, Uuid, UuidList, WholeNumber, codes } from '../platform/input-fields.ts';

export const SafetyConclusionCode = codes('SafetyConclusion', SAFETY_CONCLUSIONS, 'Conclusie van een veiligheidsbeoordeling.');
export const WayOfSeeingCode = codes('WayOfSeeing', WAYS_OF_SEEING, 'Waar het kind gezien is.');

@InputType({ description: 'Veiligheid beoordelen.' })
export class AssessSafetyInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Instrument and version.', { max: 200 })
  instrument!: string;

  @OneOf(SafetyConclusionCode, 'Conclusion.')
  conclusion!: string;

  @Text('Explanation.')
  explanation!: string;
}

@InputType({ description: 'Acute onveiligheid melden.' })
export class DeclareAcuteDangerInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('What is the matter.')
  what!: string;

  @Text('What was done.')
  actionTaken!: string;
}

@InputType({ description: 'Kind gezien en gesproken.' })
export class SeeChildInput extends CaseInput {
  @Uuid('Child.')
  childId!: string;

  @Flag('Spoken to alone.')
  alone!: boolean;

  @OneOf(WayOfSeeingCode, 'Where.')
  where!: string;

  @Text('What was seen and heard.')
  observation!: string;
}

@InputType({ description: 'Veiligheid schalen van 0 tot 10.' })
export class ScaleSafetyInput extends CaseInput {
  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Uuid('Family member whose number it is.', { optional: true })
  rater?: string;

  @WholeNumber('His or her number.', { min: 0, max: 10, optional: true })
  ownScore?: number;

  @WholeNumber('The number of the professional.', { min: 0, max: 10, optional: true })
  professionalScore?: number;

  @Text('Own words.', { optional: true })
  words?: string;
}
