// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { MELDCODE_STEPS, REPORT_KINDS } from '@gezinslijn/family-case';
import { CaseInput, FrameInput } from '../commands/command.input.ts';
import { OpeningInput } from '../household/household.input.ts';
import { Day, Flag, Nested, NestedList, OneOf, Text, Uuid, UuidList, WholeNumber, codes } from '../platform/input-fields.ts';

export const ReportKindCode = codes('ReportKind', REPORT_KINDS, 'Door wie gemeld.');
export const InformedOutcomeCode = codes(
  'InformedOutcome',
  { INFORMED: 'geïnformeerd', POSTPONED: 'uitgesteld' },
  'Geïnformeerd of uitgesteld.',
);
export const MeldcodeDecisionCode = codes(
  'MeldcodeDecision',
  { REPORT: 'melden', ARRANGE_HELP: 'zelf hulp organiseren' },
  'Besluit in stap 5.',
);

@InputType({ description: 'What somebody was told, or why not yet.' })
export class InformedInput {
  @OneOf(InformedOutcomeCode, 'Informed or postponed.')
  outcome!: string;

  @Text('What was told, or why it was postponed.')
  words!: string;

  @Day('New date when postponed', { optional: true })
  newDate?: string;
}

@InputType({ description: 'A person and what he was told.' })
export class InformedPartInput {
  @Uuid('Person.')
  personId!: string;

  @Nested(() => InformedInput, 'What.')
  content!: InformedInput;
}

@InputType({ description: 'Melding ontvangen; opens the case when there is none (give opening).' })
export class ReceiveReportInput extends FrameInput {
  @Uuid('The case, when there is one already.', { optional: true })
  caseId?: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Flag('Acute.')
  acute!: boolean;

  @OneOf(ReportKindCode, 'Who reported.')
  kind!: string;

  @Uuid('Pseudonym of who reported, made by the caller.')
  reporterId!: string;

  @Text('Who reported.')
  reporter!: string;

  @Flag('The reporter asks to stay unknown.')
  reporterShielded!: boolean;

  @Text('Private record with the meldcode steps, organisation/record.', { optional: true, max: 120 })
  meldcodeRecord?: string;

  @Text('The core of it, for who may see only that.')
  conclusion!: string;

  @Text('What was reported.')
  content!: string;

  @Nested(() => OpeningInput, 'Opens the case.', { optional: true })
  opening?: OpeningInput;

  @Text('With opening: proof of a search for everybody of this family; see search. Without it opening is refused.', {
    optional: true,
    max: 8000,
  })
  searchToken?: string;
}

@InputType({ description: 'Meldingen verbinden (radarfunctie).' })
export class LinkReportsInput extends CaseInput {
  @Uuid('Report.')
  reportId!: string;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('How they hang together.')
  explanation!: string;

  @Text('From the police report.', { optional: true })
  policeContent?: string;
}

@InputType({ description: 'Betrokkenen informeren over de melding.' })
export class InformPersonsInput extends CaseInput {
  @Uuid('Report.')
  reportId!: string;

  @NestedList(() => InformedPartInput, 'Who was told what.')
  persons!: InformedPartInput[];

  @Flag('The reporter was told back.')
  reporterToldBack!: boolean;
}

@InputType({ description: 'A step of the meldcode, in the private record of your own organisation.' })
export class TakeMeldcodeStepInput extends FrameInput {
  @Uuid('The private record; made by the caller with the first step.')
  recordId!: string;

  @WholeNumber('Step, 1 to 5.', { min: 1, max: Object.keys(MELDCODE_STEPS).length })
  step!: number;

  @UuidList('Whom it concerns.')
  concerning!: string[];

  @Text('Considerations.')
  considerations!: string;

  @Flag('Veilig Thuis was asked for advice.')
  adviceOfVeiligThuis!: boolean;

  @OneOf(MeldcodeDecisionCode, 'Decision, with step 5.', { optional: true })
  decision?: string;

  @Text('Why step 3 was skipped.', { optional: true })
  skippedBecause?: string;
}
