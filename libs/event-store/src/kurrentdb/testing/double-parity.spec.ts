// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { binaryEvent, EventStoreDBClient, streamNameFilter, type AppendExpectedRevision, type EventData } from '@eventstore/db-client';
import { startKurrentDouble, type KurrentDouble } from './kurrentdb-double.ts';

/**
 * What a server answers to the client's own calls, next to what the double answers: the same expectations for both, so that a double
 * that strays from the server fails. What is expected here was first seen on a server built from the public source of 22.10.5.
 */
function parity(name: string, connect: () => Promise<string>): void {
  describe(name, () => {
    let client: EventStoreDBClient;
    beforeAll(async () => void (client = EventStoreDBClient.connectionString(await connect())));
    afterAll(() => client.dispose());

    const newStream = () => `parity-${randomUUID()}`;
    const sample = (): EventData => binaryEvent({ type: 'Happened', data: Buffer.from('{"a": 1}'), metadata: Buffer.from('{"m": 1}') });
    const samples = (count: number) => Array.from({ length: count }, sample);

    async function stream(of: string, options: Parameters<typeof client.readStream>[1] = {}) {
      const found = [];
      for await (const { event } of client.readStream(of, options)) if (event !== undefined) found.push(event);
      return found;
    }

    async function everything(options: Parameters<typeof client.readAll>[0]) {
      const found = [];
      for await (const { event } of client.readAll(options)) found.push(event?.id);
      return found;
    }

    async function refusal(work: Promise<unknown>): Promise<unknown> {
      try {
        return await work;
      } catch (error) {
        const { type, actualVersion } = error as { type?: string; actualVersion?: unknown };
        return { type, actualVersion };
      }
    }

    it('answers an append with the position of its last event, commit and prepare alike', async () => {
      const to = newStream();
      const { nextExpectedRevision, position } = await client.appendToStream(to, samples(3), { expectedRevision: 'no_stream' });
      const read = await stream(to);
      expect(nextExpectedRevision).toBe(2n);
      expect(read.map((event) => event.position)[2]).toEqual(position);
      expect(read.every((event) => event.position?.commit === event.position?.prepare)).toBe(true);
    });

    it('gives each event of one append a position of its own, and they are not contiguous', async () => {
      const to = newStream();
      await client.appendToStream(to, samples(3), { expectedRevision: 'no_stream' });
      const [a = 0n, b = 0n, c = 0n] = (await stream(to)).map(({ position }) => position?.commit);
      expect(b - a).toBeGreaterThan(8n);
      expect(c - b).toBeGreaterThan(8n);
    });

    it.each<[what: string, standing: number, expected: AppendExpectedRevision, actual: bigint | string]>([
      ['no_stream on a stream', 2, 'no_stream', 1n],
      ['a revision ahead', 2, 5n, 1n],
      ['a revision behind', 3, 0n, 2n],
      ['a revision of no stream', 0, 0n, 'no_stream'],
      ['stream_exists of no stream', 0, 'stream_exists', 'no_stream'],
    ])('refuses %s with where the stream is', async (_what, standing, expectedRevision, actual) => {
      const to = newStream();
      if (standing > 0) await client.appendToStream(to, samples(standing), { expectedRevision: 'no_stream' });
      const answer = await refusal(client.appendToStream(to, samples(2), { expectedRevision }));
      expect(answer).toEqual({ type: 'wrong-expected-version', actualVersion: actual });
    });

    it.each<AppendExpectedRevision>(['no_stream', 'any'])(
      'answers the same append at %s as before, and a part of it with a conflict',
      async (expectedRevision) => {
        const [to, sent] = [newStream(), samples(2)];
        const first = await client.appendToStream(to, sent, { expectedRevision });
        expect(await client.appendToStream(to, sent, { expectedRevision })).toEqual(first);
        const longer = await refusal(client.appendToStream(to, [...sent, sample()], { expectedRevision }));
        expect(longer).toEqual({ type: 'wrong-expected-version', actualVersion: 1n });
        expect((await stream(to)).length).toBe(2);
      },
    );

    it('takes the same ids in another stream', async () => {
      const sent = samples(2);
      for (const to of [newStream(), newStream()]) {
        expect((await client.appendToStream(to, sent, { expectedRevision: 'any' })).nextExpectedRevision).toBe(1n);
      }
    });

    it('with any, takes a known id again after a new one, without a word', async () => {
      const [to, sent] = [newStream(), samples(1)];
      await client.appendToStream(to, sent, { expectedRevision: 'any' });
      await client.appendToStream(to, [sample(), ...sent], { expectedRevision: 'any' });
      expect((await stream(to)).length).toBe(3);
    });

    it('reads a stream from where it is told, either way, and says when there is none', async () => {
      const to = newStream();
      await client.appendToStream(to, samples(5), { expectedRevision: 'no_stream' });
      const revisions = async (options: Parameters<typeof client.readStream>[1]) =>
        (await stream(to, options)).map(({ revision }) => Number(revision));
      expect(await revisions({ fromRevision: 3n })).toEqual([3, 4]);
      expect(await revisions({ fromRevision: 9n })).toEqual([]);
      expect(await revisions({ fromRevision: 'end', direction: 'backwards', maxCount: 2 })).toEqual([4, 3]);
      expect(await revisions({ fromRevision: 1n, direction: 'backwards' })).toEqual([1, 0]);
      expect(await revisions({ fromRevision: 40n, direction: 'backwards' })).toEqual([4, 3, 2, 1, 0]);
      expect(await refusal(stream(to, { fromRevision: 'end' }))).toMatchObject({ type: 'unknown' });
      expect(await refusal(stream(newStream()))).toMatchObject({ type: 'stream-not-found' });
      expect(await refusal(stream(''))).toMatchObject({ type: 'unknown' });
    });

    it('reads all events forwards from a position with what stands there, backwards without', async () => {
      const to = newStream();
      await client.appendToStream(to, samples(3), { expectedRevision: 'no_stream' });
      const [first, second] = await stream(to);
      const at = second?.position ?? { commit: 0n, prepare: 0n };
      const one = (direction: 'forwards' | 'backwards') => everything({ fromPosition: at, direction, maxCount: 1 });
      expect(await one('forwards')).toEqual([second?.id]);
      expect(await one('backwards')).toEqual([first?.id]);
    });

    it('refuses a position that is inside an event, and finds nothing beyond the end', async () => {
      const to = newStream();
      await client.appendToStream(to, samples(2), { expectedRevision: 'no_stream' });
      const [only] = await stream(to);
      const at = (more: bigint) => ({ commit: (only?.position?.commit ?? 0n) + more, prepare: (only?.position?.prepare ?? 0n) + more });
      expect(await refusal(everything({ fromPosition: at(1n), maxCount: 1 }))).toMatchObject({ type: 'unknown' });
      expect(await everything({ fromPosition: at(10_000_000n), maxCount: 1 })).toEqual([]);
    });

    it('has something of its own as the first of all events', async () => {
      const found = [];
      for await (const { event } of client.readAll({ maxCount: 1 })) found.push(event?.streamId.startsWith('$'));
      expect(found).toEqual([true]);
    });

    it('subscribes to all events after a position without what stands there, filtered', async () => {
      const to = newStream();
      await client.appendToStream(to, samples(3), { expectedRevision: 'no_stream' });
      const [first] = await stream(to);
      const subscription = client.subscribeToAll({
        ...(first?.position && { fromPosition: first.position }),
        filter: streamNameFilter({ prefixes: [to] }),
      });
      const revisions: number[] = [];
      // Listened to and not iterated: a subscription that is left half-way keeps the client from closing.
      await new Promise<void>((resolve) => {
        subscription.on('data', ({ event }) => {
          revisions.push(Number(event?.revision));
          if (revisions.length === 2) void client.appendToStream(to, samples(1), { expectedRevision: 2n });
          if (revisions.length === 3) resolve();
        });
      });
      await subscription.unsubscribe();
      expect(revisions).toEqual([1, 2, 3]);
    });

    it('loses the bytes of metadata to its own reader: why ours reads the wire', async () => {
      const to = newStream();
      await client.appendToStream(to, [sample()], { expectedRevision: 'no_stream' });
      const [event] = await stream(to);
      expect(event?.metadata).toEqual({ m: 1 });
      expect(Buffer.from(event?.data as Uint8Array).toString()).toBe('{"a": 1}');
    });
  });
}

const doubles: KurrentDouble[] = [];
afterAll(() => {
  for (const double of doubles) double.stop();
});

parity('the KurrentDB double answers', async () => {
  const double = await startKurrentDouble();
  doubles.push(double);
  return double.connectionString;
});

const server = process.env['KURRENTDB_URL'];
// This client knows its old name only.
if (server !== undefined) parity('a real server answers', () => Promise.resolve(server.replace(/^k(urrent)?db/, 'esdb')));
