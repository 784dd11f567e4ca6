// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { organisationStream, partitionAdministration, sealParts } from '@gezinslijn/family-case';
import type { AdministrationEvent, HatRole, ItemId, OrganisationId, OrganisationKind, PersonId, WorkerRef } from '@gezinslijn/family-case';
import { bearerOf } from './bearer.ts';
import type { TokenClaims } from './bearer.ts';
import { Directory } from './directory.ts';
import { onlySubscriptions } from './socket-guard.ts';
import { NO_SESSIONS } from './token-verifier.ts';

const NOW = '2025-04-02T12:00:00.000Z';
/** What people sign in to. */
const SCREENS = 'gezinslijn-timeline';
let store: EventStore;
let keys: KeyRing;
let directory: Directory;

beforeEach(async () => {
  store = memoryEventStore();
  keys = memoryKeyRing();
  directory = await Directory.open(store, keys, [SCREENS]);
});
afterEach(() => directory.close());

async function record(organisation: string, ...events: readonly AdministrationEvent[]): Promise<void> {
  const stream = organisationStream(organisation as OrganisationId);
  const appended = await Promise.all(
    events.map(async (event) => {
      const [id, parts] = [randomUUID(), partitionAdministration(event)];
      await keys.ensure(stream, [...parts.sealed.keys()], [organisation]);
      return { id, type: event.type, data: Buffer.from(sealParts(event.version, parts, keys, stream, id)), metadata: Buffer.from('{}') };
    }),
  );
  const { position } = await store.append(stream, 'any', appended);
  expect(await directory.reached(position, 2_000)).toBe(true);
}

const registered = (organisation: string, kind: OrganisationKind = 'VT'): AdministrationEvent => ({
  type: 'OrganisationRegistered',
  version: 1,
  data: { organisation: organisation as OrganisationId, kind, name: `Naam van ${organisation}`, region: 'haaglanden' },
});
const worker = (ref: string, issuer = 'own'): AdministrationEvent => ({
  type: 'WorkerRegistered',
  version: 1,
  data: { worker: ref as WorkerRef, issuer, name: 'Noor van Dalen' },
});
const hat = (ref: string, role: HatRole, more: object = {}): AdministrationEvent => ({
  type: 'HatGranted',
  version: 1,
  data: { hatId: `hat-${ref}-${role}` as ItemId, worker: ref as WorkerRef, role, from: '2025-01-01', ...more },
});
const ended = (ref: string, role: HatRole): AdministrationEvent => ({
  type: 'HatEnded',
  version: 1,
  data: { hatId: `hat-${ref}-${role}` as ItemId, worker: ref as WorkerRef },
});
const system = (clientId: string, actsForWorkers = false): AdministrationEvent => ({
  type: 'ClientSystemRegistered',
  version: 1,
  data: { clientId, publicKeys: [], actsForWorkers },
});
const rolesAt = (at: string, issuer = 'own') =>
  directory.hatsOf(issuer, 'w1', at).flatMap(({ organisation, roles }) => roles.map(({ role }) => `${organisation.id} ${role}`));

