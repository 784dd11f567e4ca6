// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrateEvents } from '@gezinslijn/event-store';
import { TestServer } from '@gezinslijn/event-store/postgres-testing';
import type { TestDatabase } from '@gezinslijn/event-store/postgres-testing';
import { matrix2025, privateStream } from '@gezinslijn/family-case';
import type { DisclosureMatrix, OrganisationId } from '@gezinslijn/family-case';
import { PostgresViewEngine, digestOf, migrateViews, versionOfViews } from '@gezinslijn/party-view';
import { Projection } from '@gezinslijn/projector';
import { CHILD, act, openFamily, seeChild, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

const { cells } = matrix2025;
/** For Veilig Thuis: assessments of safety are shut, and tables it did not sit at are opened. */
const next: DisclosureMatrix = {
  ...matrix2025,
  version: '2031-01',
  cells: { ...cells, C5: { ...cells.C5, VT: 'none' }, C17: { ...cells.C17, VT: 'F' } },
};
/** As the first was, under another name: nothing of the one before it may stay behind. */
const third: DisclosureMatrix = { ...matrix2025, version: '2032-01' };
const NARROWED = 'ChildSeen';
const WIDENED = 'TableHeld';
const VERSIONS = [matrix2025, next, third];

let server: TestServer;
let database: TestDatabase;
let gateways: readonly [GatewayUnderTest, GatewayUnderTest];
let projectors: Projection[] = [];
let engine: PostgresViewEngine;
let caseId: string;
const data = mkdtempSync(join(tmpdir(), 'gezinslijn-server-'));

/** Two gateways and two projectors on one PostgreSQL, each with what it has of its own. */
beforeAll(async () => {
  server = await TestServer.open();
  database = await server.database();
  await migrateEvents({ url: database.owner, accounts: Object.values(database.accounts), info: { demonstration: 'true' } });
  await migrateViews({ url: database.owner, ...database.accounts });
  projectors = [await projector('one'), await projector('two')];
  await until(() => projectors.some(({ status }) => status.state === 'active'), 20_000);
  const environment = { STORE: database.gateway, DATA: data, LOG_LEVEL: 'error' };
  gateways = [
    await startGatewayUnderTest(environment, undefined, { matrices: VERSIONS }),
    await startGatewayUnderTest(environment, undefined, { matrices: VERSIONS }),
  ];
  engine = await PostgresViewEngine.open({ url: database.projector, access: 'write' });
  caseId = await openFamily(gateways[0]);
  for (let index = 0; index < 3; index += 1) await seeChild(gateways[0], caseId);
  await current((await act(gateways[0], 'lt', 'holdTable', table())).position);
}, 120_000);
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await Promise.all(projectors.map((one) => one.close()));
  await engine.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

async function projector(holder: string, versions: readonly DisclosureMatrix[] = VERSIONS): Promise<Projection> {
  const started = await Projection.open(
    {
      topology: { kind: 'postgres', events: database.projector, views: database.projector },
      keys: join(data, 'keys'),
      demonstration: true,
      ledger: { folder: join(data, 'ledger'), witnesses: [] },
      port: 0,
      host: '127.0.0.1',
      lease: 1_000,
      holder,
      logLevel: 'fatal',
    },
    versions,
  );
  started.start();
  return started;
}

const table = () => ({
  caseId,
  legalBasis: 'jeugdwet-2.3',
  kind: 'CASE_TABLE',
  attending: ['lt-duinrade'],
  concerning: [CHILD],
  outcome: 'Afspraken gemaakt.',
  discussion: 'Besproken.',
});

const TIMELINE =
  'query ($caseId: ID!, $atLeast: String, $asOf: AsOfInput) { timeline(caseId: $caseId, first: 50, atLeast: $atLeast, asOf: $asOf) { nodes { id type fields { text } } } }';

interface Shown {
  readonly types: readonly string[];
  readonly nodes: readonly { readonly id: string; readonly type: string }[];
}

async function seen(gateway: GatewayUnderTest, name: 'vt' | 'lt', variables: object = {}): Promise<Shown> {
  const { data: answer, text } = await gateway.ask(name, TIMELINE, { caseId, ...variables });
  const nodes = (answer as { readonly timeline: { readonly nodes: Shown['nodes'] } | null } | null)?.timeline?.nodes;
  if (nodes === undefined) throw new Error(text);
  return { nodes, types: [...new Set(nodes.map(({ type }) => type))].sort() };
}

/** Both gateways answer with what was recorded up to this position. */
const current = (position: string | undefined) =>
  Promise.all(gateways.map((gateway) => gateway.ask('lt', TIMELINE, { caseId, atLeast: position })));

async function adopt({ version }: DisclosureMatrix, digest: string): Promise<void> {
  const document = `mutation ($input: AdoptDisclosureMatrixInput!) { result: adoptDisclosureMatrix(input: $input) { __typename } }`;
  const input = { commandId: randomUUID(), adopted: version, digest, from: '2025-01-01' };
  const { data: answer } = await gateways[0].ask('platform', document, { input });
  expect(answer?.['result']).toMatchObject({ __typename: 'AdministrationAccepted' });
}

const swapped = (version: string) =>
  until(() => gateways.every(({ platform: { policy } }) => policy?.changing === false && policy.matrix.version === version), 30_000);
const active = () => projectors.find(({ status }) => status.state === 'active');

describe('a change of the matrix where projectors keep the views on a server', () => {
  it('narrows in both gateways at once, widens when the active projector has swapped, and mixes the two at no moment', async () => {
    const others = await seen(gateways[1], 'lt');
    expect((await seen(gateways[1], 'vt')).types).toEqual(expect.arrayContaining([NARROWED]));
    expect((await seen(gateways[1], 'vt')).types).not.toContain(WIDENED);
    const noted: { readonly strict: boolean; readonly types: readonly string[] }[] = [];
    const state = { ended: false };
    const readers = gateways.map(async (gateway) => {
      while (!state.ended) {
        const strict = gateway.platform.policy?.changing === true || gateway.platform.policy?.matrix.version === next.version;
        noted.push({ strict, types: (await seen(gateway, 'vt')).types });
      }
    });
    await adopt(next, digestOf(next));
    expect((await seen(gateways[0], 'vt')).types).not.toContain(NARROWED);
    await swapped(next.version);
    await wait(200);
    state.ended = true;
    await Promise.all(readers);
    for (const gateway of gateways) {
      const { types } = await seen(gateway, 'vt');
      expect([types.includes(NARROWED), types.includes(WIDENED)]).toEqual([false, true]);
      expect((await seen(gateway, 'lt')).nodes).toEqual(others.nodes);
    }
    for (const { strict, types } of noted) {
      if (strict) expect(types).not.toContain(NARROWED);
      expect(types.includes(NARROWED) && types.includes(WIDENED)).toBe(false);
    }
    expect(noted.some(({ strict }) => strict)).toBe(true);
    expect(await versionOfViews(engine)).toBe(next.version);
  }, 60_000);

  it('is recorded with what a projector writes from then on', async () => {
    const asked = { legalBasis: 'wmo-4.1.1', name: 'Kind Proef', birthDate: '2017-01-01', reason: 'Vaak alleen buiten.' };
    expect(await act(gateways[0], 'elsewhere', 'askKnownElsewhere', asked)).toMatchObject({ __typename: 'CommandAccepted' });
    let task: string | undefined;
    for (let round = 0; task === undefined && round < 400; round += 1) {
      await wait(50);
      const { data: answer } = await gateways[0].ask('lt', '{ knownElsewhere { tasks { id } } }');
      task = (answer?.['knownElsewhere'] as { readonly tasks: readonly { readonly id: string }[] }).tasks[0]?.id;
    }
    let metadata = '';
    for await (const event of gateways[0].platform.store.readStream(privateStream('lt-duinrade' as OrganisationId, task ?? '')))
      metadata = Buffer.from(event.metadata).toString();
    expect(JSON.parse(metadata)).toMatchObject({ policyVersion: next.version });
  }, 60_000);

  it('leaves rows that equal a replay, which the projector goes on keeping, and the next that takes over too', async () => {
    const asOf = () => ({ asOf: { knownAt: new Date(Date.now() + 1_000).toISOString() } });
    const before = active();
    await before?.close();
    projectors = projectors.filter((one) => one !== before);
    await until(() => active() !== undefined, 20_000);
    await current((await act(gateways[1], 'lt', 'holdTable', table())).position);
    for (const gateway of gateways) {
      const rows = await seen(gateway, 'vt');
      expect(rows.nodes.filter(({ type }) => type === WIDENED)).toHaveLength(2);
      expect(rows.types).not.toContain(NARROWED);
      expect(await seen(gateway, 'vt', asOf())).toEqual(rows);
    }
    projectors.push(await projector('three'));
  }, 60_000);

  it('is begun anew by another when the one that builds is stopped in the middle', async () => {
    await until(() => active() !== undefined, 20_000);
    const leaving = active() as Projection;
    await adopt(third, digestOf(third));
    await leaving.close();
    projectors = projectors.filter((one) => one !== leaving);
    await swapped(third.version);
    expect(await versionOfViews(engine)).toBe(third.version);
    for (const gateway of gateways) {
      const { types } = await seen(gateway, 'vt');
      expect([types.includes(NARROWED), types.includes(WIDENED)]).toEqual([true, false]);
    }
  }, 60_000);

  it('is left alone by a projector that does not have the version the views are of', async () => {
    await until(() => active() !== undefined, 20_000);
    const last = active();
    const older = await projector('older', [matrix2025]);
    await last?.close();
    projectors = [older];
    await until(() => older.status.failure !== undefined, 20_000);
    expect(older.status).toMatchObject({ failure: 'RangeError' });
    const { position } = await act(gateways[0], 'lt', 'holdTable', table());
    expect(position).toBeDefined();
    await wait(500);
    expect(await versionOfViews(engine)).toBe(third.version);
    const marks = await engine.all("SELECT name FROM checkpoint WHERE name LIKE 'matrix %'", []);
    expect(marks.map(({ name }) => name)).toEqual([`matrix ${third.version}`]);
  }, 60_000);
});
