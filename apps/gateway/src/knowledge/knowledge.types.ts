// SPDX-License-Identifier: EUPL-1.2
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ReaderInput } from '../case-timeline/case.types.ts';
import { AccessLevel, Organisation } from '../case-timeline/entry.types.ts';
import { InstantField, Nested, Text, Uuid } from '../platform/input-fields.ts';
import { Shown } from '../platform/permissions.ts';

@InputType({ description: 'Whose knowledge, and when, to hold the first against.' })
export class AgainstInput {
  @Nested(() => ReaderInput, 'Whose; the same as the first when not said. Another’s: auditors only.', { optional: true }) of?: ReaderInput;
  @Text('Only what this worker got, by his pseudonym.', { optional: true, max: 100 }) worker?: string;
  @InstantField('At which moment; the same as the first when not said', { optional: true }) knownAt?: string;
}

@ArgsType()
export class KnowledgeArgs {
  @Uuid('Id of the case.') caseId!: string;
  @Nested(() => ReaderInput, 'Whose knowledge. An auditor names one; anybody else gets his own.', { optional: true }) of?: ReaderInput;
  @Text('Only what this worker got, by his pseudonym.', { optional: true, max: 100 }) worker?: string;
  @InstantField('At which moment; now when not said', { optional: true }) knownAt?: string;
  @Nested(() => AgainstInput, 'Another party or moment to hold it against.', { optional: true }) against?: AgainstInput;
}

@ArgsType()
export class CaseOnlyArgs {
  @Uuid('Id of the case.') caseId!: string;
}

@ArgsType()
export class DecisionBasisArgs {
  @Uuid('Id of the case.') caseId!: string;
  @Field(() => ID, { description: 'Id of the entry that records the decision.' }) entryId!: string;
}

@ObjectType({ description: 'The first time somebody got an entry.' })
export class KnowledgeLook {
  @Shown(() => String, { description: 'When (UTC).' }) at!: string;
  @Shown(() => String, { description: 'Pseudonym of who got it; null for a family member.', nullable: true }) worker!: string | null;
  @Shown(() => String, { description: 'In which role.' }) role!: string;
  @Shown(() => String, { description: 'That role in Dutch.' }) roleTerm!: string;
  @Shown(() => Boolean, { description: 'By emergency access (noodtoegang).' }) emergency!: boolean;
}

@ObjectType({ description: 'How far somebody knew of one entry.' })
export class Known {
  @Shown(() => AccessLevel, {
    description: 'How much of it he could see under the rules of then (zichtbaar); null: nothing.',
    nullable: true,
  })
  visible!: string | null;
  @Shown(() => [KnowledgeLook], { description: 'Left the gateway for him, or was pushed to him (verstrekt): the first time for each.' })
  delivered!: readonly KnowledgeLook[];
  @Shown(() => [KnowledgeLook], { description: 'Was opened by a person (geopend): the first time for each.' })
  opened!: readonly KnowledgeLook[];
}

