// SPDX-License-Identifier: EUPL-1.2
import type { KeyObject } from 'node:crypto';
import type { EventStore, ExpectedRevision, Instant, NewEvent, Refused, StoredEvent } from '@gezinslijn/event-sourcing';
import { WrongExpectedRevision } from '@gezinslijn/event-sourcing';
import { BoundedCache } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { emptyContext, isDestroyed, maskFor, ownRightsFrom, profileOf, rulesAround, sealParts } from '@gezinslijn/family-case';
import type {
  Act,
  Author,
  CaseContext,
  CaseEvent,
  CaseMetadata,
  CaseRefusal,
  DisclosureMatrix,
  Mask,
  OrganisationId,
  Partition,
  Reader,
  RecordedCaseEvent,
} from '@gezinslijn/family-case';
import { deterministicUuid, inputHash, sha256Hex } from './command-identity.ts';
import { caseForm } from './stream-form.ts';
import type { StreamForm } from './stream-form.ts';

/** Who acts, as far as writing needs to know. */
export interface WritingActor {
  /** Pseudonym of the worker. */
  readonly subject: string;
  readonly reader: Reader;
  /** Absent for who writes nothing: family members, auditors, systems without a worker behind them. */
  readonly author?: Author;
  /** Client id of the system that acts for him; absent where he acts himself. */
  readonly actingSystem?: string;
  readonly purpose: string;
  /** The instant a new entry is recorded at. */
  readonly recordedAt: Instant;
  readonly traceId: string;
}

/** A pure decider as this pipeline sees it: the family case, or a private record. */
export interface StreamDecider<State, Command> {
  readonly initial: () => State;
  readonly evolve: (state: State, recorded: RecordedCaseEvent) => State;
  readonly decide: (
    state: State,
    command: Command,
    act: Act,
  ) => { readonly accepted: true; readonly events: readonly CaseEvent[] } | { readonly accepted: false; readonly refusal: Refused };
  /** The entry of the same stream that a command is about, when its rule asks what that says. */
  readonly entryOf?: (command: Command) => string | undefined;
}

/** What stands around a command: the same for every kind. */
export interface CommandFrame {
  readonly commandId: string;
  /** When it happened; the moment of recording when not said. */
  readonly occurredAt?: string;
  readonly legalBasis: string;
  readonly statedBy?: Act['statedBy'];
  readonly validateOnly: boolean;
  /** The caller decided on what he saw up to here; `undefined`: re-decide silently. */
  readonly expectedPosition?: bigint;
  readonly causationId?: string;
  /** A search that went before it. No part of what a repeat must have in common: it is done anew when it no longer counts. */
  readonly search?: Act['search'];
}

const hasDestroyed = (destroyed: CaseContext['destroyed'], organisation: string, subject: string): boolean =>
  isDestroyed(destroyed.get(organisation as OrganisationId) ?? NOTHING, subject);
const NOTHING: ReadonlySet<string> = new Set();

export type Outcome =
  | {
      readonly kind: 'accepted';
      readonly stream: string;
      readonly entryIds: readonly string[];
      readonly position: bigint | null;
      readonly repeated: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refused }
  | { readonly kind: 'reused' }
  | { readonly kind: 'changed'; readonly entries: readonly Change[] };

/** An entry that came in between, and what of it the caller may see. */
export interface Change {
  readonly entry: RecordedCaseEvent;
  readonly mask: Mask;
}

interface Folded<State> {
  revision: number;
  position: bigint | null;
  state: State;
  readonly context: CaseContext;
  /** Organisations that hold a wrap of every key of this case, as far as this process made sure of it. */
  readonly wrapped: Set<string>;
  /** Outcome per command of the past: subject, organisation and command id, to the events it made. */
  readonly commands: Map<string, { readonly inputHash: string; readonly entryIds: string[]; position: bigint }>;
}

/** Events, each split in what stands in the clear and what is sealed, and who answers for the keys of that. */
interface Sealable {
  readonly events: readonly CaseEvent[];
  readonly split: readonly Partition[];
  readonly controllers: readonly string[];
}

/** A slice's decider as the pipeline takes it: events it does not list are not folded. */
export function streamDecider<Command extends { readonly type: string }, State>(decider: {
  readonly initial: () => State;
  readonly handles: object;
  readonly decide: (state: State, command: Command, act: never) => unknown;
  readonly evolve: (state: State, event: never, recorded: never) => State;
  readonly entryOf?: (command: Command) => string | undefined;
}): StreamDecider<State, Command> {
  return {
    initial: decider.initial,
    evolve: (state: State, recorded: { readonly event: { readonly type: string } }) =>
      recorded.event.type in decider.handles ? decider.evolve(state, recorded.event as never, recorded as never) : state,
    decide: decider.decide,
    ...(decider.entryOf === undefined ? {} : { entryOf: decider.entryOf }),
  } as unknown as StreamDecider<State, Command>;
}

