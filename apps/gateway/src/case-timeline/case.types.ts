// SPDX-License-Identifier: EUPL-1.2
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';
import { Shown } from '../platform/permissions.ts';
import { Day, InstantField, Nested, OneOf, Slug, Text, Uuid } from '../platform/input-fields.ts';
import { Organisation } from './entry.types.ts';

@ObjectType({ description: 'A member of the family, or of its network (gezinslid of steunfiguur).' })
export class CaseMember {
  @Shown(() => ID, { description: 'Pseudonym of this person in this case.' }) personId!: string;
  @Shown(() => String, { description: 'Name; null when you may not know it, or when it was erased.', nullable: true }) name!: string | null;
  @Shown(() => String, { description: 'Role in the family: mother, father, child …', nullable: true }) role!: string | null;
  @Shown(() => String, { description: 'That role in Dutch.', nullable: true }) roleTerm!: string | null;
  @Shown(() => String, { description: 'Date of birth (YYYY-MM-DD).', nullable: true }) birthDate!: string | null;
  @Shown(() => [String], { description: 'Homes this person belongs to.' }) households!: readonly string[];
  @Shown(() => [ID], { description: 'Who has parental authority over this child (gezag).' }) authorityBy!: readonly string[];
  @Shown(() => Boolean, { description: 'No longer part of it.' }) left!: boolean;
}

