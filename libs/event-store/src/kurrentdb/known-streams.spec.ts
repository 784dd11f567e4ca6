// SPDX-License-Identifier: EUPL-1.2
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { KnownStreams } from './known-streams.ts';

describe('what is known of streams that get appends with any', () => {
  it('is worked on by one at a time, in order, also after one failed', async () => {
    const streams = new KnownStreams();
    const log: string[] = [];
    const work = (name: string) =>
      streams.inTurn('s', async () => {
        log.push(`${name} begins`);
        await turn();
        log.push(`${name} ends`);
        if (name === 'b') throw new Error('b fails');
      });
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(work));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('is kept up to a number of ids, the stream that was used longest ago forgotten first', async () => {
    const streams = new KnownStreams(5);
    const learn = (stream: string, ids: readonly string[]) =>
      streams.inTurn(stream, async (known) => {
        ids.forEach((id) => {
          known.add(id, known.head + 1);
        });
      });
    const knows = (stream: string, id: string) => streams.inTurn(stream, async (known) => known.now().revisionOfAny(id) !== undefined);
    await learn('old', ['o1', 'o2']);
    await learn('used', ['u1', 'u2']);
    expect(await knows('old', 'o1')).toBe(true);
    await learn('new', ['n1', 'n2']);
    expect(await knows('old', 'o2')).toBe(true);
    expect(await knows('used', 'u1')).toBe(false);
    expect(await knows('new', 'n2')).toBe(true);
    // The one in use is never forgotten, however large.
    await learn('large', ['1', '2', '3', '4', '5', '6', '7']);
    expect(await knows('large', '1')).toBe(true);
  });
});
