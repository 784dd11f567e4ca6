// SPDX-License-Identifier: EUPL-1.2
/**
 * A map that forgets what was not used for long: memory stays bounded however many cases there are. Two generations instead of an order:
 * what is used again is found without touching the map.
 */
export class BoundedCache<Key, Value> {
  readonly #generation: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  /** @param limit 0 keeps nothing. */
  constructor(limit: number) {
    this.#generation = limit === 0 ? 0 : Math.max(1, Math.floor(limit / 2));
  }

  /** False when it was told to keep nothing. */
  get holds(): boolean {
    return this.#generation > 0;
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: Key, value: Value): void {
    if (this.#generation === 0) return;
    this.#old.delete(key);
    this.#young.set(key, value);
    if (this.#young.size < this.#generation) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  delete(key: Key): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
