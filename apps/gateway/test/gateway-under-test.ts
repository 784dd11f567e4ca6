// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from 'graphql';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { CaseDocument, OpenCaseDocument, SearchDocument, SeeChildDocument } from '@gezinslijn/api-contract';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { openAccessLog, readAccessLog } from '@gezinslijn/event-store';
import type { AccessEntry } from '@gezinslijn/event-store';
import type { OrganisationId, OrganisationKind, PersonId } from '@gezinslijn/family-case';
import { readConfig } from '../src/config.ts';
import type { Directory, HeldHat } from '../src/platform/directory.ts';
import { openPlatform } from '../src/platform/platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { issuerKeys } from '../src/platform/token-verifier.ts';
import { serveGateway } from '../src/start.ts';

export const CHILD = '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1003';
export const MOTHER = '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1001';

/** Who these family members are in the cases. */
const PEOPLE: Readonly<Record<string, PersonId | undefined>> = {
  mother: MOTHER as PersonId,
  stranger: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1777' as PersonId,
};

const AUDIENCE = 'urn:gezinslijn:gateway';

export const WORKERS = {
  lt: { sub: 'worker-lt', id: 'lt-duinrade', party: 'LT', roles: ['fixedFace'] },
  vt: { sub: 'worker-vt', id: 'vt-haaglanden', party: 'VT', roles: ['caseworker'] },
  ltColleague: { sub: 'worker-lt-colleague', id: 'lt-duinrade', party: 'LT', roles: ['fixedFace'] },
  vtColleague: { sub: 'worker-vt-colleague', id: 'vt-haaglanden', party: 'VT', roles: ['caseworker'] },
  vtSupervisor: { sub: 'leader-vt', id: 'vt-haaglanden', party: 'VT', roles: ['supervisor'] },
  gi: { sub: 'worker-gi', id: 'gi-west', party: 'GI', roles: ['guardian'] },
  elsewhere: { sub: 'worker-elsewhere', id: 'vt-elders', party: 'VT', roles: ['caseworker', 'dutyOfficer'] },
  supervisor: { sub: 'leader-elsewhere', id: 'vt-elders', party: 'VT', roles: ['supervisor'] },
  mother: { sub: 'person-mother', id: 'gezin', party: 'FAMILY', roles: ['familyMember'] },
  administrator: { sub: 'administrator-lt', id: 'lt-duinrade', party: 'LT', roles: ['administrator'] },
  platform: { sub: 'administrator-platform', id: 'beheer', party: 'PLATFORM', roles: ['platformAdministrator'] },
  stranger: { sub: 'person-stranger', id: 'gezin', party: 'FAMILY', roles: ['familyMember'] },
  auditor: { sub: 'inspector', id: 'inspectie', party: 'AUDITOR', roles: ['auditor'] },
} as const;
export type WorkerName = keyof typeof WORKERS;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
}

