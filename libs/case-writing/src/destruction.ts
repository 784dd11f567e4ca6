// SPDX-License-Identifier: EUPL-1.2
import type { AllPage, EventStore, StoredEvent } from '@gezinslijn/event-sourcing';
import type { KeyRing } from '@gezinslijn/event-store';
import {
  CONTROLLER_EVENTS,
  concernsDestruction,
  controllersOf,
  destroyedName,
  isDestroyed,
  leaveSealed,
  noteDestroyed,
  parseStored,
  readEvent,
} from '@gezinslijn/family-case';
import type { DestroyedBy, OrganisationId, PersonId, RecordedCaseEvent, RetentionDecided } from '@gezinslijn/family-case';
import { DestructionElsewhere } from './destruction-elsewhere.ts';
import { carryCopiesLapse } from './copies-lapse.ts';
import type { DestroyList } from './destroy-list.ts';
import { recordLost } from './lost-decisions.ts';
import type { Progress } from './meldcode-link.ts';

/** Noting how far it came costs a sync of the key file: not for every few events. */
const NOTE_EVERY = 1_000n;
/** A case, and what is about people of cases outside them. */
const STREAMS = ['familyCase-', 'partyPrivate-', 'personMatch-'] as const;

/**
 * Process manager: what a controller decided to destroy is destroyed, by destroying its wraps of the keys. How far it came is kept with
 * the keys: when a copy of them is put back, everything decided since is done again before anything is served.
 */
export class Destruction {
  readonly #store: EventStore;
  readonly #keys: KeyRing;
  readonly #progress: Progress;
  readonly #list: DestroyList | undefined;
  readonly #elsewhere: DestructionElsewhere | undefined;
  readonly #onDestroyed: ((stream: string) => Promise<void>) | undefined;
  #after: bigint | null | undefined;
  #noted = 0n;
  /** The list holds every decision there was when this process began. */
  #complete = false;
  #running: Promise<void> = Promise.resolve();

  constructor({
    store,
    keys,
    progress = notedIn(keys),
    list,
    fromStart = false,
    onDestroyed,
  }: {
    readonly store: EventStore;
    readonly keys: KeyRing;
    /** Where it keeps how far it came: with the keys, unless something else follows from it that can be lost by itself. */
    readonly progress?: Progress;
    /** Where decisions are listed that a backup may not know of. */
    readonly list?: DestroyList;
    /** Whatever was noted of how far it came: events or keys were put back. */
    readonly fromStart?: boolean;
    /** What must follow in a case: it is looked at again when this fails. */
    readonly onDestroyed?: (stream: string) => Promise<void>;
  }) {
    this.#store = store;
    this.#keys = keys;
    this.#progress = progress;
    this.#list = list;
    this.#onDestroyed = onDestroyed;
    // Where only something else follows from decisions, who destroys keys records what they reach.
    this.#elsewhere = onDestroyed === undefined ? new DestructionElsewhere({ store, keys }) : undefined;
    if (fromStart) this.#after = null;
  }

  /** Does what was decided since the last look. Call it before serving and after each decision; runs one at a time. */
  look(): Promise<void> {
    this.#running = this.#running.catch(() => undefined).then(() => this.#look());
    return this.#running;
  }

