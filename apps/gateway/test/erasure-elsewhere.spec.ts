// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHILD, act, destroyed, openFamily, startGatewayUnderTest, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;

interface Task {
  readonly id: string;
  readonly name: string | null;
  readonly reason: string | null;
  readonly people: readonly object[];
}

const REASON = 'Buren zagen het kind alleen buiten.';

async function tasks(name: WorkerName): Promise<readonly Task[]> {
  const { data, text } = await gateway.ask(name, '{ knownElsewhere { tasks { id name birthDate reason people { caseId } } } }');
  if (data === null) throw new Error(text);
  return (data['knownElsewhere'] as { tasks: readonly Task[] }).tasks;
}

/** Until the views hold what a process manager recorded. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (await holds()) return;
    await wait(25);
  }
  throw new Error('It did not come about');
}

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
  await act(gateway, 'elsewhere', 'askKnownElsewhere', {
    legalBasis: 'wmo-4.1.1',
    name: 'Kind Proef',
    birthDate: '2017-01-01',
    reason: REASON,
  });
  for (const name of ['vt', 'lt'] as const) await until(async () => (await tasks(name)).length === 1);
});
afterAll(() => gateway.close());

describe('destruction in a case', () => {
  it('reaches the task of a question about the same person, of that organisation alone, and nobody holds its key any more', async () => {
    const before = await tasks('vt');
    expect(before).toMatchObject([{ name: 'Kind Proef', reason: REASON, people: [{ caseId }] }]);
    expect((await destroyed(gateway, caseId, CHILD)).__typename).toBe('CommandAccepted');

    const { keys } = gateway.platform;
    const task = `partyPrivate-vt-haaglanden-${before[0]?.id ?? ''}`;
    const subjects = keys.subjectsOf(task);
    expect(subjects).toHaveLength(1);
    for (const subject of subjects) expect({ erased: keys.isErased(task, subject) }).toEqual({ erased: true });
    await until(async () => (await tasks('vt'))[0]?.name === null);
    expect(await tasks('vt')).toMatchObject([{ name: null, reason: null, people: [] }]);
    expect(await tasks('lt')).toMatchObject([{ name: 'Kind Proef', reason: REASON, people: [{ caseId }] }]);
  });
});
