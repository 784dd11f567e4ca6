// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ANY, NO_STREAM, placeAppend, type StreamNow } from './place-append.ts';

const standing = (list: readonly string[], anywhere: readonly string[] = []): StreamNow => ({
  head: list.length - 1,
  idAt: (revision) => list[revision],
  revisionOfAny: (id) => (anywhere.includes(id) ? list.indexOf(id) : undefined),
});

const cases: [rule: string, expected: number, ids: string[], stream: StreamNow, placement: ReturnType<typeof placeAppend>][] = [
  ['a new stream begins at 0', NO_STREAM, ['a'], standing([]), { kind: 'write', from: 0 }],
  ['the next comes after the head', 1, ['c'], standing(['a', 'b']), { kind: 'write', from: 2 }],
  ['a stream that exists is not new', NO_STREAM, ['b'], standing(['a']), { kind: 'conflict' }],
  ['a revision ahead of the stream is wrong', 3, ['c'], standing(['a', 'b']), { kind: 'conflict' }],
  ['a revision of a missing stream is wrong', 0, ['a'], standing([]), { kind: 'conflict' }],
  ['the same at the same place is a repeat', 0, ['b', 'c'], standing(['a', 'b', 'c', 'd']), { kind: 'repeat', from: 1 }],
  ['the same at another place is a conflict', 1, ['b', 'c'], standing(['a', 'b', 'c', 'd']), { kind: 'conflict' }],
  ['a part of the same is a conflict', 0, ['b', 'x'], standing(['a', 'b', 'c']), { kind: 'conflict' }],
  ['more than the same is a conflict', 0, ['b', 'c', 'd'], standing(['a', 'b', 'c']), { kind: 'conflict' }],
  ['any goes after the head', ANY, ['c'], standing(['a', 'b']), { kind: 'write', from: 2 }],
  ['any of the same is a repeat', ANY, ['b', 'c'], standing(['a', 'b', 'c', 'd'], ['b', 'c']), { kind: 'repeat', from: 1 }],
  ['any with its first part known is a conflict', ANY, ['b', 'x'], standing(['a', 'b'], ['b']), { kind: 'conflict' }],
  ['any with its last part known is a conflict', ANY, ['x', 'b'], standing(['a', 'b'], ['b']), { kind: 'conflict' }],
  ['any in another order is a conflict', ANY, ['c', 'b'], standing(['a', 'b', 'c'], ['b', 'c']), { kind: 'conflict' }],
];

describe('placing an append', () => {
  it.each(cases)('%s', (_rule, expected, ids, stream, placement) => {
    expect(placeAppend(expected, ids, stream)).toEqual(placement);
  });

  it('writes nowhere but right after the head', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });
    fc.assert(
      fc.property(names, names, fc.integer({ min: -2, max: 6 }), (list, ids, expected) => {
        fc.pre(ids.length > 0);
        const placement = placeAppend(expected, ids, standing(list, list));
        if (placement.kind === 'write') expect(placement.from).toBe(list.length);
        if (placement.kind === 'repeat') expect(list.slice(placement.from, placement.from + ids.length)).toEqual(ids);
      }),
    );
  });
});
