// SPDX-License-Identifier: EUPL-1.2
import type { KeyObject } from 'node:crypto';
import type { SubjectKeys } from '@gezinslijn/event-sourcing';
import type { Closed } from './key-table.ts';

export type { Closed } from './key-table.ts';

/** Noted with the keys: the last day on which a copy of them may exist that was made with `rvt backup`. */
export const COPIES_LAPSE = 'copies-lapse-on';

/** Does what a controller closed itself off from cover this key? Names are those that were given when it was closed off. */
export type ClosedRule = (closed: ReadonlySet<string>, subject: string) => boolean;

/** By which decision a controller closes itself off, and from what. */
export type Closing = Pick<Closed, 'decision' | 'name'>;

/**
 * The keys behind sealed personal data, and all that erasure needs of them. A controller is an organisation that answers for its
 * copy of the file (verwerkingsverantwoordelijke). What is destroyed stays destroyed: nothing makes it again, also not `ensure`.
 * `open` gives `undefined` only for a key that was destroyed; a key that was never made is an UnknownKey, because a lost key
 * file must not pass for erasure.
 */
export interface KeyRing extends SubjectKeys {
  /**
   * Makes what is not there yet, durable when it answers. A controller that closed itself off from what a key is about gets no wrap of it,
   * whatever the caller knew of that: it is looked at in the transaction in which the wrap would be made.
   * @throws KeyDestroyed when nobody would hold it.
   */
  ensure(scope: string, subjects: readonly string[], controllers: readonly string[], isClosed?: ClosedRule): Promise<void>;
  /**
   * Wraps every key of the scope for one more controller, but those it must do without. Keys whose wrap of this controller was destroyed, or
   * that it closed itself off from, stay closed to it.
   */
  addController(scope: string, controller: string, without?: (subject: string) => boolean, isClosed?: ClosedRule): Promise<void>;
  /** Ends one controller's retention; others read on. The last wrap takes the key along. */
  destroyWrap(scope: string, subject: string, controller: string): Promise<void>;
  /**
   * The same for many keys of one scope in one transaction; with a decision the controller is closed off from keys that are made later too.
   * Answers how many keys nobody holds any more because of it.
   */
  destroyWraps(scope: string, subjects: readonly string[], controller: string, closing?: Closing): Promise<number>;
  /** What came of a decision by which a controller closed itself off; `undefined` while it was not carried out here. */
  closed(scope: string, controller: string, decision: string): Closed | undefined;
  /** Was this key destroyed? Not so for one that was never made. */
  isErased(scope: string, subject: string): boolean;
  /** Every scope whose name begins so and that ever had a key here. */
  scopesOf(prefix: string): readonly string[];
  /** Every subject of the scope that ever had a key here. */
  subjectsOf(scope: string): readonly string[];
  /** Erasure. Also of a key that is not here, so that a restored key file can be told what was erased since. Asking twice is fine. */
  destroy(scope: string, subject: string): Promise<void>;
  /** Controllers that still hold a wrap, in alphabetical order. */
  controllersOf(scope: string, subject: string): readonly string[];
  /**
   * A named secret of 32 random bytes, made at first use and durable when it answers.
   * @throws KeyDestroyed
   */
  secret(name: string): Promise<KeyObject>;
  /**
   * The same without making one: `undefined` once it is destroyed.
   * @throws UnknownKey when it was never made here.
   */
  existingSecret(name: string): KeyObject | undefined;
  destroySecret(name: string): Promise<void>;
  /**
   * A new key for a controller, or for the installation itself (`null`): everything wrapped for it is wrapped anew in one transaction, and
   * no event is rewritten. A crash leaves every envelope openable; the next opening or rotation finishes what was begun.
   * @throws UnsafeKeyFolder when there is no such controller.
   */
  rotate(controller: string | null): Promise<Rotation>;
  /** How far something came with these keys, kept with them: a copy of the keys that is put back knows how far it was. */
  noted(name: string): string | undefined;
  note(name: string, value: string): void;
  /** Of the keys that wrap now: the installation's own (`null`) first, then each controller's. */
  fingerprints(): readonly KeyFingerprint[];
  close(): Promise<void>;
}

export interface KeyFingerprint {
  readonly controller: string | null;
  /** First 32 hex digits of a hash of the key; says nothing about it. */
  readonly fingerprint: string;
}

export interface Rotation {
  readonly controller: string | null;
  readonly before: string;
  readonly after: string;
  /** How many keys were wrapped anew. */
  readonly rewrapped: number;
}

export class KeyDestroyed extends Error {
  readonly code = 'KEY_DESTROYED';
  constructor(what: string) {
    super(`The key of ${what} was destroyed: nothing can be sealed with it any more`);
    this.name = 'KeyDestroyed';
  }
}

/** Never made, or lost. Not the same as erased. */
export class UnknownKey extends Error {
  readonly code = 'UNKNOWN_KEY';
  constructor(what: string) {
    super(`There is no key of ${what} in this key ring`);
    this.name = 'UnknownKey';
  }
}

/** The folder with keys is not as it must be. Meant for an operator; stops the start. */
export class UnsafeKeyFolder extends Error {
  readonly code = 'UNSAFE_KEY_FOLDER';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UnsafeKeyFolder';
  }
}

/** One text per key. The parts are joined by a character they may not hold, so that no two keys share a text. */
export function nameOfKey(scope: string, subject: string): string {
  if (scope === '' || subject === '' || scope.includes('\0') || subject.includes('\0'))
    throw new RangeError('A scope and a subject are texts without NUL');
  return `${scope}\0${subject}`;
}
