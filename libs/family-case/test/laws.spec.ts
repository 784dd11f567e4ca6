// SPDX-License-Identifier: EUPL-1.2
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ERASED } from '@gezinslijn/event-sourcing';
import type { Event } from '@gezinslijn/event-sourcing';
import { descriptionOf } from '../src/case-event.ts';
import type { CaseEvent, RecordedCaseEvent } from '../src/case-event.ts';
import { withIds } from '../src/demonstration/step.ts';
import { waterlelie } from '../src/demonstration/waterlelie.ts';
import { decideCase, evolveCase, familyCase, initialCase, isCaseCommandType } from '../src/family-case.ts';
import type { CaseCommand, CaseState } from '../src/family-case.ts';
import type { FactRecorded } from '../src/inquiry/inquiry-events.ts';
import { clocksAt, evolveClocks, initialClocks } from '../src/norms/clocks.ts';
import type { ClocksState } from '../src/norms/clocks.ts';
import { measuresAt } from '../src/norms/measures-at.ts';
import { rulesOf } from '../src/recording/event-codec.ts';
import { refusalSentences } from '../src/refusals.ts';
import type { PerPerson } from '../src/vocabulary/event-description.ts';
import { addDays } from '../src/vocabulary/time.ts';
import { by, council, record, vt } from './acts.ts';
import { actOf, case1, perform } from './case-1.events.ts';
import {
  agreement,
  auntJoined,
  child,
  condition,
  everyParty,
  fixedFace,
  inquiryStarted,
  item,
  opened,
  ordered,
  published,
  received,
  reported,
  signed,
  teenager,
  votsOrdered,
} from './history.ts';
import { broken } from './invariants.ts';
import { attempt, commandOf, actFor, tryAll } from './random-commands.ts';
import type { World } from './random-commands.ts';

const RUNS = { numRuns: 120 };
const attempts = fc.array(attempt, { minLength: 1, maxLength: 120, size: 'max' });

const everybody: readonly Event[] = [opened, auntJoined, ...everyParty, fixedFace];
const factOf = (name: string) =>
  by<FactRecorded>(vt, {
    type: 'FactRecorded',
    version: 1,
    data: {
      factId: item(name),
      investigationId: item('i1'),
      concerning: [child],
      kind: 'OBSERVATION',
      text: 'Gezien',
      source: 'School',
      familyMarks: [],
    },
  });
const removalForAYear = ordered({ measureId: item('removal'), kind: 'REMOVAL', concerning: [child], endsOn: '2026-04-17' });
/** Cases to go on from, with everybody in them: a new one, one with a plan and inquiries, one with measures. */
const beginnings: readonly (readonly Event[])[] = [
  everybody,
  [
    ...everybody,
    reported,
    condition,
    agreement({ hiddenFrom: [teenager] }),
    published(1),
    signed(vt),
    inquiryStarted(vt, 'i1'),
    inquiryStarted(council, 'i2', 'COUNCIL'),
    factOf('f1'),
    factOf('f2'),
  ],
  [...everybody, votsOrdered, removalForAYear, received([item('vots'), item('removal')])],
];

function beginning(nth: number): World {
  const events = (beginnings[nth % beginnings.length] ?? everybody).map((event, index) => record<CaseEvent>(event, index));
  return { events, state: fold(events) };
}

const fold = (events: readonly RecordedCaseEvent[]): CaseState => events.reduce((state, entry) => evolveCase(state, entry), initialCase());
const foldClocks = (events: readonly RecordedCaseEvent[]): ClocksState =>
  events.reduce((state, entry) => evolveClocks(state, entry), initialClocks());
const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Map || part instanceof Set ? [...part] : typeof part === 'bigint' ? String(part) : part,
  );

/** The same events with every key destroyed. */
function erased(events: readonly RecordedCaseEvent[]): readonly RecordedCaseEvent[] {
  return events.map((entry) => {
    const data: Record<string, unknown> = { ...entry.event.data };
    for (const [field, rule] of rulesOf(descriptionOf(entry.event.type))) {
      if (data[field] === undefined || rule.kind === 'structure') continue;
      data[field] =
        rule.kind === 'personal' ? ERASED : (data[field] as PerPerson<unknown>).map(({ personId }) => ({ personId, content: ERASED }));
    }
    return { ...entry, event: { ...entry.event, data } as unknown as CaseEvent };
  });
}

