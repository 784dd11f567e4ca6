// SPDX-License-Identifier: EUPL-1.2
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Checkpoint } from '../notes/checkpoint.ts';
import type { NoteSignature } from '../notes/signed-note.ts';
import { consistencyProof } from '../tree/proofs.ts';
import { WitnessRefused } from '../witness/witness-client.ts';
import type { WitnessClient } from '../witness/witness-client.ts';
import type { LedgerLog } from './ledger-log.ts';
import type { PlacedEvent } from './places.ts';
import { tileReader } from './tile-files.ts';

/** What the ledger needs of a store: all events of all streams, in the one order they have there. */
export interface SequencedStore {
  readAll(options: { readonly after: bigint | null; readonly limit: number }): Promise<{
    readonly events: readonly PlacedEvent[];
    readonly lastPosition: bigint | null;
    readonly atHead: boolean;
  }>;
}

export interface SequencerOptions {
  readonly store: SequencedStore;
  readonly log: LedgerLog;
  readonly witnesses?: readonly WitnessClient[];
  /** Asked before each signature; throws when another process has the lease. */
  readonly fence?: () => Promise<void>;
  /** Milliseconds between two looks at the store; 1,000 unless told. */
  readonly every?: number;
  /** Told of what goes wrong while it goes on, such as a witness that is away. */
  readonly onFault?: (fault: unknown) => void;
}

/** Hashed in one go: some two milliseconds, after which others get their turn. */
const SLICE = 128;
/** Entries under one checkpoint at most. */
const BATCH = 4_096;

/**
 * Gives every event of the store its index in the log, in the order of the store, each exactly once, a moment after it was appended.
 * It stops at the first fault that is its own; what it had not signed for is done again by the next.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #failure: Error | undefined;
  #witnessed: ReadonlySet<string> = new Set();
  /** How far was looked: on some engines further than the last event. */
  #after: bigint | null;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#after = options.log.lastPosition;
  }

  /** Why it stopped, or what a witness refused. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  start(): void {
    this.#running ??= this.#run().catch((failure: unknown) => {
      this.#failed(failure);
    });
  }

  /** Signs for what there is and ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Takes in all there is, signs for it and shows it to the witnesses; one call at a time. */
  catchUp(): Promise<Checkpoint | undefined> {
    const turn = this.#turn.then(async () => {
      while (!(await this.#batch()));
      return this.#options.log.checkpoint;
    });
    // After a failure the log is behind what it took in: nothing more is tried on it.
    this.#turn = turn;
    turn.catch(() => undefined);
    return turn;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.catchUp();
      await pause(this.#options.every ?? 1_000, undefined, { signal, ref: false }).catch(() => undefined);
    }
    await this.catchUp();
  }

  /** `true` when the store had no more. */
  async #batch(): Promise<boolean> {
    const { store, log, fence = () => Promise.resolve() } = this.#options;
    let atHead = false;
    while (!atHead && log.uncommitted < BATCH) {
      const page = await store.readAll({ after: this.#after, limit: SLICE });
      log.append(page.events);
      this.#after = page.lastPosition;
      atHead = page.atHead;
      await nextTurn();
    }
    if (log.uncommitted > 0) {
      await log.commit(fence);
      this.#witnessed = new Set();
    }
    if (atHead) await this.#showWitnesses();
    return atHead;
  }

  /** A witness that is away holds up nobody; one that refuses has seen something we must not hide. */
  async #showWitnesses(): Promise<void> {
    const { log, witnesses = [] } = this.#options;
    const { note, checkpoint } = log;
    const missing = witnesses.filter(({ name }) => !this.#witnessed.has(name));
    if (note === undefined || checkpoint === undefined || missing.length === 0) return;
    const node = tileReader(log.folder, checkpoint.size);
    const asked = await Promise.allSettled(missing.map((one) => one.cosign(note, (from) => consistencyProof(node, from, checkpoint.size))));
    const signatures: NoteSignature[] = [];
    for (const [index, outcome] of asked.entries()) {
      if (outcome.status === 'fulfilled') signatures.push(outcome.value);
      else if (outcome.reason instanceof WitnessRefused) this.#failed(outcome.reason);
      else this.#options.onFault?.(outcome.reason);
      const name = missing[index]?.name;
      if (outcome.status === 'fulfilled' && name !== undefined) this.#witnessed = new Set([...this.#witnessed, name]);
    }
    await log.addSignatures(signatures);
  }

  #failed(failure: unknown): void {
    this.#failure = failure instanceof Error ? failure : new Error(String(failure));
    this.#options.onFault?.(this.#failure);
  }
}
