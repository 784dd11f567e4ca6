// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CHILD, act, openFamily, seeChild, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
  await seeChild(gateway, caseId);
});
afterAll(() => gateway.close());

const TIMELINE = 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type } position } }';
const ACCESSES =
  'query ($caseId: ID) { emergencyAccesses(caseId: $caseId) { accessId caseId workerRole reason judgement reviewDueOn reviewStatus } }';
const basis = { legalBasis: 'avg-6-1-d' };
const use = (more: object = {}) => act(gateway, 'elsewhere', 'useEmergencyAccess', { caseId, ...basis, reason: 'Acuut gevaar', ...more });
const review = (accessId: string, judgement: string, by: WorkerName = 'supervisor') =>
  act(gateway, by, 'reviewEmergencyAccess', { caseId, ...basis, accessId, judgement, considerations: 'Bekeken' });
const timelineFor = async (name: WorkerName, id = caseId) => (await gateway.ask(name, TIMELINE, { caseId: id })).text;
const lastAccess = async (name: WorkerName = 'supervisor') => {
  const { data } = await gateway.ask(name, ACCESSES, name === 'supervisor' ? {} : { caseId });
  return (data?.['emergencyAccesses'] as readonly Record<string, string | null>[])[0];
};
const NOTHING = '{"data":{"timeline":null}}\n';

describe('emergency access', () => {
  it('opens a family that did not exist for him a moment ago, logged as an emergency, and leaves it closed to his colleagues', async () => {
    expect((await timelineFor('elsewhere')).trim()).toBe(NOTHING.trim());
    expect(await use()).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await timelineFor('elsewhere')).toContain('ChildSeen');
    expect((await gateway.logged()).at(-1)).toMatchObject({
      operation: 'timeline',
      emergency: true,
      legalBasis: 'noodtoegang',
      subject: 'worker-elsewhere',
    });
    expect((await timelineFor('supervisor')).trim()).toBe(NOTHING.trim());
    expect(await seeAsOutsider()).toMatchObject({ code: 'CASE_UNKNOWN' });
  });

  it('is told to his supervisor at once, with the day by which it must be reviewed', async () => {
    expect(await lastAccess()).toMatchObject({
      caseId,
      reason: 'Acuut gevaar',
      judgement: null,
      reviewStatus: 'running',
      reviewDueOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect((await gateway.ask('elsewhere', ACCESSES)).data).toEqual({ emergencyAccesses: [] });
    expect((await gateway.logged()).at(-1)).toMatchObject({ operation: 'emergencyAccesses', rule: 'EMERGENCY_NOT_THE_SUPERVISOR' });
  });

  it('stands on the timeline of who leads the case', async () => {
    expect(await timelineFor('lt')).toContain('EmergencyAccessUsed');
    expect((await lastAccess('lt'))?.['reason']).toBe('Acuut gevaar');
  });

  it('found unjustified ends at once: the live channel closes within a second, and the case answers as one that does not exist', async () => {
    const ended: string[] = [];
    const arrived: string[] = [];
    const socket = createClient({
      url: `${gateway.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await gateway.token('elsewhere')}` },
    });
    socket.subscribe<{ timelineChanged: { id: string } }>(
      { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }', variables: { caseId } },
      {
        next: ({ data }) => arrived.push(data?.timelineChanged.id ?? ''),
        error: () => ended.push('error'),
        complete: () => ended.push('complete'),
      },
    );
    await wait(250);
    await seeChild(gateway, caseId);
    await until(() => arrived.length === 1);
    const accessId = String((await lastAccess())?.['accessId']);
    expect(await review(accessId, 'UNJUSTIFIED', 'elsewhere')).toMatchObject({ code: 'EMERGENCY_NOT_THE_SUPERVISOR' });
    const started = performance.now();
    expect(await review(accessId, 'UNJUSTIFIED')).toMatchObject({ __typename: 'CommandAccepted' });
    await until(() => ended.length > 0);
    expect(performance.now() - started).toBeLessThan(1_000);
    await seeChild(gateway, caseId);
    await wait(200);
    expect(arrived).toHaveLength(1);
    expect(await timelineFor('elsewhere')).toBe(await timelineFor('elsewhere', randomUUID()));
    expect(await lastAccess()).toMatchObject({ judgement: 'UNJUSTIFIED', reviewStatus: 'met' });
    await socket.dispose();
  });

  it('that is sent again because no answer came is answered again, and so is its review; once it ended, as a case that does not exist', async () => {
    const family = { caseId: await openFamily(gateway), ...basis };
    const once = { ...family, commandId: randomUUID(), reason: 'Acuut gevaar' };
    const used = await act(gateway, 'elsewhere', 'useEmergencyAccess', once);
    expect(used).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await act(gateway, 'elsewhere', 'useEmergencyAccess', once)).toEqual(used);
    const { data } = await gateway.ask('supervisor', ACCESSES, { caseId: family.caseId });
    const [access] = data?.['emergencyAccesses'] as readonly { readonly accessId: string }[];
    const verdict = { ...family, accessId: access?.accessId, judgement: 'UNJUSTIFIED', considerations: 'Bekeken', commandId: randomUUID() };
    const reviewed = await act(gateway, 'supervisor', 'reviewEmergencyAccess', verdict);
    expect(reviewed).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await act(gateway, 'supervisor', 'reviewEmergencyAccess', verdict)).toEqual(reviewed);
    const nowhere = await act(gateway, 'elsewhere', 'seeChild', { ...family, ...seen, legalBasis: 'wmo-4.1.1', caseId: randomUUID() });
    expect(nowhere).toMatchObject({ code: 'CASE_UNKNOWN' });
    expect(await act(gateway, 'elsewhere', 'useEmergencyAccess', once)).toEqual(nowhere);
  });

  it('ends by lapse of time, its live channel too, within a second', async () => {
    // Recorded so that its minute is over in two seconds: only a demonstration store lets a request bring its own clock.
    const recordedAt = new Date(Date.now() - 58_000).toISOString();
    const input = { caseId, ...basis, reason: 'Opnieuw', minutes: 1 };
    expect(await act(gateway, 'elsewhere', 'useEmergencyAccess', input, { 'record-clock': recordedAt })).toMatchObject({
      __typename: 'CommandAccepted',
    });
    const over = Date.parse(recordedAt) + 60_000;
    const ended: number[] = [];
    const socket = createClient({
      url: `${gateway.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await gateway.token('elsewhere')}` },
    });
    socket.subscribe(
      { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }', variables: { caseId } },
      { next: () => undefined, error: () => ended.push(Date.now()), complete: () => ended.push(Date.now()) },
    );
    expect(await timelineFor('elsewhere')).toContain('ChildSeen');
    await until(() => ended.length > 0);
    expect(ended[0]).toBeGreaterThanOrEqual(over - 5);
    expect(ended[0]).toBeLessThan(over + 1_000);
    expect(await timelineFor('elsewhere')).toBe(await timelineFor('elsewhere', randomUUID()));
    await socket.dispose();
  });
});

const seen = { childId: CHILD, alone: true, where: 'SCHOOL', observation: 'x' };
const seeAsOutsider = () =>
  act(gateway, 'elsewhere', 'declareAcuteDanger', {
    caseId,
    legalBasis: 'wmo-4.1.1',
    concerning: ['7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1003'],
    what: 'x',
    actionTaken: 'y',
  });
