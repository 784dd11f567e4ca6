// SPDX-License-Identifier: EUPL-1.2
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { formatSignerKey, formatVerifierKey, newSeed, parseSignerKey, parseVerifierKey, signerKey } from './keys.ts';
import type { SignerKey, SignerKind, VerifierKey } from './keys.ts';

/** A private key that others than its owner may read or change. */
export class UnsafeKeyFile extends Error {
  readonly code = 'UNSAFE_KEY_FILE';
  constructor(file: string) {
    super(`The key file ${file} may be read or written by its owner only: chmod 600`);
    this.name = 'UnsafeKeyFile';
  }
}

/** Reads a key, or makes one under this name when there is none; the public part then stands beside it as `<file>.pub`. @throws UnsafeKeyFile */
export function openKeyFile(file: string, kind: SignerKind, name: string): SignerKey {
  if (!existsSync(file)) {
    const seed = newSeed();
    const key = signerKey(kind, name, seed);
    writeFileSync(file, `${formatSignerKey(key, seed)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
    writeFileSync(`${file}.pub`, `${formatVerifierKey(key)}\n`, { mode: 0o644 });
    return key;
  }
  return readKeyFile(file, kind);
}

/** @throws UnsafeKeyFile, MalformedNote */
export function readKeyFile(file: string, kind: SignerKind): SignerKey {
  if ((statSync(file).mode & 0o077) !== 0) throw new UnsafeKeyFile(file);
  const key = parseSignerKey(readFileSync(file, 'utf8'));
  if (key.kind !== kind) throw new Error(`The key in ${file} is one of a ${key.kind}, not of a ${kind}`);
  return key;
}

/** Public keys, one a line; `#` begins a remark. */
export function parseKeys(text: string): VerifierKey[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseVerifierKey);
}