describe('the directory', () => {
  it('knows hats by issuer and subject, on the days they hold, and no others', async () => {
    await record('vt-a', registered('vt-a'), worker('w1'), hat('w1', 'caseworker'), hat('w1', 'dutyOfficer', { until: '2025-04-01' }));
    expect(rolesAt(NOW)).toEqual(['vt-a caseworker']);
    expect(rolesAt('2025-04-01T21:59:59.000Z')).toEqual(['vt-a caseworker', 'vt-a dutyOfficer']);
    expect(rolesAt('2024-12-31T12:00:00.000Z')).toEqual([]);
    expect(rolesAt(NOW, 'elsewhere')).toEqual([]);
  });

  it('takes away a hat, and all hats of an organisation that ended', async () => {
    await record('vt-a', registered('vt-a'), worker('w1'), hat('w1', 'caseworker'), hat('w1', 'supervisor'));
    await record('vt-a', ended('w1', 'caseworker'));
    expect(rolesAt(NOW)).toEqual(['vt-a supervisor']);
    await record('vt-a', { type: 'OrganisationEnded', version: 1, data: { organisation: 'vt-a' as OrganisationId } });
    expect(rolesAt(NOW)).toEqual([]);
  });

  it('counts a registration for the organisation that recorded it, while it holds', async () => {
    const skj: AdministrationEvent = {
      type: 'RegistrationRecorded',
      version: 1,
      data: {
        registrationId: 'r' as ItemId,
        worker: 'w1' as WorkerRef,
        register: 'SKJ',
        number: '1',
        from: '2025-01-01',
        until: '2025-12-31',
      },
    };
    await record('vt-a', registered('vt-a'), worker('w1'), hat('w1', 'caseworker'), skj);
    await record('gi-a', registered('gi-a', 'GI'), worker('w1'), hat('w1', 'guardian'));
    const at = (moment: string) =>
      directory.hatsOf('own', 'w1', moment).map(({ organisation, registered: skjNow }) => [organisation.id, skjNow]);
    expect(at(NOW)).toEqual([
      ['vt-a', true],
      ['gi-a', false],
    ]);
    expect(at('2026-01-01T12:00:00.000Z')[0]).toEqual(['vt-a', false]);
  });

  it('names organisations, and holds no name of a person', async () => {
    await record('vt-a', registered('vt-a'), worker('w1'));
    expect([directory.nameOf('vt-a'), directory.nameOf('vt-b')]).toEqual(['Naam van vt-a', undefined]);
    expect(JSON.stringify(directory.hatsOf('own', 'w1', NOW))).not.toContain('Noor');
  });

  it('says who a family member is, until that was erased', async () => {
    await record('gezin', registered('gezin', 'FAMILY'), worker('w1'), hat('w1', 'familyMember', { personId: 'p1' as PersonId }));
    expect(directory.hatsOf('own', 'w1', NOW)[0]?.personId).toBe('p1');
    await keys.destroy('organisation-gezin', 'w1');
    const after = await Directory.open(store, keys);
    expect(after.hatsOf('own', 'w1', NOW)[0]?.personId).toBeUndefined();
    await after.close();
  });

  it('knows after a restart what it knew before', async () => {
    await record('vt-a', registered('vt-a'), worker('w1'), hat('w1', 'caseworker'), system('s1', true));
    const again = await Directory.open(store, keys);
    expect(again.hatsOf('own', 'w1', NOW)).toEqual(directory.hatsOf('own', 'w1', NOW));
    expect(again.system('s1')).toEqual(directory.system('s1'));
    await again.close();
  });

  it('leaves a system to the first who registered it', async () => {
    await record('vt-a', registered('vt-a'), system('s1'));
    await record('gi-a', registered('gi-a', 'GI'), system('s1', true));
    expect(directory.system('s1')).toMatchObject({ organisation: { id: 'vt-a' }, actsForWorkers: false });
    await record('gi-a', { type: 'ClientSystemEnded', version: 1, data: { clientId: 's1' } });
    expect(directory.system('s1')).toBeDefined();
    await record('vt-a', { type: 'ClientSystemEnded', version: 1, data: { clientId: 's1' } });
    expect(directory.system('s1')).toBeUndefined();
  });

  it('does not start on an event it does not know', async () => {
    await store.append('organisation-vt-a', 'any', [
      {
        id: randomUUID(),
        type: 'SomethingNew',
        data: Buffer.from('{"version":1,"data":{"open":{},"sealed":[]}}'),
        metadata: Buffer.from('{}'),
      },
    ]);
    await expect(Directory.open(store, keys)).rejects.toThrow('Unknown event type SomethingNew');
  });
});

