// SPDX-License-Identifier: EUPL-1.2
import { Client } from 'urql';
import type { Exchange, Operation } from 'urql';
import { delay, filter, fromValue, makeSubject, map, merge, mergeMap, pipe, share, takeUntil } from 'wonka';
import type {
  AdministeredFragment,
  EmergencyAccessesQuery,
  EntryFragment,
  ErasureCertificatesQuery,
  CorrectedSinceReadQuery,
  KeptDataQuery,
  KnownElsewhereQuery,
  LaneQuery,
  LedgerProofsQuery,
  LookedFragment,
  MeQuery,
  OrganisationAdministrationQuery,
  OrganisationsQuery,
  PersonLinksQuery,
  PlanFragment,
  PossiblePersonMatchesQuery,
  ResultFragment,
  SearchMutation,
  SignedInQuery,
} from '@gezinslijn/api-contract';
import type { Gateway } from '../../src/gateway/gateway.ts';
import type { LiveStatus } from '../../src/gateway/live-connection.ts';
import { CASE, ENTRIES, ME, PLANS } from './waterlelie.ts';

export interface World {
  me: MeQuery['me'];
  /** What the person who signed in may act for. */
  hats: SignedInQuery['signedIn']['hats'];
  unclaimed: boolean;
  organisations: OrganisationsQuery['organisations'];
  administered: OrganisationAdministrationQuery['organisationAdministration'];
  familyCase: typeof CASE | null;
  entries: readonly EntryFragment[];
  plans: readonly PlanFragment[];
  looks: readonly LookedFragment[];
  correctedSinceRead: CorrectedSinceReadQuery['correctedSinceRead'];
  findings: SearchMutation['search'];
  known: KnownElsewhereQuery['knownElsewhere'];
  personLinks: PersonLinksQuery['personLinks'];
  possibleMatches: PossiblePersonMatchesQuery['possiblePersonMatches'];
  kept: KeptDataQuery['keptData'];
  certificates: ErasureCertificatesQuery['erasureCertificates'];
  accesses: EmergencyAccessesQuery['emergencyAccesses'];
  /** What an organisation knew, by its id; nothing where none is told. */
  lanes: Readonly<Record<string, NonNullable<LaneQuery['knowledge']>>>;
  proofs: LedgerProofsQuery['ledgerProofs'];
  /** What the next commands answer; the last one stays. */
  results: (ResultFragment | AdministeredFragment | Error)[];
  pageSize: number;
  /** The view does not hold yet what was asked for. */
  behind: boolean;
}

export interface FakeGateway extends Gateway {
  readonly world: World;
  /** Every operation asked for, by name, with its variables. */
  readonly asked: { readonly name: string; readonly variables: Record<string, unknown>; readonly reason?: string }[];
  readonly arrive: (entry: EntryFragment) => void;
  readonly become: (status: LiveStatus) => void;
}

export const VT_HAT = {
  organisation: 'vt-haaglanden',
  name: 'Veilig Thuis Haaglanden',
  party: 'VT',
  roles: ['caseworker', 'safetyExpert'],
} as const;

const nameOf = ({ query }: Operation): string => {
  const [definition] = query.definitions;
  return definition !== undefined && 'name' in definition ? (definition.name?.value ?? '') : '';
};

