// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { PEOPLE, entry } from '../../test/gateway/waterlelie.ts';
import { EVERYTHING, addressOf, belongsIn, filterOf, viewOf } from './timeline-view.ts';
import type { TimelineView } from './timeline-view.ts';

const view: TimelineView = {
  order: 'RECORDED',
  parties: ['LT', 'VT'],
  kind: 'safety',
  person: PEOPLE.K1,
  from: '2025-03-01',
  until: '2025-04-30',
  knownOn: '2025-04-11',
};

describe('a view of the timeline', () => {
  it('goes into the address and comes back the same', () => {
    expect(viewOf(addressOf(view))).toEqual(view);
    expect(addressOf(EVERYTHING).toString()).toBe('');
  });

  it('holds codes only: whatever else stands in an address is left out', () => {
    const address = new URLSearchParams('partij=VT,Jansen&soort=geheim&persoon=Sanne&van=gisteren&volgorde=x');
    expect(viewOf(address)).toEqual({ ...EVERYTHING, parties: ['VT'] });
  });

  it('asks the gateway for every kind of a theme', () => {
    expect(filterOf(view)?.types).toContain('AcuteDangerDeclared');
    expect(filterOf({ ...EVERYTHING, kind: 'ChildSeen' })).toEqual({ types: ['ChildSeen'] });
    expect(filterOf(EVERYTHING)).toBeNull();
  });

  it('lets in live only what fits', () => {
    const seen = entry('ChildSeen', 'kind gezien', { by: 'lt', on: '2025-03-27', about: [PEOPLE.K1] });
    const now = { ...view, knownOn: undefined };
    expect(belongsIn(now, seen)).toBe(true);
    expect(belongsIn(view, seen)).toBe(false);
    expect(belongsIn(EVERYTHING, seen)).toBe(true);
    expect(belongsIn({ ...now, parties: ['GI'] }, seen)).toBe(false);
    expect(belongsIn({ ...now, kind: 'measures' }, seen)).toBe(false);
    expect(belongsIn({ ...now, person: PEOPLE.father }, seen)).toBe(false);
    expect(belongsIn({ ...now, until: '2025-03-26' }, seen)).toBe(false);
  });
});
