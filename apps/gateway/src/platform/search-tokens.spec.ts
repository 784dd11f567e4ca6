// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SEARCH_COUNTS_MS, SearchTokens } from './search-tokens.ts';

const worker = { subject: 'w1', organisation: 'lt-duinrade', traceId: 'a'.repeat(32) };
const lotte = { name: 'Lotte van der Zwaan', birthDate: '2015-09-14' };

describe('proof of a search', () => {
  let now = 0;
  const tokens = new SearchTokens(createSecretKey(Buffer.alloc(32, 3)), () => now);
  const token = tokens.seal(worker, [lotte, { name: 'Mees Zwaan' }, { birthDate: '2001-01-01' }]);

  it('covers whoever was sought, however his name is written, and nobody else', () => {
    const search = tokens.open(token, worker);
    expect(search?.reference).toBe(worker.traceId);
    expect(search?.covers('ZWAAN, Lotte', '2015-09-14')).toBe(true);
    expect(search?.covers('Mees Zwaan', '2012-02-01')).toBe(true);
    expect(search?.covers('Lotte Zwaan', '2015-09-15')).toBe(false);
    expect(search?.covers('Lotte Zwaan', undefined)).toBe(false);
    expect(search?.covers('Lot Zwaan', '2015-09-14')).toBe(false);
    expect(search?.covers('Iemand', '2001-01-01')).toBe(false);
  });

  it('is of one worker under one hat, and cannot be changed', () => {
    expect(tokens.open(token, { ...worker, subject: 'w2' })).toBeUndefined();
    expect(tokens.open(token, { ...worker, organisation: 'vt-haaglanden' })).toBeUndefined();
    expect(new SearchTokens(createSecretKey(Buffer.alloc(32, 4))).open(token, worker)).toBeUndefined();
    const bytes = Buffer.from(token, 'base64url');
    for (const place of [0, 20, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(tokens.open(changed.toString('base64url'), worker)).toBeUndefined();
    }
    for (const none of ['', 'x', 'geen kenmerk']) expect(tokens.open(none, worker)).toBeUndefined();
  });

  it('counts for an hour', () => {
    now = SEARCH_COUNTS_MS;
    expect(tokens.open(token, worker)).toBeDefined();
    now += 1;
    expect(tokens.open(token, worker)).toBeUndefined();
    now = 0;
  });

  it('holds no name', () => {
    expect(Buffer.from(token, 'base64url').toString('latin1').toLowerCase()).not.toContain('zwaan');
  });
});
