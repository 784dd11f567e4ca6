// SPDX-License-Identifier: EUPL-1.2
import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Organisation } from '../case-timeline/entry.types.ts';
import { Uuid, codes } from '../platform/input-fields.ts';
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