const RETRIES = 5;

/** Loads, folds, decides, seals and appends. Commands on one stream queue up in this process; other processes are met by the revision. */
export class CaseStreams<State, Command extends { readonly type: string }> {
  readonly #store: EventStore;
  readonly #keys: KeyRing;
  readonly #decider: StreamDecider<State, Command>;
  readonly #form: StreamForm;
  readonly #matrixNow: () => DisclosureMatrix;
  readonly #secret: string;
  readonly #now: () => Instant;
  readonly #folds: BoundedCache<string, Folded<State>>;
  readonly #queues = new Map<string, Promise<unknown>>();
  #generation: number;

  constructor(options: {
    readonly store: EventStore;
    readonly keys: KeyRing;
    readonly decider: StreamDecider<State, Command>;
    /** The version that serves; asked each time where it can change. */
    readonly matrix: DisclosureMatrix | (() => DisclosureMatrix);
    readonly secret: KeyObject;
    /** Real time: what a caller may see now never hangs on a clock he brings. */
    readonly now: () => Instant;
    readonly cachedCases?: number;
    /** A family case or private record, unless told otherwise. */
    readonly form?: StreamForm;
  }) {
    this.#store = options.store;
    this.#keys = options.keys;
    this.#decider = options.decider;
    this.#form = options.form ?? caseForm;
    const { matrix } = options;
    this.#matrixNow = typeof matrix === 'function' ? matrix : () => matrix;
    this.#now = options.now;
    this.#secret = options.secret.export().toString('hex');
    this.#folds = new BoundedCache(options.cachedCases ?? 2_000);
    this.#generation = options.keys.generation;
  }

