// SPDX-License-Identifier: EUPL-1.2
import { ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Shown } from '../platform/permissions.ts';

export const FieldKind = { TEXT: 'TEXT', PERSONS: 'PERSONS', ORGANISATIONS: 'ORGANISATIONS', REFERENCE: 'REFERENCE' } as const;
registerEnumType(FieldKind, { name: 'FieldKind', description: 'How a field of an entry is to be shown.' });

export const AccessLevel = { OWN: 'own', FULL: 'full', EXTRACT: 'extract', REFERENCE: 'reference' } as const;
registerEnumType(AccessLevel, {
  name: 'AccessLevel',
  description:
    'How much of an entry this reader gets: his own, all of it, a conclusion or extract, or only that it exists (when, and whose).',
});

@ObjectType({ description: 'An organisation in the chain (ketenpartner).' })
export class Organisation {
  @Shown(() => ID, { description: 'Short id, such as vt-haaglanden.' }) id!: string;
  @Shown(() => String, { description: 'Name as shown on screen.' }) name!: string;
}

@ObjectType({ description: 'Whose words or act an entry holds when a professional wrote it down for somebody else (uit naam van).' })
export class Statement {
  @Shown(() => String, { description: 'person, mayor, court, police, family or rvt.' }) kind!: string;
  @Shown(() => String, { description: 'In Dutch: burgemeester, politie …' }) term!: string;
  @Shown(() => ID, { description: 'The person, when it was one.', nullable: true }) personId!: string | null;
}

@ObjectType({ description: 'One field of an entry, as far as this reader may see it.' })
export class EntryField {
  @Shown(() => String, { description: 'Name of the field in the event catalogue.' }) name!: string;
  @Shown(() => String, { description: 'What a Dutch screen calls it.' }) term!: string;
  @Shown(() => FieldKind, { description: 'How to show it.' }) kind!: string;
  @Shown(() => String, { description: 'The content in Dutch words; null once it was erased.', nullable: true }) text!: string | null;
  @Shown(() => [String], { description: 'Codes, ids or numbers as recorded, for programs.' }) values!: readonly string[];
  @Shown(() => ID, { description: 'Whose part this is, in a field with a part per person.', nullable: true }) personId!: string | null;
  @Shown(() => Boolean, { description: 'It was recorded, and cannot be read any more.' }) erased!: boolean;
  @Shown(() => Boolean, { description: 'A text that the organisation that wrote it can correct.' }) correctable!: boolean;
}

