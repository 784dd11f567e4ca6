// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { CATEGORIES } from '@gezinslijn/family-case';
import { CaseInput } from '../commands/command.input.ts';
import { Day, Flag, Slug, SomeOf, Text, Uuid, UuidList, codes } from '../platform/input-fields.ts';

export const CategoryCode = codes('DataCategory', CATEGORIES, 'Gegevenscategorie.');

@InputType({ description: 'Toestemming geven of intrekken.' })
export class ChangeConsentInput extends CaseInput {
  @Uuid('Whose data.')
  personId!: string;

  @Slug('To which organisation.')
  organisation!: string;

  @SomeOf(CategoryCode, 'Which data.')
  categories!: string[];

  @Flag('Given, or withdrawn.')
  given!: boolean;

  @Text('For what.')
  purposeOfConsent!: string;
}

@InputType({ description: 'Verstrekking afspreken: one entry to one organisation, with an end.' })
export class GrantShareInput extends CaseInput {
  @Uuid('Entry.')
  entryId!: string;

  @Slug('To whom.')
  organisation!: string;

  @Text('Legal basis of the share.', { max: 64 })
  basis!: string;

  @Day('Last day')
  until!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('For what.')
  purposeOfShare!: string;
}

@InputType({ description: 'Verstrekking beëindigen.' })
export class EndShareInput extends CaseInput {
  @Uuid('Entry.')
  entryId!: string;

  @Slug('To whom.')
  organisation!: string;
}
