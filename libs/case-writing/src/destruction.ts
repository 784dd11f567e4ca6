// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, StoredEvent } from '@gezinslijn/event-sourcing';
import type { KeyRing } from '@gezinslijn/event-store';
import { concernsDestruction, isDestroyed, leaveSealed, noteDestroyed, parseStored, readEvent } from '@gezinslijn/family-case';
import type { DestroyedBy, RecordedCaseEvent } from '@gezinslijn/family-case';

/** Noting how far it came costs a sync of the key file: not for every few events. */
const NOTE_EVERY = 1_000n;

/**
 * Process manager: what a controller decided to destroy is destroyed, by destroying its wraps of the keys. How far it came is kept with
 * the keys: when a copy of them is put back, everything decided since is done again before anything is served.
 */
export class Destruction {
  readonly #store: EventStore;
  readonly #keys: KeyRing;
  readonly #name: string;
  readonly #onDestroyed: ((stream: string) => Promise<void>) | undefined;
  #after: bigint | null | undefined;
  #noted = 0n;
  #running: Promise<void> = Promise.resolve();

  constructor({
    store,
    keys,
    name = 'destruction',
    onDestroyed,
  }: {
    readonly store: EventStore;
    readonly keys: KeyRing;
    /** Under which it notes how far it came, where something more than the keys follows from it. */
    readonly name?: string;
    /** What must follow in a case: it is looked at again when this fails. */
    readonly onDestroyed?: (stream: string) => Promise<void>;
  }) {
    this.#store = store;
    this.#keys = keys;
    this.#name = name;
    this.#onDestroyed = onDestroyed;
  }

  /** Does what was decided since the last look. Call it before serving and after each decision; runs one at a time. */
  look(): Promise<void> {
    this.#running = this.#running.catch(() => undefined).then(() => this.#look());
    return this.#running;
  }

  async #look(): Promise<void> {
    this.#after ??= this.#lastNoted();
    for (;;) {
      const page = await this.#store.readAll({
        after: this.#after,
        limit: 500,
        filter: { streamPrefixes: ['familyCase-'], types: ['RetentionDecided'] },
      });
      for (const stored of page.events) await this.#destroy(read(stored));
      this.#after = page.lastPosition;
      if (this.#after !== null && (page.events.length > 0 || this.#after - this.#noted >= NOTE_EVERY)) {
        this.#keys.note(this.#name, String(this.#after));
        this.#noted = this.#after;
      }
      if (page.atHead) return;
    }
  }

  #lastNoted(): bigint | null {
    const noted = this.#keys.noted(this.#name);
    if (noted === undefined) return null;
    this.#noted = BigInt(noted);
    return this.#noted;
  }

  async #destroy({ stream, position, event, metadata }: RecordedCaseEvent): Promise<void> {
    if (event.type !== 'RetentionDecided') return;
    const controller = metadata.actingOrganisation;
    const destroyed = (await this.#decidedUpTo(stream, position)).get(controller) ?? new Set<string>();
    const subjects = this.#keys
      .subjectsOf(stream)
      .filter((subject) => concernsDestruction(subject, event.data) && isDestroyed(destroyed, subject));
    await this.#keys.destroyWraps(stream, subjects, controller);
    await this.#onDestroyed?.(stream);
  }

  /** What is about several people goes with the last of them, so earlier decisions count. Rare enough to read the case for. */
  async #decidedUpTo(stream: string, position: bigint): Promise<DestroyedBy> {
    const decided: DestroyedBy = new Map();
    for await (const stored of this.#store.readStream(stream)) {
      if (stored.position > position) break;
      if (stored.type !== 'RetentionDecided') continue;
      const { event, metadata } = read(stored);
      if (event.type === 'RetentionDecided') noteDestroyed(decided, metadata.actingOrganisation, event.data);
    }
    return decided;
  }
}

/** Structure is all there is to read. */
const read = (stored: StoredEvent): RecordedCaseEvent => readEvent(stored, parseStored(stored), leaveSealed);
