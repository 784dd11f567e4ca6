// SPDX-License-Identifier: EUPL-1.2
import { ArgsType, Field, ID, Int, ObjectType, createUnionType } from '@nestjs/graphql';
import { KEPT_STATUSES } from '@gezinslijn/family-case';
import type { KeptStatus } from '@gezinslijn/family-case';
import { Organisation } from '../case-timeline/entry.types.ts';
import { CommandRefused } from '../commands/command-result.types.ts';
import { Day, Uuid, codes } from '../platform/input-fields.ts';
import { Shown } from '../platform/permissions.ts';

const CERTIFICATE_WAITS = {
  DESTRUCTION: 'de vernietiging wordt uitgevoerd',
  LEDGER: 'het grootboek beslaat het besluit nog niet',
} as const;
export type CertificateWait = keyof typeof CERTIFICATE_WAITS;
export const CertificateWaitCode = codes('CertificateWait', CERTIFICATE_WAITS, 'Waarop een verklaring van vernietiging wacht.');

@ArgsType()
export class ErasureCertificatesArgs {
  @Uuid('Id of the case.') caseId!: string;
  @Field(() => ID, { description: 'Of this decision alone: the entry gegevens vernietigd (RetentionDecided).', nullable: true })
  entryId?: string;
}

@ObjectType({ description: 'Verklaring van vernietiging: signed, and verified offline with rvt certificate verify.' })
export class CertificateOfErasure {
  @Shown(() => ID, { description: 'Id of the decision.' }) entryId!: string;
  @Shown(() => Organisation, { description: 'Who destroyed.' }) organisation!: Organisation;
  @Shown(() => ID, { description: 'Whose data.' }) personId!: string;
  @Shown(() => String, { description: 'When it was decided (UTC).' }) decidedAt!: string;
  @Shown(() => String, {
    description: 'The certificate as a signed note (docs/audit/specification.md); null while it waits.',
    nullable: true,
  })
  document!: string | null;
  @Shown(() => CertificateWaitCode, { description: 'What it waits for; ask again later.', nullable: true })
  waitsFor!: CertificateWait | null;
}

export const KeptStatusCode = codes('KeptStatus', KEPT_STATUSES, 'Hoe het met een bewaartermijn staat.');

@ArgsType()
export class KeptDataArgs {
  @Uuid('Id of the case.') caseId!: string;
  @Field(() => ID, { description: 'Only of the people this entry is about.', nullable: true }) entryId?: string;
  @Day('As of which day, which may lie ahead; today when not said.', { optional: true }) asOf?: string;
}

@ObjectType({ description: 'A step in how a day came about.' })
export class KeptStepShown {
  @Shown(() => String, { description: 'Day (JJJJ-MM-DD).' }) day!: string;
  @Shown(() => String, { description: 'What, in Dutch.' }) text!: string;
}

@ObjectType({ description: 'Hoe lang een organisatie bewaart wat zij over iemand heeft (norm T32): computed from what is recorded.' })
export class KeptDataShown {
  @Shown(() => Organisation, { description: 'Which controller.' }) organisation!: Organisation;
  @Shown(() => ID, { description: 'About whom.' }) personId!: string;
  @Shown(() => KeptStatusCode, { description: 'How it stands as of that day.' }) status!: KeptStatus;
  @Shown(() => String, { description: 'Last day on which it is kept; null while no term runs or it is not known.', nullable: true })
  until!: string | null;
  @Shown(() => String, { description: 'The term that rules.', nullable: true }) rule!: string | null;
  @Shown(() => String, { description: 'Where that stands.', nullable: true }) source!: string | null;
  @Shown(() => [KeptStepShown], { description: 'How that day came about.' }) steps!: readonly KeptStepShown[];
}

@ObjectType({ description: 'Somebody whose data are due.' })
export class DuePersonShown {
  @Shown(() => ID, { description: 'Whose.' }) personId!: string;
  @Shown(() => String, { description: 'Last day on which they had to be kept.' }) until!: string;
  @Shown(() => String, { description: 'The term that ruled.' }) rule!: string;
}

@ObjectType({ description: 'A case in which something is due.' })
export class DueCaseShown {
  @Shown(() => ID, { description: 'The case.' }) caseId!: string;
  @Shown(() => [DuePersonShown], { description: 'Of whom.' }) people!: readonly DuePersonShown[];
  @Shown(() => Int, { description: 'How many keys your organisation still holds of them.' }) keys!: number;
}

@ObjectType({ description: 'Wat na de bewaartermijn weg moet: of your organisation, ids only. Nothing was destroyed by asking.' })
export class DueListShown {
  @Shown(() => String, { description: 'As of which day.' }) asOf!: string;
  @Shown(() => String, { description: 'Names exactly this list: destroyDue asks for it.' }) digest!: string;
  @Shown(() => [DueCaseShown], { description: 'Cases.' }) cases!: readonly DueCaseShown[];
}

@ObjectType({ description: 'What was destroyed.' })
export class DueDestroyed {
  @Shown(() => Int, { description: 'In how many cases.' }) cases!: number;
  @Shown(() => Int, { description: 'Of how many people, each counted in each case.' }) people!: number;
}

export const DestroyDueResult = createUnionType({
  name: 'DestroyDueResult',
  description: 'What became of it.',
  types: () => [DueDestroyed, CommandRefused] as const,
  resolveType: (value: object) => ('code' in value ? 'CommandRefused' : 'DueDestroyed'),
});
export type DestroyDueResult = DueDestroyed | CommandRefused;
