// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CHILD, act, openFamily, seeChild, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

const SEE = `mutation ($input: SeeChildInput!) { result: seeChild(input: $input) {
  __typename ... on CaseChanged { entries { type fields { name text } corrections { field } } } } }`;

it('what was added and corrected meanwhile is shown as it says now to a command that meets a changed case', async () => {
  const { data } = await gateway.ask('vt', 'query ($caseId: ID!) { case(caseId: $caseId) { position } }', { caseId });
  const { position } = (data as { case: { position: string } }).case;
  const { entryIds } = await seeChild(gateway, caseId, { observation: 'Blauwe plek op de arm.' });
  const frame = { caseId, legalBasis: 'jeugdwet-2.3', reason: 'Verkeerd kind' };
  const texts = [{ field: 'observation', text: 'Niets bijzonders.' }];
  expect(await act(gateway, 'lt', 'correctEntry', { ...frame, entryId: entryIds?.[0], texts })).toMatchObject({
    __typename: 'CommandAccepted',
  });
  const sees = { childId: CHILD, alone: true, where: 'SCHOOL', observation: 'Vrolijk.', legalBasis: 'wmo-4.1.1' };
  const answer = await gateway.ask('vt', SEE, { input: { commandId: randomUUID(), caseId, ...sees, expectedPosition: position } });
  expect(answer.text).not.toContain('Blauwe plek');
  const { result } = answer.data as {
    result: { __typename: string; entries: readonly { type: string; fields: readonly object[]; corrections: readonly object[] }[] };
  };
  expect(result.__typename).toBe('CaseChanged');
  expect(result.entries.map(({ type }) => type)).toEqual(['ChildSeen', 'EntryCorrected']);
  expect(result.entries[0]?.fields).toContainEqual({ name: 'observation', text: 'Niets bijzonders.' });
  expect(result.entries[0]?.corrections).toEqual([{ field: 'observation' }]);
});
