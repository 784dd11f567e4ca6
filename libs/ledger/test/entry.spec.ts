// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { entryBytes, headOf, hashOfEvent, hashOfHead } from '../src/tree/entry.ts';
import { madeEvents } from './made-events.ts';

const [made] = madeEvents(1);
if (made === undefined) throw new Error('There is one');
const at = (revision: number) => ({ ...made, revision });
const STREAM = 1 + 4 + Buffer.byteLength(made.stream);

describe('the bytes of an entry', () => {
  it.each([0, 1, 255, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40 + 5, Number.MAX_SAFE_INTEGER])('hold revision %d in 64 bits', (revision) => {
    expect(entryBytes(headOf(at(revision))).readBigUInt64BE(STREAM)).toBe(BigInt(revision));
    expect(hashOfEvent(at(revision))).toEqual(hashOfHead(headOf(at(revision))));
  });

  it.each([-1, 1.5, NaN, Infinity, 2 ** 53, '1', null, undefined, true])('are not made for revision %p, which is none', (revision) => {
    expect(() => hashOfEvent(at(revision as number))).toThrow(RangeError);
    expect(() => hashOfHead({ ...headOf(at(0)), revision: revision as number })).toThrow(RangeError);
  });
});
