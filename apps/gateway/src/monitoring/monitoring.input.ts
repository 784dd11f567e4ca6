// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { HANDOVER_STEPS } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { Flag, OneOf, SlugList, Text, Uuid, UuidList, codes } from '../platform/input-fields.ts';

export const HandoverStepCode = codes('HandoverStep', HANDOVER_STEPS, 'Stap in de overdracht.');

@InputType({ description: 'Zicht op veiligheid overdragen: offer, or accept an offer.' })
export class HandOverSafetyWatchInput extends CaseInput {
  @Uuid('Handover, when accepting.', { optional: true })
  handoverId?: string;

  @OneOf(HandoverStepCode, 'Step.')
  step!: string;

  @SlugList('To whom it is offered.', { optional: true })
  to?: string[];

  @Flag('The family was present.')
  familyPresent!: boolean;

  @UuidList('Whom it concerns, when offering.', { optional: true })
  concerning?: string[];

  @Text('What was handed over.')
  note!: string;
}