describe('who bears a token', () => {
  const claims = (more: Partial<TokenClaims>): TokenClaims => ({
    issuer: 'own',
    subject: 'w1',
    clientId: SCREENS,
    actingSystem: undefined,
    expiresAt: 0,
    sessionOfToken: { session: undefined, subject: 'sub', issuedAt: 0 },
    ...more,
  });
  const wears = (more: Partial<TokenClaims>) => {
    const { kind, hats } = bearerOf(claims(more), directory, NOW);
    return [kind, ...hats.map(({ organisation, roles }) => `${organisation.id} ${roles.map(({ role }) => role).join(',')}`.trim())];
  };
  beforeEach(async () => {
    await record('vt-a', registered('vt-a'), worker('w1'), hat('w1', 'caseworker'), system('s-acts', true), system('s-own'));
    await record('gi-a', registered('gi-a', 'GI'), worker('w1'), hat('w1', 'guardian'));
  });

  it('takes an application that people sign in to for nobody’s system, also where one registered it before', async () => {
    await record('vt-a', system('screens', true));
    expect(bearerOf(claims({ clientId: 'screens' }), directory, NOW).kind).toBe('system');
    const after = await Directory.open(store, keys, ['screens']);
    expect([after.isSignInClient('screens'), after.system('screens')]).toEqual([true, undefined]);
    expect(bearerOf(claims({ clientId: 'screens' }), after, NOW)).toMatchObject({
      kind: 'person',
      hats: after.hatsOf('own', 'w1', NOW),
    });
    expect(bearerOf(claims({ actingSystem: 'screens' }), after, NOW).hats).toEqual([]);
    await after.close();
  });

  it('a person has the hats of the directory', () => {
    expect(wears({})).toEqual(['person', 'vt-a caseworker', 'gi-a guardian']);
    expect(wears({ subject: 'w2' })).toEqual(['person']);
  });
  it('a registered system has its organisation, and no role', () => {
    expect(wears({ subject: 's-own', clientId: 's-own' })).toEqual(['system', 'vt-a']);
    // Also when a worker signed in through it: nobody was granted to act for him that way.
    expect(wears({ clientId: 's-own' })).toEqual(['system', 'vt-a']);
  });
  it('nobody speaks for a person through what people do not sign in to, whoever the issuer gave its token to', () => {
    for (const clientId of ['elsewhere', `${SCREENS} `, SCREENS.toUpperCase(), undefined]) expect(wears({ clientId })).toEqual(['system']);
  });
  it('a system that is not registered has nothing', () => {
    expect(wears({ subject: 's-x', clientId: 's-x' })).toEqual(['system']);
    expect(wears({ actingSystem: 's-x', clientId: 's-x' })).toEqual(['system']);
  });
  it('a system that was ended has nothing, not even the hats of who signed in through it', async () => {
    await record('vt-a', { type: 'ClientSystemEnded', version: 1, data: { clientId: 's-own' } });
    expect(wears({ clientId: 's-own' })).toEqual(['system']);
    await record('vt-a', system('s-own'));
    expect(wears({ clientId: 's-own' })).toEqual(['system', 'vt-a']);
    await record('vt-a', { type: 'OrganisationEnded', version: 1, data: { organisation: 'vt-a' as OrganisationId } });
    for (const clientId of ['s-own', 's-acts']) expect(wears({ clientId })).toEqual(['system']);
  });
  it('a system that acts for a worker has his hats of its own organisation, when it may', () => {
    expect(wears({ actingSystem: 's-acts', clientId: 's-acts' })).toEqual(['person', 'vt-a caseworker']);
    expect(wears({ actingSystem: 's-own', clientId: 's-own' })).toEqual(['system']);
    expect(wears({ actingSystem: 's-acts', clientId: 's-own' })).toEqual(['system']);
  });
});

describe('an open socket', () => {
  const entrance = {
    origins: [],
    sessions: NO_SESSIONS,
    admission: { connect: () => ({ leave: () => undefined }), stillAdmits: () => true },
    directory: { onChange: (listener: () => void) => directory.onChange(listener) },
  };
  it('closes within a second of the hat being taken, and not before', async () => {
    await record('vt-a', registered('vt-a'), worker('w1'), hat('w1', 'caseworker'), hat('w1', 'supervisor'));
    const mayStay = () => rolesAt(NOW).includes('vt-a caseworker');
    const closed: number[] = [];
    const connection = {
      extra: { request: { headers: {} }, socket: { close: (code: number) => void closed.push(code) } } as {
        request: { headers: object };
        socket: { close: (code: number) => void };
        signal?: AbortSignal;
      },
    };
    const connect = onlySubscriptions.connect({ ...entrance, authenticate: () => Promise.resolve({ actor: {} as never, mayStay }) });
    expect(await connect(connection)).toBe(true);
    await record('vt-a', ended('w1', 'supervisor'));
    expect([closed, connection.extra.signal?.aborted]).toEqual([[], false]);
    const before = Date.now();
    await record('vt-a', ended('w1', 'caseworker'));
    while (closed.length === 0 && Date.now() - before < 1_000) await new Promise((resolve) => setTimeout(resolve, 5));
    expect([closed, connection.extra.signal?.aborted]).toEqual([[4403], true]);
  });
  it('is not opened for a hat that is gone', async () => {
    const connect = onlySubscriptions.connect({
      ...entrance,
      authenticate: () => Promise.resolve({ actor: {} as never, mayStay: () => false }),
    });
    expect(await connect({ extra: { request: { headers: {} } } })).toBe(false);
  });
});