@ObjectType({ description: 'A correction of one text of an entry (rectificatie): the text shown is the corrected one.' })
export class EntryCorrection {
  @Shown(() => ID, { description: 'Id of the correction. To correct the text once more, name this one.' }) id!: string;
  @Shown(() => String, { description: 'Name of the field whose text was corrected.' }) field!: string;
  @Shown(() => String, { description: 'What a Dutch screen calls it.' }) term!: string;
  @Shown(() => String, { description: 'When it was corrected: a day or an instant.' }) occurredAt!: string;
  @Shown(() => String, { description: 'When the correction was recorded (UTC).' }) recordedAt!: string;
  @Shown(() => Organisation, { description: 'Who corrected it.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'Why; null once it was erased.', nullable: true }) reason!: string | null;
  @Shown(() => Statement, { description: 'At whose request, as far as you may know.', nullable: true }) askedBy!: Statement | null;
}

@ObjectType({ description: 'Eigen verklaring: what somebody says himself about an entry. Shown wherever that entry is.' })
export class EntryStatement {
  @Shown(() => ID, { description: 'Id of the statement.' }) id!: string;
  @Shown(() => ID, { description: 'Whose statement.', nullable: true }) personId!: string | null;
  @Shown(() => String, { description: 'In his own words; null once it was erased.', nullable: true }) words!: string | null;
  @Shown(() => String, { description: 'When he gave it: a day or an instant.' }) occurredAt!: string;
  @Shown(() => String, { description: 'When it was recorded (UTC).' }) recordedAt!: string;
  @Shown(() => Organisation, { description: 'Who wrote it down.' }) organisation!: Organisation;
  @Shown(() => Statement, { description: 'Who gave it: himself, or who exercises his rights.', nullable: true })
  statedBy!: Statement | null;
}

@ObjectType({ description: 'An entry of the family timeline (vermelding op de tijdlijn): one fact, by one party, under its own power.' })
export class TimelineEntry {
  @Shown(() => ID, { description: 'Id of the entry.' }) id!: string;
  @Shown(() => String, { description: 'Event type, as in the event catalogue.' }) type!: string;
  @Shown(() => String, { description: 'Dutch term for this kind of entry.' }) term!: string;
  @Shown(() => AccessLevel, { description: 'How much of it you get.' }) access!: string;
  @Shown(() => String, { description: 'Kind of organisation that wrote it: LT, VT, RvdK, GI or ZA.' }) party!: string;
  @Shown(() => Organisation, { description: 'The organisation whose power was used.' }) organisation!: Organisation;
  @Shown(() => String, { description: 'Role of the worker, as held then.' }) workerRole!: string;
  @Shown(() => String, { description: 'That role in Dutch.' }) workerRoleTerm!: string;
  @Shown(() => Statement, { description: 'Whose words or act it is, if not the writer’s own.', nullable: true })
  statedBy!: Statement | null;
  @Shown(() => String, { description: 'When it happened: a day (Europe/Amsterdam) or an instant (UTC).' }) occurredAt!: string;
  @Shown(() => String, { description: 'When it was recorded (UTC). Set once.' }) recordedAt!: string;
  @Shown(() => Int, { description: 'Days between happening and recording.' }) daysLate!: number;
  @Shown(() => Boolean, { description: 'Recorded on a later day than it happened.' }) late!: boolean;
  @Shown(() => String, { description: 'Data category of the entry, C1–C19.' }) category!: string;
  @Shown(() => String, { description: 'Key of the legal basis it was recorded on.' }) legalBasis!: string;
  @Shown(() => [ID], { description: 'People it shows something about, as far as you may know.' }) about!: readonly string[];
  @Shown(() => [EntryField], { description: 'What it says, as far as you may see it.' }) fields!: readonly EntryField[];
  @Shown(() => [EntryCorrection], { description: 'Corrections of what it says, oldest first. The old text is not shown.' })
  corrections!: readonly EntryCorrection[];
  @Shown(() => [EntryStatement], { description: 'What people say about it themselves, oldest first.' })
  statements!: readonly EntryStatement[];
}

@ObjectType({ description: 'An entry and its place in the list.' })
export class TimelineEdge {
  @Shown(() => String, { description: 'Opaque cursor of this reader.' }) cursor!: string;
  @Shown(() => TimelineEntry, { description: 'The entry.' }) node!: TimelineEntry;
}

@ObjectType({ description: 'Whether there is more.' })
export class PageInfo {
  @Shown(() => Boolean, { description: 'There are entries after the last of this page.' }) hasNextPage!: boolean;
  @Shown(() => String, { description: 'Cursor to go on from.', nullable: true }) endCursor!: string | null;
}

@ObjectType({ description: 'A page of the timeline (Relay connection).' })
export class TimelineConnection {
  @Shown(() => [TimelineEdge], { description: 'Entries with their cursors.' }) edges!: readonly TimelineEdge[];
  @Shown(() => [TimelineEntry], { description: 'The entries alone.' }) nodes!: readonly TimelineEntry[];
  @Shown(() => PageInfo, { description: 'Whether there is more.' }) pageInfo!: PageInfo;
  @Shown(() => String, { description: 'Position token this answer reflects; pass it as atLeast to see at least this.' }) position!: string;
  @Shown(() => Boolean, {
    description: 'The view is still behind what you asked for with atLeast, or nobody keeps it current at this moment.',
  })
  behind!: boolean;
}
