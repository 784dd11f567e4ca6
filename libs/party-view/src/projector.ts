// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, Instant, StoredEvent, Subscription, SubjectKeys } from '@gezinslijn/event-sourcing';
import type { DisclosureMatrix, ReaderKey } from '@gezinslijn/family-case';
import type { BlindIndex } from './blind-index.ts';
import { BoundedCache } from '@gezinslijn/event-store';
import { carryOver } from './checkpoint.ts';
import { isAttachment } from '@gezinslijn/family-case';
import { advance, attachedTo, emptyCase, linkRows, readForProjection, refreshProfiles, rowsFor } from './case-projection.ts';
import type { ProjectedCase, ProjectedEvent } from './case-projection.ts';
import { checkpoint } from './schema.ts';
import type { Appeared, Change, Fence, ViewEngine } from './view-engine.ts';
import { ProjectionBatch } from './projection-batch.ts';
import { markOf, versionOfViews } from './serving-policy.ts';
import { WHOLE, isInShare } from './share.ts';
import type { Share } from './share.ts';
import { Waiters } from './views.ts';
import type { Views } from './views.ts';

/** Events per transaction of views that are built beside those that serve: nobody waits for a single one of them. */
export const REBUILD_BATCH = 10_000;
/** So many events at once are a crowd: more are on their way, and rows of the same case share pages when they are written together. */
const CROWD = 16;
/** Streams about two people in two cases: nobody's timeline, but a link between two. */
const MATCHES = 'personMatch-';

/** Streams whose entries have readers, or link what has. */
export const PROJECTED_STREAMS = ['familyCase-', 'partyPrivate-', MATCHES] as const;

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly engine: ViewEngine;
  readonly keys: SubjectKeys;
  readonly matrix: DisclosureMatrix;
  /** Every version of this program, where the views may have been built under another than `matrix` by a process before this one. */
  readonly versions?: readonly DisclosureMatrix[];
  /** Under which readers find what they may see. */
  readonly index: BlindIndex;
  readonly now: () => Instant;
  /** Called after each commit, with the entries that became visible to whom. */
  readonly onCommit?: (position: bigint, appeared: readonly Appeared[]) => void;
  /** Called when it stops by itself. */
  readonly onFailure?: (failure: Error) => void;
  readonly batchSize?: number;
  /** Milliseconds to wait for more after a crowd of events, unless somebody waits for the views; 0 unless told. A single event never waits. */
  readonly gather?: number;
  /** Put first in every write, where several processes might project: only who holds the lease commits. */
  readonly fence?: Fence;
  /** Only these streams; all unless told. */
  readonly share?: Share;
}

/**
 * Follows the store and keeps every reader's rows. Rows and checkpoint are committed together, so each event counts exactly once.
 * An event it cannot read stops it: a partial history that looks whole is dangerous here.
 */
export class Projector implements Views {
  #options: ProjectorOptions;
  readonly #engine: ViewEngine;
  readonly #cases = new BoundedCache<string, ProjectedCase>(20_000);
  #position: bigint | null = null;
  #recordedMax = '';
  #subscription: Subscription | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;
  #hurry: (() => void) | undefined;
  #failure: Error | undefined;
  readonly #waiters = new Waiters();
  /** After a failure what is held in memory may be ahead of the views: it is read anew. */
  #stale = false;
  /** Cases written anew while other views are being built. */
  #rewritten: Set<string> | undefined;
  #indexed = false;
  /** Of views that are being built beside those that stand. */
  #builder: Projector | undefined;
  #abandoned = false;
  /** One change of the views at a time: a rewrite of an older state must never land on a newer one. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ProjectorOptions) {
    this.#options = options;
    this.#engine = options.engine;
  }

  /** Position of the last event that stands in the views; `null` before the first. */
  get position(): bigint | null {
    return this.#position;
  }

  /** Why it stopped, if it did. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** The version it writes rows under. */
  get matrix(): DisclosureMatrix {
    return this.#options.matrix;
  }

