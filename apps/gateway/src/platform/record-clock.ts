// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import { isInstant } from '@gezinslijn/family-case';
import { NotAllowedToAct } from './actor.ts';

/** When entries are recorded. Only a store marked as a demonstration lets a request bring its own time, so that a story keeps its dates. */
export class RecordClock {
  readonly #demonstration: boolean;
  readonly #real: () => Instant;

  /** `real`: where real time comes from. */
  constructor(demonstration: boolean, real: () => Instant = systemTime) {
    this.#demonstration = demonstration;
    this.#real = real;
  }

  readonly now = (): Instant => this.#real();

  /** @throws NotAllowedToAct outside a demonstration store, or for what is no instant in the past. */
  readonly injected = (asked: string | undefined): Instant => {
    if (asked === undefined) return this.now();
    if (!this.#demonstration) throw new NotAllowedToAct('RECORD_CLOCK_NOT_ALLOWED');
    if (!isInstant(asked) || asked > this.now()) throw new NotAllowedToAct('RECORD_CLOCK_INVALID');
    return new Date(asked).toISOString();
  };
}

let [lastMillisecond, lastInstant] = [-1, ''];

/** Written out once per millisecond: a request asks several times, and a busy gateway answers several in one. */
function systemTime(): Instant {
  const millisecond = Date.now();
  if (millisecond !== lastMillisecond) [lastMillisecond, lastInstant] = [millisecond, new Date(millisecond).toISOString()];
  return lastInstant;
}
