// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { LocalDate } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import type { Category } from '../vocabulary/categories.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Member } from '../vocabulary/people.ts';
import type { Reader } from './readers.ts';

interface Involvement {
  party: Party;
  active: boolean;
  /** A GI that carries out a measure. */
  measure: boolean;
  /** Versions of the route map it signed: those it keeps after it left. */
  readonly signed: Set<number>;
}

interface FamilyMember {
  /** Support figures see only what names them. */
  network: boolean;
  active: boolean;
  /** Has been told of the case by a professional; before that a report could reach him through his own screen. */
  told: boolean;
  birthDate: LocalDate | undefined;
  authorityBy: readonly PersonId[];
}

/** What disclosure needs to know of a case: who is involved, who represents whom, consents and shares. A fold; holds no texts. */
export interface CaseContext {
  readonly organisations: Map<OrganisationId, Involvement>;
  readonly people: Map<PersonId, FamilyMember>;
  /** `organisation|person|category` */
  readonly consents: Set<string>;
  /** Per organisation: entry and the last day of its share. */
  readonly shares: Map<OrganisationId, Map<EntryId, LocalDate>>;
  /** A report to Veilig Thuis stands in this case: family members read along only once they were informed (Wmo 2015 5.3.1). */
  reported: boolean;
}

export function emptyContext(): CaseContext {
  return { organisations: new Map(), people: new Map(), consents: new Set(), shares: new Map(), reported: false };
}

export const consentKey = (organisation: OrganisationId, person: PersonId, category: Category) => `${organisation}|${person}|${category}`;

/** Event types whose personal fields this fold reads; of all others the structure is enough. */
export const CONTEXT_OPENS: ReadonlySet<string> = new Set([
  'CaseOpened',
  'MembershipChanged',
  'AuthorityRecorded',
  'PersonsInformedOfReport',
]);

/** Folds one event in place. Answers whether it can change what anybody may see of earlier entries. */
export function applyToContext(context: CaseContext, { event, metadata }: RecordedCaseEvent): boolean {
  switch (event.type) {
    case 'CaseOpened':
      involve(context, metadata.actingOrganisation, metadata.party);
      for (const { organisation, party } of event.data.parties) involve(context, organisation, party);
      addMembers(context, event.data.members);
      return true;
    case 'MembershipChanged':
      applyMembership(context, event.data);
      return true;
    case 'AuthorityRecorded': {
      const child = context.people.get(event.data.childId);
      if (child !== undefined) child.authorityBy = unlessErased(event.data.authorityBy, []);
      return true;
    }
    case 'FixedFaceAppointed':
      involve(context, event.data.organisation, 'LT');
      return true;
    case 'InvestigationRequested':
      involve(context, event.data.council, 'RvdK');
      return true;
    case 'MeasureOrdered':
      if (event.data.executedBy === undefined) return false;
      involve(context, event.data.executedBy, 'GI').measure = true;
      return true;
    case 'MeasureReceived':
      involve(context, metadata.actingOrganisation, 'GI').measure = true;
      return true;
    case 'RouteMapSigned':
      context.organisations.get(metadata.actingOrganisation)?.signed.add(event.data.version);
      // What it signed counts only for a party that left; a signature that comes in after that changes what it keeps.
      return context.organisations.get(metadata.actingOrganisation)?.active === false;
    case 'ConsentChanged':
      for (const category of event.data.categories) {
        const key = consentKey(event.data.organisation, event.data.personId, category);
        if (event.data.given) context.consents.add(key);
        else context.consents.delete(key);
      }
      return true;
    case 'ShareGranted': {
      const shares = context.shares.get(event.data.organisation) ?? new Map<EntryId, LocalDate>();
      context.shares.set(event.data.organisation, shares.set(event.data.entryId, event.data.until));
      return true;
    }
    case 'ShareEnded':
      context.shares.get(event.data.organisation)?.delete(event.data.entryId);
      return true;
    case 'ReportReceived':
      if (context.reported) return false;
      context.reported = true;
      return true;
    case 'PersonsInformedOfReport':
      return tell(
        context,
        event.data.persons.flatMap(({ personId, content }) =>
          unlessErased(content, undefined)?.outcome === 'POSTPONED' ? [] : [personId],
        ),
      );
    case 'RightsExplained':
      return tell(
        context,
        event.data.persons.map(({ personId }) => personId),
      );
    case 'VoiceRecorded':
      return tell(context, [event.data.speakerId]);
    case 'PlanPositionRecorded':
      return tell(context, [event.data.personId]);
    case 'MeldcodeStepTaken':
      if (context.organisations.has(metadata.actingOrganisation)) return false;
      involve(context, metadata.actingOrganisation, metadata.party);
      return true;
    case 'MeldcodeRecordLinked':
      involve(context, event.data.organisation, 'VT');
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
  ];
}

function involve(context: CaseContext, organisation: OrganisationId, party: Party): Involvement {
  const known = context.organisations.get(organisation);
  if (known !== undefined) {
    known.active = true;
    return known;
  }
  const fresh: Involvement = { party, active: true, measure: false, signed: new Set() };
  context.organisations.set(organisation, fresh);
  return fresh;
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
      authorityBy: member?.authorityBy ?? [],
    });
  }
}

type MembershipData = Extract<RecordedCaseEvent['event'], { type: 'MembershipChanged' }>['data'];

function applyMembership(context: CaseContext, data: MembershipData): void {
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
      if (data.organisation !== undefined && data.party !== undefined) involve(context, data.organisation, data.party);
      break;
    case 'PARTY_LEFT': {
      const involved = data.organisation === undefined ? undefined : context.organisations.get(data.organisation);
      if (involved !== undefined) involved.active = false;
      break;
    }
  }
}
