// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import { EndClientSystemDocument, RegisterClientSystemDocument } from '@gezinslijn/api-contract';
import { SYSTEM, registerSystem, systemToken } from './administered-system.ts';
import { CHILD, mutation, openFamily, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  await registerSystem(gateway, true);
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

const seeing = () => ({
  commandId: randomUUID(),
  caseId,
  legalBasis: 'jeugdwet-2.3',
  childId: CHILD,
  alone: true,
  where: 'SCHOOL',
  observation: 'Rustig vandaag.',
});

/** Clear metadata of the last event of the case, or of another stream. */
async function lastMetadata(stream = `familyCase-${caseId}`): Promise<Readonly<Record<string, unknown>>> {
  let last: Readonly<Record<string, unknown>> = {};
  for await (const { metadata } of gateway.platform.store.readStream(stream))
    last = JSON.parse(Buffer.from(metadata).toString()) as typeof last;
  return last;
}

describe('a system that acts for a worker', () => {
  it('writes as him; the system stands beside him in the event and in the access log', async () => {
    const token = await systemToken(gateway, { sub: 'worker-lt', act: { sub: SYSTEM } });
    const { data } = await gateway.post(token, mutation('seeChild'), { input: seeing() });
    expect(data).toMatchObject({ result: { __typename: 'CommandAccepted' } });
    expect(await lastMetadata()).toMatchObject({ workerRef: 'worker-lt', workerRole: 'fixedFace', actingSystem: SYSTEM });
    await gateway.post(token, 'query ($caseId: ID!) { case(caseId: $caseId) { name } }', { caseId });
    expect((await gateway.logged()).at(-1)).toMatchObject({ subject: 'worker-lt', role: 'fixedFace', system: SYSTEM, operation: 'case' });
  });

  it('is told to his organisation', async () => {
    const { data } = await gateway.ask('lt', 'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 20) { nodes { worker system } } }', {
      caseId,
    });
    expect(JSON.stringify(data)).toContain(JSON.stringify({ worker: 'worker-lt', system: SYSTEM }));
    expect(JSON.stringify(data)).toContain(JSON.stringify({ worker: 'worker-lt', system: null }));
  });

  it('is named in no event and no entry of what he does himself', async () => {
    await gateway.ask('lt', mutation('seeChild'), { input: seeing() });
    expect(await lastMetadata()).not.toHaveProperty('actingSystem');
    await gateway.ask('lt', 'query ($caseId: ID!) { case(caseId: $caseId) { name } }', { caseId });
    expect((await gateway.logged()).at(-1)).not.toHaveProperty('system');
  });

  it('without that word writes nothing: an act is somebody’s', async () => {
    const { errors, data } = await gateway.post(await systemToken(gateway), mutation('seeChild'), { input: seeing() });
    expect([errors?.[0]?.extensions?.['code'], data]).toEqual(['FORBIDDEN', null]);
    expect((await gateway.logged()).at(-1)).toMatchObject({ subject: SYSTEM, role: 'system', outcome: 'denied', rule: 'FORBIDDEN' });
  });

  it('that nobody registered gets nothing, and the attempt is logged with its name', async () => {
    const token = await systemToken(gateway, { sub: 'worker-lt', client_id: 'ander', act: { sub: 'ander' } });
    const { status, errors } = await gateway.post(token, mutation('seeChild'), { input: seeing() });
    expect([status, errors?.[0]?.extensions?.['code']]).toEqual([403, 'ACTING_ORGANISATION_NOT_YOURS']);
    expect((await gateway.logged()).at(-1)).toMatchObject({ subject: 'worker-lt', system: 'ander', outcome: 'denied' });
  });

  it('stands beside an administrator too, in the event and in the access log, also of what was refused', async () => {
    const token = await systemToken(gateway, { sub: 'administrator-lt', act: { sub: SYSTEM } });
    for (const [clientId, outcome] of [
      ['nog-een', 'granted'],
      ['gezinslijn-timeline', 'denied'],
    ]) {
      const input = { commandId: randomUUID(), organisation: 'lt-duinrade', clientId, publicKeys: [], actsForWorkers: false };
      await gateway.post(token, print(RegisterClientSystemDocument), { input });
      expect((await gateway.logged()).at(-1)).toMatchObject({
        subject: 'administrator-lt',
        role: 'administrator',
        system: SYSTEM,
        outcome,
      });
    }
    expect(await lastMetadata('organisation-lt-duinrade')).toMatchObject({ workerRef: 'administrator-lt', actingSystem: SYSTEM });
  });

  it('is named where it asks for itself with a token of who signed in through it: he did not look, and was not refused', async () => {
    const token = await systemToken(gateway, { sub: 'worker-lt' });
    await gateway.post(token, 'query ($caseId: ID!) { case(caseId: $caseId) { name } }', { caseId });
    expect((await gateway.logged()).at(-1)).toMatchObject({ subject: 'worker-lt', role: 'system', system: SYSTEM, outcome: 'granted' });
    await gateway.post(token, '{ me { role } }', {}, { 'acting-organisation': 'gi-west' });
    expect((await gateway.logged()).at(-1)).toMatchObject({ subject: 'worker-lt', system: SYSTEM, outcome: 'denied' });
    await gateway.post(await systemToken(gateway), 'query ($caseId: ID!) { case(caseId: $caseId) { name } }', { caseId });
    const own = (await gateway.logged()).at(-1);
    expect(own).toMatchObject({ subject: SYSTEM, role: 'system', outcome: 'granted' });
    expect(own).not.toHaveProperty('system');
  });

  it('that was ended is nobody: who once signed in through it lends it no hat, for itself or with his word', async () => {
    const tokens = await Promise.all(
      [{}, { sub: 'worker-lt' }, { sub: 'worker-lt', act: { sub: SYSTEM } }].map((who) => systemToken(gateway, who)),
    );
    const statuses = () => Promise.all(tokens.map(async (token) => (await gateway.post(token, '{ me { role } }')).status));
    expect(await statuses()).toEqual([200, 200, 200]);
    const input = { commandId: randomUUID(), organisation: 'lt-duinrade', clientId: SYSTEM };
    await gateway.ask('administrator', print(EndClientSystemDocument), { input });
    expect(await statuses()).toEqual([403, 403, 403]);
  });
});
