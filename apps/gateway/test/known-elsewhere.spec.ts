// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHILD, act, openFamily, startGatewayUnderTest, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest, Outcome, WorkerName } from './gateway-under-test.ts';

const KNOWN = `query ($atLeast: String) { knownElsewhere(atLeast: $atLeast) {
  questions { id name birthDate reason sentence replies { organisation { id } message } }
  tasks { id askedBy { id } name birthDate reason answered shared people { caseId caseName person { personId name } } } } }`;

interface Known {
  readonly questions: readonly {
    readonly id: string;
    readonly sentence: string;
    readonly replies: readonly { readonly message: string }[];
  }[];
  readonly tasks: readonly { readonly id: string; readonly answered: boolean }[];
}

let gateway: GatewayUnderTest;
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

async function known(name: WorkerName, atLeast?: string): Promise<Known> {
  const { data, text } = await gateway.ask(name, KNOWN, { atLeast });
  if (data === null) throw new Error(text);
  return data['knownElsewhere'] as Known;
}

/** Until what the process brings has come. */
async function tasksOf(name: WorkerName, many: number): Promise<Known['tasks']> {
  for (let round = 0; round < 100; round += 1) {
    const { tasks } = await known(name);
    if (tasks.length >= many) return tasks;
    await wait(20);
  }
  throw new Error('No task came');
}

const ask = (name: string, more: object = {}): Promise<Outcome> =>
  act(gateway, 'elsewhere', 'askKnownElsewhere', {
    legalBasis: 'wmo-4.1.1',
    name,
    birthDate: '2017-01-01',
    reason: 'Buren zagen het kind alleen buiten.',
    ...more,
  });

describe('bekend elders?', () => {
  it('answers who asks the same, whether anybody knows this person or not', async () => {
    const from = (await gateway.logged()).length;
    const [hit, miss] = [await ask('Kind Proef'), await ask('Kind Onbekend')];
    expect(Object.keys(hit)).toEqual(Object.keys(miss));
    expect(hit).toMatchObject({ __typename: 'CommandAccepted' });
    expect(hit.entryIds).toHaveLength(1);
    expect(miss.entryIds).toHaveLength(1);
    expect(hit.position?.length).toBe(miss.position?.length);
    await tasksOf('lt', 1);
    const { questions, tasks } = await known('elsewhere', miss.position);
    expect(questions).toHaveLength(2);
    expect(tasks).toEqual([]);
    const [one, other] = questions;
    expect(one?.sentence).toBe(other?.sentence);
    expect([one?.replies, other?.replies]).toEqual([[], []]);
    // The log of who asked tells no difference either: two looks at his own two records.
    const looks = (await gateway.logged()).slice(from).filter(({ organisation }) => organisation === 'vt-elders');
    expect(looks.map(({ operation, caseId: at }) => [operation, at])).toEqual(questions.map(({ id }) => ['knownElsewhere', id]));
    expect(looks[0]?.people.length).toBe(looks[1]?.people.length);
  });

  it('reaches each organisation that knows the person, with who asks, why and whom of theirs; and no other', async () => {
    for (const worker of ['lt', 'vt'] as const) {
      expect(await tasksOf(worker, 1)).toMatchObject([
        {
          askedBy: { id: 'vt-elders' },
          name: 'Kind Proef',
          birthDate: '2017-01-01',
          reason: 'Buren zagen het kind alleen buiten.',
          answered: false,
          shared: null,
          people: [{ caseId, caseName: 'Gezin Proef', person: { personId: CHILD, name: 'Kind Proef' } }],
        },
      ]);
    }
    for (const nobody of ['gi', 'mother'] as const) expect(await known(nobody)).toEqual({ questions: [], tasks: [] });
    const looks = (await gateway.logged()).filter(({ operation, people }) => operation === 'knownElsewhere' && people.includes(CHILD));
    expect(new Set(looks.map(({ organisation }) => organisation))).toEqual(new Set(['lt-duinrade', 'vt-haaglanden']));
  });

  it('does not reach for twins, for a first name alone, nor for who asked', async () => {
    await ask('Tweede Proef');
    expect(await ask('Kind')).toMatchObject({ code: 'ELSEWHERE_NAME_SHORT' });
    await act(gateway, 'lt', 'askKnownElsewhere', { legalBasis: 'jeugdwet-2.3', name: 'Kind Proef', birthDate: '2017-01-01', reason: 'x' });
    // The last question went round: whatever came before it has come.
    await tasksOf('vt', 2);
    expect(await known('lt')).toMatchObject({ questions: [{}], tasks: [{}] });
  });

  it('comes back with what is shared, from who shares it; that nothing is shared goes nowhere', async () => {
    const [task] = (await known('lt')).tasks;
    const answer = (name: WorkerName, more: object) =>
      act(gateway, name, 'answerKnownElsewhere', {
        legalBasis: name === 'lt' ? 'jeugdwet-2.3' : 'wmo-4.1.1',
        taskId: task?.id,
        shares: true,
        ...more,
      });
    // Another's task is as one that does not exist.
    for (const taskId of [task?.id, randomUUID()]) {
      expect(await answer('vt', { taskId, message: 'Wij' })).toMatchObject({ code: 'ELSEWHERE_UNKNOWN' });
    }
    expect(await answer('lt', { message: 'Bel ons: wij zijn betrokken.' })).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await answer('lt', { message: 'Nogmaals' })).toMatchObject({ code: 'ELSEWHERE_ANSWERED' });
    const mine = (await known('vt')).tasks.at(-1);
    expect(await answer('vt', { taskId: mine?.id, shares: false, grounds: 'Geheime grond.' })).toMatchObject({
      __typename: 'CommandAccepted',
    });
    let reply: Known['questions'][number] | undefined;
    for (let round = 0; round < 100 && reply === undefined; round += 1) {
      reply = (await known('elsewhere')).questions.find(({ replies }) => replies.length > 0);
      await wait(20);
    }
    expect(reply?.replies).toEqual([{ organisation: { id: 'lt-duinrade' }, message: 'Bel ons: wij zijn betrokken.' }]);
    await wait(200);
    const { text } = await gateway.ask('elsewhere', KNOWN);
    expect(text).not.toContain('Geheime');
    expect(text).not.toContain(caseId);
    expect(text).not.toContain(CHILD);
    expect((await known('lt')).tasks).toMatchObject([{ answered: true, shared: true }]);
  });

  it('leaves no trace in the case itself, and no name in the store', async () => {
    const { data } = await gateway.ask('lt', 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 20) { nodes { type } } }', {
      caseId,
    });
    const { nodes } = data?.['timeline'] as { readonly nodes: readonly { readonly type: string }[] };
    expect(nodes.map(({ type }) => type)).toEqual(['CaseOpened']);
    const bytes: string[] = [];
    for (let after: bigint | null = null, more = true; more;) {
      const page = await gateway.platform.store.readAll({ after, limit: 500, filter: { streamPrefixes: ['partyPrivate-'] } });
      for (const { stream, data: body, metadata } of page.events)
        bytes.push(stream, Buffer.from(body).toString(), Buffer.from(metadata).toString());
      after = page.lastPosition;
      more = !page.atHead;
    }
    expect(bytes.length).toBeGreaterThan(10);
    expect(bytes.join()).toContain('vt-elders');
    for (const needle of ['Proef', 'Onbekend', 'Buren', 'Bel ons', 'Geheime', caseId]) expect(bytes.join()).not.toContain(needle);
  });
});