  async #look(): Promise<void> {
    if (this.#after === undefined) this.#after = await this.#lastNoted();
    await this.#completeList();
    if (this.#list !== undefined) carryCopiesLapse(this.#keys, this.#list);
    for (;;) {
      const page = await this.#decisions(this.#after);
      for (const stored of page.events) {
        this.#list?.note(stored);
        await this.#destroy(read(stored));
        await this.#elsewhere?.record(stored);
      }
      this.#after = page.lastPosition;
      if (this.#after !== null && (page.events.length > 0 || this.#after - this.#noted >= NOTE_EVERY)) {
        await this.#progress.save(this.#after);
        this.#list?.reached(this.#after);
        this.#noted = this.#after;
      }
      // What was recorded elsewhere because of these comes after them.
      if (page.atHead && page.events.length === 0) return;
    }
  }

  /**
   * Once: what others destroyed while this process, which keeps this list, was not there. And the reverse, where the list goes further than the
   * events or it is not known how far: what is listed and was lost is recorded again, as events may have been put back by other means.
   */
  async #completeList(): Promise<void> {
    if (this.#list === undefined || this.#complete) return;
    this.#list.create();
    let after = await this.#withinStore(this.#list.upTo);
    const fromFirst = after === null;
    const standing = new Set<string>();
    for (let atHead = false; !atHead;) {
      const page = await this.#decisions(after);
      for (const stored of page.events) {
        this.#list.note(stored);
        standing.add(stored.id);
      }
      after = page.lastPosition;
      ({ atHead } = page);
    }
    if (fromFirst) {
      const lost = this.#list.decisions().filter(({ id }) => !standing.has(id));
      // How far it came is noted with keys that may be of another day than the events.
      if ((await recordLost(this.#store, lost)).recorded > 0) this.#after = null;
    }
    this.#complete = true;
    if (after !== null) this.#list.reached(after);
  }

  #decisions(after: bigint | null): Promise<AllPage> {
    return this.#store.readAll({ after, limit: 500, filter: { streamPrefixes: STREAMS, types: ['RetentionDecided'] } });
  }

  async #lastNoted(): Promise<bigint | null> {
    const holds = await this.#withinStore(await this.#progress.load());
    this.#noted = holds ?? 0n;
    return holds;
  }

  /** Further than the events go: they were put back, and what is recorded from here on would be passed over. */
  async #withinStore(noted: bigint | null): Promise<bigint | null> {
    const head = await this.#store.head();
    return noted !== null && head !== null && noted <= head ? noted : null;
  }

  async #destroy({ id, stream, position, event, metadata }: RecordedCaseEvent): Promise<void> {
    if (event.type !== 'RetentionDecided') return;
    const controller = metadata.actingOrganisation;
    // What went that day goes, and nothing that it was given since: done again, a decision reaches no further than it did.
    const subjects = this.#keys.closed(stream, controller, id)?.subjects ?? (await this.#reached(stream, position, controller, event.data));
    const closing = { decision: id, name: destroyedName(event.data.personId, event.data.part) };
    await this.#keys.destroyWraps(stream, subjects, controller, closing);
    await this.#onDestroyed?.(stream);
  }

  /** Keys that a decision takes from a controller. */
  async #reached(stream: string, position: bigint, controller: OrganisationId, data: RetentionDecided['data']): Promise<readonly string[]> {
    const { decided, members, sealedFor } = await this.#upTo(stream, position, controller, data.ground === 'TERM');
    const destroyed = decided.get(controller) ?? new Set<string>();
    // With the last member of the family that it knew the term of the whole file is over: who reported has no term of his own.
    const wholeFile = data.ground === 'TERM' && members.size > 0 && [...members].every((personId) => destroyed.has(personId));
    return this.#keys
      .subjectsOf(stream)
      .filter(
        (subject) => (wholeFile && sealedFor.has(subject)) || (concernsDestruction(subject, data) && isDestroyed(destroyed, subject)),
      );
  }

  /**
   * What is about several people goes with the last of them, so earlier decisions count. Nothing later does: who came back to a case holds
   * what was recorded from then on, also about people whom it did not know. Rare enough to read the case for.
   */
  async #upTo(stream: string, position: bigint, controller: OrganisationId, whole: boolean): Promise<Reach> {
    const decided: DestroyedBy = new Map();
    const framing: RecordedCaseEvent[] = [];
    const sealedFor = new Set<string>();
    for await (const stored of this.#store.readStream(stream)) {
      if (stored.position > position) break;
      if (whole) for (const [subject] of parseStored(stored).data.sealed) sealedFor.add(subject);
      if (CONTROLLER_EVENTS.has(stored.type)) framing.push(read(stored));
      if (stored.type !== 'RetentionDecided') continue;
      const { event, metadata } = read(stored);
      if (event.type === 'RetentionDecided') noteDestroyed(decided, metadata.actingOrganisation, event.data);
    }
    return { decided, members: controllersOf(framing).get(controller)?.people ?? new Set(), sealedFor };
  }
}

/** A case as it stood when something was decided. */
interface Reach {
  readonly decided: DestroyedBy;
  /** Of the family, as far as the controller knew them. */
  readonly members: ReadonlySet<PersonId>;
  /** Whose keys something was sealed with; read only where the whole of it may go. */
  readonly sealedFor: ReadonlySet<string>;
}

const NOTE = 'destruction';

const notedIn = (keys: KeyRing): Progress => ({
  load: () => {
    const noted = keys.noted(NOTE);
    return Promise.resolve(noted === undefined ? null : BigInt(noted));
  },
  save: (position) => {
    keys.note(NOTE, String(position));
    return Promise.resolve();
  },
});

/** Structure is all there is to read. */
const read = (stored: StoredEvent): RecordedCaseEvent => readEvent(stored, parseStored(stored), leaveSealed);
