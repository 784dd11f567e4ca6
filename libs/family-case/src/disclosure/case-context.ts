// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { LocalDate } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import { noteDestroyed } from '../retention/destroyed.ts';
import type { DestroyedBy } from '../retention/destroyed.ts';
import type { Member } from '../vocabulary/people.ts';
import { consentKey } from './consents.ts';
import type { Consent } from './consents.ts';
import { applyEmergency, emergencyReaders } from './emergency.ts';
import type { EmergencyAccesses } from './emergency.ts';
import type { Reader } from './readers.ts';
import { standardRules } from './rules.ts';
import type { DisclosureRules, Involves } from './rules.ts';

interface Involvement {
  party: Party;
  active: boolean;
  /** A GI that carries out a measure. */
  measure: boolean;
  /** Versions of the route map it signed: those it keeps after it left. */
  readonly signed: Set<number>;
  /** Whom a care provider is there for. */
  readonly clients: Set<PersonId>;
}

interface FamilyMember {
  /** Support figures see only what names them. */
  network: boolean;
  active: boolean;
  /** Has been told of the case by a professional; before that a report could reach him through his own screen. */
  told: boolean;
  birthDate: LocalDate | undefined;
  /** What was recorded of him when he joined is erased: it is not known any more who he is. */
  erased: boolean;
  authorityBy: readonly PersonId[];
}

/** What disclosure needs to know of a case: who is involved, who represents whom, consents and shares. A fold; holds no texts. */
export interface CaseContext {
  readonly organisations: Map<OrganisationId, Involvement>;
  readonly people: Map<PersonId, FamilyMember>;
  /** `organisation|person|category` */
  readonly consents: Map<string, Consent>;
  /** Per organisation: entry and the last day of its share. */
  readonly shares: Map<OrganisationId, Map<EntryId, LocalDate>>;
  /** Revision at which each version of the route map was published. */
  readonly published: Map<number, number>;
  /** Emergency access, running or over. */
  readonly emergencies: EmergencyAccesses;
  /** What each organisation destroyed of what it held. */
  readonly destroyed: DestroyedBy;
  /** A report to Veilig Thuis stands in this case: family members read along only once they were informed (Wmo 2015 5.3.1). */
  reported: boolean;
}

export function emptyContext(): CaseContext {
  return {
    organisations: new Map(),
    people: new Map(),
    consents: new Map(),
    shares: new Map(),
    published: new Map(),
    emergencies: new Map(),
    destroyed: new Map(),
    reported: false,
  };
}

/** Event types whose personal fields this fold reads; of all others the structure is enough. */
export const CONTEXT_OPENS: ReadonlySet<string> = new Set([
  'CaseOpened',
  'MembershipChanged',
  'AuthorityRecorded',
  'PersonsInformedOfReport',
]);

/** Folds one event in place. Answers whether it can change what anybody may see of earlier entries. */
export function applyToContext(context: CaseContext, entry: RecordedCaseEvent, rules: DisclosureRules = standardRules): boolean {
  const involved = involveAll(context, rules.involves(entry));
  const told = tell(context, rules.tells(entry));
  const changed = applyEvent(context, entry, rules);
  return involved || told || changed;
}

