// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WrongExpectedRevision, type StoredEvent } from '@gezinslijn/event-sourcing';
import { allAfter, events, ids, rejection } from '../contract/samples.ts';
import { acknowledgements, appendingChild, expectKept, run } from '../drills/kept-events.ts';
import { openPostgresEventStore, type PostgresEventStore } from './postgres-event-store.ts';
import { TestServer, type TestDatabase } from './testing/postgres-testing.ts';

let server: TestServer;
let database: TestDatabase;
const opened: PostgresEventStore[] = [];

beforeAll(async () => {
  server = await TestServer.open();
});
afterAll(async () => {
  await Promise.all(opened.map((store) => store.close()));
  await server.close();
});

async function open(account: 'gateway' | 'projector' = 'gateway'): Promise<PostgresEventStore> {
  const store = await openPostgresEventStore({ url: database[account] });
  opened.push(store);
  return store;
}

/** Follows from `after` until `enough` of all that was followed, then lets go in the middle of whatever is under way. */
async function followSome(after: bigint | null, enough: (event: StoredEvent) => boolean): Promise<StoredEvent[]> {
  const store = await open('projector');
  const subscription = store.subscribeAll({ after });
  const got: StoredEvent[] = [];
  for await (const item of subscription) {
    if ('caughtUp' in item) continue;
    got.push(item);
    if (enough(item)) break;
  }
  await subscription.close();
  await store.close();
  return got;
}

describe('with writers in several processes', () => {
  it('32 of them leave no gap, and a follower that is restarted ten times gets every event once, in order', async () => {
    database = await server.eventDatabase();
    const stores = [await open(), await open()];
    let running = true;
    const inProcess = stores.flatMap((store, index) =>
      Array.from({ length: 8 }, async (_, writer) => {
        const sent: string[] = [];
        for (let round = 0; running; round += 1) {
          const batch = events(1 + (round % 3));
          await store.append(`here-${String((writer + index) % 5)}`, 'any', batch);
          sent.push(...ids(batch));
        }
        return sent;
      }),
    );
    const children = [0, 1].map(() => run(process.execPath, appendingChild(database.gateway, '8'), (kill) => setTimeout(kill, 4_000)));
    const followed: StoredEvent[] = [];
    for (let restart = 0; restart < 10; restart += 1) {
      const part = await followSome(followed.at(-1)?.position ?? null, ({ position }) => position % 97n === BigInt(restart));
      followed.push(...part);
    }
    const printed = await Promise.all(children);
    running = false;
    const sent = (await Promise.all(inProcess)).flat();
    const head = (await stores[0]?.head()) ?? 0n;
    followed.push(...(await followSome(followed.at(-1)?.position ?? null, ({ position }) => position === head)));

    expect(printed.map(({ stderr }) => stderr)).toEqual(['', '']);
    expect(followed.map(({ position }) => position)).toEqual(Array.from({ length: Number(head) }, (_, index) => BigInt(index + 1)));
    const store = await open();
    expect(await allAfter(store, null, { limit: 1_000 })).toEqual(followed);
    const acknowledged = printed.flatMap(({ lines }) => acknowledgements(lines));
    expect(acknowledged.length).toBeGreaterThan(100);
    await expectKept(store, acknowledged);
    const seen = new Set(ids(followed));
    expect(sent.filter((id) => !seen.has(id))).toEqual([]);
  }, 300_000);

  it('16 of them with two conflicts in a hundred hide nothing from a tail that reads as fast as it can', async () => {
    database = await server.eventDatabase();
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()));
    const reader = await open('projector');
    let running = true;
    const tail = (async () => {
      const got: StoredEvent[] = [];
      let after: bigint | null = null;
      for (let last = false; ;) {
        const page = await reader.readAll({ after, limit: 100 });
        got.push(...page.events);
        after = page.lastPosition;
        if (page.atHead && last) return got;
        last = !running;
      }
    })();
    let [acknowledged, refused] = [0, 0];
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        const store = stores[writer % 4];
        for (let round = 0; round < 150; round += 1) {
          const wrong = (writer + round) % 50 === 0;
          const outcome = await store
            ?.append(`s-${String((writer * 7 + round) % 23)}`, wrong ? 1_000_000 : 'any', events(1))
            .catch((error: unknown) => error);
          if (outcome instanceof WrongExpectedRevision) refused += 1;
          else acknowledged += 1;
        }
      }),
    );
    running = false;
    const seen = await tail;
    expect([acknowledged, refused]).toEqual([16 * 150 - 48, 48]);
    expect(seen.map(({ position }) => position)).toEqual(Array.from({ length: acknowledged }, (_, index) => BigInt(index + 1)));
  });
});

describe('a group of appends', () => {
  it('shares a commit once one is under way, also when many go to the same stream, each at the revision it counts on', async () => {
    database = await server.eventDatabase();
    const store = await open();
    await store.append('one', 'noStream', events(1));
    const before = store.groupCommits;
    const chain = Array.from({ length: 40 }, (_, index) => store.append('one', index, events(1)));
    const [late, other] = [store.append('one', 3, events(1)), store.append('two', 'noStream', events(3))];
    const repeated = events(2);
    const twice = [
      store.append('three', 'any', repeated),
      store.append('three', 'any', repeated),
      store.append('three', 'noStream', events(1)),
    ];
    const [answers, refused, [first, again, lost]] = await Promise.all([Promise.all(chain), rejection(late), Promise.allSettled(twice)]);
    expect(answers.map(({ revision }) => revision)).toEqual(chain.map((_, index) => index + 1));
    // Appends to one stream are placed in the order in which they were asked for.
    expect(refused).toMatchObject({ code: 'WRONG_EXPECTED_REVISION', actual: 40 });
    expect(await other).toMatchObject({ revision: 2, repeated: false });
    expect([first, again]).toEqual([
      { status: 'fulfilled', value: expect.objectContaining({ revision: 1, repeated: false }) },
      { status: 'fulfilled', value: expect.objectContaining({ revision: 1, repeated: true }) },
    ]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { actual: 1 } });
    // The first sixteen left at once; all others shared the next.
    expect(store.groupCommits - before).toBe(2);
    const positions = (await allAfter(store, null)).map(({ position }) => position);
    expect(positions).toEqual(positions.map((_, index) => BigInt(index + 1)));
  });

  it('holds 512 appends at most, and all bytes find their way', async () => {
    database = await server.eventDatabase();
    const store = await open();
    const appends = Array.from({ length: 1_300 }, (_, index) => store.append(`s-${String(index % 700)}`, 'any', events(1)));
    await Promise.all(appends);
    // Sixteen, 512, 512 and the rest.
    expect(store.groupCommits).toBe(4);
    expect(await store.head()).toBe(1_300n);
  });
});
