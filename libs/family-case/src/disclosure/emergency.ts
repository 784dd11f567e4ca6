// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import { descriptionOf } from '../case-event.ts';
import type { RecordedCaseEvent } from '../case-event.ts';
import { rulesOf } from '../recording/event-codec.ts';
import type { Category } from '../vocabulary/categories.ts';
import { actualCategory } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { ItemId, OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Access, Note } from './disclose.ts';
import type { ReaderProfile } from './reader-profile.ts';
import type { Reader } from './readers.ts';

/**
 * What emergency access opens, as data: what somebody must know to keep people safe tonight. Never where somebody is shielded (C2), who
 * reported (C4), working notes (C7), complaints (C16) or what was said in confidence. To be confirmed by a DPIA, like the matrix.
 */
export const EMERGENCY_OPENS: readonly Category[] = ['C1', 'C3', 'C5', 'C6', 'C9', 'C9H', 'C11', 'C12', 'C15'];

/** Legal basis under which emergency access is recorded (vocabulary/legal-bases.ts). */
export const EMERGENCY_BASIS = 'avg-6-1-d';

/** An access as the context of a case keeps it. */
export interface EmergencyAccess {
  readonly organisation: OrganisationId;
  readonly party: Party;
  readonly worker: WorkerRef;
  readonly from: Instant;
  readonly until: Instant;
  /** Found unjustified while it ran: it ended there. */
  ended: boolean;
}
export type EmergencyAccesses = Map<ItemId, EmergencyAccess>;

/** Folds one event in place; answers whether it changed anything for anybody. */
export function applyEmergency(accesses: EmergencyAccesses, { event, metadata }: RecordedCaseEvent): boolean {
  if (event.type === 'EmergencyAccessUsed') {
    const { accessId, validUntil } = event.data;
    const { actingOrganisation: organisation, party, workerRef: worker, recordedAt } = metadata;
    accesses.set(accessId, { organisation, party, worker, from: recordedAt, until: validUntil, ended: false });
    return true;
  }
  if (event.type === 'EmergencyAccessReviewed' && event.data.judgement === 'UNJUSTIFIED') {
    const access = accesses.get(event.data.accessId);
    if (access !== undefined) access.ended = true;
    return access !== undefined;
  }
  return false;
}

/** Who looks by emergency access, and who watches over that: readers of their own, beside the workers of the organisation. */
export function emergencyReaders(accesses: EmergencyAccesses): readonly Reader[] {
  return [...accesses.values()].flatMap(({ organisation, worker }): readonly Reader[] => [
    { kind: 'organisation', organisation, emergency: worker },
    { kind: 'organisation', organisation, supervises: true },
  ]);
}

type OrganisationProfile = Extract<ReaderProfile, { kind: 'organisation' }>;

/** An organisation that has nothing of its own in the case. */
const outsider = (organisation: OrganisationId, column: Party): OrganisationProfile => ({
  kind: 'organisation',
  organisation,
  column,
  rvt: false,
  active: false,
  measure: false,
  signed: [],
  keptThrough: -1,
  clients: [],
  consents: [],
  shares: [],
  destroyed: [],
  validUntil: null,
});

/** What the worker sees anyhow, widened while his access runs; `null` when none runs. */
export function emergencyProfile(
  accesses: EmergencyAccesses,
  usual: ReaderProfile | null,
  { organisation, worker }: { readonly organisation: OrganisationId; readonly worker: WorkerRef },
  at: Instant,
): ReaderProfile | null {
  const running = [...accesses.values()].filter(
    (access) => access.organisation === organisation && access.worker === worker && !access.ended && access.from <= at && access.until > at,
  );
  const [first] = running;
  if (first === undefined) return null;
  const base = usual?.kind === 'organisation' ? usual : outsider(organisation, first.party);
  const ends = [...running.map(({ until }) => until), ...(base.validUntil === null ? [] : [base.validUntil])].sort();
  return { ...base, emergency: true, validUntil: ends[0] ?? null };
}

/** Sees that emergency access was used in his organisation's name, and what came of it; nothing else. */
export function supervisorProfile(
  accesses: EmergencyAccesses,
  organisation: OrganisationId,
  destroyed: readonly string[],
): ReaderProfile | null {
  const used = [...accesses.values()].find((access) => access.organisation === organisation);
  return used === undefined ? null : { ...outsider(organisation, used.party), supervises: true, destroyed };
}

interface Opened {
  readonly access: Access;
  readonly fields: readonly string[];
  readonly parts: Readonly<Record<string, readonly PersonId[]>>;
}

/** What a profile of an organisation shows, widened or narrowed by emergency access. Refusal wins here too. */
export function withEmergency(
  usual: Opened | null,
  entry: RecordedCaseEvent,
  { emergency, supervises, organisation }: OrganisationProfile,
  note?: Note,
): Opened | null {
  if (supervises === true) {
    const isOwn = entry.metadata.actingOrganisation === organisation;
    return isOwn && (entry.event.type === 'EmergencyAccessUsed' || entry.event.type === 'EmergencyAccessReviewed') ? usual : null;
  }
  const opened = emergency === true ? openedByEmergency(entry) : null;
  if (opened === null) return usual;
  const added = opened.fields.filter((field) => usual?.fields.includes(field) !== true);
  if (usual === null) note?.('emergency-access');
  for (const field of added) note?.('emergency-access', field);
  return union(usual, opened, entry);
}

function openedByEmergency(entry: RecordedCaseEvent): Opened | null {
  const { event } = entry;
  const description = descriptionOf(event.type);
  const data = event.data as unknown as Readonly<Record<string, unknown>>;
  const opens = (category: Category) => EMERGENCY_OPENS.includes(actualCategory(category, event.data, description));
  if (!opens(description.category)) return null;
  if (description.confidential !== undefined && data[description.confidential.when] === true) return null;
  const fields: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  for (const [field, rule] of rulesOf(description)) {
    if (data[field] === undefined || !opens(rule.category)) continue;
    if (rule.kind === 'perPerson') {
      const people = (data[field] as PerPerson<unknown>).map(({ personId }) => personId);
      if (people.length === 0) continue;
      parts[field] = people;
    }
    fields.push(field);
  }
  return fields.length === 0 ? null : { access: 'extract', fields: fields.sort(), parts };
}

function union(one: Opened | null, other: Opened | null, entry: RecordedCaseEvent): Opened | null {
  if (one === null || other === null) return one === null ? whole(other, entry) : one;
  const parts: Record<string, readonly PersonId[]> = { ...one.parts };
  for (const [field, people] of Object.entries(other.parts)) parts[field] = [...new Set([...(parts[field] ?? []), ...people])];
  const fields = [...new Set([...one.fields, ...other.fields])].sort();
  return one.access === 'own' || one.access === 'full' ? { ...one, fields, parts } : whole({ access: 'extract', fields, parts }, entry);
}

/** An entry of which nothing is kept back is a full one. */
function whole(opened: Opened | null, { event }: RecordedCaseEvent): Opened | null {
  if (opened === null) return null;
  const data = event.data as unknown as Readonly<Record<string, unknown>>;
  const present = rulesOf(descriptionOf(event.type)).filter(([field]) => data[field] !== undefined);
  return present.every(([field]) => opened.fields.includes(field)) ? { ...opened, access: 'full' } : opened;
}
