// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncToDisk } from '../core/sync-to-disk.ts';
import { KEY_BYTES, newKey, openBytes, TamperedEnvelope } from './envelope.ts';
import { UnsafeKeyFolder } from './key-ring.ts';

interface KeyFile {
  readonly format: 1;
  /** Wraps the named secrets, which belong to no controller. Base64, like the others. */
  readonly root: string;
  readonly controllers: Readonly<Record<string, string>>;
  /** A rotation under way: these take the place of the above once every wrap was made anew with them. */
  readonly next?: { readonly root?: string; readonly controllers: Readonly<Record<string, string>> };
}

/** The name under which the root key is rotated; no controller can have it. */
export const ROOT = '\0root';

/** The key-encryption keys, wherever they are kept. */
export interface ControllerKeys {
  /** The key that wraps, of a controller or of `ROOT`: during a rotation the new one. @throws UnsafeKeyFolder when there is none. */
  of(controller: string): KeyObject;
  /** The keys that may have wrapped: two during a rotation. @throws UnsafeKeyFolder when there is none. */
  candidates(controller: string): readonly KeyObject[];
  /** Every controller with a key, in alphabetical order; not the root. */
  controllers(): readonly string[];
  /** Rotations that were begun and not finished. */
  rotating(): readonly string[];
  /** Makes what is missing, durable when it returns, and sees what other processes made. Only to be called while no other process can. */
  add(controllers: readonly string[]): void;
  /** Sees what other processes made. */
  refresh(): void;
  /** Makes the next key beside the one that holds, durable when it returns; the same again while it is not finished. As `add`. */
  begin(controller: string): void;
  /** The next key takes the place of the old one, which is gone. Only once every wrap was made anew. As `add`. */
  finish(controller: string): void;
}

/**
 * One key per controller in a file that only its owner may read. Whoever has this file and the wrapped keys reads everything, so
 * the two are backed up apart.
 * @throws UnsafeKeyFolder when others may read it or it is not what was written here.
 */
export class ControllerKeyFile implements ControllerKeys {
  readonly #file: string;
  #keys: HeldKeyFile;

  constructor(file: string) {
    this.#file = file;
    this.#keys = keysIn(file);
  }

  static make(file: string): void {
    write(file, { format: 1, root: freshKey(), controllers: {} });
  }

  of(controller: string): KeyObject {
    return this.candidates(controller).at(-1) as KeyObject;
  }

