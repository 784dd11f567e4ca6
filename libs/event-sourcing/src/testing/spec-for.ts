// SPDX-License-Identifier: EUPL-1.2
import type { Decider } from '../decider.ts';
import type { Event, Recorded } from '../event.ts';

/** Given events, when a command, then events, nothing or a refusal. Fails by throwing, so it needs no test framework. */
export function specFor<Command, State, E extends Event, Refusal extends string, Act, Folded extends Event, M>(
  decider: Decider<Command, State, E, Refusal, Act, Folded, M>,
  act: Act,
  record: (event: Event, index: number) => Recorded<Folded, M>,
) {
  return (...history: readonly Event[]) => ({
    when: (command: Command, by: Act = act) => {
      let state = decider.initial();
      history.forEach((event, index) => {
        if (event.type in decider.handles) {
          const recorded = record(event, index);
          state = decider.evolve(state, recorded.event, recorded);
        }
      });
      const decision = decider.decide(state, command, by);
      return {
        then: (...expected: readonly E[]) => {
          same(decision, { accepted: true, events: expected });
        },
        thenNothing: () => {
          same(decision, { accepted: true, events: [] });
        },
        thenRefused: (code: Refusal, field?: string) => {
          same(
            decision.accepted
              ? decision
              : { refused: decision.refusal.code, ...(field === undefined ? {} : { field: decision.refusal.field }) },
            { refused: code, ...(field === undefined ? {} : { field }) },
          );
        },
        thenTypes: (...types: readonly E['type'][]) => {
          same(decision.accepted ? decision.events.map((event) => event.type) : decision, types);
        },
      };
    },
  });
}

function same(actual: unknown, expected: unknown): void {
  const [got, wanted] = [canonical(actual), canonical(expected)];
  if (got !== wanted) throw new Error(`Expected\n${wanted}\nbut got\n${got}`);
}

function canonical(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    1,
  );
}
