// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOTHER, act, openFamily, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

const MEASURES = 'query ($caseId: ID!) { case(caseId: $caseId) { measures { kind } } }';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
});
afterAll(() => gateway.close());

const JOINS = { legalBasis: 'jeugdwet-2.3', change: 'PARTY_JOINED', organisation: 'gi-west', party: 'GI' };
const LEAVES = { legalBasis: 'bw-1:262', change: 'PARTY_LEFT', organisation: 'gi-west' };
const BAN = { case: { measures: [{ kind: 'HOUSE_BAN' }] } };

async function accepted(name: 'lt' | 'gi', command: string, input: object): Promise<void> {
  expect(await act(gateway, name, command, input)).toMatchObject({ __typename: 'CommandAccepted' });
}
const change = (name: 'lt' | 'gi', caseId: string, input: object) =>
  accepted(name, 'changeMembership', { caseId, memberIds: [], members: [], ...input });
const measures = async (caseId: string) => (await gateway.ask('gi', MEASURES, { caseId })).data;

/** A case that the GI left; since then there is a house ban. */
async function leftBehind(): Promise<string> {
  const caseId = await openFamily(gateway);
  await change('lt', caseId, JOINS);
  await change('gi', caseId, LEAVES);
  const orderedOn = new Date().toISOString().slice(0, 10);
  const endsOn = new Date(Date.parse(orderedOn) + 10 * 86_400_000).toISOString().slice(0, 10);
  const ban = { kind: 'HOUSE_BAN', concerning: [MOTHER], orderedOn, endsOn, exParte: false };
  await accepted('lt', 'orderMeasure', { caseId, legalBasis: 'wth-2', statedBy: { kind: 'MAYOR' }, ...ban });
  return caseId;
}

describe('an organisation that left', () => {
  it('is shown no measure since; when it came back it is', async () => {
    const caseId = await leftBehind();
    expect(await measures(caseId)).toEqual({ case: { measures: [] } });
    await change('lt', caseId, JOINS);
    expect(await measures(caseId)).toEqual(BAN);
  });

  it('is told by emergency access who may not come home', async () => {
    const caseId = await leftBehind();
    await accepted('gi', 'useEmergencyAccess', { caseId, legalBasis: 'avg-6-1-d', reason: 'Acuut gevaar.' });
    expect(await measures(caseId)).toEqual(BAN);
  });
});