export interface GatewayUnderTest {
  readonly origin: string;
  readonly issuer: string;
  readonly platform: Platform;
  /** While true, no batch of the access log gets into the store. */
  logFails: boolean;
  /** Until this resolves no batch of the access log gets into the store. */
  logWaits: Promise<void>;
  /** Puts a document to it with a token of the test's making. */
  post(token: string, query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  token(name: WorkerName, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  ask(name: WorkerName, query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Whatever the issuer's key signs. */
  sign(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): Promise<string>;
  logged(): Promise<readonly AccessEntry[]>;
  close(): Promise<void>;
}

/** The gateway in this process, on a folder of its own, with an issuer that signs what the test wants. `change` puts something of its own in. */
export async function startGatewayUnderTest(
  environment: Readonly<Record<string, string>> = {},
  change: (platform: Platform) => Promise<Platform> = (platform) => Promise.resolve(platform),
  more: Partial<Parameters<typeof openPlatform>[0]> = {},
): Promise<GatewayUnderTest> {
  const data = mkdtempSync(join(tmpdir(), 'gezinslijn-gateway-'));
  const { publicKey, privateKey } = await generateKeyPair('PS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'PS256', use: 'sig' };
  const issuerServer = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  }).listen(0, '127.0.0.1');
  await once(issuerServer, 'listening');
  const issuer = `http://127.0.0.1:${String((issuerServer.address() as AddressInfo).port)}`;
  const config = readConfig({
    PORT: '0',
    ISSUER: issuer,
    JWKS_URI: `${issuer}/jwks`,
    DATA: data,
    DEMONSTRATION: 'true',
    LOG_LEVEL: 'fatal',
    ...environment,
  });
  const opened = await openPlatform({ ...config, ...more });
  const under = { logFails: false, logWaits: Promise.resolve() };
  const secretOf = (name: string) => opened.keys.secret(name);
  const accessLog = openAccessLog({
    store: failingFor(opened.store, 'access-', async () => {
      await under.logWaits;
      return under.logFails;
    }),
    secretOf,
    clock: opened.clock.now,
    processing: { register: config.register, secretOf },
  });
  const platform = await change({ ...opened, accessLog, directory: withWorkers(opened.directory) });
  const gateway = await serveGateway(config, platform, issuerKeys(`${issuer}/jwks`));
  const origin = gateway.address;

  const token = (name: WorkerName, claims: Readonly<Record<string, unknown>> = {}) => {
    const { sub } = WORKERS[name];
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      sid: `session-${name}`,
      client_id: 'gezinslijn-timeline',
      iat: now,
      exp: now + 900,
      ...claims,
    })
      .setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid: 'test' })
      .setSubject(sub)
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .sign(privateKey);
  };
  const post = async (bearer: string, query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}`, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, ...(JSON.parse(text) as Pick<Reply, 'data' | 'errors'>) };
  };
  return Object.assign(under, {
    post,
    origin,
    issuer,
    platform,
    token,
    sign: (claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>> = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'PS256', kid: 'test', ...header }).sign(privateKey),
    ask: async (name: WorkerName, query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}) =>
      post(await token(name), query, variables, headers),
    logged: async () => {
      const entries: AccessEntry[] = [];
      const secretOf = (name: string) => opened.keys.existingSecret(name);
      const read = readAccessLog({ store: opened.store, secretOf, from: '2026-01-01T00:00:00.000Z', to: '2099-12-31T00:00:00.000Z' });
      for await (const entry of read) if ('at' in entry) entries.push(entry);
      return entries;
    },
    close: async () => {
      await gateway.close();
      await opened.accessLog.close();
      issuerServer.close();
      issuerServer.closeAllConnections();
      rmSync(data, { recursive: true, force: true });
    },
  });
}

/** The directory of a store in which the workers of these tests were administered: what administration is has tests of its own. */
function withWorkers(directory: Directory): Directory {
  const organisationOf = (id: string, kind: OrganisationKind) => ({
    id: id as OrganisationId,
    kind,
    name: id,
    region: 'haaglanden',
    oin: undefined,
    ended: false,
  });
  const hatsOf = (_issuer: string, subject: string): readonly HeldHat[] =>
    Object.entries(WORKERS).flatMap(([name, { sub, id, party, roles }]) =>
      sub === subject
        ? [
            {
              organisation: organisationOf(id, party),
              roles: roles.map((role) => ({ role, endsAt: undefined })),
              registered: true,
              personId: PEOPLE[name],
            },
          ]
        : [],
    );
  return new Proxy(directory, {
    get: (inner, key) => {
      if (key === 'hatsOf') return hatsOf;
      const value: unknown = Reflect.get(inner, key, inner);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(inner) : value;
    },
  });
}

function failingFor(inner: EventStore, prefix: string, fails: () => Promise<boolean>): EventStore {
  return {
    append: async (stream, ...rest) => {
      if (stream.startsWith(prefix) && (await fails())) throw new StoreUnavailable('disk full');
      return inner.append(stream, ...rest);
    },
    readStream: (...args) => inner.readStream(...args),
    streams: (...args) => inner.streams(...args),
    readAll: (...args) => inner.readAll(...args),
    subscribeAll: (...args) => inner.subscribeAll(...args),
    head: () => inner.head(),
    close: () => inner.close(),
  };
}

export const mutation = (name: string): string =>
  `mutation ($input: ${(name[0] ?? '').toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) {
  __typename ... on CommandAccepted { caseId entryIds position } ... on CommandRefused { code message } ... on CaseChanged { code entries { id type } } } }`;

/** What the screens send: nothing else runs in production. */
const OWN: Readonly<Record<string, string>> = { openCase: print(OpenCaseDocument), seeChild: print(SeeChildDocument) };

export interface Outcome {
  readonly message?: string;
  readonly __typename: string;
  readonly caseId?: string;
  readonly entryIds?: readonly string[];
  readonly position?: string;
  readonly code?: string;
}

export async function act(gateway: GatewayUnderTest, name: WorkerName, command: string, input: object, headers = {}): Promise<Outcome> {
  const document = gateway.platform.demonstration ? undefined : OWN[command];
  const { data, text } = await gateway.ask(name, document ?? mutation(command), { input: { commandId: randomUUID(), ...input } }, headers);
  if (data === null) throw new Error(text);
  return data['result'] as Outcome;
}

/** Looks for these people, as one must before a case is opened; answers the proof of it. */
export async function searchedFor(
  gateway: GatewayUnderTest,
  name: WorkerName,
  members: readonly { readonly content: { readonly name: string; readonly birthDate?: string } }[],
): Promise<string> {
  const people = members.map(({ content }) => ({ name: content.name, birthDate: content.birthDate }));
  const { data, text } = await gateway.ask(name, print(SearchDocument), { input: { people } });
  const token = (data as { search?: { searchToken?: string } } | null)?.search?.searchToken;
  if (token === undefined) throw new Error(text);
  return token;
}

/** A family of two at the local team, with Veilig Thuis involved. */
export async function openFamily(
  gateway: GatewayUnderTest,
  {
    births = ['1990-01-01', '2017-01-01'],
    ...more
  }: { readonly births?: readonly [mother: string, child: string]; readonly occurredAt?: string } = {},
): Promise<string> {
  const opening = {
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [{ organisation: 'vt-haaglanden', party: 'VT' }],
    pilot: false,
    reopened: false,
    name: 'Gezin Proef',
    municipality: 'Duinrade',
    reason: 'zorgen',
    members: [
      { personId: MOTHER, content: { name: 'Moeder Proef', role: 'mother', birthDate: births[0], households: ['A'] } },
      {
        personId: CHILD,
        content: { name: 'Kind Proef', role: 'child', birthDate: births[1], households: ['A'], authorityBy: [MOTHER] },
      },
    ],
  };
  const searchToken = await searchedFor(gateway, 'lt', opening.members);
  const { caseId, position, ...rest } = await act(gateway, 'lt', 'openCase', {
    legalBasis: 'jeugdwet-2.3',
    opening,
    searchToken,
    ...more,
  });
  if (caseId === undefined || position === undefined) throw new Error(JSON.stringify(rest));
  await gateway.ask('lt', print(CaseDocument), { caseId, atLeast: position });
  return caseId;
}

export const seeChild = (gateway: GatewayUnderTest, caseId: string, more: object = {}): Promise<Outcome> =>
  act(gateway, 'lt', 'seeChild', {
    caseId,
    legalBasis: 'jeugdwet-2.3',
    childId: CHILD,
    alone: true,
    where: 'SCHOOL',
    observation: 'Rustig vandaag.',
    ...more,
  });

const VEILIG_THUIS = { by: ['vt', 'vtColleague'], legalBasis: 'wmo-4.1.1' } as const;

/** Somebody of an organisation takes in the mother's request to destroy what it holds about a person, and a colleague grants it. */
export async function destroyed(
  gateway: GatewayUnderTest,
  caseId: string,
  personId: string,
  { by: [taker, granter], legalBasis }: { readonly by: readonly [WorkerName, WorkerName]; readonly legalBasis: string } = VEILIG_THUIS,
): Promise<Outcome> {
  const frame = { caseId, legalBasis };
  const asked = await act(gateway, taker, 'receiveAccessRequest', {
    ...frame,
    statedBy: { kind: 'PERSON', personId: MOTHER },
    kind: 'DESTRUCTION',
    personId,
    wording: 'Gooi alles weg',
  });
  const query =
    'query ($caseId: ID!, $id: ID!, $atLeast: String) { entry(caseId: $caseId, id: $id, atLeast: $atLeast) { fields { name text } } }';
  const { data } = await gateway.ask(taker, query, { caseId, id: asked.entryIds?.[0], atLeast: asked.position });
  const { fields } = (data as { entry: { fields: { name: string; text: string | null }[] } }).entry;
  const requestId = fields.find(({ name }) => name === 'requestId')?.text;
  return act(gateway, granter, 'decideAccessRequest', { ...frame, requestId, outcome: 'GRANTED', considerations: 'Geen bezwaar' });
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it holds, at most `ms`; answers how long that took. @throws when it never held. */
export async function until(holds: () => boolean, ms = 5_000): Promise<number> {
  const started = performance.now();
  while (!holds()) {
    if (performance.now() - started > ms) throw new Error('It did not come about');
    await wait(10);
  }
  return performance.now() - started;
}
