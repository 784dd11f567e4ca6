// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { entry } from '../../test/gateway/waterlelie.ts';
import { arrived, byMonth, continued, missed, newest, opened, shown } from './entries.ts';
import type { Entry } from './entries.ts';

const at = (on: string, recorded = `${on}T10:00:00.000Z`): Entry => entry('ChildSeen', 'kind gezien', { by: 'lt', on, recorded });
const april = at('2025-04-10');
const march = at('2025-03-10');
const page = opened([april, march]);
const ids = (list: readonly Entry[]) => list.map(({ id }) => id);

describe('entries that come in live', () => {
  const may = at('2025-05-01');

  it('wait until somebody asks, so that nothing moves', () => {
    const after = arrived(page, may);
    expect(after.list).toEqual(page.list);
    expect(ids(after.waiting)).toEqual([may.id]);
  });

  it('are never doubled, however often they come', () => {
    const after = [may, may, april].reduce(arrived, page);
    expect(after.waiting).toHaveLength(1);
    expect(after.list).toHaveLength(2);
  });

  it('come again when rights changed: the later answer replaces the earlier where it stands', () => {
    const narrower: Entry = { ...april, access: 'REFERENCE', fields: [] };
    expect(arrived(page, narrower).list[0]).toBe(narrower);
  });

  it('take their place in the order of happening', () => {
    const between = at('2025-03-20', '2025-05-02T10:00:00.000Z');
    const after = shown(arrived(page, between), 'HAPPENED', false);
    expect(ids(after.list)).toEqual(ids([april, between, march]));
    expect(after.fresh.has(between.id)).toBe(true);
  });

  it('stand on top in the order of recording, however long ago they happened', () => {
    const late = at('2024-01-01', '2025-05-02T10:00:00.000Z');
    expect(ids(shown(arrived(page, late), 'RECORDED', true).list)).toEqual(ids([late, april, march]));
  });

  it('stand apart when their place was not fetched yet, and take it when it is', () => {
    const longAgo = at('2024-01-01', '2025-05-02T10:00:00.000Z');
    const apart = shown(arrived(page, longAgo), 'HAPPENED', true);
    expect(ids(apart.beyond)).toEqual([longAgo.id]);
    const after = continued(apart, [at('2024-06-01'), longAgo]);
    expect(after.beyond).toEqual([]);
    expect(ids(after.list).filter((id) => id === longAgo.id)).toHaveLength(1);
  });

  it('count a day from its beginning, as the gateway does', () => {
    const evening = at('2025-04-10T20:00:00.000Z');
    expect(ids(shown(arrived(page, evening), 'HAPPENED', false).list)).toEqual(ids([evening, april, march]));
  });
});

describe('the next page', () => {
  it('goes on where the last ended, without repeating what is there', () => {
    const older = at('2025-02-01');
    expect(ids(continued(page, [march, older]).list)).toEqual(ids([april, march, older]));
  });

  it('takes what was waiting, when that is where it belongs', () => {
    const older = at('2025-02-01');
    const after = continued(arrived(page, older), [older]);
    expect(after.waiting).toEqual([]);
  });
});

describe('after a gap in the live news', () => {
  it('finds what was recorded since and only that', () => {
    const known = newest(page);
    const before = at('2025-01-01', '2025-01-02T10:00:00.000Z');
    const since = at('2025-01-05', '2025-06-01T10:00:00.000Z');
    expect(ids(missed(page, [since, april, before], known).waiting)).toEqual([since.id]);
  });
});

describe('grouping', () => {
  it('is by month and day on the clock that orders', () => {
    const late = at('2025-03-31', '2025-04-02T10:00:00.000Z');
    const months = (list: readonly Entry[], order: 'HAPPENED' | 'RECORDED') =>
      byMonth(list, order).map(({ month, days }) => [month, days.length]);
    expect(months([april, late, march], 'HAPPENED')).toEqual([
      ['2025-04', 1],
      ['2025-03', 2],
    ]);
    expect(months([april, late, march], 'RECORDED')).toEqual([
      ['2025-04', 2],
      ['2025-03', 1],
    ]);
  });

  it('uses the day in the Netherlands', () => {
    expect(byMonth([at('2025-04-30T22:30:00.000Z')], 'HAPPENED')[0]?.days[0]?.day).toBe('2025-05-01');
  });
});
