// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { matrix2025 } from '@gezinslijn/family-case';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { digestOf } from '@gezinslijn/party-view';
import type { Platform } from '../src/platform/platform.ts';
import { CHILD, act, openFamily, seeChild, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

const { cells } = matrix2025;
/** For Veilig Thuis: assessments of safety are shut, and tables it did not sit at are opened. For the family: that somebody asked who looked. */
const next: DisclosureMatrix = {
  ...matrix2025,
  version: '2031-01',
  cells: { ...cells, C5: { ...cells.C5, VT: 'none' }, C17: { ...cells.C17, VT: 'F' }, C18: { ...cells.C18, FAMILY: 'none' } },
};
const NARROWED = 'ChildSeen';
const WIDENED = 'TableHeld';

let gateway: GatewayUnderTest;
let caseId: string;
let position: string | undefined;
/** Lets the new views be built; until then the change is under way. */
let release: () => void = () => undefined;

beforeAll(async () => {
  const held = new Promise<void>((resolve) => (release = resolve));
  gateway = await startGatewayUnderTest({}, (platform) => Promise.resolve(buildingWaits(platform, held)), { matrices: [matrix2025, next] });
  caseId = await openFamily(gateway);
  for (let index = 0; index < 3; index += 1) await seeChild(gateway, caseId);
  ({ position } = await act(gateway, 'lt', 'holdTable', table()));
});
afterAll(() => gateway.close());

/** The views of this platform are built anew only when the test lets them. */
function buildingWaits(platform: Platform, held: Promise<void>): Platform {
  const { engine } = platform;
  const shadow = engine.shadow.bind(engine);
  engine.shadow = async () => {
    await held;
    return shadow();
  };
  return platform;
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
async function seen(name: 'vt' | 'lt', variables: object = {}): Promise<readonly string[]> {
  const { data, text } = await gateway.ask(name, TIMELINE, { caseId, ...variables });
  const { timeline } = data as { readonly timeline: { readonly nodes: readonly { readonly type: string }[] } | null };
  if (timeline === null) throw new Error(text);
  return [...new Set(timeline.nodes.map(({ type }) => type))].sort();
}

/** The kinds of data of which the mother is told that somebody looked at them. */
async function kindsTold(): Promise<readonly string[]> {
  const { data, text } = await gateway.ask(
    'mother',
    'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 100) { nodes { categories { code } } } }',
    { caseId },
  );
  const page = data?.['whoLooked'] as { readonly nodes: readonly { readonly categories: readonly { readonly code: string }[] }[] } | null;
  if (page === null) throw new Error(text);
  return page.nodes.flatMap(({ categories }) => categories.map(({ code }) => code));
}

async function adopt(adopted: string, digest: string): Promise<unknown> {
  const document = `mutation ($input: AdoptDisclosureMatrixInput!) { result: adoptDisclosureMatrix(input: $input) { __typename ... on CommandRefused { code field } } }`;
  const { data } = await gateway.ask('platform', document, { input: { commandId: randomUUID(), adopted, digest, from: '2025-01-01' } });
  return data?.['result'];
}

describe('a change of the matrix', () => {
  it('to a version this program does not have, or by another digest, is refused', async () => {
    expect(await adopt('2099-01', digestOf(next))).toMatchObject({ code: 'MATRIX_UNKNOWN', field: 'adopted' });
    expect(await adopt(next.version, digestOf(matrix2025))).toMatchObject({ code: 'MATRIX_UNKNOWN' });
  });

  it('narrows at once and widens at the swap: in between only what both versions show, whoever reads on', async () => {
    const others = await seen('lt', { atLeast: position });
    const before = await seen('vt');
    expect(before).toContain(NARROWED);
    expect(before).not.toContain(WIDENED);
    await kindsTold();
    expect(await kindsTold()).toContain('C18');

    // Somebody reads all the while; what he gets is noted with whether the change had been adopted, and swapped, before he asked.
    const noted: { readonly adopted: boolean; readonly swapped: boolean; readonly types: readonly string[] }[] = [];
    const state = { adopted: false, swapped: false, ended: false };
    const readers = [0, 1, 2].map(async () => {
      while (!state.ended) {
        const { adopted, swapped } = state;
        noted.push({ adopted, swapped, types: await seen('vt') });
      }
    });

    expect(await adopt(next.version, digestOf(next))).toMatchObject({ __typename: 'AdministrationAccepted' });
    state.adopted = true;
    await wait(200);
    const strict = await seen('vt');
    expect([strict.includes(NARROWED), strict.includes(WIDENED)]).toEqual([false, false]);
    for (const asOf of [{ knownAt: new Date().toISOString() }, { happenedBefore: '2099-01-01T00:00:00.000Z' }])
      expect(await seen('vt', { asOf })).toEqual(strict);
    expect(await seen('lt')).toEqual(others);
    expect(await kindsTold()).not.toContain('C18');

    // What is written meanwhile is under both as well, and stands in the new views.
    await seeChild(gateway, caseId);
    await act(gateway, 'lt', 'holdTable', table());
    expect(await seen('vt')).toEqual(strict);

    expect(gateway.platform.policy?.changing).toBe(true);
    release();
    await until(() => gateway.platform.policy?.changing === false, 20_000);
    state.swapped = true;
    await wait(200);
    state.ended = true;
    await Promise.all(readers);

    expect(await kindsTold()).not.toContain('C18');
    const after = await seen('vt');
    expect([after.includes(NARROWED), after.includes(WIDENED)]).toEqual([false, true]);
    expect(await seen('lt')).toEqual(others);
    const counts = { before: 0, between: 0, after: 0 };
    for (const { adopted, swapped, types } of noted) {
      counts[swapped ? 'after' : adopted ? 'between' : 'before'] += 1;
      if (adopted) expect(types).not.toContain(NARROWED);
      if (swapped) expect(types).toContain(WIDENED);
      // At no moment what only one of the two versions gives.
      expect(types.includes(NARROWED) && types.includes(WIDENED)).toBe(false);
    }
    expect(Math.min(counts.between, counts.after)).toBeGreaterThan(2);
  });

  it('leaves rows that equal a replay under the new version, and goes on keeping them', async () => {
    const { platform } = gateway;
    const rows = await seen('vt');
    expect(await seen('vt', { asOf: { knownAt: new Date(Date.now() + 1_000).toISOString() } })).toEqual(rows);
    const { position: later } = await act(gateway, 'lt', 'holdTable', table());
    await seen('lt', { atLeast: later });
    const { data } = await gateway.ask('vt', TIMELINE, { caseId });
    const { nodes } = data?.['timeline'] as { readonly nodes: readonly { readonly type: string }[] };
    expect(nodes.filter(({ type }) => type === WIDENED)).toHaveLength(3);
    expect(platform.views.lagging).toBe(false);
  });

  it('is recorded with what is written from then on', async () => {
    let last = '';
    for await (const { metadata } of gateway.platform.store.readStream(`familyCase-${caseId}`)) last = Buffer.from(metadata).toString();
    expect(JSON.parse(last)).toMatchObject({ policyVersion: next.version });
  });
});
