// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import type { AccessEntry } from '@gezinslijn/event-store';
import type { DisclosedEntry } from '@gezinslijn/family-case';
import type { Actor } from '../platform/actor.ts';
import { recordLook } from './look.ts';
import type { Look } from './look.ts';

const actor = {
  subject: 'worker-7',
  organisation: 'gi-west',
  party: 'GI',
  role: 'guardian',
  purpose: 'uitvoering van de eigen taak in deze casus',
  reader: { kind: 'organisation', organisation: 'gi-west' },
  traceId: 'trace-1',
} as unknown as Actor;

const entry = (position: bigint, category: string, about: readonly string[], attached?: readonly DisclosedEntry[]) =>
  ({ position, category, about, ...(attached === undefined ? {} : { attached }) }) as unknown as DisclosedEntry;

async function looked(look: Omit<Look, 'operation'>): Promise<AccessEntry> {
  const recorded: AccessEntry[] = [];
  const accessLog = {
    record: (one: AccessEntry) => {
      recorded.push(one);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  await recordLook({ accessLog, clock: { now: () => '2026-11-22T09:30:00.000Z' } as never }, actor, { operation: 'timeline', ...look });
  const [one] = recorded;
  if (one === undefined) throw new Error('nothing was recorded');
  return one;
}

describe('a look', () => {
  it('tells each category, each person and each entry once, also of what stands beside an entry', async () => {
    const correction = entry(9n, 'C1', ['person-2']);
    const entries = [correction, entry(8n, 'C7', ['person-1', 'person-2']), entry(5n, 'C7', ['person-1', 'person-3'], [correction])];
    expect(await looked({ entries })).toMatchObject({
      categories: ['C1', 'C7'],
      entries: ['9', '8', '5'],
      people: ['person-1', 'person-2', 'person-3'],
      manner: 'delivered',
      outcome: 'granted',
    });
  });

  it('tells an entry once that several terms start from', async () => {
    const report = entry(8n, 'C2', ['person-1']);
    expect((await looked({ entries: [report, report, entry(3n, 'C2', []), report] })).entries).toEqual(['8', '3']);
  });

  it('tells them once where something else than entries was shown, however often it names somebody', async () => {
    const shown = { categories: ['C18', 'C18'], people: ['person-2', 'person-1', 'person-2'] };
    expect(await looked({ shown })).toMatchObject({
      categories: ['C18'],
      people: ['person-1', 'person-2'],
      entries: [],
      manner: 'delivered',
    });
    expect(shown.people).toEqual(['person-2', 'person-1', 'person-2']);
  });

  it('that found nothing, or was refused, says that nothing left', async () => {
    expect((await looked({ entries: [] })).manner).toBeUndefined();
    expect(await looked({ shown: { categories: [], people: [] }, rule: 'not-involved' })).toMatchObject({
      outcome: 'denied',
      rule: 'not-involved',
      manner: undefined,
    });
  });

  it('of a case somebody makes up is no longer than an id', async () => {
    expect((await looked({ caseId: 'x'.repeat(5_000), rule: 'not-involved' })).caseId).toHaveLength(100);
  });
});