  candidates(controller: string): readonly KeyObject[] {
    // Another process may have made it since.
    if (!this.#keys.held.has(controller)) this.refresh();
    const { held, next } = this.#keys;
    const found = [held.get(controller), next.get(controller)].filter((key) => key !== undefined);
    if (found.length === 0) throw new UnsafeKeyFolder(`${this.#file} holds no key of controller ${controller}`);
    return found;
  }

  controllers(): readonly string[] {
    return [...this.#keys.held.keys()].filter((controller) => controller !== ROOT).sort();
  }

  rotating(): readonly string[] {
    return [...this.#keys.next.keys()];
  }

  add(controllers: readonly string[]): void {
    // Read anew first, or the keys another process made meanwhile would be written over, and a key it rotated would be used on.
    if (!isAsRead(this.#file, this.#keys)) this.refresh();
    if (controllers.every((controller) => this.#keys.held.has(controller))) return;
    const standing = this.#standing();
    const missing = [...new Set(controllers)].filter((controller) => !Object.hasOwn(standing.controllers, controller));
    const made = missing.map((controller) => [controller, freshKey()] as const);
    if (made.length > 0) write(this.#file, { ...standing, controllers: { ...standing.controllers, ...Object.fromEntries(made) } });
    this.refresh();
  }

  refresh(): void {
    this.#keys = keysIn(this.#file);
  }

  begin(controller: string): void {
    const standing = this.#standing();
    if (controller !== ROOT && !Object.hasOwn(standing.controllers, controller))
      throw new UnsafeKeyFolder(`${this.#file} holds no key of controller ${controller}`);
    const { controllers = {}, ...root } = standing.next ?? {};
    if (controller === ROOT) write(this.#file, { ...standing, next: { root: freshKey(), ...root, controllers } });
    else write(this.#file, { ...standing, next: { ...root, controllers: { [controller]: freshKey(), ...controllers } } });
    this.refresh();
  }

  finish(controller: string): void {
    const { next, ...standing } = this.#standing();
    const { root, controllers = {} } = next ?? {};
    const { [controller]: made, ...rest } = controllers;
    const left = Object.keys(rest).length > 0;
    if (controller === ROOT && root !== undefined) {
      write(this.#file, { ...standing, root, ...(Object.keys(controllers).length > 0 ? { next: { controllers } } : {}) });
    } else if (made !== undefined) {
      const still = left || root !== undefined ? { next: { ...(root === undefined ? {} : { root }), controllers: rest } } : {};
      write(this.#file, { ...standing, controllers: { ...standing.controllers, [controller]: made }, ...still });
    }
    this.refresh();
  }

  #standing(): KeyFile {
    refuseIfOthersMayRead(this.#file);
    return parse(this.#file);
  }
}

/** Opens what a controller's key wrapped, also in the middle of a rotation or after one by another process. @throws TamperedEnvelope */
export function openWithAny(keys: ControllerKeys, controller: string, place: string, wrapped: Buffer): Buffer {
  const tried = openWithOne(keys.candidates(controller), place, wrapped);
  if (tried !== undefined) return tried;
  keys.refresh();
  const again = openWithOne(keys.candidates(controller), place, wrapped);
  if (again === undefined) throw new TamperedEnvelope();
  return again;
}

function openWithOne(candidates: readonly KeyObject[], place: string, wrapped: Buffer): Buffer | undefined {
  for (const key of candidates) {
    try {
      return openBytes(key, place, wrapped);
    } catch (failure) {
      if (!(failure instanceof TamperedEnvelope)) throw failure;
    }
  }
  return undefined;
}

const freshKey = (): string => randomBytes(KEY_BYTES).toString('base64');

/** For unit tests: gone with the process. */
export function memoryControllerKeys(): ControllerKeys {
  const keys = new Map<string, KeyObject>([[ROOT, newKey()]]);
  const next = new Map<string, KeyObject>();
  const candidates = (controller: string) => {
    const found = [keys.get(controller), next.get(controller)].filter((key) => key !== undefined);
    if (found.length === 0) throw new UnsafeKeyFolder(`There is no key of controller ${controller}`);
    return found;
  };
  return {
    of: (controller) => candidates(controller).at(-1) as KeyObject,
    candidates,
    controllers: () => [...keys.keys()].filter((controller) => controller !== ROOT).sort(),
    rotating: () => [...next.keys()],
    add: (controllers) => {
      for (const controller of controllers) if (!keys.has(controller)) keys.set(controller, newKey());
    },
    refresh: () => undefined,
    begin: (controller) => {
      candidates(controller);
      if (!next.has(controller)) next.set(controller, newKey());
    },
    finish: (controller) => {
      const made = next.get(controller);
      if (made !== undefined) keys.set(controller, made);
      next.delete(controller);
    },
  };
}

interface HeldKeyFile {
  readonly held: ReadonlyMap<string, KeyObject>;
  readonly next: ReadonlyMap<string, KeyObject>;
  /** Which file this was read from: every change makes another. */
  readonly inode: bigint;
  readonly changed: bigint;
}

function isAsRead(file: string, { inode, changed }: HeldKeyFile): boolean {
  const { ino, ctimeNs } = statSync(file, { bigint: true });
  return ino === inode && ctimeNs === changed;
}

function keysIn(file: string): HeldKeyFile {
  refuseIfOthersMayRead(file);
  const { ino, ctimeNs } = statSync(file, { bigint: true });
  const { root, controllers, next } = parse(file);
  const keysOf = (texts: Readonly<Record<string, string>>, rootText: string | undefined) =>
    new Map(
      [...Object.entries(texts), ...(rootText === undefined ? [] : [[ROOT, rootText] as const])].map(([name, text]) => [
        name,
        keyFrom(file, text),
      ]),
    );
  return { held: keysOf(controllers, root), next: keysOf(next?.controllers ?? {}, next?.root), inode: ino, changed: ctimeNs };
}

function refuseIfOthersMayRead(file: string): void {
  // Windows keeps rights elsewhere; its mode bits say nothing.
  if (process.platform === 'win32') return;
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new UnsafeKeyFolder(
      `${file} can be used by others than its owner (mode ${mode.toString(8)}); make it 600 and consider its keys known`,
    );
  }
}

function parse(file: string): KeyFile {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeyFile>;
    if (content.format === 1 && typeof content.root === 'string' && typeof content.controllers === 'object') return content as KeyFile;
  } catch (cause) {
    throw new UnsafeKeyFolder(`${file} cannot be read as a key file`, { cause });
  }
  throw new UnsafeKeyFolder(`${file} is no key file this program knows`);
}

function keyFrom(file: string, text: unknown): KeyObject {
  const bytes = Buffer.from(String(text), 'base64');
  if (bytes.length !== KEY_BYTES) throw new UnsafeKeyFolder(`${file} holds a key of the wrong length`);
  return createSecretKey(bytes);
}

/** Whole or not at all: written beside it, synced, then moved over it. A lost key-encryption key is a lost case file. */
function write(file: string, content: KeyFile): void {
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  const handle = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(handle, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  syncToDisk(dirname(file));
}
