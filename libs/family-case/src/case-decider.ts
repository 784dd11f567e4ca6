// SPDX-License-Identifier: EUPL-1.2
import type { Decider } from '@gezinslijn/event-sourcing';
import type { CaseEvent } from './case-event.ts';
import type { Act, CaseMetadata } from './vocabulary/act.ts';

/** A command as every slice gets it: a type in the imperative and its input. Who, when and by which power stand in the act. */
export interface CaseCommandShape {
  readonly type: string;
}

/** A slice of the family case: which commands it decides, which events it folds (its own and other slices'). */
export interface CaseDecider<
  Command extends CaseCommandShape,
  State,
  E extends CaseEvent,
  Refusal extends string,
  Folded extends CaseEvent,
> extends Decider<Command, State, E, Refusal, Act, Folded, CaseMetadata> {
  readonly commands: { readonly [Type in Command['type']]: true };
}
