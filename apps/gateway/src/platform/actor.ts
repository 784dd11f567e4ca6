// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import { addDays, isAdministering, isLocalDate, startOfLocalDay } from '@gezinslijn/family-case';
import type {
  AdministrationAuthor,
  Author,
  OrganisationId,
  OrganisationKind,
  Party,
  Reader,
  WorkerRef,
  WorkerRole,
} from '@gezinslijn/family-case';
import type { HeldAnswer } from '../access/held-answer.ts';
import type { Bearer, BearerHat } from './bearer.ts';
import type { SessionOfToken } from './signed-out-sessions.ts';

export type Language = 'nl' | 'en';

/** Who asks, under which hat and for what: from the token, the directory and the request, never from the input. */
export interface Actor {
  readonly subject: string;
  readonly reader: Reader;
  /** Absent for family members, auditors and systems without a worker behind them: they write nothing. */
  readonly author?: Author;
  /** Under an administrator's hat only: then no case is read or written. */
  readonly administrator?: AdministrationAuthor;
  /** Signed in, and wearing no hat yet: nothing but what is for anybody who signed in. */
  readonly hatless?: true;
  /**
   * Client id of the system that asks where the subject is somebody else: a worker it acts for, or who signed in through it; absent where he acts
   * himself, and where a system is its own subject.
   */
  readonly actingSystem?: string;
  /** What he could wear; absent where nobody looked. */
  readonly bearer?: Bearer;
  /** The organisation whose power is used; `gezin` for a family member. */
  readonly organisation: string;
  readonly party: OrganisationKind;
  readonly role: string;
  readonly purpose: string;
  readonly language: Language;
  /** The instant a new entry is recorded at: now, or in a demonstration store the clock of its own story. */
  readonly recordedAt: Instant;
  /** What an auditor said he would look at: nothing outside it is shown to him in this request. */
  readonly inspection?: Inspection;
  /** That clock, where a request brought one: looks are told of it too. */
  readonly storyClock?: Instant;
  /** Real time at which the token ends, in seconds. */
  readonly expiresAt: number;
  /** What ends when the person signs out. */
  readonly sessionOfToken: SessionOfToken;
  readonly traceId: string;
  /** The answer that is held for the looks of this request; absent where each is waited for by itself, as on a WebSocket. */
  readonly answer?: HeldAnswer;
}

/** What a request says about itself, from HTTP headers or the parameters of a WebSocket connection. */
export interface RequestFacts {
  readonly actingOrganisation: string | undefined;
  readonly actingRole: string | undefined;
  readonly purpose: string | undefined;
  readonly language: string | undefined;
  readonly recordClock: string | undefined;
  readonly inspection?: { readonly caseId?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined };
  readonly traceId: string;
}

/** Scope and period of an inspection (toezicht): one case, and the moments it is looked at as of. */
export interface Inspection {
  readonly caseId: string;
  /** First and last instant, both inclusive. */
  readonly from: Instant;
  readonly until: Instant;
}

export class NotAllowedToAct extends Error {
  readonly code:
    'ACTING_ORGANISATION_NOT_YOURS' | 'PURPOSE_REQUIRED' | 'INSPECTION_INVALID' | 'RECORD_CLOCK_NOT_ALLOWED' | 'RECORD_CLOCK_INVALID';
  constructor(code: NotAllowedToAct['code']) {
    super(code);
    this.name = 'NotAllowedToAct';
    this.code = code;
  }
}

/** A purpose, and with it the reason for one look. */
const LONGEST_PURPOSE = 400;

const WRITING_PARTIES: readonly string[] = ['LT', 'VT', 'RvdK', 'GI', 'ZA'];

/** For whom somebody acts who has no hat, or has not chosen one: no organisation is called so. */
export const NO_HAT = '-';

/** A reader no case can know: the colon stands in no organisation's id. */
const readsNothing = (organisation: string): Reader => ({ kind: 'organisation', organisation: `geen:${organisation}` as OrganisationId });