@ObjectType({ description: 'An entry without its content: what it is, whose and when.' })
export class EntryOutline {
  @Shown(() => ID, { description: 'Id of the entry.' }) id!: string;
  @Shown(() => String, { description: 'Event type.' }) type!: string;
  @Shown(() => String, { description: 'Dutch term for this kind of entry.' }) term!: string;
  @Shown(() => String, { description: 'Kind of organisation that wrote it.' }) party!: string;
  @Shown(() => Organisation, { description: 'The organisation whose power was used.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'When it happened: a day or an instant.' }) occurredAt!: string;
  @Shown(() => String, { description: 'When it was recorded (UTC).' }) recordedAt!: string;
  @Shown(() => String, { description: 'Data category, C1–C19.' }) category!: string;
}

@ObjectType({ description: 'An entry and how far it was known.' })
export class KnownEntry {
  @Shown(() => EntryOutline, { description: 'Which entry.' }) entry!: EntryOutline;
  @Shown(() => Known, { description: 'How far it was known.' }) known!: Known;
  @Shown(() => Known, { description: 'The same for who or when it is held against.', nullable: true }) against!: Known | null;
}

@ObjectType({ description: 'Whose knowledge it is, and when.' })
export class KnowledgeOf {
  @Shown(() => String, { description: 'organisation or person.' }) kind!: string;
  @Shown(() => ID, { description: 'Id of the organisation or person.' }) id!: string;
  @Shown(() => String, { description: 'Name of the organisation.', nullable: true }) name!: string | null;
  @Shown(() => String, { description: 'The worker, when one was named.', nullable: true }) worker!: string | null;
  @Shown(() => String, { description: 'The moment (UTC).' }) knownAt!: string;
}

@ObjectType({ description: 'What only one of two knew.' })
export class KnowledgeDifference {
  @Shown(() => [ID], { description: 'Entries of the first alone.' }) only!: readonly string[];
  @Shown(() => [ID], { description: 'Entries of the other alone.' }) against!: readonly string[];
}

@ObjectType({ description: 'Who knew what when (wie wist wat wanneer): three sets of entries at a moment. Without content.' })
export class Knowledge {
  @Shown(() => KnowledgeOf, { description: 'Whose, and when.' }) of!: KnowledgeOf;
  @Shown(() => KnowledgeOf, { description: 'Against whom, or when.', nullable: true }) heldAgainst!: KnowledgeOf | null;
  @Shown(() => [KnownEntry], { description: 'Every entry in any of the sets, in the order of recording.' }) entries!: readonly KnownEntry[];
  @Shown(() => [ID], { description: 'Visible under the rules of then.' }) visible!: readonly string[];
  @Shown(() => [ID], { description: 'Delivered.' }) delivered!: readonly string[];
  @Shown(() => [ID], { description: 'Opened.' }) opened!: readonly string[];
  @Shown(() => KnowledgeDifference, { description: 'What is visible to one of both.', nullable: true })
  visibleDifference!: KnowledgeDifference | null;
  @Shown(() => KnowledgeDifference, { description: 'What was delivered to one of both.', nullable: true })
  deliveredDifference!: KnowledgeDifference | null;
  @Shown(() => KnowledgeDifference, { description: 'What was opened by one of both.', nullable: true })
  openedDifference!: KnowledgeDifference | null;
}

@ObjectType({ description: 'What lay before whoever recorded a decision (grondslag in feiten): before it, and what came later.' })
export class DecisionBasis {
  @Shown(() => EntryOutline, { description: 'The decision.' }) decision!: EntryOutline;
  @Shown(() => String, { description: 'Pseudonym of who recorded it.' }) worker!: string;
  @Shown(() => [KnownEntry], {
    description: 'What his organisation could see just before, and how far it was delivered and opened. `against`: by himself alone.',
  })
  known!: readonly KnownEntry[];
  @Shown(() => [EntryOutline], {
    description: 'What stood there and was not visible to his organisation. Null for whoever may not know that there is such.',
    nullable: true,
  })
  notVisible!: readonly EntryOutline[] | null;
  @Shown(() => [EntryOutline], { description: 'What had happened before the decision, and was recorded after it.' })
  arrivedLater!: readonly EntryOutline[];
}

export const ProofStatus = { PROVEN: 'proven', NOT_YET: 'notYet', BROKEN: 'broken' } as const;
registerEnumType(ProofStatus, {
  name: 'ProofStatus',
  description:
    'Proven: it is in the tree under the checkpoint, as it was recorded. Not yet: recorded since. Broken: it is not what was signed for.',
});

@ObjectType({ description: 'What the ledger says of one entry (bewijs).' })
export class EntryProof {
  @Shown(() => ID, { description: 'Id of the entry.' }) entryId!: string;
  @Shown(() => ProofStatus, { description: 'How it stands.' }) status!: 'proven' | 'notYet' | 'broken';
  @Shown(() => Int, { description: 'Its place in the ledger.', nullable: true }) index!: number | null;
}

@ObjectType({
  description: 'The ledger and the entries of one case. The evidence itself is made by rvt export and checked with no network.',
})
export class LedgerProofs {
  @Shown(() => String, { description: 'Name of the ledger.' }) origin!: string;
  @Shown(() => Int, { description: 'Entries under the checkpoint.' }) treeSize!: number;
  @Shown(() => String, { description: 'The signed checkpoint, to keep.' }) checkpoint!: string;
  @Shown(() => [EntryProof], { description: 'Each entry of the case, in order.' }) entries!: readonly EntryProof[];
}
