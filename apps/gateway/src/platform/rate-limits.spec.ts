// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { logger } from './logger.ts';
import { RateLimits } from './rate-limits.ts';

const rates = { person: { perSecond: 2, burst: 10, sockets: 2 }, system: { perSecond: 0, burst: 1, sockets: 1 } };
const someone = { kind: 'person', id: 'a' } as const;
let now = 0;
let limits: RateLimits;
const told: (object | undefined)[] = [];
beforeEach(() => {
  now = 0;
  limits = new RateLimits(rates, () => now);
  told.length = 0;
  jest.spyOn(logger, 'warn').mockImplementation((_message, facts) => void told.push(facts));
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a bucket', () => {
  it('gives what was saved at once, and then what comes back', () => {
    for (let index = 0; index < 10; index += 1) expect(limits.take(someone, 1)).toBeUndefined();
    expect(limits.take(someone, 1)).toBe(1);
    expect(limits.take(someone, 5)).toBe(3);
    now += 500;
    expect(limits.take(someone, 1)).toBeUndefined();
    expect(limits.take(someone, 1)).toBe(1);
  });

  it('saves no more than its burst', () => {
    limits.take(someone, 10);
    now += 3_600_000;
    expect(limits.take(someone, 10)).toBeUndefined();
    expect(limits.take(someone, 1)).toBe(1);
  });

  it('lets what costs more than a full bucket through when it is full, and then makes wait', () => {
    expect(limits.take(someone, 1_000)).toBeUndefined();
    expect(limits.take(someone, 1)).toBe(1);
    expect(limits.take(someone, 1_000)).toBe(5);
  });

  it('takes nothing for what it refuses', () => {
    limits.take(someone, 9);
    for (let index = 0; index < 100; index += 1) expect(limits.take(someone, 5)).toBe(2);
    expect(limits.take(someone, 1)).toBeUndefined();
  });

  it('is of one client, not of another by the same name', () => {
    limits.take(someone, 10);
    expect(limits.take({ kind: 'person', id: 'b' }, 10)).toBeUndefined();
    for (let index = 0; index < 1_000; index += 1) expect(limits.take({ kind: 'system', id: 'a' }, 1)).toBeUndefined();
  });

  it('is forgotten when many others came, so that memory stays bounded; who goes on is not', () => {
    limits.take(someone, 10);
    for (let index = 0; index < 9_000; index += 1) limits.take({ kind: 'person', id: String(index) }, 1);
    expect(limits.take(someone, 1)).toBe(1);
    for (let index = 0; index < 50_000; index += 1) limits.take({ kind: 'person', id: `other ${String(index)}` }, 1);
    expect(limits.take(someone, 10)).toBeUndefined();
  });
});

describe('sockets', () => {
  it('as many as it may, and a place given back twice counts once', () => {
    const [first, second] = [limits.openSocket(someone), limits.openSocket(someone)];
    expect([first, second, limits.openSocket(someone)].map((place) => place !== undefined)).toEqual([true, true, false]);
    first?.();
    first?.();
    expect(limits.openSocket(someone)).toBeDefined();
    expect(limits.openSocket(someone)).toBeUndefined();
  });
});

describe('what the operational log is told', () => {
  it('that a client goes on, once in ten seconds, and not who it is', () => {
    limits.take(someone, 10);
    for (let index = 0; index < 100; index += 1) limits.take(someone, 10);
    expect(told).toEqual([{ kind: 'person', client: expect.stringMatching(/^[0-9a-f]{12}$/), refused: 1 }]);
    now += 1_000;
    limits.take(someone, 10);
    now += 9_500;
    limits.take({ kind: 'person', id: 'a' }, 1_000);
    limits.take(someone, 10);
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({ refused: 101 });
    expect(JSON.stringify(told)).not.toContain('"a"');
  });
});
