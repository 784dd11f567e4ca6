// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const CODE_FILE = 'first-administrator.json';
/** Hours a code can be redeemed; after that the next start makes another. */
const HOURS = 24;
/** Attempts in ten minutes, of everybody together: 78 bits are not guessed at that pace. */
const ATTEMPTS = 5;
const WINDOW_MS = 600_000;
/** Letters and digits that are not mistaken for one another. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const LETTERS = 16;

interface Written {
  readonly code: string;
  readonly expiresAt: string;
}

export interface FirstAdministratorOptions {
  readonly folder: string;
  /** Real time in milliseconds. */
  readonly now: () => number;
  /** A demonstration has no secrets: its code is known. */
  readonly known?: string;
}

/** The one-time code of an empty store. It stands in a file of its owner, for who runs the server, and is gone once it was redeemed. */
export class FirstAdministrator {
  readonly #options: FirstAdministratorOptions;
  readonly #file: string;
  #attempts: number[] = [];

  constructor(options: FirstAdministratorOptions) {
    this.#options = options;
    this.#file = join(options.folder, CODE_FILE);
  }

  /** The code to redeem, made when there is none that holds; the same for every gateway on this folder. `undefined` where it is known. */
  offer(): Written | undefined {
    const { known, folder, now } = this.#options;
    if (known !== undefined) return undefined;
    const standing = this.#written();
    if (standing !== undefined && Date.parse(standing.expiresAt) > now()) return standing;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = { code: newCode(), expiresAt: new Date(now() + HOURS * 3_600_000).toISOString() };
    const draft = `${this.#file}.${String(process.pid)}`;
    writeFileSync(draft, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: 'w' });
    renameSync(draft, this.#file);
    return made;
  }

  /** `tooOften` says nothing about the code. Compared in constant time; every attempt counts. */
  check(code: string): 'right' | 'wrong' | 'tooOften' {
    const { known, now } = this.#options;
    const moment = now();
    this.#attempts = this.#attempts.filter((at) => at > moment - WINDOW_MS);
    if (this.#attempts.length >= ATTEMPTS) return 'tooOften';
    this.#attempts.push(moment);
    const standing = known === undefined ? this.#written() : { code: known, expiresAt: new Date(moment + 1).toISOString() };
    const wanted = standing ?? { code: randomBytes(LETTERS).toString('hex'), expiresAt: '' };
    const same = timingSafeEqual(digestOf(code), digestOf(wanted.code));
    return same && standing !== undefined && Date.parse(standing.expiresAt) > moment ? 'right' : 'wrong';
  }

  /** After it was redeemed. */
  drop(): void {
    rmSync(this.#file, { force: true });
  }

  #written(): Written | undefined {
    if (!existsSync(this.#file)) return undefined;
    // What others could have written is no word of ours.
    if (process.platform !== 'win32' && (lstatSync(this.#file).mode & 0o077) !== 0) return undefined;
    try {
      const { code, expiresAt } = JSON.parse(readFileSync(this.#file, 'utf8')) as Partial<Written>;
      return typeof code === 'string' && code.length > 0 && typeof expiresAt === 'string' ? { code, expiresAt } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Four groups of four, so that a person can read it out. */
function newCode(): string {
  const letters: string[] = [];
  while (letters.length < LETTERS) {
    // A byte above the last whole multiple would favour the first letters.
    for (const byte of randomBytes(LETTERS))
      if (byte < 240 && letters.length < LETTERS) letters.push(ALPHABET[byte % ALPHABET.length] as string);
  }
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

const digestOf = (code: string): Buffer => createHash('sha256').update(code.trim().toUpperCase()).digest();
