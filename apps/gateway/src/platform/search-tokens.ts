// SPDX-License-Identifier: EUPL-1.2
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { nameWords } from '@gezinslijn/family-case';
import type { PriorSearch, SoughtPerson } from '@gezinslijn/family-case';
import type { Actor } from './actor.ts';

/** How long a search counts for opening a case. Real time, as with sessions: the clock of a story has no part in it. */
export const SEARCH_COUNTS_MS = 60 * 60_000;

type Searcher = Pick<Actor, 'subject' | 'organisation' | 'traceId'>;

/** Whom was sought, by digests under the key of these tokens. */
type Digests = readonly (readonly [name: string, birthDate: string | null])[];

interface Sealed {
  readonly subject: string;
  readonly organisation: string;
  readonly at: number;
  readonly reference: string;
  readonly people: Digests;
}

const [IV, TAG] = [12, 16];

/**
 * Proof of a search: who did it under which hat, when, and for whom. Sealed (AES-256-GCM), and inside it no name but digests: a token that
 * leaks tells nothing, a changed one is none, and only who searched can use it.
 */
export class SearchTokens {
  readonly #key: Buffer;
  readonly #digestKey: Buffer;
  readonly #now: () => number;

  constructor(secret: KeyObject, now: () => number = Date.now) {
    this.#key = createHmac('sha256', secret).update('search token').digest();
    this.#digestKey = createHmac('sha256', secret).update('sought').digest();
    this.#now = now;
  }

  seal({ subject, organisation, traceId }: Searcher, people: readonly SoughtPerson[]): string {
    const digests = people.flatMap(({ name, birthDate }) =>
      name === undefined ? [] : [[this.#name(name), birthDate === undefined ? null : this.#digest(birthDate)] as const],
    );
    const sealed: Sealed = { subject, organisation, at: this.#now(), reference: traceId, people: digests };
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    return Buffer.concat([iv, cipher.update(JSON.stringify(sealed)), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** `undefined` for what is no token, another's, of another hat, or too old. */
  open(token: string, { subject, organisation }: Pick<Searcher, 'subject' | 'organisation'>): PriorSearch | undefined {
    const sealed = this.#unseal(token);
    if (sealed?.subject !== subject || sealed.organisation !== organisation) return undefined;
    if (this.#now() - sealed.at > SEARCH_COUNTS_MS) return undefined;
    return {
      reference: sealed.reference,
      covers: (name, birthDate) => {
        const [words, day] = [this.#name(name), birthDate === undefined ? null : this.#digest(birthDate)];
        // Who was sought by name alone was sought wider than by name and day.
        return sealed.people.some(([soughtWords, soughtDay]) => soughtWords === words && (soughtDay === null || soughtDay === day));
      },
    };
  }

  #unseal(token: string): Sealed | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length <= IV + TAG) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, IV)).setAuthTag(bytes.subarray(-TAG));
    try {
      return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]).toString()) as Sealed;
    } catch {
      return undefined;
    }
  }

  #name(name: string): string {
    return this.#digest(nameWords(name).join(' '));
  }

  #digest(text: string): string {
    return createHmac('sha256', this.#digestKey).update(text).digest().toString('base64url', 0, 16);
  }
}
