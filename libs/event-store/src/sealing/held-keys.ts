// SPDX-License-Identifier: EUPL-1.2
import type { KeyObject } from 'node:crypto';

export interface Held {
  /** `undefined` once it is destroyed: that too is worth remembering, a fold meets it again and again. */
  readonly key: KeyObject | undefined;
  /** Where its envelopes belong, up to what the caller binds each to. */
  readonly place: string;
  /** Controllers whose wrap was made at some time; those whose wrap was destroyed count too. */
  readonly settled: ReadonlySet<string>;
}

type ByScope = Map<string, Map<string, Held>>;

/**
 * Unwrapped keys at hand, at most `max`; what was not used for long goes first. Two generations instead of an order, and a map per scope
 * instead of a joined name: every envelope asks here, and joining and hashing a long text cost as much as a tenth of opening it.
 */
export class HeldKeys {
  readonly #generation: number;
  #young: ByScope = new Map();
  #old: ByScope = new Map();
  #count = 0;

  constructor(max: number) {
    this.#generation = Math.max(1, Math.floor(max / 2));
  }

  get(scope: string, subject: string): Held | undefined {
    const young = this.#young.get(scope)?.get(subject);
    if (young !== undefined) return young;
    const old = this.#old.get(scope)?.get(subject);
    if (old !== undefined) this.set(scope, subject, old);
    return old;
  }

  set(scope: string, subject: string, held: Held): void {
    this.#old.get(scope)?.delete(subject);
    let subjects = this.#young.get(scope);
    if (subjects === undefined) {
      subjects = new Map();
      this.#young.set(scope, subjects);
    }
    if (!subjects.has(subject)) this.#count += 1;
    subjects.set(subject, held);
    if (this.#count < this.#generation) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#count = 0;
  }

  delete(scope: string, subject: string): void {
    if (this.#young.get(scope)?.delete(subject) === true) this.#count -= 1;
    this.#old.get(scope)?.delete(subject);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#count = 0;
  }
}
