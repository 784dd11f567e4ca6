// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { TABLE_KINDS } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { OneOf, SlugList, Text, Uuid, UuidList, codes } from '../platform/input-fields.ts';

export const TableKindCode = codes('TableKind', TABLE_KINDS, 'Soort tafel.');

@InputType({ description: 'Tafel vastleggen.' })
export class HoldTableInput extends CaseInput {
  @OneOf(TableKindCode, 'Kind.')
  kind!: string;

  @SlugList('Organisations at the table.')
  attending!: string[];

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Outcome.')
  outcome!: string;

  @Text('Discussion.')
  discussion!: string;
}

@InputType({ description: 'Tegenspraak vastleggen, or answer it (answerTo).' })
export class RecordDissentInput extends CaseInput {
  @Uuid('Dissent it answers.', { optional: true })
  answerTo?: string;

  @SlugList('Organisations it is for; an answer goes to those of the dissent.', { optional: true })
  attending?: string[];

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Text.')
  text!: string;
}