describe('whatever anybody tries', () => {
  const refused = new Set<string>();

  it('no sequence of commands breaks an invariant', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), (tried, from) => {
        expect(broken(tryAll(tried, beginning(from)).events)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
  it('and the attempts are worth their name: every kind of command succeeds now and then, but for opening what is open', () => {
    const accepted = new Set<string>();
    fc.sample(attempts, { seed: 20250312, numRuns: 300 }).forEach((tried, from) => {
      tryAll(tried, beginning(from), (command, _act, _state, was) => {
        if (was) accepted.add(command.type);
      });
    });
    // What is due is so after decades: these histories are shorter.
    expect(Object.keys(familyCase.commands).filter((type) => !accepted.has(type))).toEqual(['OpenCase', 'DestroyByTerm']);
  });
  it('deciding changes nothing, and gives the same answer twice', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), (tried, from) => {
        tryAll(tried, beginning(from), (command, act, state) => {
          const before = asText(state);
          const [first, second] = [decideCase(state, command, act), decideCase(state, command, act)];
          expect(asText(first)).toBe(asText(second));
          expect(asText(state)).toBe(before);
        });
      }),
      { numRuns: 12 },
    );
  });
  it('a refusal fills its sentence, and never says more than its code, a field and its facts', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), (tried, from) => {
        tryAll(tried, beginning(from), (command, act, state) => {
          const decision = decideCase(state, command, act);
          if (decision.accepted) return;
          const { code, field, facts = {}, ...more } = decision.refusal;
          refused.add(code);
          expect(more).toEqual({});
          expect(typeof field === 'string' || field === undefined).toBe(true);
          const places = [...refusalSentences[code].nl.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
          expect(Object.keys(facts).sort()).toEqual(places.sort());
        });
      }),
      RUNS,
    );
    expect(refused.size).toBeGreaterThan(60);
  });
  it('folding is deterministic, also when it stops halfway and goes on', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), fc.nat(), (tried, cut, from) => {
        const { events, state } = tryAll(tried, beginning(from));
        const half = cut % (events.length + 1);
        const resumed = events.slice(half).reduce((draft, entry) => evolveCase(draft, entry), fold(events.slice(0, half)));
        expect(asText(resumed)).toBe(asText(state));
        expect(asText(fold(events))).toBe(asText(state));
        expect(asText(foldClocks(events))).toBe(asText(foldClocks(events)));
      }),
      RUNS,
    );
  });
});

describe('clocks', () => {
  const settled = new Set(['met', 'late', 'void', 'cancelled']);
  const waiting = new Set(['running', 'overdue']);

  it('never go backwards in time: what is settled stays settled, what is overdue is never running again', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), (tried, from) => {
        const state = foldClocks(tryAll(tried, beginning(from)).events);
        const before = new Map<string, string>();
        for (let day = '2025-03-01'; day < '2027-06-01'; day = addDays(day, 9)) {
          const now = clocksAt(state, `${day}T12:00:00.000Z`);
          for (const { id, status } of now) {
            const was = before.get(id);
            if (was !== undefined && settled.has(was)) expect([id, status]).toEqual([id, was]);
            if (was === 'overdue') expect(status).not.toBe('running');
            before.set(id, status);
          }
          expect([...before.keys()].every((id) => now.some((clock) => clock.id === id))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
  it('never go backwards with what is learnt: a clock that is done is not running again', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), (tried, from) => {
        const { events } = tryAll(tried, beginning(from));
        const state = initialClocks();
        let before = new Map<string, string>();
        for (const entry of events) {
          evolveClocks(state, entry);
          const now = new Map(clocksAt(state, entry.metadata.recordedAt).map(({ id, status }) => [id, status]));
          for (const [id, was] of before) if (settled.has(was)) expect([id, waiting.has(now.get(id) ?? 'gone')]).toEqual([id, false]);
          before = now;
        }
      }),
      RUNS,
    );
  });
  it('are not moved by handing over the watch', () => {
    const { events } = case1();
    const handovers = events.filter(({ event }) => event.type === 'SafetyWatchHandedOver');
    const without = events.filter((entry) => !handovers.includes(entry));
    expect(handovers).toHaveLength(3);
    expect(asText(clocksAt(foldClocks(without), '2026-01-01T00:00:00.000Z'))).toBe(
      asText(clocksAt(foldClocks(events), '2026-01-01T00:00:00.000Z')),
    );
  });
  it('say how every due day came about', () => {
    const { events } = case1();
    for (const { dueOn, steps } of clocksAt(foldClocks(events), '2026-01-01T00:00:00.000Z')) {
      expect(steps.length).toBeGreaterThan(0);
      if (dueOn !== undefined) expect(steps.map(({ day }) => day)).toContain(dueOn);
    }
  });
});

describe('when every sealed field is erased', () => {
  let performance: ReturnType<typeof case1>;
  beforeAll(() => {
    performance = case1();
  });

  it('Case 1 still folds, and every command of it still gets an answer', () => {
    const gone = erased(performance.events);
    expect(asText(gone)).not.toContain('Lotte');
    for (let length = 0; length <= gone.length; length += 1) {
      const state = fold(gone.slice(0, length));
      waterlelie.forEach((step, index) => {
        const command = withIds(step.command, performance.names);
        if (isCaseCommandType(command.type))
          expect(decideCase(state, command as CaseCommand, actOf(step, index))).toHaveProperty('accepted');
      });
    }
  });
  it('its clocks and measures still come out, as far as the calendar can know', () => {
    const state = foldClocks(erased(performance.events));
    const clocks = clocksAt(state, '2025-07-20T12:00:00.000Z');
    expect(clocks.filter(({ norm }) => norm === 'T2').map(({ status }) => status)).toEqual(['met']);
    expect(measuresAt(state, '2025-07-20T12:00:00.000Z').length).toBeGreaterThan(0);
  });
  it('no history, whatever was tried, makes a fold or a decision fail', () => {
    fc.assert(
      fc.property(attempts, attempts, fc.nat(), (tried, next, from) => {
        const events = [...erased(tryAll(tried, beginning(from)).events)];
        const world: World = { events, state: fold(events) };
        foldClocks(events);
        next.forEach((each, index) => {
          const today = '2025-06-02';
          const command = commandOf(each, world, today);
          expect(decideCase(world.state, command, actFor(each, command, index, world, today))).toHaveProperty('accepted');
        });
      }),
      RUNS,
    );
  });
});

describe('a repeat of a command', () => {
  it('gives the same ids, so that it can be known for a repeat', () => {
    const [once, again] = [perform(waterlelie.slice(0, 30)), perform(waterlelie.slice(0, 30))];
    expect(asText(once.events)).toBe(asText(again.events));
  });
});