  /** @throws RangeError for views of a version this program does not have: it would add rows of another to them. */
  async restore(): Promise<void> {
    await this.#takeUpMatrix();
    const [at] = await this.#engine.all(`SELECT position FROM checkpoint WHERE name = 'party-view'`, []);
    const [max] = await this.#engine.all('SELECT recorded_max FROM moment ORDER BY position DESC LIMIT 1', []);
    this.#position = at === undefined ? null : BigInt(at['position'] as number);
    this.#recordedMax = (max?.['recorded_max'] as string | undefined) ?? '';
  }

  async #takeUpMatrix(): Promise<void> {
    const { versions } = this.#options;
    const built = versions === undefined ? undefined : await versionOfViews(this.#engine);
    if (built === undefined) return;
    const matrix = versions?.find(({ version }) => version === built);
    if (matrix === undefined) throw new RangeError(`The views are of version ${built} of the disclosure matrix, which is not known here`);
    this.#options = { ...this.#options, matrix };
  }

  /** Reads what there is and follows from there, until stopped. Resolves once it has caught up for the first time. */
  async start(): Promise<void> {
    await this.restore();
    await this.catchUp();
    const wake = this.#options.store.subscribeAll({ after: this.#position, filter: { streamPrefixes: PROJECTED_STREAMS } });
    this.#subscription = wake;
    this.#running = this.#follow(wake).catch((failure: unknown) => {
      if (this.#stopped) return;
      this.#failure = failure instanceof Error ? failure : new Error(String(failure));
      this.#options.onFailure?.(this.#failure);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#hurry?.();
    if (this.#builder !== undefined) this.#builder.#abandoned = true;
    await this.#subscription?.close();
    await this.#running;
  }

  /** Resolves when the views hold everything up to `position`, or `false` after `timeoutMs`. */
  reached(position: bigint, timeoutMs: number): Promise<boolean> {
    if (this.#position === null || this.#position < position) this.#hurry?.();
    return this.#waiters.reached(position, timeoutMs, this.#position);
  }

  /** Applies pages until there is no more. `onPage` reports progress. */
  async catchUp(onPage?: (position: bigint) => void): Promise<void> {
    await this.#inTurn(() => this.#catchUp(onPage));
  }

  /** Answers how many events there were. */
  async #catchUp(onPage?: (position: bigint) => void): Promise<number> {
    await this.#freshen();
    await this.#fillIndex();
    for (let events = 0; ;) {
      if (this.#abandoned) throw new Error('These views are built no further: what they were built beside was stopped');
      const page = await this.#options.store.readAll({
        after: this.#position,
        limit: this.#options.batchSize ?? 500,
        filter: { streamPrefixes: PROJECTED_STREAMS },
      });
      if (page.lastPosition !== null && page.lastPosition !== this.#position) {
        await this.#apply(page.events, page.lastPosition);
        onPage?.(page.lastPosition);
      }
      events += page.events.length;
      if (page.atHead) return events;
    }
  }

  /**
   * Builds all rows anew under another version of the matrix, beside those that stand, and swaps. This projector goes on meanwhile; the
   * last entries are caught up while it waits its turn, so that none is missing and none is announced twice. `swapped` is called in that turn.
   */
  async changeMatrix(matrix: DisclosureMatrix, swapped: () => void): Promise<void> {
    const { onCommit: _quiet, versions: _built, fence, ...rest } = this.#options;
    // One that lost its lease must not begin anew what another is building, nor write into it.
    if (fence !== undefined) await this.#engine.write([fence]);
    const quiet = { ...rest, ...(fence === undefined ? {} : { fence }) };
    const shadow = await this.#engine.shadow();
    try {
      const builder = new Projector({ ...quiet, engine: shadow, matrix, batchSize: REBUILD_BATCH });
      this.#builder = builder;
      this.#rewritten = new Set();
      await builder.restore();
      await builder.catchUp();
      await this.#inTurn(async () => {
        do {
          await builder.catchUp();
          await this.#catchUp();
        } while (builder.position !== this.#position);
        // What was destroyed meanwhile was projected with its keys at hand.
        for (const stream of this.#rewritten ?? []) await builder.rewrite(stream);
        await builder.refreshDue();
        await carryOver(this.#engine, shadow);
        await shadow.finish();
        await this.#engine.swap(shadow, this.#options.fence);
        this.#options = { ...this.#options, matrix };
        this.#cases.clear();
        swapped();
      });
    } catch (failure) {
      await shadow.close();
      throw failure;
    } finally {
      this.#builder = undefined;
      this.#rewritten = undefined;
    }
  }

  /** Rewrites the rows of readers for whom the lapse of time changed what they may see. Answers how many. */
  refreshDue(): Promise<number> {
    return this.#inTurn(() => this.#refreshDue());
  }

  /**
   * Writes all rows of a case anew from its events, as a rebuild would: after keys were destroyed, what disclosure knew of its people may be
   * gone, and what was erased must not be found by what its name begins with either.
   */
  rewrite(stream: string): Promise<void> {
    // A link has no rows that hold an envelope.
    if (stream.startsWith(MATCHES)) return Promise.resolve();
    return this.#inTurn(async () => {
      await this.#freshen();
      await this.#rewrite(stream);
      this.#rewritten?.add(stream);
    });
  }

