// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { REFUSAL_GROUNDS, REQUEST_KINDS, REQUEST_OUTCOMES } from '@gezinslijn/family-case';
import { CaseInput, FrameInput } from '../commands/command.input.ts';
import { Day, OneOf, Text, Uuid, codes } from '../platform/input-fields.ts';

export const AccessRequestKindCode = codes('AccessRequestKind', REQUEST_KINDS, 'Soort verzoek van een betrokkene.');
export const RequestOutcomeCode = codes('RequestOutcome', REQUEST_OUTCOMES, 'Besluit op een verzoek.');
export const RefusalGroundCode = codes('RefusalGround', REFUSAL_GROUNDS, 'Grond om een verzoek af te wijzen.');

@InputType({ description: 'Verzoek van een betrokkene ontvangen: statedBy says who asks.' })
export class ReceiveAccessRequestInput extends CaseInput {
  @OneOf(AccessRequestKindCode, 'What is asked.')
  kind!: string;

  @Uuid('Whose data.')
  personId!: string;

  @Text('In the words of who asks.')
  wording!: string;
}

@InputType({
  description:
    'Op een verzoek besluiten. DESTRUCTION that is GRANTED is done at once and cannot be undone: your organisation then holds nothing of this person in this case.',
})
export class DecideAccessRequestInput extends CaseInput {
  @Uuid('The request.')
  requestId!: string;

  @OneOf(RequestOutcomeCode, 'Granted or refused.')
  outcome!: string;

  @OneOf(RefusalGroundCode, 'On what it is refused; not when it is granted.', { optional: true })
  refusedOn?: string;

  @Text('Why.')
  considerations!: string;
}

@InputType({ description: 'Op bevel van de rechter vernietigen; by a supervisor. Done at once, and cannot be undone.' })
export class DestroyByOrderInput extends CaseInput {
  @Uuid('Whose data.')
  personId!: string;

  @Uuid('One part of the file, such as a report; all of it when left out.', { optional: true })
  part?: string;

  @Text('Number of the order. No names: it stays readable.', { max: 64 })
  order!: string;
}

@InputType({
  description:
    'Vernietigen wat na de bewaartermijn weg moet: exactly what stands on a list that you looked at. By a supervisor; done at once, and cannot be undone.',
})
export class DestroyDueInput extends FrameInput {
  @Day('As of which day the list was; not a later one than today.')
  asOf!: string;

  @Text('The digest of that list: retentionDue gives it.', { max: 64 })
  digest!: string;
}
