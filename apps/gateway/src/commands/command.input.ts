// SPDX-License-Identifier: EUPL-1.2
import { InputType, registerEnumType } from '@nestjs/graphql';
import { Flag, Moment, Nested, OneOf, Slug, Text, Uuid } from '../platform/input-fields.ts';

export const StatedByKind = {
  PERSON: 'person',
  MAYOR: 'mayor',
  COURT: 'court',
  POLICE: 'police',
  FAMILY: 'family',
  RVT: 'rvt',
} as const;
registerEnumType(StatedByKind, {
  name: 'StatedByKind',
  description: 'Whose words or act it is, when a professional records for somebody else.',
});

@InputType({ description: 'Whose words or act it is (uit naam van).' })
export class StatedByInput {
  @OneOf(StatedByKind, 'Who.') kind!: 'person' | 'mayor' | 'court' | 'police' | 'family' | 'rvt';
  @Uuid('The person, when kind is PERSON.', { optional: true }) personId?: string;
}

/** What every command says about itself, whatever it is about. */
@InputType({ isAbstract: true })
export abstract class FrameInput {
  @Uuid('Made by the caller, once per intention: a repeat with the same id does nothing twice.') commandId!: string;
  @Moment('When it happened; now when not said', { optional: true }) occurredAt?: string;
  @Text('Key of the legal basis (grondslag); see me.legalBases.', { max: 64 }) legalBasis!: string;
  @Nested(() => StatedByInput, 'Whose words or act it is, if not your own.', { optional: true }) statedBy?: StatedByInput;
  @Flag('Only check; record nothing.', { optional: true }) validateOnly?: boolean;
}

/** A command on a family case. */
@InputType({ isAbstract: true })
export abstract class CaseInput extends FrameInput {
  @Uuid('Id of the case.') caseId!: string;
  @Text('Position token of what was on the screen: refuse with CaseChanged when something you may see was added since.', {
    optional: true,
    max: 64,
  })
  expectedPosition?: string;
}

export const ResponsibleKind = { PERSON: 'person', ORGANISATION: 'organisation' } as const;
registerEnumType(ResponsibleKind, { name: 'ResponsibleKind', description: 'A person or an organisation.' });

@InputType({ description: 'Who checks or does something.' })
export class ResponsibleInput {
  @OneOf(ResponsibleKind, 'A person or an organisation.') kind!: 'person' | 'organisation';
  @Uuid('The person.', { optional: true }) personId?: string;
  @Slug('The organisation.', { optional: true }) organisation?: string;
}
