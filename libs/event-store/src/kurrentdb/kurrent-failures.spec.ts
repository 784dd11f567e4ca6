// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidAppend, StoreUnavailable, WrongExpectedRevision, type EventStore, type StoredEvent } from '@gezinslijn/event-sourcing';
import { all, allAfter, event, events, ids, newStream, rejection } from '../contract/samples.ts';
import { WrongStore } from '../core/store-info.ts';
import { openKurrentEventStore, type KurrentEventStoreOptions } from './kurrent-event-store.ts';
import { startKurrentDouble, type DoubleOptions, type KurrentDouble } from './testing/kurrentdb-double.ts';

const doubles: KurrentDouble[] = [];
const stores: EventStore[] = [];

async function start(options?: DoubleOptions): Promise<KurrentDouble> {
  const double = await startKurrentDouble(options);
  doubles.push(double);
  return double;
}

async function open(double: KurrentDouble, options: Partial<KurrentEventStoreOptions> = {}) {
  const store = await openKurrentEventStore({ connectionString: double.connectionString, answerWithin: 300, ...options });
  stores.push(store);
  return store;
}

afterEach(async () => {
  // The servers first: a test may leave appends without an answer, and closing waits for those.
  for (const double of doubles.splice(0)) double.stop();
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

describe('kurrentdb, the double misbehaving: an append', () => {
  let double: KurrentDouble;
  beforeEach(async () => void (double = await start()));

  it('whose answer was lost is StoreUnavailable, stands there, and sent again is the repeat it is', async () => {
    const store = await open(double, { deadline: 700, answerWithin: 700 });
    const [stream, sent] = [newStream(), events(3)];
    double.faults.loseAnswers = 1;
    expect(await rejection(store.append(stream, 'noStream', sent))).toBeInstanceOf(StoreUnavailable);
    expect(double.log.stream(stream).length).toBe(3);
    const { position } = double.log.stream(stream)[2] ?? expectARecord();
    expect(await store.append(stream, 'noStream', sent)).toEqual({ revision: 2, position, repeated: true });
    expect(double.log.stream(stream).length).toBe(3);
  });

  it('with any whose answer was lost is written once, also when the server remembers its ids no longer', async () => {
    const store = await open(double, { deadline: 700, answerWithin: 700 });
    const [stream, sent] = [newStream(), events(2)];
    await store.append(stream, 'any', events(1));
    double.faults.loseAnswers = 1;
    expect(await rejection(store.append(stream, 'any', sent))).toBeInstanceOf(StoreUnavailable);
    expect(await store.append(stream, 'any', sent)).toMatchObject({ revision: 2, repeated: true });
    const again = await open(double);
    for (let index = 0; index < 30; index += 1) await again.append(newStream(), 'noStream', events(10));
    expect(await again.append(stream, 'any', sent)).toMatchObject({ revision: 2, repeated: true });
    expect(
      double.log
        .stream(stream)
        .map(({ id }) => id)
        .slice(1),
    ).toEqual(ids(sent));
  });

  it('whose answer was lost is asked for again within its time, and answers as if nothing had been', async () => {
    const store = await open(double);
    const [stream, sent] = [newStream(), events(2)];
    double.faults.loseAnswers = 2;
    expect(await store.append(stream, 'noStream', sent)).toMatchObject({ revision: 1, repeated: false });
    expect(double.log.stream(stream).length).toBe(2);
  });

  it('upon which the connection broke is found written, or refused when somebody else was first', async () => {
    const store = await open(double);
    const stream = newStream();
    double.faults.breakAfterWriting = 1;
    expect(await store.append(stream, 'noStream', events(2))).toMatchObject({ revision: 1 });
    await store.append(stream, 1, events(1));
    double.faults.breakAfterWriting = 1;
    const error = await rejection(store.append(stream, 1, events(1)));
    expect(error).toBeInstanceOf(WrongExpectedRevision);
    expect(error).toMatchObject({ stream, expected: 1, actual: 2 });
    expect(double.log.stream(stream).length).toBe(3);
  });

  it('among thirty-two others when the connection breaks: each is answered, and each stands once', async () => {
    const store = await open(double);
    const writers = Array.from({ length: 32 }, () => ({ stream: newStream(), sent: events(20) }));
    double.faults.breakAfterWriting = 3;
    const answers = await Promise.all(
      writers.map(async ({ stream, sent }) => {
        for (const [index, one] of sent.entries()) await store.append(stream, index === 0 ? 'noStream' : index - 1, [one]);
        return ids(await all(store.readStream(stream)));
      }),
    );
    expect(answers).toEqual(writers.map(({ sent }) => ids(sent)));
  });

  it('that the server could not write in time is tried again', async () => {
    const store = await open(double);
    double.faults.timeOut = 2;
    expect(await store.append(newStream(), 'noStream', events(1))).toMatchObject({ revision: 0, repeated: false });
  });

  it('finds a server that is not ready yet, and waits', async () => {
    const store = await open(double);
    double.faults.notReady = 3;
    expect(await store.append(newStream(), 'noStream', events(1))).toMatchObject({ revision: 0 });
  });

  it('larger than the server takes is an InvalidAppend that names the setting', async () => {
    const store = await open(await start({ maxAppendSize: 10_000 }));
    const error = await rejection(store.append(newStream(), 'noStream', [event({ data: `"${'x'.repeat(11_000)}"` })]));
    expect(error).toBeInstanceOf(InvalidAppend);
    expect(String(error)).toContain('MaxAppendSize');
  });

  it('of many megabytes is sent in pieces and stands whole', async () => {
    const store = await open(double, { answerWithin: 5_000 });
    const [stream, sent] = [newStream(), Array.from({ length: 12 }, () => event({ data: `"${'x'.repeat(900_000)}"` }))];
    const under = Array.from({ length: 8 }, () => store.append(newStream(), 'noStream', [event({ data: `"${'y'.repeat(900_000)}"` })]));
    expect(await store.append(stream, 'noStream', sent)).toMatchObject({ revision: 11 });
    await Promise.all(under);
    expect(ids(await all(store.readStream(stream)))).toEqual(ids(sent));
  });

  it('after a restart of the server goes through, and while it is away is StoreUnavailable', async () => {
    const store = await open(double, { deadline: 1_000 });
    const stream = newStream();
    await store.append(stream, 'noStream', events(1));
    double.stop();
    expect(await rejection(store.append(stream, 0, events(1)))).toBeInstanceOf(StoreUnavailable);
    await double.start();
    await pause(50);
    expect(await store.append(stream, 0, events(1))).toMatchObject({ revision: 1 });
  });

  it('finds its way from a node that is not the leader, alone or in a cluster', async () => {
    const follower = await start({ log: double.log });
    follower.leader = double;
    const [alone, discovering] = [
      await open(follower),
      await open(follower, { connectionString: `esdb://127.0.0.1:${String(follower.port)},127.0.0.1:${String(double.port)}?tls=false` }),
    ];
    for (const store of [alone, discovering]) expect(await store.append(newStream(), 'noStream', events(1))).toMatchObject({ revision: 0 });
  });

  it('follows the leader when another node is elected', async () => {
    const other = await start({ log: double.log });
    const store = await open(double);
    const stream = newStream();
    await store.append(stream, 'noStream', events(1));
    double.leader = other;
    expect(await store.append(stream, 0, events(1))).toMatchObject({ revision: 1 });
    expect((await all(store.readStream(stream))).length).toBe(2);
  });
});

describe('kurrentdb, the double misbehaving: a reader', () => {
  let double: KurrentDouble;
  beforeEach(async () => void (double = await start()));

  it('that gets no answer gives up in its time', async () => {
    const store = await open(double, { deadline: 700 });
    double.faults.silentReads = 1_000;
    expect(await rejection(store.readAll({ after: null, limit: 1 }))).toBeInstanceOf(StoreUnavailable);
    expect(await rejection(all(store.readStream(newStream())))).toBeInstanceOf(StoreUnavailable);
  });

  it('that missed one answer asks again', async () => {
    const store = await open(double);
    const stream = newStream();
    await store.append(stream, 'noStream', events(5));
    double.faults.silentReads = 1;
    expect((await all(store.readStream(stream))).length).toBe(5);
  });

  it('whose subscription drops every few events goes on without loss or repeat while writers write', async () => {
    const store = await open(double);
    const prefix = newStream();
    double.faults.dropSubscriptionAfter = 7;
    const subscription = store.subscribeAll({ after: null, filter: { streamPrefixes: [prefix] } });
    const got: StoredEvent[] = [];
    let caughtUp = 0;
    const following = (async () => {
      for await (const item of subscription) {
        if ('caughtUp' in item) caughtUp += 1;
        else got.push(item);
        if (got.length === 320) break;
      }
    })();
    await Promise.all(
      Array.from({ length: 32 }, async (_, writer) => {
        for (let index = 0; index < 10; index += 1) await store.append(`${prefix}-${String(writer)}`, 'any', events(1));
      }),
    );
    await following;
    await subscription.close();
    const truth = await allAfter(store, null, { filter: { streamPrefixes: [prefix] } });
    expect(ids(got)).toEqual(ids(truth));
    expect(caughtUp).toBe(1);
  });

  it('that follows waits out a restart of the server', async () => {
    const store = await open(double);
    const stream = newStream();
    const subscription = store.subscribeAll({ after: null, filter: { streamPrefixes: [stream] } });
    const got: string[] = [];
    const following = (async () => {
      for await (const item of subscription) {
        if (!('caughtUp' in item)) got.push(item.id);
        if (got.length === 20) break;
      }
    })();
    const sent = events(20);
    for (const [index, one] of sent.entries()) {
      if (index === 10) {
        double.stop();
        await pause(200);
        await double.start();
      }
      await store.append(stream, 'any', [one]);
    }
    await following;
    expect(got).toEqual(ids(sent));
  });

  it('that follows stops loudly when the server stays away', async () => {
    const store = await open(double, { reconnectFor: 700 });
    const subscription = store.subscribeAll({ after: null });
    const following = rejection(all(subscription));
    await pause(100);
    double.stop();
    expect(await following).toBeInstanceOf(StoreUnavailable);
  });

  it('started again ten times from its own checkpoint has seen every event once', async () => {
    const store = await open(double);
    const prefix = newStream();
    const filter = { streamPrefixes: [prefix] };
    let running = true;
    const writing = (async () => {
      for (let index = 0; running; index += 1) await store.append(`${prefix}-${String(index % 5)}`, 'any', events(1 + (index % 3)));
    })();
    let checkpoint: bigint | null = null;
    const got: string[] = [];
    for (let times = 0; times < 10; times += 1) {
      const follower = await open(double);
      const subscription = follower.subscribeAll({ after: checkpoint, filter });
      let count = 0;
      for await (const item of subscription) {
        if ('caughtUp' in item) continue;
        got.push(item.id);
        checkpoint = item.position;
        count += 1;
        if (count === 15) break;
      }
      await follower.close();
    }
    running = false;
    await writing;
    const rest = await allAfter(store, checkpoint, { filter });
    expect([...got, ...ids(rest)]).toEqual(ids(await allAfter(store, null, { filter })));
    expect(got.length).toBe(150);
  });

  it('that reads slowly gets everything, and the server is not read ahead of it', async () => {
    const store = await open(double);
    const stream = newStream();
    for (let index = 0; index < 8; index += 1) {
      await store.append(
        stream,
        index === 0 ? 'noStream' : index * 10 - 1,
        Array.from({ length: 10 }, () => event({ data: `"${'z'.repeat(100_000)}"` })),
      );
    }
    let count = 0;
    const subscription = store.subscribeAll({ after: null });
    for await (const item of subscription) {
      if ('caughtUp' in item) break;
      count += 1;
      if (count % 10 === 0) await pause(20);
    }
    await subscription.close();
    expect(count).toBe(80);
  });

  it('never gets what the server wrote for itself', async () => {
    const store = await open(double);
    const sent = events(3);
    const statistics = () => double.log.write('$stats-127.0.0.1:2113', -2, [{ ...event({ type: '$statsCollected' }), json: true }]);
    statistics();
    const { position } = await store.append(newStream(), 'noStream', sent);
    for (let count = 0; count < 5; count += 1) statistics();
    expect(ids(await allAfter(store, null))).toEqual(ids(sent));
    expect(ids(await allAfter(store, null, { filter: { types: ['SomethingHappened', '$statsCollected'] } }))).toEqual(ids(sent));
    expect(await store.head()).toBe(position);
    expect(await store.readAll({ after: position, limit: 5 })).toEqual({ events: [], lastPosition: position, atHead: true });
    expect(await all(store.readStream('$users'))).toEqual([]);
  });
});

describe('kurrentdb, over the wire to the double: the marks of a store', () => {
  it('are written once, read by whoever opens it later, and asking for others stops the start', async () => {
    const double = await start();
    const [first, second] = await Promise.all([
      openKurrentEventStore({ connectionString: double.connectionString, info: { demonstration: 'true' } }),
      openKurrentEventStore({ connectionString: double.connectionString, info: { demonstration: 'true' } }),
    ]);
    stores.push(first, second);
    expect(first.info['storeId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.info['demonstration']).toBe('true');
    expect(second.info).toEqual(first.info);
    expect((await open(double)).info).toEqual(first.info);
    await expect(open(double, { info: { demonstration: 'false' } })).rejects.toThrow(WrongStore);
    expect(await first.head()).toBeNull();
  });

  it('are not put on a server that was used by somebody else', async () => {
    const double = await start();
    double.log.write('orders-1', -1, [{ ...event(), json: true }]);
    await expect(open(double)).rejects.toThrow(WrongStore);
  });

  it('cannot be looked at when there is no server', async () => {
    const double = await start();
    double.stop();
    await expect(open(double, { deadline: 200 })).rejects.toThrow(StoreUnavailable);
  });
});

function expectARecord(): never {
  throw new Error('A record was expected here');
}