/** @throws NotAllowedToAct for a hat the directory does not grant, content asked without a purpose where one must be stated, or a clock that is not his to set. */
export function actorOf(
  bearer: Bearer,
  facts: RequestFacts,
  clock: { readonly now: () => Instant; readonly injected: (asked: string | undefined) => Instant },
): Actor {
  const request = {
    subject: bearer.subject,
    bearer,
    ...(bearer.system === undefined || bearer.system.clientId === bearer.subject ? {} : { actingSystem: bearer.system.clientId }),
    purpose: (facts.purpose ?? 'uitvoering van de eigen taak in deze casus').slice(0, LONGEST_PURPOSE),
    language: facts.language?.toLowerCase().startsWith('en') === true ? ('en' as const) : ('nl' as const),
    ...clockOf(facts, clock),
    sessionOfToken: bearer.sessionOfToken,
    traceId: facts.traceId,
  };
  if (facts.actingOrganisation === NO_HAT) {
    const nothing = { organisation: '', role: '', party: 'FAMILY' as const, reader: readsNothing(''), expiresAt: bearer.expiresAt };
    return { ...request, ...nothing, hatless: true };
  }
  const hat = bearer.hats.find(({ organisation: { id } }) => facts.actingOrganisation === undefined || id === facts.actingOrganisation);
  if (hat === undefined) throw new NotAllowedToAct('ACTING_ORGANISATION_NOT_YOURS');
  const held = roleIn(hat, facts.actingRole);
  return { ...request, ...worn(bearer, hat, held?.role, facts), expiresAt: endOf(bearer, held?.endsAt) };
}

function clockOf(
  { recordClock }: RequestFacts,
  clock: { readonly injected: (asked: string | undefined) => Instant },
): Pick<Actor, 'recordedAt' | 'storyClock'> {
  const recordedAt = clock.injected(recordClock);
  return recordClock === undefined ? { recordedAt } : { recordedAt, storyClock: recordedAt };
}

function roleIn({ roles }: BearerHat, asked: string | undefined): BearerHat['roles'][number] | undefined {
  const held = (roles as readonly BearerHat['roles'][number][]).find(({ role }) => asked === undefined || role === asked);
  if (asked !== undefined && held === undefined) throw new NotAllowedToAct('ACTING_ORGANISATION_NOT_YOURS');
  return held;
}

/** A hat that ends before the token ends what was opened under it. */
function endOf({ expiresAt }: Bearer, hatEndsAt: Instant | undefined): number {
  return hatEndsAt === undefined ? expiresAt : Math.min(expiresAt, Date.parse(hatEndsAt) / 1000);
}

/** All of it or nothing: half a scope would pass for one. */
function inspectionOf({ inspection }: RequestFacts): Pick<Actor, 'inspection'> {
  const { caseId, from, until } = inspection ?? {};
  if (caseId === undefined && from === undefined && until === undefined) return {};
  if (caseId === undefined || from === undefined || until === undefined || !isLocalDate(from) || !isLocalDate(until) || until < from)
    throw new NotAllowedToAct('INSPECTION_INVALID');
  const end = new Date(Date.parse(startOfLocalDay(addDays(until, 1))) - 1).toISOString();
  return { inspection: { caseId: caseId.toLowerCase(), from: startOfLocalDay(from), until: end } };
}

type Worn = Pick<Actor, 'organisation' | 'party' | 'role' | 'reader' | 'author' | 'administrator' | 'inspection'>;

function worn(
  { subject }: Bearer,
  { organisation: { id, kind }, registered, personId }: BearerHat,
  role: string | undefined,
  facts: RequestFacts,
): Worn {
  const common = { organisation: id, party: kind, role: role ?? 'system' };
  if (role !== undefined && isAdministering(role)) {
    return { ...common, reader: readsNothing(id), administrator: { organisation: id, party: kind, worker: subject as WorkerRef, role } };
  }
  if (kind === 'AUDITOR' && role === 'auditor') {
    if (facts.purpose === undefined) throw new NotAllowedToAct('PURPOSE_REQUIRED');
    return { ...common, reader: { kind: 'auditor' }, ...inspectionOf(facts) };
  }
  if (kind === 'FAMILY' && personId !== undefined) return { ...common, reader: { kind: 'person', personId } };
  if (!WRITING_PARTIES.includes(kind)) throw new NotAllowedToAct('ACTING_ORGANISATION_NOT_YOURS');
  const party = kind as Party;
  const reader: Reader = { kind: 'organisation', organisation: id, ...(role === 'rvtMember' ? { rvt: party } : {}) };
  if (role === undefined) return { ...common, reader };
  return { ...common, reader, author: { organisation: id, party, worker: subject as WorkerRef, role: role as WorkerRole, registered } };
}
