// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from '@jest/globals';
import { LiveEntries } from './live-entries.ts';

const appeared = (position: bigint) => ({ stream: 's', reader: 'r', position, entryId: String(position) });

it('who fetches too slowly is not left with a gap: what he follows ends', async () => {
  const live = new LiveEntries();
  const open = new AbortController();
  const following = live.follow('s', 'r', open.signal, { limit: 2 });
  const first = following.next();
  live.publish([appeared(1n)]);
  expect((await first).value).toEqual(appeared(1n));
  live.publish([2n, 3n, 4n].map(appeared));
  const rest: unknown[] = [];
  const giveUp = setTimeout(() => {
    open.abort(new Error('It goes on'));
  }, 500);
  for await (const one of following) rest.push(one);
  clearTimeout(giveUp);
  expect(open.signal.aborted).toBe(false);
  expect(rest.length).toBeLessThanOrEqual(2);
  expect(live.followed).toBe(false);
});
