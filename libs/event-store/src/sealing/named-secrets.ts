// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { ControllerKeys } from './controller-keys.ts';
import { newKey, openBytes, sealBytes } from './envelope.ts';
import { KeyDestroyed, UnknownKey } from './key-ring.ts';
import type { KeyTable } from './key-table.ts';
import { LruCache } from './lru-cache.ts';

const CACHED = 256;

/** Secrets of the installation itself, wrapped by the root key: nobody's personal data is bound to one controller by them. */
export class NamedSecrets {
  readonly #table: KeyTable;
  readonly #controllerKeys: ControllerKeys;
  readonly #cache = new LruCache<KeyObject>(CACHED);

  constructor(table: KeyTable, controllerKeys: ControllerKeys) {
    this.#table = table;
    this.#controllerKeys = controllerKeys;
  }

  /** @throws KeyDestroyed */
  findOrMake(name: string): KeyObject {
    const cached = this.#cache.get(name);
    if (cached !== undefined) return cached;
    const key = this.#table.transaction(() => {
      const row = this.#table.secret(name);
      if (row !== undefined) return this.#unwrap(name, row.wrapped);
      const made = newKey();
      this.#table.addSecret(name, sealBytes(this.#controllerKeys.root, placeOf(name), made.export()));
      return made;
    });
    if (key === undefined) throw new KeyDestroyed(`secret ${name}`);
    this.#cache.set(name, key);
    return key;
  }

  /** `undefined` once it is destroyed. @throws UnknownKey */
  find(name: string): KeyObject | undefined {
    const cached = this.#cache.get(name);
    if (cached !== undefined) return cached;
    const row = this.#table.secret(name);
    if (row === undefined) throw new UnknownKey(`secret ${name}`);
    const key = this.#unwrap(name, row.wrapped);
    if (key !== undefined) this.#cache.set(name, key);
    return key;
  }

  destroy(name: string): void {
    this.#table.transaction(() => {
      this.#table.destroySecret(name);
    });
    this.#cache.delete(name);
    this.#table.scrub();
  }

  forget(): void {
    this.#cache.clear();
  }

  #unwrap(name: string, wrapped: Buffer | undefined): KeyObject | undefined {
    return wrapped && createSecretKey(openBytes(this.#controllerKeys.root, placeOf(name), wrapped));
  }
}

function placeOf(name: string): string {
  return `secret\0${name}`;
}
