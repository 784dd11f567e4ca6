// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registerSystem } from './administered-system.ts';
import { openFamily, seeChild, startGatewayUnderTest, until } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
  for (let time = 0; time < 3; time += 1) await seeChild(gateway, caseId);
});
afterAll(() => gateway.close());

const ENTRY = `id type access organisation { id name } workerRoleTerm occurredAt daysLate about
  fields { name term text values erased correctable } corrections { reason } statements { words }`;
const KEPT = `query ($caseId: ID!) { timeline(caseId: $caseId, first: 20) { nodes { ${ENTRY} } edges { cursor node { id } } behind } }`;
/** The same, in a form that is made anew for every answer. */
const ANEW = `query ($caseId: ID!, $yes: Boolean = true) {
  timeline(caseId: $caseId, first: 20) { nodes { ${ENTRY} } edges { cursor node { id @include(if: $yes) } } behind } }`;

async function nodes(who: WorkerName, query: string): Promise<readonly { readonly organisation: { readonly name: string } }[]> {
  const { data, text } = await gateway.ask(who, query, { caseId });
  const timeline = data?.['timeline'] as { readonly nodes: readonly { readonly organisation: { readonly name: string } }[] } | null;
  if (data === undefined) throw new Error(text);
  return timeline?.nodes ?? [];
}

describe('entries that are written out once', () => {
  it('say to each reader what they say when they are written anew', async () => {
    const lengths = new Set<number>();
    for (const who of ['lt', 'vt', 'elsewhere', 'lt', 'vt'] as const) {
      const answers = [await nodes(who, KEPT), await nodes(who, KEPT), await nodes(who, ANEW)];
      expect(answers[0]).toEqual(answers[2]);
      expect(answers[1]).toEqual(answers[2]);
      lengths.add(JSON.stringify(answers[2]).length);
    }
    // Three readers, to whom they say three things.
    expect(lengths.size).toBe(3);
  });

  it('call an organisation what it is called now', async () => {
    const names = async () => new Set((await nodes('lt', KEPT)).map(({ organisation: { name } }) => name));
    expect(await names()).toEqual(new Set(['lt-duinrade']));
    await registerSystem(gateway);
    await until(() => gateway.platform.directory.nameOf('lt-duinrade') !== undefined);
    expect(await names()).toEqual(new Set(['Lokaal team Duinrade']));
  });
});
