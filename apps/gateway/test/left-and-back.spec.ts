// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MOTHER, act, openFamily, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

const MEASURES = 'query ($caseId: ID!, $atLeast: String) { case(caseId: $caseId, atLeast: $atLeast) { measures { kind } } }';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
});
afterAll(() => gateway.close());

it('an organisation that left is shown no measure since; one that came back is', async () => {
  const caseId = await openFamily(gateway);
  const joins = { legalBasis: 'jeugdwet-2.3', change: 'PARTY_JOINED', organisation: 'gi-west', party: 'GI' };
  const leaves = { legalBasis: 'bw-1:262', change: 'PARTY_LEFT', organisation: 'gi-west' };
  const change = async (name: 'lt' | 'gi', input: object) => {
    const outcome = await act(gateway, name, 'changeMembership', { caseId, memberIds: [], members: [], ...input });
    expect(outcome).toMatchObject({ __typename: 'CommandAccepted' });
  };
  const measures = async () => (await gateway.ask('gi', MEASURES, { caseId })).data;
  await change('lt', joins);
  await change('gi', leaves);
  const day = new Date().toISOString().slice(0, 10);
  const later = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const ban = {
    legalBasis: 'wth-2',
    kind: 'HOUSE_BAN',
    concerning: [MOTHER],
    statedBy: { kind: 'MAYOR' },
    orderedOn: day,
    endsOn: later,
    exParte: false,
  };
  const ordered = await act(gateway, 'lt', 'orderMeasure', { caseId, ...ban });
  expect(ordered).toMatchObject({ __typename: 'CommandAccepted' });
  expect(await measures()).toEqual({ case: { measures: [] } });
  await change('lt', joins);
  expect(await measures()).toEqual({ case: { measures: [{ kind: 'HOUSE_BAN' }] } });
});
