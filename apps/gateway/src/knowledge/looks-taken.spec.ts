// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import type { AccessEntry, AccessIndex, FoundLook, LooksAsked } from '@gezinslijn/event-store';
import type { OrganisationId, PersonId } from '@gezinslijn/family-case';
import type { RecordMoment } from '@gezinslijn/party-view';
import { looksTaken } from './looks-taken.ts';

const gi = { reader: { kind: 'organisation', organisation: 'jb-west' as OrganisationId } } as const;
const mother = { reader: { kind: 'person', personId: 'p1' as PersonId } } as const;

const look = (about: Partial<AccessEntry> = {}): AccessEntry => ({
  at: '2025-04-17T15:00:00.000Z',
  subject: 'worker-1',
  organisation: 'jb-west',
  party: 'GI',
  role: 'guardian',
  caseId: 'case-1',
  operation: 'timeline',
  reader: 'o:jb-west',
  manner: 'delivered',
  categories: [],
  entries: ['7'],
  people: [],
  purpose: 'eigen taak',
  legalBasis: 'own-task',
  emergency: false,
  outcome: 'granted',
  traceId: 't',
  ...about,
});

/** An index over looks as they were written, each at position 10, 20, 30 …; counts what it was asked for. */
function indexOver(entries: readonly AccessEntry[]): AccessIndex & { readonly asked: LooksAsked[] } {
  const asked: LooksAsked[] = [];
  const found = entries.map((entry, index): FoundLook => ({ number: index + 1, position: BigInt((index + 1) * 10), entry }));
  return {
    asked,
    find: (about) => {
      asked.push(about);
      const matching = found.filter(
        ({ number, entry }) =>
          (about.before === undefined || number < about.before) &&
          (about.organisation === undefined || entry.organisation === about.organisation),
      );
      return Promise.resolve(matching.reverse().slice(0, about.limit));
    },
    close: () => Promise.resolve(),
  };
}

const then = (before: bigint | null = null): RecordMoment => ({ position: 9n, before, at: '2025-04-17T18:00:00.000Z' });
const taken = async (entries: readonly AccessEntry[], looking: Parameters<typeof looksTaken>[2] = gi, moment = then()) =>
  (await looksTaken(indexOver(entries), 'case-1', looking, moment)).of(7n);

describe('what was taken of an entry', () => {
  it('is the first time of each worker, and opened is delivered as well', async () => {
    const later = { at: '2025-04-17T16:00:00.000Z' };
    const found = await taken([look(), look({ ...later, manner: 'opened' }), look({ ...later, subject: 'worker-2' })]);
    expect(found.delivered.map(({ worker, at }) => [worker, at.slice(11, 16)])).toEqual([
      ['worker-1', '15:00'],
      ['worker-2', '16:00'],
    ]);
    expect(found.opened.map(({ worker, at }) => [worker, at.slice(11, 16)])).toEqual([['worker-1', '16:00']]);
  });

  it('is nothing of what was refused, of other entries, or that an auditor looked at through these eyes', async () => {
    expect(await taken([look({ outcome: 'denied' }), look({ entries: ['8'] }), look({ party: 'AUDITOR' })])).toEqual({
      delivered: [],
      opened: [],
    });
  });

  it('is of this family member alone', async () => {
    const family = { organisation: 'gezin', party: 'FAMILY', role: 'familyMember' } as const;
    const looks = [look({ ...family, reader: 'p:p2' }), look(family), look({ ...family, reader: 'p:p1', subject: 'mother' })];
    expect((await taken(looks, mother)).delivered.map(({ worker }) => worker)).toEqual(['mother']);
  });

  it('counts up to the moment by both the clock and the place in the log', async () => {
    expect((await taken([look({ at: '2025-04-17T18:00:00.001Z' })])).delivered).toEqual([]);
    expect((await taken([look()], gi, then(10n))).delivered).toEqual([]);
    expect((await taken([look()], gi, then(11n))).delivered).toHaveLength(1);
  });

  it('in a demonstration goes by the clock of the story, and not when it stands after what came next', async () => {
    const story = look({ at: '2026-11-26T12:00:00.000Z', clock: '2025-04-17T15:00:00.000Z' });
    expect((await taken([story])).delivered.map(({ at }) => at)).toEqual(['2025-04-17T15:00:00.000Z']);
    expect((await taken([story], gi, then(5n))).delivered).toEqual([]);
  });

  it('of one worker holds nothing of a colleague', async () => {
    expect((await taken([look(), look({ subject: 'worker-2' })], { ...gi, worker: 'worker-2' })).delivered).toHaveLength(1);
  });

  it('is gathered page by page, however many looks there were', async () => {
    const index = indexOver(Array.from({ length: 1_001 }, () => look()));
    await looksTaken(index, 'case-1', gi, then());
    expect(index.asked).toHaveLength(6);
    expect(Math.max(...index.asked.map(({ limit }) => limit))).toBe(200);
  });
});
