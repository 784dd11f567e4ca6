// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { TestServer } from '@gezinslijn/event-store/postgres-testing';
import { signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { act, childSeen } from '../src/commands.ts';
import { dropFolder, newFolder, rebuildViews, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { caseIdFor, ofType, timelineOf } from '../src/waterlelie.ts';

/** Two gateways and two projectors on one PostgreSQL. */
describe('projectors in processes of their own', () => {
  let server: TestServer;
  let store: string;
  let product: Product;
  let lt: Client;
  let vt: Client;
  let caseId: string;
  const data = newFolder();

  beforeAll(async () => {
    server = await TestServer.open({ fsync: true });
    store = (await server.database()).owner;
    product = await startProduct({ data, store });
    lt = await signedIn(product, 'lt', { 'acting-role': 'fixedFace' });
    vt = await signedIn(product, 'vt');
    caseId = await caseIdFor(vt);
  });

  afterAll(async () => {
    await product.stop();
    await server.close();
    dropFolder(data);
  });

  /** What the projectors said of themselves: the last word of each process. */
  const projectors = (): ReadonlyMap<number, string> => {
    const said = [...product.output().matchAll(/"holder":"[^":]*:(\d+)","msg":"([^"]+)"/g)];
    return new Map(said.map(([, pid, message]) => [Number(pid), message ?? '']));
  };
  const active = (): number[] => [...projectors()].filter(([, message]) => message === 'keeps the views').map(([pid]) => pid);
  const until = async (what: string, holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> => {
    for (const end = Date.now() + seconds * 1000; !(await holds()); await pause(50))
      if (Date.now() > end) throw new Error(`Not within ${String(seconds)} s: ${what}\n${product.output().slice(-2000)}`);
  };
  const seen = async () => ofType((await timelineOf(vt, caseId)).entries, 'ChildSeen').length;
  const behind = async () => {
    const { data: answer } = await vt.query<{ timeline: { behind: boolean } }>(
      'query ($caseId: ID!) { timeline(caseId: $caseId, first: 1) { behind } }',
      { caseId },
    );
    return answer?.timeline.behind;
  };
  const health = async (origin: string) => (await (await fetch(`${origin}/health/ready`)).json()) as { status: string; behind?: string };

  it('one keeps the views, the other stands by', () => {
    expect(active()).toHaveLength(1);
  });

  it('when all of them are still, both gateways go on, take commands, and say how far they are behind', async () => {
    const before = await seen();
    const pids = pidsOfProjectors(product);
    expect(pids).toHaveLength(2);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      const { data: answer } = await lt.query<{ result: { __typename: string } }>(
        'mutation ($input: SeeChildInput!) { result: seeChild(input: $input) { __typename } }',
        { input: childSeen(caseId) },
      );
      expect(answer?.result.__typename).toBe('CommandAccepted');
      await until('the gateways notice', async () => (await behind()) === true && (await behind()) === true);
      expect(await seen()).toBe(before);
      for (const origin of product.origins) {
        const { status, behind: distance } = await health(origin);
        expect({ status, distance: Number(distance) > 0 }).toEqual({ status: 'behind', distance: true });
      }
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
    await until('the views catch up', async () => (await seen()) === before + 1 && (await behind()) === false);
    for (const origin of product.origins) expect((await health(origin)).status).toBe('ready');
  });

  it('one that sleeps through its lease is replaced, and does nothing double when it wakes', async () => {
    const before = await seen();
    // Who was still for longer than his lease gives it up before somebody takes it: for a moment nobody keeps the views.
    await until('one keeps the views', () => active().length === 1);
    const [sleeper] = active();
    process.kill(sleeper as number, 'SIGSTOP');
    const written = act(lt, 'seeChild', childSeen(caseId));
    await until('another takes over', () => active().some((pid) => pid !== sleeper));
    await written;
    await act(lt, 'seeChild', childSeen(caseId));
    process.kill(sleeper as number, 'SIGCONT');
    for (let index = 0; index < 5; index += 1) await act(lt, 'seeChild', childSeen(caseId));
    await until('it stands by', () => projectors().get(sleeper as number) === 'stands by');
    expect(active()).toHaveLength(1);
    expect(await seen()).toBe(before + 7);
  });

  it('killed with -9, all of them: what was acknowledged is there after a restart, once, and the views equal a rebuild', async () => {
    const before = await seen();
    const outcomes: Promise<unknown>[] = [];
    let acknowledged = 0;
    for (let index = 0; index < 200; index += 1)
      outcomes.push(
        lt
          .query<{ result: { __typename: string } }>(
            'mutation ($input: SeeChildInput!) { result: seeChild(input: $input) { __typename } }',
            { input: childSeen(caseId) },
          )
          .then(({ data: answer }) => (acknowledged += answer?.result.__typename === 'CommandAccepted' ? 1 : 0))
          .catch(() => undefined),
      );
    await until('some are acknowledged', () => acknowledged > 20);
    await product.kill();
    await Promise.all(outcomes);
    product = await startProduct({ data, store });
    vt = await signedIn(product, 'vt');
    const found = (await seenInAll(vt, caseId)) - before;
    expect(found).toBeGreaterThanOrEqual(acknowledged);
    expect(found).toBeLessThanOrEqual(200);
    await product.stop();
    const { report, status } = rebuildViews({ data, store });
    expect({ equal: report.digestAfter === report.digestBefore, status }).toEqual({ equal: true, status: 0 });
  });
});

async function seenInAll(client: Client, caseId: string): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ;) {
    const { data } = await client.query<{
      timeline: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    }>(
      'query ($caseId: ID!, $after: String) { timeline(caseId: $caseId, first: 100, after: $after, filter: { types: ["ChildSeen"] }) { nodes { id } pageInfo { hasNextPage endCursor } } }',
      { caseId, after },
    );
    count += new Set(data?.timeline.nodes.map(({ id }) => id)).size;
    if (data?.timeline.pageInfo.hasNextPage !== true) return count;
    after = data.timeline.pageInfo.endCursor;
  }
}

/** Process ids the start script printed. */
function pidsOfProjectors({ output }: Product): number[] {
  return [...output().matchAll(/De projector draait: \S+ \(proces (\d+)\)/g)].map(([, pid]) => Number(pid));
}