@ObjectType({ description: 'An organisation on the case (betrokken partij).' })
export class InvolvedParty {
  @Shown(() => Organisation, { description: 'The organisation.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'Kind of organisation.' }) party!: string;
  @Shown(() => String, { description: 'Since when.' }) since!: string;
  @Shown(() => String, { description: 'Until when, if it left.', nullable: true }) until!: string | null;
}

@ObjectType({ description: 'The one professional who stays (vast gezicht).' })
export class FixedFace {
  @Shown(() => String, { description: 'Name of the professional.' }) name!: string;
  @Shown(() => Organisation, { description: 'Organisation, a lokaal team.' }) organisation!: Organisation;
}

@ObjectType({ description: 'A measure (maatregel) and its status, derived from the entries at the moment asked about.' })
export class Measure {
  @Shown(() => ID, { description: 'Id of the measure.' }) id!: string;
  @Shown(() => String, {
    description: 'Kind: PROVISIONAL_SUPERVISION, SUPERVISION, REMOVAL or HOUSE_BAN; null once erased.',
    nullable: true,
  })
  kind!: string | null;
  @Shown(() => String, { description: 'That kind in Dutch.', nullable: true }) kindTerm!: string | null;
  @Shown(() => [ID], { description: 'Whom it concerns.' }) concerning!: readonly string[];
  @Shown(() => String, { description: 'Day of the order.', nullable: true }) orderedOn!: string | null;
  @Shown(() => String, { description: 'Last day it holds, as written in the order.', nullable: true }) endsOn!: string | null;
  @Shown(() => String, { description: 'IN_FORCE, ENDED, LAPSED or VOID.' }) status!: string;
  @Shown(() => String, { description: 'First day of this status.' }) since!: string;
  @Shown(() => String, { description: 'First day it was void, when nobody was heard in time.', nullable: true }) voidFrom!: string | null;
}

@ObjectType({ description: 'One step in how a due date came about.' })
export class ClockStep {
  @Shown(() => String, { description: 'Day (YYYY-MM-DD).' }) day!: string;
  @Shown(() => String, { description: 'What happened, in Dutch.' }) text!: string;
}

@ObjectType({
  description: 'A term (normtermijn), computed from events. It travels with the child: a hand-over moves who must act, never the deadline.',
})
export class NormClock {
  @Shown(() => String, { description: 'Norm, such as T9.' }) norm!: string;
  @Shown(() => String, { description: 'What must happen, in Dutch.' }) term!: string;
  @Shown(() => String, { description: 'law or practice, where the two readings differ.' }) reading!: string;
  @Shown(() => String, { description: 'Article or source.' }) source!: string;
  @Shown(() => [ID], { description: 'People it is about.' }) subjects!: readonly string[];
  @Shown(() => String, { description: 'Day or instant it started.', nullable: true }) startedAt!: string | null;
  @Shown(() => String, { description: 'Day it is due (YYYY-MM-DD).', nullable: true }) dueOn!: string | null;
  @Shown(() => String, { description: 'Day or instant it was met.', nullable: true }) stoppedAt!: string | null;
  @Shown(() => String, { description: 'running, met, late, overdue, void, cancelled or notApplicable, at the moment asked about.' })
  status!: string;
  @Shown(() => String, { description: 'Kind of organisation that must act.', nullable: true }) holder!: string | null;
  @Shown(() => [ClockStep], { description: 'How the due date came about.' }) steps!: readonly ClockStep[];
}

@ObjectType({ description: 'A family case (casus) as you may see it.' })
export class FamilyCase {
  @Shown(() => ID, { description: 'Id of the case.' }) id!: string;
  @Shown(() => String, { description: 'What professionals call it.', nullable: true }) name!: string | null;
  @Shown(() => String, { description: 'Municipality.', nullable: true }) municipality!: string | null;
  @Shown(() => String, { description: 'Region.', nullable: true }) region!: string | null;
  @Shown(() => String, { description: 'Kind of household.', nullable: true }) householdKind!: string | null;
  @Shown(() => String, { description: 'When it was opened.', nullable: true }) openedOn!: string | null;
  @Shown(() => [CaseMember], { description: 'Family and network.' }) members!: readonly CaseMember[];
  @Shown(() => [InvolvedParty], { description: 'Organisations on the case.' }) parties!: readonly InvolvedParty[];
  @Shown(() => FixedFace, { description: 'The fixed face.', nullable: true }) fixedFace!: FixedFace | null;
  @Shown(() => String, { description: 'Phase of the routekaart.', nullable: true }) phase!: string | null;
  @Shown(() => String, { description: 'That phase in Dutch.', nullable: true }) phaseTerm!: string | null;
  @Shown(() => String, { description: 'Acute danger declared and not lifted since.', nullable: true }) acuteDangerSince!: string | null;
  @Shown(() => String, { description: 'Position token this answer reflects.' }) position!: string;
  @Shown(() => Boolean, { description: 'You see a part: some kinds of data are not yours to see.' }) partial!: boolean;
}

@ObjectType({ description: 'A case and its place in the list.' })
export class CaseEdge {
  @Shown(() => String, { description: 'Opaque cursor of this reader.' }) cursor!: string;
  @Shown(() => FamilyCase, { description: 'The case.' }) node!: FamilyCase;
}

@ObjectType({ description: 'A page of cases, last changed first.' })
export class CaseConnection {
  @Shown(() => [CaseEdge], { description: 'Cases with their cursors.' }) edges!: readonly CaseEdge[];
  @Shown(() => Boolean, { description: 'There are more.' }) hasNextPage!: boolean;
}

@ObjectType({ description: 'A legal basis (grondslag).' })
export class LegalBasisOption {
  @Shown(() => String, { description: 'Key in the register.' }) key!: string;
  @Shown(() => String, { description: 'Article, in Dutch.' }) text!: string;
}

@ObjectType({ description: 'Who you are here.' })
export class Me {
  @Shown(() => Organisation, { description: 'The organisation whose power you use.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'Kind of organisation; FAMILY for a family member, AUDITOR for an auditor.' }) party!: string;
  @Shown(() => String, { description: 'Role you act in.' }) role!: string;
  @Shown(() => ID, { description: 'Who you are in the case, for a family member.', nullable: true }) personId!: string | null;
  @Shown(() => Boolean, { description: 'You may record entries.' }) canWrite!: boolean;
  @Shown(() => Boolean, { description: 'This is a demonstration with fictional families.' }) demonstration!: boolean;
  @Shown(() => [LegalBasisOption], { description: 'Legal bases your organisation may use.' }) legalBases!: readonly LegalBasisOption[];
}

export const ReaderKind = { ORGANISATION: 'organisation', PERSON: 'person' } as const;
registerEnumType(ReaderKind, { name: 'ReaderKind', description: 'Through whose eyes an auditor looks.' });

@InputType({ description: 'A reader to look through. Auditors only.' })
export class ReaderInput {
  @OneOf(ReaderKind, 'Organisation or person.') kind!: 'organisation' | 'person';
  @Slug('Organisation id, or the id of the person.') id!: string;
}

@InputType({ description: 'A moment in the past, on both clocks.' })
export class AsOfInput {
  @InstantField('What was recorded up to this instant', { optional: true }) knownAt?: string;
  @InstantField('What had happened before this instant', { optional: true }) happenedBefore?: string;
}

@ArgsType()
export class CaseArgs {
  @Uuid('Id of the case.') caseId!: string;
  @Nested(() => AsOfInput, 'Answer as of a moment in the past.', { optional: true }) asOf?: AsOfInput;
  @Nested(() => ReaderInput, 'Answer as this reader saw it then. Auditors only.', { optional: true }) asSeenBy?: ReaderInput;
  @Text('Position token: wait (at most two seconds) until the answer reflects at least this.', { optional: true, max: 64 })
  atLeast?: string;
}

export const EntryOrderCode = { RECORDED: 'RECORDED', HAPPENED: 'HAPPENED' } as const;
registerEnumType(EntryOrderCode, { name: 'EntryOrder', description: 'Newest first: by when it was recorded, or by when it happened.' });

@InputType({ description: 'Which entries to show. Filters combine; they never tell of what you may not see.' })
export class TimelineFilter {
  @Field(() => [String], { description: 'Event types.', nullable: true }) types?: string[];
  @Field(() => [String], { description: 'Kinds of organisation: LT, VT, RvdK, GI, ZA.', nullable: true }) parties?: string[];
  @Uuid('About this person.', { optional: true }) person?: string;
  @Day('Happened on or after this day', { optional: true }) from?: string;
  @Day('Happened on or before this day', { optional: true }) until?: string;
}

@ArgsType()
export class TimelineArgs extends CaseArgs {
  @Field(() => Int, { description: 'How many, at most 100.', defaultValue: 50 }) @Min(1) @Max(100) first!: number;
  @Text('Cursor to go on from.', { optional: true, max: 128 }) after?: string;
  @OneOf(EntryOrderCode, 'Order; RECORDED when not said.', { optional: true }) order?: 'RECORDED' | 'HAPPENED';
  @Nested(() => TimelineFilter, 'Which entries.', { optional: true }) filter?: TimelineFilter;
}
