// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { deterministicUuid, inputHash } from './command-identity.ts';

describe('command identity', () => {
  it('gives the same event ids to the same command, and others to another', () => {
    expect(deterministicUuid('a', 'b')).toBe(deterministicUuid('a', 'b'));
    expect(deterministicUuid('a', 'b')).not.toBe(deterministicUuid('ab', ''));
    expect(deterministicUuid('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('tells another input under the same id, and says nothing without the key', () => {
    expect(inputHash('k', { words: 'x' })).toBe(inputHash('k', { words: 'x' }));
    expect(inputHash('k', { words: 'x' })).not.toBe(inputHash('k', { words: 'y' }));
    expect(inputHash('k', { words: 'x' })).not.toBe(inputHash('other', { words: 'x' }));
  });
});
