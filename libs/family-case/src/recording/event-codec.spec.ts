// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ERASED, UnreadableEvent } from '@gezinslijn/event-sourcing';
import type { SubjectKeys } from '@gezinslijn/event-sourcing';
import { caseEventDescriptions } from '../case-event.ts';
import type { CaseEvent } from '../case-event.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';
import { openEvent, partition, rulesOf, sealEvent } from './event-codec.ts';

const [child, father] = ['00000000-0000-4000-8000-000000000003' as PersonId, '00000000-0000-4000-8000-000000000002' as PersonId];

/** Keys as plain names: what is sealed is marked with whose key, and opens while that key is there. */
function fakeKeys(): SubjectKeys & { readonly gone: Set<string> } {
  const gone = new Set<string>();
  return {
    gone,
    generation: 0,
    ensure: async () => undefined,
    seal: (_scope, subject, aad, plaintext) => JSON.stringify([subject, aad, plaintext]),
    open: (_scope, subject, _aad, envelope) => (gone.has(subject) ? undefined : (JSON.parse(envelope) as [string, string, string])[2]),
  };
}

const fact: CaseEvent = {
  type: 'FactRecorded',
  version: 1,
  data: {
    factId: 'f' as ItemId,
    investigationId: 'i' as ItemId,
    concerning: [child],
    kind: 'OBSERVATION',
    text: 'blauwe plek op de arm',
    source: 'school',
    familyMarks: [{ personId: father, content: { mark: 'UNTRUE', words: 'klopt niet' } }],
  },
};

const stored = (text: string, type = 'FactRecorded') => ({
  id: 'e1',
  stream: 's',
  revision: 0,
  position: 1n,
  type,
  data: new TextEncoder().encode(text),
  metadata: new TextEncoder().encode('{}'),
});

describe('sealing an event', () => {
  it('puts nothing personal in the clear, and each person under his own key', () => {
    const { open, sealed } = partition(fact);
    expect(JSON.stringify(open)).not.toMatch(/blauwe|school|klopt/);
    expect([...sealed.keys()]).toEqual([child, father]);
  });

  it('opens to what was recorded', () => {
    const keys = fakeKeys();
    expect(openEvent(stored(sealEvent(fact, keys, 's', 'e1')), keys).event).toEqual(fact);
  });

  it('reads as erased for the person whose key is gone, and for nobody else', () => {
    const keys = fakeKeys();
    const text = sealEvent(fact, keys, 's', 'e1');
    keys.gone.add(child);
    const { data } = openEvent(stored(text), keys).event as Extract<CaseEvent, { type: 'FactRecorded' }>;
    expect(data.text).toBe(ERASED);
    expect(data.familyMarks).toEqual([{ personId: father, content: { mark: 'UNTRUE', words: 'klopt niet' } }]);
    expect('workingNote' in data).toBe(false);
  });

  it('refuses a personal field that names nobody: it could never be erased', () => {
    expect(() => partition({ ...fact, data: { ...fact.data, concerning: [] } } as CaseEvent)).toThrow('names nobody');
  });

  it('stops at a type or version it does not know', () => {
    const keys = fakeKeys();
    expect(() => openEvent(stored('{"version":1,"data":{"open":{},"sealed":[]}}', 'Unheard'), keys)).toThrow(UnreadableEvent);
    expect(() => openEvent(stored('{"version":2,"data":{"open":{},"sealed":[]}}'), keys)).toThrow('newer than this program knows');
  });
});

describe('every event type', () => {
  it.each(Object.values(caseEventDescriptions).map((description) => [description.type, description] as const))(
    '%s: each personal field names a field of people, each part and hiding a field of its own',
    (_type, description) => {
      const fields = new Set(rulesOf(description as never).map(([field]) => field));
      for (const [, rule] of rulesOf(description as never)) if (rule.kind === 'personal') expect(fields).toContain(rule.about);
      for (const field of [description.part, description.hiddenFrom, description.tookPart])
        if (field !== undefined) expect(fields).toContain(field);
    },
  );
});
