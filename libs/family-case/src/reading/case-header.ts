// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import type { DisclosedEntry } from '../disclosure/disclosed-entry.ts';
import type { HouseholdKind, InvolvedOrganisation } from '../household/household-events.ts';
import type { Phase } from '../route-map/route-map-events.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Member } from '../vocabulary/people.ts';
import type { OccurredAt } from '../vocabulary/time.ts';
import { listOf, textOf, valueOf } from './entry-fields.ts';

/** Who and what a case is, for one reader: a fold of the entries disclosed to him. */
export interface CaseHeader {
  readonly name: string | null;
  readonly municipality: string | null;
  readonly region: string | null;
  readonly householdKind: HouseholdKind | null;
  readonly openedOn: OccurredAt | null;
  readonly members: readonly CaseMember[];
  readonly parties: readonly InvolvedParty[];
  readonly fixedFace: { readonly name: string; readonly organisation: string } | null;
  readonly phase: Phase | null;
  /** Acute danger that no later assessment lifted. */
  readonly acuteDangerSince: OccurredAt | null;
}

export interface CaseMember {
  readonly personId: PersonId;
  /** `null` when this reader may not see who it is, or when it was erased. */
  readonly member: Member | null;
  readonly left: boolean;
}

export interface InvolvedParty {
  readonly organisation: string;
  readonly party: Party;
  readonly since: OccurredAt;
  readonly until: OccurredAt | null;
}

/** Types this fold reads. */
export const CASE_HEADER_TYPES = [
  'CaseOpened',
  'MembershipChanged',
  'FixedFaceAppointed',
  'InvestigationRequested',
  'MeasureOrdered',
  'MeasureReceived',
  'PhaseEntered',
  'AcuteDangerDeclared',
  'SafetyAssessed',
  'SafetyWatchHandedOver',
  'PlacementChanged',
] as const;

type Draft = {
  -readonly [Key in keyof Omit<CaseHeader, 'members' | 'parties'>]: CaseHeader[Key];
} & { readonly members: Map<PersonId, CaseMember>; readonly parties: Map<string, InvolvedParty> };

export function caseHeaderOf(entries: readonly DisclosedEntry[]): CaseHeader {
  const draft: Draft = {
    name: null,
    municipality: null,
    region: null,
    householdKind: null,
    openedOn: null,
    members: new Map(),
    parties: new Map(),
    fixedFace: null,
    phase: null,
    acuteDangerSince: null,
  };
  for (const entry of entries) fold(draft, entry);
  return { ...draft, members: [...draft.members.values()], parties: [...draft.parties.values()] };
}

function fold(draft: Draft, entry: DisclosedEntry): void {
  // Who writes here is on the case, also for a reader who may not see how it got involved.
  if (!draft.parties.has(entry.organisation)) join(draft, entry.organisation, entry.party, entry.occurredAt);
  switch (entry.type) {
    case 'CaseOpened':
      draft.name = textOf(entry, 'name');
      draft.municipality = textOf(entry, 'municipality');
      draft.region = textOf(entry, 'region');
      draft.householdKind = valueOf<HouseholdKind>(entry, 'householdKind');
      draft.openedOn = entry.occurredAt;
      for (const { organisation, party } of listOf<InvolvedOrganisation>(entry, 'parties'))
        join(draft, organisation, party, entry.occurredAt);
      addMembers(draft, entry);
      break;
    case 'MembershipChanged':
      applyMembership(draft, entry);
      break;
    case 'FixedFaceAppointed':
      draft.fixedFace = { name: textOf(entry, 'workerName') ?? '', organisation: textOf(entry, 'organisation') ?? '' };
      break;
    case 'InvestigationRequested': {
      const council = textOf(entry, 'council');
      if (council !== null) join(draft, council, 'RvdK', entry.occurredAt);
      break;
    }
    case 'MeasureOrdered': {
      const institution = textOf(entry, 'executedBy');
      if (institution !== null) join(draft, institution, 'GI', entry.occurredAt);
      break;
    }
    case 'PhaseEntered':
      draft.phase = valueOf<Phase>(entry, 'phase');
      break;
    case 'AcuteDangerDeclared':
      draft.acuteDangerSince = entry.occurredAt;
      break;
    case 'SafetyAssessed':
      if (textOf(entry, 'conclusion') !== 'ACUTE_DANGER') draft.acuteDangerSince = null;
      break;
    default:
      break;
  }
}

function join(draft: Draft, organisation: string, party: Party, since: OccurredAt): void {
  const known = draft.parties.get(organisation);
  if (known === undefined || known.until !== null) draft.parties.set(organisation, { organisation, party, since, until: null });
}

function addMembers(draft: Draft, entry: DisclosedEntry): void {
  for (const personId of listOf<PersonId>(entry, 'memberIds')) {
    if (!draft.members.has(personId)) draft.members.set(personId, { personId, member: null, left: false });
  }
  for (const { personId, content } of listOf<PerPerson<Member>[number]>(entry, 'members')) {
    draft.members.set(personId, { personId, member: isErased(content) ? null : content, left: false });
  }
}

function applyMembership(draft: Draft, entry: DisclosedEntry): void {
  const organisation = textOf(entry, 'organisation');
  switch (valueOf<string>(entry, 'change')) {
    case 'PERSON_JOINED':
      addMembers(draft, entry);
      break;
    case 'PERSON_LEFT':
      for (const personId of listOf<PersonId>(entry, 'memberIds')) {
        const known = draft.members.get(personId);
        if (known !== undefined) draft.members.set(personId, { ...known, left: true });
      }
      break;
    case 'PARTY_JOINED': {
      const party = valueOf<Party>(entry, 'party');
      if (organisation !== null && party !== null) join(draft, organisation, party, entry.occurredAt);
      break;
    }
    case 'PARTY_LEFT': {
      const known = organisation === null ? undefined : draft.parties.get(organisation);
      if (known !== undefined) draft.parties.set(known.organisation, { ...known, until: entry.occurredAt });
      break;
    }
    default:
      break;
  }
}
