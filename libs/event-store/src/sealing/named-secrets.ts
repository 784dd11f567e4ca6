// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, type KeyObject } from 'node:crypto';
import { openWithAny, ROOT } from './controller-keys.ts';
import type { ControllerKeys } from './controller-keys.ts';
import { newKey, sealBytes } from './envelope.ts';
import { KeyDestroyed, UnknownKey } from './key-ring.ts';
import type { KeyTable } from './key-table.ts';
import { BoundedCache } from '../core/bounded-cache.ts';

const CACHED = 256;

/** Secrets of the installation itself, wrapped by the root key: nobody's personal data is bound to one controller by them. */
export class NamedSecrets {
  readonly #table: KeyTable;
  readonly #controllerKeys: ControllerKeys;
  readonly #cache = new BoundedCache<string, KeyObject>(CACHED);

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
      // Sees a rotation by another process: what is wrapped with a key that is gone cannot be opened.
      this.#controllerKeys.add([]);
      this.#table.addSecret(name, sealBytes(this.#controllerKeys.of(ROOT), placeOf(name), made.export()));
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

  /** Wraps every secret with the key that wraps now. Inside a transaction of its caller. Answers how many. */
  rewrap(): number {
    const secrets = this.#table.secrets();
    for (const { name, wrapped } of secrets) {
      const bytes = openWithAny(this.#controllerKeys, ROOT, placeOf(name), wrapped);
      this.#table.replaceSecret(name, sealBytes(this.#controllerKeys.of(ROOT), placeOf(name), bytes));
    }
    return secrets.length;
  }

  forget(): void {
    this.#cache.clear();
  }

  #unwrap(name: string, wrapped: Buffer | undefined): KeyObject | undefined {
    return wrapped && createSecretKey(openWithAny(this.#controllerKeys, ROOT, placeOf(name), wrapped));
  }
}

function placeOf(name: string): string {
  return `secret\0${name}`;
}
