// SPDX-License-Identifier: EUPL-1.2
import { parseCheckpoint, signedBy } from '../notes/checkpoint.ts';
import type { VerifierKey } from '../notes/keys.ts';
import { MalformedNote, parseNote, parseSignature } from '../notes/signed-note.ts';
import type { NoteSignature } from '../notes/signed-note.ts';
import { witnessRequest } from './witness.ts';

/** A witness knows another history of this log than the one it was shown: events were changed, or the store was rolled back. */
export class WitnessRefused extends Error {
  readonly code = 'WITNESS_REFUSED';
  constructor(message: string) {
    super(message);
    this.name = 'WitnessRefused';
  }
}

/** A witness could not be asked, or answered with nothing of use. Asked again later. */
export class WitnessUnavailable extends Error {
  readonly code = 'WITNESS_UNAVAILABLE';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'WitnessUnavailable';
  }
}

export interface WitnessAddress {
  readonly url: string;
  readonly key: VerifierKey;
}

/** How a request gets to a witness; over HTTP unless told. */
export type Ask = (request: string) => Promise<{ readonly status: number; readonly body: string }>;

const DEADLINE_MS = 5_000;

export class WitnessClient {
  readonly name: string;
  readonly #key: VerifierKey;
  readonly #ask: Ask;
  /** Size of what it signed last, as far as is known here. */
  #seen = 0;

  constructor({ url, key }: WitnessAddress, ask: Ask = overHttp(url)) {
    this.name = key.name;
    this.#key = key;
    this.#ask = ask;
  }

  /**
   * Its signature under `note`. `consistency` gives the proof from an earlier size to that of the note.
   * @throws WitnessRefused, WitnessUnavailable
   */
  async cosign(note: string, consistency: (from: number) => readonly Uint8Array[]): Promise<NoteSignature> {
    const { size } = parseCheckpoint(parseNote(note));
    let answer = await this.#send(Math.min(this.#seen, size), note, consistency);
    const known = /^(\d+)\n$/.exec(answer.body)?.[1];
    if (answer.status === 409 && known !== undefined) {
      this.#seen = Number(known);
      if (this.#seen > size)
        throw new WitnessRefused(`${this.name} saw ${known} entries of this ledger, which now has ${String(size)}: it was rolled back`);
      answer = await this.#send(this.#seen, note, consistency);
    }
    if (answer.status === 409 || answer.status === 422)
      throw new WitnessRefused(`${this.name} saw another history of this ledger at ${String(this.#seen)} entries`);
    if (answer.status !== 200) throw new WitnessUnavailable(`${this.name} answered ${String(answer.status)}`);
    const signature = this.#signatureIn(note, answer.body);
    this.#seen = size;
    return signature;
  }

  async #send(old: number, note: string, consistency: (from: number) => readonly Uint8Array[]) {
    try {
      return await this.#ask(witnessRequest(old, old === 0 ? [] : consistency(old), note));
    } catch (cause) {
      throw new WitnessUnavailable(`${this.name} cannot be reached`, { cause });
    }
  }

  #signatureIn(note: string, body: string): NoteSignature {
    const { text } = parseNote(note);
    try {
      for (const line of body.split('\n').slice(0, -1)) {
        const signature = parseSignature(line);
        if (signedBy({ text, signatures: [signature] }, this.#key) === true) return signature;
      }
    } catch (failure) {
      if (!(failure instanceof MalformedNote)) throw failure;
    }
    throw new WitnessUnavailable(`${this.name} answered without a signature of its key`);
  }
}

function overHttp(url: string): Ask {
  const address = `${url.replace(/\/$/, '')}/add-checkpoint`;
  return async (request) => {
    const response = await fetch(address, { method: 'POST', body: request, signal: AbortSignal.timeout(DEADLINE_MS) });
    return { status: response.status, body: await response.text() };
  };
}
