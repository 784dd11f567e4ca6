// SPDX-License-Identifier: EUPL-1.2
import type { Decision } from './decision.ts';
import type { Event, Recorded } from './event.ts';

/**
 * The programming model: state is a fold of events, a decision is a pure function of state and command.
 * `evolve` may mutate the draft it is given (one fold owns it, and a fold of 10,000 events must not copy maps);
 * seen from outside it is a pure function. One stream feeds many deciders: what is not listed in `handles` is not folded.
 */
export interface Decider<Command, State, E extends Event, Refusal extends string, Act, Folded extends Event = E, M = unknown> {
  readonly handles: { readonly [Type in Folded['type']]: true };
  readonly initial: () => State;
  readonly decide: (state: State, command: Command, act: Act) => Decision<E, Refusal>;
  readonly evolve: (state: State, event: Folded, recorded: Recorded<Folded, M>) => State;
}

/** A pure read-side fold: the same events give the same changes. */
export interface Projection<Context, E extends Event, Change, M = unknown> {
  readonly initial: () => Context;
  readonly apply: (context: Context, recorded: Recorded<E, M>) => { readonly context: Context; readonly changes: readonly Change[] };
}
