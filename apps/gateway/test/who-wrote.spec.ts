// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { matrix2025 } from '@gezinslijn/family-case';
import { CHILD, openFamily, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

const SEE_CHILD = `mutation ($input: SeeChildInput!) { result: seeChild(input: $input) { __typename ... on CommandRefused { code } } }`;
const seen = (more: object = {}) => ({
  commandId: randomUUID(),
  caseId,
  legalBasis: 'jeugdwet-2.3',
  childId: CHILD,
  alone: true,
  where: 'SCHOOL',
  observation: 'Rustig.',
  ...more,
});

async function lastMetadata(): Promise<Readonly<Record<string, unknown>>> {
  let last = '{}';
  for await (const { metadata } of gateway.platform.store.readStream(`familyCase-${caseId}`)) last = Buffer.from(metadata).toString();
  return JSON.parse(last) as Readonly<Record<string, unknown>>;
}

async function write(name: WorkerName, claims: object, headers: Readonly<Record<string, string>>, more: object = {}) {
  return gateway.post(await gateway.token(name, { ...claims }), SEE_CHILD, { input: seen(more) }, headers);
}

describe('who wrote an entry', () => {
  it('stands in it with hat, role, basis, purpose and the rules of that moment', async () => {
    const { data } = await write('lt', {}, { purpose: encodeURIComponent('zicht op veiligheid'), 'acting-organisation': 'lt-duinrade' });
    expect(data).toEqual({ result: { __typename: 'CommandAccepted' } });
    expect(await lastMetadata()).toMatchObject({
      party: 'LT',
      actingOrganisation: 'lt-duinrade',
      workerRef: 'worker-lt',
      workerRole: 'fixedFace',
      legalBasis: 'jeugdwet-2.3',
      purpose: 'zicht op veiligheid',
      policyVersion: matrix2025.version,
    });
  });

  it('is who the directory says, whatever a token claims besides', async () => {
    const claims = { roles: ['supervisor'], organisations: [{ id: 'vt-haaglanden', party: 'VT', roles: ['supervisor'] }], worker: 'ander' };
    const { data } = await write('lt', claims, {});
    expect(data).toEqual({ result: { __typename: 'CommandAccepted' } });
    const said = { party: 'LT', actingOrganisation: 'lt-duinrade', workerRef: 'worker-lt', workerRole: 'fixedFace' };
    expect(await lastMetadata()).toMatchObject(said);
    const before = await lastMetadata();
    for (const hat of [{ 'acting-organisation': 'vt-haaglanden' }, { 'acting-role': 'supervisor' }])
      expect((await write('lt', claims, hat)).errors?.[0]?.extensions?.['code']).toBe('ACTING_ORGANISATION_NOT_YOURS');
    expect(await lastMetadata()).toEqual(before);
  });

  it('is nothing that the input says', async () => {
    const before = await lastMetadata();
    for (const field of ['workerRef', 'workerRole', 'actingOrganisation', 'party', 'recordedAt', 'policyVersion', 'purpose']) {
      const { errors } = await write('lt', {}, {}, { [field]: 'vt-haaglanden' });
      expect([field, errors?.[0]?.extensions?.['code']]).toEqual([field, 'BAD_USER_INPUT']);
    }
    expect(await lastMetadata()).toEqual(before);
  });
});