  async #rewrite(stream: string): Promise<void> {
    const { projected, history } = await this.#load(stream, this.#position ?? -1n);
    this.#cases.set(stream, projected);
    const standing = await this.#engine.all('SELECT reader FROM case_reader WHERE case_id = ?', [stream]);
    const readers = new Set([...standing.map((row) => row['reader'] as string), ...projected.profiles.keys()]);
    const batch = new ProjectionBatch(this.#options);
    batch.rewrite(stream, projected, readers, history);
    await this.#commit(batch, this.#position);
  }

  /** Views that were made before there was an index get theirs case by case, each in one transaction: nobody sees an older state of it. */
  async #fillIndex(): Promise<void> {
    if (this.#indexed) return;
    this.#indexed = true;
    const [filled] = await this.#engine.all(`SELECT position FROM checkpoint WHERE name = '${INDEXED}'`, []);
    if (filled !== undefined) return;
    const done: Change = { kind: 'put', table: checkpoint, rows: [[INDEXED, 0]] };
    const cases = await this.#engine.all('SELECT DISTINCT case_id FROM case_reader ORDER BY case_id', []);
    for (const row of cases) await this.#rewrite(row['case_id'] as string);
    await this.#commit(new ProjectionBatch(this.#options), this.#position, [done]);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const whole = async () => {
      try {
        return await work();
      } catch (failure) {
        this.#stale = true;
        throw failure;
      }
    };
    const turn = this.#turn.then(whole, whole);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #freshen(): Promise<void> {
    if (!this.#stale) return;
    this.#cases.clear();
    await this.restore();
    this.#indexed = false;
    this.#stale = false;
  }

  async #refreshDue(): Promise<number> {
    await this.#freshen();
    const now = this.#options.now();
    const due = await this.#engine.all('SELECT case_id, reader FROM case_reader WHERE valid_until IS NOT NULL AND valid_until <= ?', [now]);
    const batch = new ProjectionBatch(this.#options);
    for (const row of due) {
      const stream = row['case_id'] as string;
      const { projected, history } = await this.#load(stream, this.#position ?? -1n);
      this.#cases.set(stream, projected);
      batch.rewrite(stream, projected, [row['reader'] as string], history);
    }
    await this.#commit(batch, this.#position);
    return due.length;
  }

