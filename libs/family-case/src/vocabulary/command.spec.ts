// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { householdEvents } from '../household/household-events.ts';
import { canonicalJson } from './canonical-json.ts';
import { fact } from './command.ts';
import type { OrganisationId, WorkerRef } from './ids.ts';

describe('a fact', () => {
  const stated = { organisation: 'lt' as OrganisationId, worker: 'w' as WorkerRef, workerName: 'Fatima', preferenceHeard: true };

  it('has the type, version and fields of its description, in their order', () => {
    const { organisation, ...rest } = stated;
    const event = fact(householdEvents.FixedFaceAppointed, { ...rest, organisation });
    expect(event).toEqual({ type: 'FixedFaceAppointed', version: 1, data: stated });
    expect(Object.keys(event.data)).toEqual(['organisation', 'worker', 'workerName', 'preferenceHeard']);
  });
  it('holds nothing that is not declared: what has no category is never recorded', () => {
    const more = { ...stated, type: 'AppointFixedFace', secret: 'adres' };
    expect(Object.keys(fact(householdEvents.FixedFaceAppointed, more).data)).not.toContain('secret');
  });
  it('leaves out what was left out', () => {
    const { data } = fact(householdEvents.MembershipChanged, { change: 'PARTY_LEFT', members: [], memberIds: [], organisation: undefined });
    expect(Object.keys(data)).toEqual(['change', 'memberIds', 'members']);
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys, but on that of lists', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });
});