function applyEvent(context: CaseContext, { event, metadata, revision, ...rest }: RecordedCaseEvent, rules: DisclosureRules): boolean {
  switch (event.type) {
    case 'CaseOpened':
      addMembers(context, event.data.members);
      return true;
    case 'MembershipChanged':
      applyMembership(context, event.data, rules);
      return true;
    case 'AuthorityRecorded': {
      const child = context.people.get(event.data.childId);
      if (child !== undefined) child.authorityBy = unlessErased(event.data.authorityBy, []);
      return true;
    }
    case 'RouteMapPublished':
      context.published.set(event.data.version, revision);
      return false;
    case 'RouteMapSigned':
      context.organisations.get(metadata.actingOrganisation)?.signed.add(event.data.version);
      // What it signed counts only for a party that left; a signature that comes in after that changes what it keeps.
      return context.organisations.get(metadata.actingOrganisation)?.active === false;
    case 'ConsentChanged': {
      const { personId, organisation, categories, given } = event.data;
      const { statedBy } = metadata;
      const byHimself = statedBy?.kind !== 'person' || statedBy.personId === personId;
      for (const category of categories) {
        const key = consentKey(organisation, personId, category);
        if (rules.consentStands(given)) context.consents.set(key, { personId, byHimself });
        else context.consents.delete(key);
      }
      return true;
    }
    case 'ShareGranted': {
      const shares = context.shares.get(event.data.organisation) ?? new Map<EntryId, LocalDate>();
      context.shares.set(event.data.organisation, shares.set(event.data.entryId, event.data.until));
      return true;
    }
    case 'ShareEnded':
      context.shares.get(event.data.organisation)?.delete(event.data.entryId);
      return true;
    case 'EmergencyAccessUsed':
    case 'EmergencyAccessReviewed':
      return applyEmergency(context.emergencies, { event, metadata, revision, ...rest });
    case 'RetentionDecided':
      noteDestroyed(context.destroyed, metadata.actingOrganisation, event.data);
      return true;
    case 'ReportReceived':
      if (context.reported) return false;
      context.reported = true;
      return true;
    default:
      return false;
  }
}

/** Everybody who could have rows of this case, whether or not he may see anything of it now. */
export function readersOf(context: CaseContext): readonly Reader[] {
  return [
    ...Array.from(context.organisations.keys(), (organisation): Reader => ({ kind: 'organisation', organisation })),
    ...Array.from(context.people.keys(), (personId): Reader => ({ kind: 'person', personId })),
    ...emergencyReaders(context.emergencies),
  ];
}

/** Answers whether anybody was involved anew, or got more out of it. */
function involveAll(context: CaseContext, all: readonly Involves[]): boolean {
  let changed = false;
  for (const { organisation, party, measure = false, clients = [] } of all) {
    let known = context.organisations.get(organisation);
    if (known === undefined) {
      known = { party, active: true, measure: false, signed: new Set(), clients: new Set() };
      context.organisations.set(organisation, known);
      changed = true;
    }
    changed ||= !known.active || (measure && !known.measure) || clients.some((client) => known?.clients.has(client) === false);
    known.active = true;
    known.measure ||= measure;
    for (const client of clients) known.clients.add(client);
  }
  return changed;
}

/** Answers whether anybody was told for the first time. */
function tell(context: CaseContext, people: readonly PersonId[]): boolean {
  let changed = false;
  for (const person of people) {
    const member = context.people.get(person);
    if (member === undefined || member.told) continue;
    member.told = true;
    changed = true;
  }
  return changed;
}

function addMembers(context: CaseContext, members: PerPerson<Member>): void {
  for (const { personId, content } of members) {
    const member = unlessErased(content, undefined);
    context.people.set(personId, {
      network: member?.role === 'supportFigure',
      active: true,
      told: member?.role === 'supportFigure',
      birthDate: member?.birthDate,
      erased: member === undefined,
      authorityBy: member?.authorityBy ?? [],
    });
  }
}

type MembershipData = Extract<RecordedCaseEvent['event'], { type: 'MembershipChanged' }>['data'];

function applyMembership(context: CaseContext, data: MembershipData, rules: DisclosureRules): void {
  switch (data.change) {
    case 'PERSON_JOINED':
      addMembers(context, data.members);
      break;
    case 'PERSON_LEFT':
      for (const person of data.memberIds) {
        const member = context.people.get(person);
        if (member !== undefined) member.active = false;
      }
      break;
    case 'PARTY_JOINED':
      break;
    case 'PARTY_LEFT': {
      const involved = data.organisation === undefined ? undefined : context.organisations.get(data.organisation);
      if (involved !== undefined) involved.active = rules.activeAfterLeaving;
      break;
    }
  }
}