/** A gateway that answers from memory, for tests and for looking at the screens. */
export function fakeGateway(changes: Partial<World> = {}): FakeGateway {
  const world: World = {
    me: ME,
    hats: [VT_HAT],
    unclaimed: false,
    organisations: [],
    administered: null,
    familyCase: CASE,
    entries: ENTRIES,
    plans: PLANS,
    looks: [],
    correctedSinceRead: [],
    findings: { total: 0, more: false, hasNextPage: false, searchToken: 'proof', cases: [] },
    known: { questions: [], tasks: [] },
    personLinks: [],
    possibleMatches: [],
    kept: [],
    certificates: [],
    accesses: [],
    lanes: {},
    proofs: null,
    results: [],
    pageSize: 100,
    behind: false,
    ...changes,
  };
  const asked: FakeGateway['asked'] = [];
  const arrivals = makeSubject<EntryFragment>();
  const listeners = new Set<() => void>();
  let status: LiveStatus = 'live';
  const answers: Exchange = () => (source) => {
    const operations = pipe(source, share);
    const questions = pipe(
      operations,
      filter(({ kind }) => kind === 'query' || kind === 'mutation'),
      mergeMap((operation) =>
        pipe(
          fromValue(operation),
          // As long as a fast network takes: an answer never comes before a screen stands.
          delay(15),
          takeUntil(
            pipe(
              operations,
              filter(({ kind, key }) => kind === 'teardown' && key === operation.key),
            ),
          ),
          map(answer),
        ),
      ),
    );
    const news = pipe(
      operations,
      filter(({ kind }) => kind === 'subscription'),
      mergeMap((operation) =>
        pipe(
          arrivals.source,
          map((entry) => ({ operation, data: { timelineChanged: entry }, stale: false, hasNext: true })),
        ),
      ),
    );
    return merge([questions, news]);
  };
  const answer = (operation: Operation) => {
    const variables = operation.variables as Record<string, unknown>;
    const name = nameOf(operation);
    const { headers } = (operation.context.fetchOptions ?? {}) as { readonly headers?: Readonly<Record<string, string>> };
    const reason = headers?.['inspection-reason'];
    asked.push({ name, variables, ...(reason === undefined ? {} : { reason: decodeURIComponent(reason) }) });
    const base = { operation, stale: false, hasNext: false };
    const found = dataFor(world, name, variables);
    return found instanceof Error ? { ...base, data: undefined, error: found as never } : { ...base, data: found };
  };
  return {
    world,
    asked,
    client: new Client({ url: 'http://localhost/graphql', preferGetMethod: false, exchanges: [answers] }),
    live: {
      status: () => status,
      onStatus: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
      retry: () => undefined,
    },
    close: () => undefined,
    arrive: (entry) => arrivals.next(entry),
    become: (next) => {
      status = next;
      for (const listener of listeners) listener();
    },
  };
}

function dataFor(world: World, name: string, variables: Record<string, unknown>): unknown {
  switch (name) {
    case 'SignedIn':
      return { signedIn: { hats: world.hats, unclaimed: world.unclaimed } };
    case 'Organisations':
      return { organisations: world.organisations };
    case 'OrganisationAdministration':
      return { organisationAdministration: world.administered };
    case 'Me':
      return { me: world.me };
    case 'MyCases':
      return { myCases: { edges: world.familyCase === null ? [] : [{ cursor: 'c', node: world.familyCase }], hasNextPage: false } };
    case 'Case':
      return { case: world.familyCase };
    case 'InspectedCase':
      return { case: world.familyCase };
    case 'InspectedEntry':
      return { entry: world.entries.find(({ id }) => id === variables['id']) ?? null };
    case 'Lane': {
      const { id } = variables['of'] as { readonly id: string };
      return { knowledge: world.lanes[id] ?? { entries: [], visible: [], delivered: [], opened: [] } };
    }
    case 'LedgerProofs':
      return { ledgerProofs: world.proofs };
    case 'Timeline':
      return { timeline: world.familyCase === null ? null : page(world, variables) };
    case 'OpenEntry':
      return { entry: world.entries.find(({ id }) => id === variables['id']) ?? null };
    case 'CorrectedSinceRead':
      return { correctedSinceRead: world.correctedSinceRead };
    case 'WhoLooked':
      return { whoLooked: { nodes: world.looks, hasNextPage: false, endCursor: null } };
    case 'Search':
      return { search: world.findings };
    case 'KnownElsewhere':
      return { knownElsewhere: world.known };
    case 'EmergencyAccesses':
      return { emergencyAccesses: world.accesses };
    case 'PersonLinks':
      return { personLinks: world.personLinks };
    case 'PossiblePersonMatches':
      return { possiblePersonMatches: world.possibleMatches };
    case 'KeptData':
      return { keptData: world.kept };
    case 'ErasureCertificates':
      return { erasureCertificates: world.certificates };
    case 'RouteMaps':
      return { routeMaps: world.plans };
    default: {
      const result = world.results.length > 1 ? world.results.shift() : world.results[0];
      if (result instanceof Error) return result;
      return {
        result: result ?? { __typename: 'CommandAccepted', caseId: CASE.id, entryIds: ['new-entry'], position: 'pos-2', repeated: false },
      };
    }
  }
}

function page(world: World, { filter: wanted, after, order }: Record<string, unknown>) {
  const { types, parties, person } = (wanted ?? {}) as { readonly types?: string[]; readonly parties?: string[]; readonly person?: string };
  const fitting = world.entries.filter(
    (entry) =>
      (types === undefined || types.includes(entry.type)) &&
      (parties === undefined || parties.includes(entry.party)) &&
      (person === undefined || entry.about.includes(person)),
  );
  const ordered = order === 'RECORDED' ? fitting.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt)) : fitting;
  const start = Number(after ?? 0);
  const nodes = ordered.slice(start, start + world.pageSize);
  const end = start + nodes.length;
  return { nodes, pageInfo: { hasNextPage: end < ordered.length, endCursor: String(end) }, position: 'pos-1', behind: world.behind };
}
