// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KEY_BYTES, newKey } from './envelope.ts';
import { UnsafeKeyFolder } from './key-ring.ts';

interface KeyFile {
  readonly format: 1;
  /** Wraps the named secrets, which belong to no controller. Base64, like the others. */
  readonly root: string;
  readonly controllers: Readonly<Record<string, string>>;
}

/** The key-encryption keys, wherever they are kept. */
export interface ControllerKeys {
  /** Wraps the named secrets. */
  readonly root: KeyObject;
  /** @throws UnsafeKeyFolder when there is no key of this controller. */
  of(controller: string): KeyObject;
  /** Makes what is missing, durable when it returns. Only to be called while no other process can. */
  add(controllers: readonly string[]): void;
}

/**
 * One key per controller in a file that only its owner may read. Whoever has this file and the wrapped keys reads everything, so
 * the two are backed up apart.
 * @throws UnsafeKeyFolder when others may read it or it is not what was written here.
 */
export class ControllerKeyFile implements ControllerKeys {
  readonly #file: string;
  #root: KeyObject;
  #controllers: ReadonlyMap<string, KeyObject>;

  constructor(file: string) {
    this.#file = file;
    const { root, controllers } = keysIn(file);
    this.#root = root;
    this.#controllers = controllers;
  }

  static make(file: string): void {
    write(file, { format: 1, root: randomBytes(KEY_BYTES).toString('base64'), controllers: {} });
  }

  get root(): KeyObject {
    return this.#root;
  }

  of(controller: string): KeyObject {
    // Another process may have made it since.
    if (!this.#controllers.has(controller)) this.#reread();
    const key = this.#controllers.get(controller);
    if (key === undefined) throw new UnsafeKeyFolder(`${this.#file} holds no key of controller ${controller}`);
    return key;
  }

  add(controllers: readonly string[]): void {
    if (controllers.every((controller) => this.#controllers.has(controller))) return;
    // Read anew first, or the keys another process made meanwhile would be written over.
    refuseIfOthersMayRead(this.#file);
    const standing = parse(this.#file);
    const missing = [...new Set(controllers)].filter((controller) => !Object.hasOwn(standing.controllers, controller));
    const made = missing.map((controller) => [controller, randomBytes(KEY_BYTES).toString('base64')] as const);
    if (made.length > 0) write(this.#file, { ...standing, controllers: { ...standing.controllers, ...Object.fromEntries(made) } });
    this.#reread();
  }

  #reread(): void {
    const { root, controllers } = keysIn(this.#file);
    this.#root = root;
    this.#controllers = controllers;
  }
}

/** For unit tests: gone with the process. */
export function memoryControllerKeys(): ControllerKeys {
  const keys = new Map<string, KeyObject>();
  const add = (controllers: readonly string[]) => {
    for (const controller of controllers) if (!keys.has(controller)) keys.set(controller, newKey());
  };
  const of = (controller: string) => {
    const key = keys.get(controller);
    if (key === undefined) throw new UnsafeKeyFolder(`There is no key of controller ${controller}`);
    return key;
  };
  return { root: newKey(), of, add };
}

function keysIn(file: string): { readonly root: KeyObject; readonly controllers: ReadonlyMap<string, KeyObject> } {
  refuseIfOthersMayRead(file);
  const { root, controllers } = parse(file);
  const entries = Object.entries(controllers).map(([controller, text]) => [controller, keyFrom(file, text)] as const);
  return { root: keyFrom(file, root), controllers: new Map(entries) };
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
  syncFolder(dirname(file));
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
