// SPDX-License-Identifier: EUPL-1.2
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosign, parseCheckpoint, signedBy } from '../notes/checkpoint.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import type { SignerKey, VerifierKey } from '../notes/keys.ts';
import { MalformedNote, parseNote } from '../notes/signed-note.ts';
import { replaceFile } from '../log/durable-files.ts';
import { HASH_BYTES, emptyRoot, sha256 } from '../tree/hashing.ts';
import { isConsistent, same } from '../tree/proofs.ts';

export interface WitnessOptions {
  readonly key: SignerKey;
  /** Folder of what it saw. Whoever runs the log must have no way into it. */
  readonly memory: string;
  /** The logs it watches. */
  readonly logs: readonly VerifierKey[];
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** What a witness answers, in the numbers of C2SP tlog-witness. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

/**
 * Signs a log's checkpoint when it continues the last one it signed, and never otherwise. It knows nothing of what the log is about.
 * What it signed is on disk before it says so; one request is looked at at a time.
 */
export class Witness {
  readonly #options: WitnessOptions;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: WitnessOptions) {
    this.#options = options;
    mkdirSync(options.memory, { recursive: true, mode: 0o700 });
  }

  addCheckpoint(request: string): Promise<WitnessAnswer> {
    const turn = this.#turn.then(() => this.#look(request));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** The last checkpoint it signed of a log. */
  lastOf(origin: string): Checkpoint | undefined {
    const file = this.#fileOf(origin);
    return existsSync(file) ? parseCheckpoint(parseNote(readFileSync(file, 'utf8'))) : undefined;
  }

  async #look(request: string): Promise<WitnessAnswer> {
    const asked = readRequest(request);
    if (asked === undefined) return answer(400, 'malformed');
    const { old, proof, note } = asked;
    const signed = parseNote(note);
    const checkpoint = parseCheckpoint(signed);
    const keys = this.#options.logs.filter(({ name }) => name === checkpoint.origin);
    if (keys.length === 0) return answer(404, 'unknown log');
    if (!keys.some((key) => signedBy(signed, key) === true)) return answer(403, 'not signed by that log');
    if (old > checkpoint.size) return answer(400, 'the old size is larger');
    const last = this.lastOf(checkpoint.origin) ?? { origin: checkpoint.origin, size: 0, root: emptyRoot() };
    if (old !== last.size) return { status: 409, type: 'text/x.tlog.size', body: `${String(last.size)}\n` };
    if (old === checkpoint.size && !same(last.root, checkpoint.root)) return this.#refuse(409, 'another history', note);
    if (!isConsistent(last, checkpoint, proof)) return this.#refuse(422, 'not a continuation', note);
    await replaceFile(this.#fileOf(checkpoint.origin), Buffer.from(note));
    return { status: 200, type: 'text/plain; charset=utf-8', body: cosign(signed.text, this.#options.now(), this.#options.key) };
  }

  /** A checkpoint that the log signed and that is no continuation is evidence against it: it is kept. */
  #refuse(status: 409 | 422, why: string, note: string): WitnessAnswer {
    appendFileSync(join(this.#options.memory, 'refused'), `${note}\n`, { mode: 0o600 });
    return answer(status, why);
  }

  #fileOf(origin: string): string {
    return join(this.#options.memory, sha256(Buffer.from(origin)).toString('hex'));
  }
}

function answer(status: WitnessAnswer['status'], why: string): WitnessAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `${why}\n` };
}

interface WitnessRequest {
  readonly old: number;
  readonly proof: readonly Buffer[];
  readonly note: string;
}

/** `undefined` for what is not of the form asked for. */
function readRequest(text: string): WitnessRequest | undefined {
  const blank = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(blank, 0)).split('\n');
  const [, old] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const right = proof.length <= 63 && proof.every((hash, index) => hash.length === HASH_BYTES && hash.toString('base64') === lines[index]);
  if (old === undefined || !right) return undefined;
  const note = text.slice(blank + 2);
  try {
    parseCheckpoint(parseNote(note));
    return { old: Number(old), proof, note };
  } catch (failure) {
    if (failure instanceof MalformedNote) return undefined;
    throw failure;
  }
}

export function witnessRequest(old: number, proof: readonly Uint8Array[], note: string): string {
  return `old ${String(old)}\n${proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')}\n${note}`;
}
