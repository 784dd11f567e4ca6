// SPDX-License-Identifier: EUPL-1.2
import { createCipheriv, createDecipheriv, createHmac, createSecretKey } from 'node:crypto';
import type { Cipheriv, KeyObject } from 'node:crypto';
import { readerKey } from '@gezinslijn/family-case';
import type { Reader } from '@gezinslijn/family-case';

/** What is counted: entries are by their place in the store, looks by theirs in the log. One held against the other would tell how much there is. */
export type Counted = 'entries' | 'looks';

/**
 * Positions as a reader gets them: one AES block of (position, mark of the reader and of what is counted), so that a token tells neither order nor distance,
 * nor what others wrote in between, and another reader's token is no token at all.
 */
export class PositionTokens {
  readonly #key: KeyObject;
  // Each block by itself, so that one cipher seals them all: to make one costs more than to seal a block with it.
  readonly #cipher: Cipheriv;
  readonly #markKey: KeyObject;
  readonly #marks = new Map<string, Buffer>();

  constructor(secret: KeyObject) {
    this.#key = createSecretKey(createHmac('sha256', secret).update('position').digest().subarray(0, 16));
    this.#cipher = createCipheriv('aes-128-ecb', this.#key, null).setAutoPadding(false);
    this.#markKey = createSecretKey(createHmac('sha256', secret).update('reader').digest());
  }

  seal(position: bigint, reader: Reader, counted: Counted = 'entries'): string {
    const block = Buffer.alloc(16);
    block.writeBigInt64BE(position, 0);
    this.#mark(reader, counted).copy(block, 8);
    return this.#cipher.update(block).toString('base64url');
  }

  /** `null` for what is no token of this reader, or counts something else. */
  open(token: string, reader: Reader, counted: Counted = 'entries'): bigint | null {
    const sealed = Buffer.from(token, 'base64url');
    if (sealed.length !== 16) return null;
    const decipher = createDecipheriv('aes-128-ecb', this.#key, null).setAutoPadding(false);
    const block = Buffer.concat([decipher.update(sealed), decipher.final()]);
    return block.subarray(8).equals(this.#mark(reader, counted)) ? block.readBigInt64BE(0) : null;
  }

  #mark(reader: Reader, counted: Counted): Buffer {
    const key = counted === 'entries' ? readerKey(reader) : `${counted} ${readerKey(reader)}`;
    let mark = this.#marks.get(key);
    if (mark === undefined) {
      mark = createHmac('sha256', this.#markKey).update(key).digest().subarray(0, 8);
      if (this.#marks.size > 10_000) this.#marks.clear();
      this.#marks.set(key, mark);
    }
    return mark;
  }
}