  get #matrix(): DisclosureMatrix {
    return this.#matrixNow();
  }

  /** A fold holds what it opened: what was destroyed must not linger in memory. */
  #forgetDestroyed(): void {
    const { generation } = this.#keys;
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#folds.clear();
  }

  /** The case as it stands, folded. For reading derived state such as clocks; nothing may change it. */
  async current(stream: string): Promise<State> {
    this.#forgetDestroyed();
    return this.#inTurn(stream, async () => (await this.#readTail(stream, this.#cached(stream))).state);
  }

  handle(stream: string, command: Command, actor: WritingActor, frame: CommandFrame): Promise<Outcome> {
    return this.#inTurn(stream, () => this.#handle(stream, command, actor, frame));
  }

  async #handle(stream: string, command: Command, actor: WritingActor, frame: CommandFrame): Promise<Outcome> {
    const { author } = actor;
    if (author === undefined) return { kind: 'refused', refusal: { code: 'NOT_A_WRITER' } };
    const key = `${actor.subject}|${author.organisation}|${frame.commandId}`;
    const hash = inputHash(this.#secret, {
      command,
      frame: { ...frame, commandId: undefined, validateOnly: undefined, expectedPosition: undefined, search: undefined },
    });
    this.#forgetDestroyed();
    let fresh = this.#folds.get(stream) === undefined || frame.expectedPosition !== undefined;
    let named: RecordedCaseEvent | undefined;
    let sought = false;
    for (let attempt = 0; ; attempt += 1) {
      // A fold in memory may lag behind another process: an append on it is caught by the revision, a refusal is not taken before looking.
      const folded = fresh ? await this.#readTail(stream, this.#cached(stream)) : this.#cached(stream);
      const known = folded.commands.get(key);
      if (known !== undefined) {
        // Rights are looked at anew before anything is said of what he did: who left is not told that it is still there.
        if (!this.#form.mayRepeat(author, folded.context, this.#now(), this.#matrix))
          return { kind: 'refused', refusal: { code: 'CASE_UNKNOWN' } };
        if (known.inputHash !== hash) return { kind: 'reused' };
        return { kind: 'accepted', stream, entryIds: known.entryIds, position: known.position, repeated: true };
      }
      const changed = frame.expectedPosition === undefined ? [] : await this.#changedSince(stream, frame.expectedPosition, folded, actor);
      if (changed.length > 0) return { kind: 'changed', entries: changed };
      // Not for who has no part in it: how long it takes to read a case would tell him that there is one.
      if (!sought && folded.context.organisations.has(author.organisation)) {
        named = await this.#entryNamed(stream, command);
        sought = true;
      }
      const entry = named;
      const act: Act = {
        author,
        occurredAt: frame.occurredAt ?? actor.recordedAt,
        recordedAt: actor.recordedAt,
        ...(frame.statedBy === undefined ? {} : { statedBy: frame.statedBy }),
        ...(frame.search === undefined ? {} : { search: frame.search }),
        ...(entry === undefined ? {} : { entry: { recorded: entry, shownTo: (reader) => this.#shows(entry, reader, folded.context) } }),
        newId: (name) => deterministicUuid('item', actor.subject, author.organisation, stream, frame.commandId, name),
        digest: sha256Hex,
      };
      const decision = this.#decider.decide(folded.state, command, act);
      if (!decision.accepted) {
        if (fresh) return { kind: 'refused', refusal: decision.refusal };
        fresh = true;
        continue;
      }
      const events = decision.events;
      const controllers = this.#form.controllers(stream, author, folded.context);
      const split = events.map(this.#form.split);
      if (this.#heldByNobody(stream, split, controllers, folded.context))
        return { kind: 'refused', refusal: { code: 'RETENTION_ERASED' satisfies CaseRefusal } };
      // Nothing recorded: the position of the last event would tell of entries the caller may not see.
      if (frame.validateOnly || events.length === 0) return { kind: 'accepted', stream, entryIds: [], position: null, repeated: false };
      try {
        const outcome = await this.#append(stream, folded, { events, split, controllers }, actor, act, frame, hash);
        if (outcome !== null) return outcome;
      } catch (failure) {
        if (!(failure instanceof WrongExpectedRevision) || attempt >= RETRIES) throw failure;
      }
      fresh = true;
    }
  }

  /** The entry a command is about: looked up only for the kinds of command that ask for it, so that a fold need not hold every entry. */
  async #entryNamed(stream: string, command: Command): Promise<RecordedCaseEvent | undefined> {
    const entryId = this.#decider.entryOf?.(command);
    if (entryId === undefined) return undefined;
    for await (const stored of this.#store.readStream(stream)) if (stored.id === entryId) return this.#form.open(stored, this.#keys);
    return undefined;
  }

  #shows(entry: RecordedCaseEvent, reader: Reader, context: CaseContext): boolean {
    const rules = rulesAround(this.#matrix);
    const now = this.#now();
    const from = reader.kind === 'person' ? ownRightsFrom(context, reader.personId, rules) : null;
    const profile = from !== null && from > now ? null : profileOf(context, reader, now, rules);
    return profile !== null && maskFor(entry, profile, this.#matrix) !== null;
  }

  async #append(
    stream: string,
    folded: Folded<State>,
    { events, split, controllers }: Sealable,
    actor: WritingActor,
    act: Act,
    frame: CommandFrame,
    hash: string,
  ): Promise<Outcome | null> {
    const metadata = this.#metadata(actor, act, frame, hash);
    const ids = events.map((_, index) => deterministicUuid(actor.subject, act.author.organisation, stream, frame.commandId, String(index)));
    const subjects = new Set(split.flatMap(({ sealed }) => [...sealed.keys()]));
    await this.#ensureKeys(stream, [...subjects], controllers, folded.context);
    const metadataBytes = Buffer.from(JSON.stringify(metadata));
    const appended: NewEvent[] = split.map((parts, index) => {
      const id = ids[index] as string;
      const { type, version } = events[index] as CaseEvent;
      return { id, type, data: Buffer.from(sealParts(version, parts, this.#keys, stream, id)), metadata: metadataBytes };
    });
    const expected: ExpectedRevision = folded.revision < 0 ? 'noStream' : folded.revision;
    const { revision, position, repeated } = await this.#store.append(stream, expected, appended);
    // Another process took this command before. The ids say so, not the content: what it made of it, and of which input, is read first.
    if (repeated) return null;
    const first = revision - events.length + 1;
    events.forEach((event, index) => {
      this.#apply(folded, { id: ids[index] as string, stream, revision: first + index, position, event, metadata });
    });
    folded.position = position;
    await this.#wrapForAll(stream, folded);
    return { kind: 'accepted', stream, entryIds: ids, position, repeated: false };
  }

  /** Everybody who would hold a key of it destroyed what he held of that, or the key itself is gone: there is nothing to keep it under. */
  #heldByNobody(stream: string, split: readonly Partition[], controllers: readonly string[], { destroyed }: CaseContext): boolean {
    if (destroyed.size === 0) return false;
    const subjects = split.flatMap(({ sealed }) => [...sealed.keys()]);
    return subjects.some(
      (subject) => controllers.every((controller) => hasDestroyed(destroyed, controller, subject)) || this.#keys.isErased(stream, subject),
    );
  }

  /**
   * Who destroyed what it held about somebody gets no key to anything new about him. Of what was decided since this case was read the keys know
   * themselves.
   */
  async #ensureKeys(
    stream: string,
    subjects: readonly string[],
    controllers: readonly string[],
    { destroyed }: CaseContext,
  ): Promise<void> {
    if (destroyed.size === 0) return this.#keys.ensure(stream, subjects, controllers, isDestroyed);
    for (const subject of subjects) {
      const holders = controllers.filter((controller) => !hasDestroyed(destroyed, controller, subject));
      await this.#keys.ensure(stream, [subject], holders, isDestroyed);
    }
  }

  /** Each involved organisation is a controller of its own: it gets a wrap of the keys that were made before it joined, or while it was away. */
  async #wrapForAll(stream: string, folded: Folded<State>): Promise<void> {
    for (const [organisation, { active }] of folded.context.organisations) {
      if (!active) folded.wrapped.delete(organisation);
      if (!active) continue;
      if (folded.wrapped.has(organisation)) continue;
      const { destroyed } = folded.context;
      const without = (subject: string) => hasDestroyed(destroyed, organisation, subject);
      await this.#keys.addController(stream, organisation, without, isDestroyed);
      folded.wrapped.add(organisation);
    }
  }

  #metadata(actor: WritingActor, act: Act, frame: CommandFrame, hash: string): CaseMetadata {
    return {
      recordedAt: act.recordedAt,
      occurredAt: act.occurredAt,
      party: act.author.party,
      actingOrganisation: act.author.organisation,
      workerRef: act.author.worker,
      workerRole: act.author.role,
      ...(actor.actingSystem === undefined ? {} : { actingSystem: actor.actingSystem }),
      ...(act.statedBy === undefined ? {} : { statedBy: act.statedBy }),
      legalBasis: frame.legalBasis,
      purpose: actor.purpose,
      commandId: frame.commandId,
      inputHash: hash,
      correlationId: actor.traceId,
      ...(frame.search === undefined ? {} : { searchReference: frame.search.reference }),
      ...(frame.causationId === undefined ? {} : { causationId: frame.causationId as NonNullable<CaseMetadata['causationId']> }),
      policyVersion: this.#matrix.version,
    };
  }

  #cached(stream: string): Folded<State> {
    let folded = this.#folds.get(stream);
    if (folded === undefined) {
      folded = {
        revision: -1,
        position: null,
        state: this.#decider.initial(),
        context: emptyContext(),
        wrapped: new Set(),
        commands: new Map(),
      };
      this.#folds.set(stream, folded);
    }
    return folded;
  }

  async #readTail(stream: string, folded: Folded<State>): Promise<Folded<State>> {
    try {
      for await (const stored of this.#store.readStream(stream, { from: folded.revision + 1 }))
        this.#apply(folded, this.#form.open(stored, this.#keys));
    } catch (failure) {
      this.#folds.delete(stream);
      throw failure;
    }
    return folded;
  }

  #apply(folded: Folded<State>, recorded: RecordedCaseEvent): void {
    folded.state = this.#decider.evolve(folded.state, recorded);
    this.#form.follow(folded.context, recorded, this.#matrix);
    folded.revision = recorded.revision;
    folded.position = recorded.position;
    const { workerRef, actingOrganisation, commandId, inputHash: hash } = recorded.metadata;
    const key = `${workerRef}|${actingOrganisation}|${commandId}`;
    const known = folded.commands.get(key);
    if (known === undefined) folded.commands.set(key, { inputHash: hash, entryIds: [recorded.id], position: recorded.position });
    else {
      known.entryIds.push(recorded.id);
      known.position = recorded.position;
    }
  }

  /** What this actor could see appear after the moment he decided on. A hidden change is none. */
  async #changedSince(stream: string, position: bigint, folded: Folded<State>, actor: WritingActor): Promise<readonly Change[]> {
    const profile = profileOf(folded.context, actor.reader, this.#now(), rulesAround(this.#matrix));
    if (profile === null) return [];
    const tail: StoredEvent[] = [];
    for await (const stored of this.#store.readStream(stream, { from: 'end', direction: 'backwards' })) {
      if (stored.position <= position) break;
      tail.unshift(stored);
    }
    return tail.flatMap((stored) => {
      const entry = this.#form.open(stored, this.#keys);
      const mask = maskFor(entry, profile, this.#matrix);
      return mask === null ? [] : [{ entry, mask }];
    });
  }

  #inTurn<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(stream) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => undefined);
    this.#queues.set(stream, settled);
    void settled.then(() => {
      if (this.#queues.get(stream) === settled) this.#queues.delete(stream);
    });
    return turn;
  }
}
