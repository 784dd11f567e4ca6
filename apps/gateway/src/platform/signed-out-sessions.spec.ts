// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { memoryEventStore } from '@gezinslijn/event-store';
import { SignedOutSessions, sessionKey, subjectKey } from './signed-out-sessions.ts';

const NOW = '2026-11-26T00:00:30.000Z';
const token = (sid: string, issuedAt = 0) => ({
  session: sessionKey(sid),
  subject: subjectKey('https://issuer.example', 'worker-7'),
  issuedAt,
});

describe('sessions that were signed out', () => {
  it('are known to every gateway on the same store within a second', async () => {
    const store = memoryEventStore();
    const [one, other] = [await SignedOutSessions.open(store, () => NOW), await SignedOutSessions.open(store, () => NOW)];
    let told = 0;
    other.onEnd(token('a'), () => (told += 1));
    other.onEnd(token('b'), () => (told += 100));
    const started = performance.now();
    await one.end(sessionKey('a'), NOW);
    expect(one.isEnded(token('a'))).toBe(true);
    while (!other.isEnded(token('a'))) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(told).toBe(1);
    expect(other.isEnded(token('b'))).toBe(false);
    await Promise.all([one.close(), other.close()]);
  });

  it('are still known to a gateway that starts later, also just after midnight', async () => {
    const store = memoryEventStore();
    const before = await SignedOutSessions.open(store, () => '2026-11-25T23:59:59.000Z');
    await before.end(sessionKey('a'), NOW);
    await before.close();
    const after = await SignedOutSessions.open(store, () => NOW);
    expect(after.isEnded(token('a'))).toBe(true);
    await after.close();
  });

  it('of a person everywhere are those begun before', async () => {
    const store = memoryEventStore();
    const sessions = await SignedOutSessions.open(store, () => NOW);
    await sessions.end(subjectKey('https://issuer.example', 'worker-7'), NOW);
    const at = Date.parse(NOW) / 1000;
    expect(sessions.isEnded(token('x', at - 10))).toBe(true);
    expect(sessions.isEnded(token('x', at + 10))).toBe(false);
    await sessions.close();
  });

  it('are ended once, however often that is told, by whichever gateway: what began since stays', async () => {
    const store = memoryEventStore();
    let now = NOW;
    const at = Date.parse(NOW) / 1000;
    const [one, other] = [await SignedOutSessions.open(store, () => now), await SignedOutSessions.open(store, () => now)];
    const person = subjectKey('https://issuer.example', 'worker-7');
    await one.end(person, NOW);
    while (!other.isEnded(token('x', at))) await new Promise((resolve) => setTimeout(resolve, 5));
    const first = await store.head();
    now = '2026-11-26T00:02:00.000Z';
    for (const gateway of [one, other]) await gateway.end(person, NOW);
    expect(await store.head()).toBe(first);
    expect([one, other].map((gateway) => gateway.isEnded(token('x', at + 10)))).toEqual([false, false]);
    await one.end(person, '2026-11-26T00:01:59.000Z');
    expect(one.isEnded(token('x', at + 10))).toBe(true);
    await Promise.all([one.close(), other.close()]);
  });

  it('are told again to a store that did not take it', async () => {
    const store = memoryEventStore();
    const append = store.append.bind(store);
    const sessions = await SignedOutSessions.open(store, () => NOW);
    store.append = () => Promise.reject(new Error('disk full'));
    await expect(sessions.end(sessionKey('a'), NOW)).rejects.toThrow('disk full');
    expect(sessions.isEnded(token('a'))).toBe(true);
    store.append = append;
    await sessions.end(sessionKey('a'), NOW);
    expect(await store.head()).not.toBeNull();
    await sessions.close();
  });
});