  async #follow(wake: Subscription): Promise<void> {
    for await (const item of wake) {
      if ('caughtUp' in item || (this.#position !== null && item.position <= this.#position)) continue;
      const events = await this.#inTurn(() => this.#catchUp());
      if (events >= CROWD) await this.#gather();
    }
  }

  /** Until more has come together, somebody asks for the views to go on, or this is stopped. */
  async #gather(): Promise<void> {
    const { gather = 0 } = this.#options;
    if (gather === 0 || this.#stopped || this.#waiters.any) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gather);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#hurry = undefined;
  }

  async #apply(events: readonly StoredEvent[], upTo: bigint): Promise<void> {
    const batch = new ProjectionBatch(this.#options);
    const inBatch = new Map<string, ProjectedEvent[]>();
    const share = this.#options.share ?? WHOLE;
    for (const stored of events) {
      if (!isInShare(stored.stream, share)) continue;
      const event = readForProjection(stored, this.#options.keys);
      if (stored.stream.startsWith(MATCHES)) {
        batch.links.push(...linkRows(event));
        this.#noteMoment(batch, event);
        continue;
      }
      const projected = this.#cases.get(stored.stream) ?? (await this.#caseBefore(stored));
      this.#cases.set(stored.stream, projected);
      const changed = advance(projected, event, this.#options.now(), this.#options.matrix);
      const earlier = inBatch.get(stored.stream) ?? [];
      inBatch.set(stored.stream, earlier);
      earlier.push(event);
      if (changed.size > 0) {
        const whole = stored.revision === earlier.length - 1;
        const history = whole ? earlier : await this.#history(stored.stream, stored.position);
        batch.rewrite(stored.stream, projected, changed, history);
      }
      const unchanged = [...projected.profiles.keys()].filter((reader) => !changed.has(reader));
      await this.#showBeside(batch, event, projected, unchanged, earlier);
      batch.add(stored.stream, projected, rowsFor(projected, event, unchanged, this.#options));
      if (this.#options.onCommit !== undefined) batch.appeared(stored, projected, changed);
      this.#noteMoment(batch, event);
    }
    await this.#commit(batch, upTo);
  }

  /** What is attached to an entry stands in its row: that is written anew, for whoever may see the attachment. */
  async #showBeside(
    batch: ProjectionBatch,
    event: ProjectedEvent,
    projected: ProjectedCase,
    readers: readonly ReaderKey[],
    earlier: readonly ProjectedEvent[],
  ): Promise<void> {
    if (!isAttachment(event.entry)) return;
    const { stream, revision, position } = event.stored;
    const history = revision === earlier.length - 1 ? earlier : await this.#history(stream, position);
    const entry = attachedTo(history, event);
    if (entry === undefined) return;
    const rows = rowsFor(projected, entry, readers, this.#options);
    const seeing = rows.filter(({ attached }) => attached.some((one) => one.event.entry.id === event.entry.id));
    batch.replace(stream, projected, seeing);
  }

  #noteMoment(batch: ProjectionBatch, { entry, stored }: ProjectedEvent): void {
    if (entry.metadata.recordedAt <= this.#recordedMax) return;
    this.#recordedMax = entry.metadata.recordedAt;
    batch.moments.push([Number(stored.position), this.#recordedMax]);
  }

  async #commit(batch: ProjectionBatch, upTo: bigint | null, more: readonly Change[] = []): Promise<void> {
    const changes = [...batch.changes(), ...more];
    if (upTo !== null) {
      const rows = [
        ['party-view', Number(upTo)],
        [markOf(this.#options.matrix), Number(upTo)],
      ];
      changes.push({ kind: 'put', table: checkpoint, rows });
    }
    const appeared = batch.appearances();
    const fence = this.#options.fence;
    await this.#engine.write([...(fence === undefined ? [] : [fence]), ...changes, { kind: 'notice', appeared }]);
    this.#position = upTo;
    if (upTo === null) return;
    this.#options.onCommit?.(upTo, appeared);
    this.#waiters.reach(upTo);
  }

  /** The case as it stood just before this event: folded anew from its stream, so that views need hold no personal context. */
  async #caseBefore(stored: StoredEvent): Promise<ProjectedCase> {
    if (stored.revision === 0) return emptyCase();
    return (await this.#load(stored.stream, stored.position - 1n)).projected;
  }

  async #load(stream: string, upTo: bigint): Promise<{ readonly projected: ProjectedCase; readonly history: readonly ProjectedEvent[] }> {
    const projected = emptyCase();
    const history = await this.#history(stream, upTo);
    for (const event of history) advance(projected, event, this.#options.now(), this.#options.matrix);
    refreshProfiles(projected, [], this.#options.now(), this.#options.matrix);
    return { projected, history };
  }

  async #history(stream: string, upTo: bigint): Promise<readonly ProjectedEvent[]> {
    const history: ProjectedEvent[] = [];
    for await (const stored of this.#options.store.readStream(stream)) {
      if (stored.position > upTo) break;
      history.push(readForProjection(stored, this.#options.keys));
    }
    return history;
  }
}

/** Name of the checkpoint that says that these views have a search index. */
const INDEXED = 'search-index';
