// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { Author, OrganisationId, Party, PersonId, Reader, WorkerRef, WorkerRole } from '@gezinslijn/family-case';

import type { SessionOfToken } from './signed-out-sessions.ts';

export type Language = 'nl' | 'en';

/** Who asks, under which hat and for what: from the token and the request, never from the input. */
export interface Actor {
  readonly subject: string;
  readonly reader: Reader;
  /** Absent for family members, auditors and systems without a worker behind them: they write nothing. */
  readonly author?: Author;
  /** The organisation whose power is used; `gezin` for a family member. */
  readonly organisation: string;
  readonly party: Party | 'AUDITOR' | 'FAMILY';
  readonly role: string;
  readonly purpose: string;
  readonly language: Language;
  /** The instant a new entry is recorded at: now, or in a demonstration store the clock of its own story. */
  readonly recordedAt: Instant;
  /** Real time at which the token ends, in seconds. */
  readonly expiresAt: number;
  /** What ends when the person signs out. */
  readonly sessionOfToken: SessionOfToken;
  readonly traceId: string;
}

export interface TokenOrganisation {
  readonly id: string;
  readonly party: string;
  readonly roles: readonly string[];
  readonly name: string;
}

export interface TokenClaims {
  readonly subject: string;
  readonly organisations: readonly TokenOrganisation[];
  readonly registered: boolean;
  readonly personId: string | undefined;
  readonly expiresAt: number;
  readonly sessionOfToken: SessionOfToken;
}

/** What a request says about itself, from HTTP headers or the parameters of a WebSocket connection. */
export interface RequestFacts {
  readonly actingOrganisation: string | undefined;
  readonly actingRole: string | undefined;
  readonly purpose: string | undefined;
  readonly language: string | undefined;
  readonly recordClock: string | undefined;
  readonly traceId: string;
}

export class NotAllowedToAct extends Error {
  readonly code: 'ACTING_ORGANISATION_NOT_YOURS' | 'PURPOSE_REQUIRED' | 'RECORD_CLOCK_NOT_ALLOWED' | 'RECORD_CLOCK_INVALID';
  constructor(code: NotAllowedToAct['code']) {
    super(code);
    this.name = 'NotAllowedToAct';
    this.code = code;
  }
}

const WRITING_PARTIES: readonly string[] = ['LT', 'VT', 'RvdK', 'GI', 'ZA'];

/** @throws NotAllowedToAct for a hat the token does not carry, or content asked without a purpose where one must be stated. */
export function actorOf(
  claims: TokenClaims,
  facts: RequestFacts,
  clock: { readonly now: () => Instant; readonly injected: (asked: string | undefined) => Instant },
): Actor {
  const hat = claims.organisations.find(({ id }) => facts.actingOrganisation === undefined || id === facts.actingOrganisation);
  if (hat === undefined) throw new NotAllowedToAct('ACTING_ORGANISATION_NOT_YOURS');
  const role = hat.roles.find((held) => held === facts.actingRole) ?? (facts.actingRole === undefined ? hat.roles[0] : undefined);
  if (facts.actingRole !== undefined && role === undefined) throw new NotAllowedToAct('ACTING_ORGANISATION_NOT_YOURS');
  if (hat.party === 'AUDITOR' && facts.purpose === undefined) throw new NotAllowedToAct('PURPOSE_REQUIRED');
  const common = {
    subject: claims.subject,
    organisation: hat.id,
    role: role ?? 'system',
    purpose: (facts.purpose ?? 'uitvoering van de eigen taak in deze casus').slice(0, 200),
    language: facts.language?.toLowerCase().startsWith('en') === true ? ('en' as const) : ('nl' as const),
    recordedAt: clock.injected(facts.recordClock),
    expiresAt: claims.expiresAt,
    sessionOfToken: claims.sessionOfToken,
    traceId: facts.traceId,
  };
  if (hat.party === 'AUDITOR') return { ...common, party: 'AUDITOR', reader: { kind: 'auditor' } };
  if (claims.personId !== undefined) {
    return { ...common, party: 'FAMILY', reader: { kind: 'person', personId: claims.personId as PersonId } };
  }
  if (!WRITING_PARTIES.includes(hat.party)) throw new NotAllowedToAct('ACTING_ORGANISATION_NOT_YOURS');
  const party = hat.party as Party;
  const organisation = hat.id as OrganisationId;
  const reader: Reader = { kind: 'organisation', organisation, ...(role === 'rvtMember' ? { rvt: party } : {}) };
  if (role === undefined) return { ...common, party, reader };
  const author: Author = {
    organisation,
    party,
    worker: claims.subject as WorkerRef,
    role: role as WorkerRole,
    registered: claims.registered,
  };
  return { ...common, party, reader, author };
}
