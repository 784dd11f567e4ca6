// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import { RegisterClientSystemDocument } from '@gezinslijn/api-contract';
import { SYSTEM, registerSystem } from './administered-system.ts';
import { openFamily, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

const TIMELINE_CLIENT = 'gezinslijn-timeline';
const ME = '{ me { organisation { id } role personId canWrite } }';

let gateway: GatewayUnderTest;
let caseId: string;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  await registerSystem(gateway, true);
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

const registering = async (clientId: string) => {
  const input = { commandId: randomUUID(), organisation: 'lt-duinrade', clientId, publicKeys: [], actsForWorkers: true };
  const { data } = await gateway.ask('administrator', print(RegisterClientSystemDocument), { input });
  return data?.['result'];
};

describe('an application that people sign in to', () => {
  it('is registered as the system of no organisation', async () => {
    for (const clientId of [TIMELINE_CLIENT, 'gezinslijn-rvt'])
      expect(await registering(clientId)).toMatchObject({ code: 'SYSTEM_IS_SIGN_IN', field: 'clientId' });
    expect(await registering(SYSTEM)).toMatchObject({ __typename: 'AdministrationAccepted' });
  });

  it('leaves a worker his own hat, and a family member hers: neither becomes a system, nor reads as the organisation that named it', async () => {
    await registering(TIMELINE_CLIENT);
    const signedIn = { client_id: TIMELINE_CLIENT };
    const worker = await gateway.post(await gateway.token('vt', signedIn), ME);
    expect(worker.data).toMatchObject({ me: { organisation: { id: 'vt-haaglanden' }, role: 'caseworker', canWrite: true } });
    const stranger = await gateway.token('stranger', signedIn);
    expect((await gateway.post(stranger, ME)).data).toMatchObject({ me: { organisation: { id: 'gezin' }, canWrite: false } });
    const { data } = await gateway.post(stranger, 'query ($caseId: ID!) { case(caseId: $caseId) { name } }', { caseId });
    expect(data).toEqual({ case: null });
  });

  it('is the only one that speaks for them: through another application of the same issuer a worker is nobody', async () => {
    for (const client_id of ['wachtwoordwinkel', undefined]) {
      const { status, text } = await gateway.post(await gateway.token('vt', { client_id }), ME);
      expect([status, text]).toEqual([403, expect.stringContaining('ACTING_ORGANISATION_NOT_YOURS')]);
    }
  });
});
