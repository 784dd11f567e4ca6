// SPDX-License-Identifier: EUPL-1.2
/** A value whose key was destroyed: it was recorded, and cannot be read any more. No fold or clock may fail on it. */
export interface Erased {
  readonly erased: true;
}

/** The one instance, so that folds can compare by identity. */
export const ERASED: Erased = Object.freeze({ erased: true });

/** Personal data: sealed at rest, readable only while its key exists. */
export type Sealed<T> = T | Erased;

export function isErased(value: unknown): value is Erased {
  return value === ERASED;
}

/** The value, or `fallback` once it is erased. */
export function unlessErased<T, F>(value: Sealed<T>, fallback: F): T | F {
  return isErased(value) ? fallback : value;
}

/**
 * Keys per scope (a family case or a private record) and subject (a person, or several people jointly, and a file part).
 * `seal` needs the key to exist: `ensure` first. Envelopes are bound to `aad`: moved elsewhere they do not open.
 */
export interface SubjectKeys {
  /** Makes the keys that do not exist yet and wraps each once per controller. Durable when it answers. */
  ensure(scope: string, subjects: readonly string[], controllers: readonly string[]): Promise<void>;
  /** @throws when the key was destroyed or never made. */
  seal(scope: string, subject: string, aad: string, plaintext: string): string;
  /**
   * Rises when keys were destroyed, here or by another process that keeps the same keys: whatever was opened before must then be forgotten.
   */
  readonly generation: number;
  /** `undefined` when the key is gone: the content is erased. @throws when the envelope was tampered with. */
  open(scope: string, subject: string, aad: string, envelope: string): string | undefined;
}
