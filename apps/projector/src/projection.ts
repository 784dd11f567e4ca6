// SPDX-License-Identifier: EUPL-1.2
import { CaseStreams, Destruction, ElsewherePost, MeldcodeLink, streamDecider } from '@gezinslijn/case-writing';
import { openEventStore, openKeyRing } from '@gezinslijn/event-store';
import type { KeyRing, OpenedStore } from '@gezinslijn/event-store';
import { checkAtStart, openSequencer } from '@gezinslijn/ledger';
import type { LedgerSettings, Sequencer } from '@gezinslijn/ledger';
import { elsewhereQuestion, matrices, matrix2025, meldcodeRecord } from '@gezinslijn/family-case';
import type { DisclosureMatrix, ElsewhereCommand, ElsewhereState, MeldcodeCommand, MeldcodeState } from '@gezinslijn/family-case';
import {
  ActiveStandby,
  BlindIndex,
  Checkpoint,
  KnownTo,
  Lease,
  MatrixChanges,
  PostgresViewEngine,
  Projector,
} from '@gezinslijn/party-view';
import type { ActiveState, Fence, FencedWork } from '@gezinslijn/party-view';
import type { ProjectorConfig } from './config.ts';
import { logger } from './logger.ts';

const REFRESH_EVERY = 60_000;
/** Milliseconds a write may take; also how long one that was stopped in the middle of a write can hold up the next that takes over. */
const WRITE_DEADLINE = 10_000;

/** What an operator or an orchestrator may know of this process. Nothing personal. */
export interface ProjectionStatus {
  readonly state: ActiveState;
  readonly position: string | null;
  /** Name of what went wrong last, while it has not gone right since. */
  readonly failure: string | undefined;
}

/** Everything this process stands on: opened together, closed together. Keeps the views while it holds the lease. */
export class Projection {
  readonly #store: OpenedStore;
  readonly #keys: KeyRing;
  readonly #engine: PostgresViewEngine;
  readonly #index: BlindIndex;
  readonly #lease: Lease;
  readonly #standby: ActiveStandby;
  readonly #ledger: LedgerSettings;
  readonly #versions: readonly DisclosureMatrix[];
  #projector: Projector | undefined;
  /** Of the ledger; the views go on without it. */
  #ledgerFault: Error | undefined;

  private constructor(
    config: ProjectorConfig,
    opened: { store: OpenedStore; keys: KeyRing; engine: PostgresViewEngine; index: BlindIndex; secret: CryptoSecret },
    versions: readonly DisclosureMatrix[],
  ) {
    this.#store = opened.store;
    this.#keys = opened.keys;
    this.#engine = opened.engine;
    this.#index = opened.index;
    this.#ledger = config.ledger;
    this.#versions = versions;
    this.#lease = new Lease({ url: config.topology.views, name: 'projector', holder: config.holder, lasts: config.lease });
    // Whoever is active writes, under the version its views are of.
    const matrix = () => this.#projector?.matrix ?? matrix2025;
    const writing = { store: this.#store, keys: this.#keys, matrix, secret: opened.secret, now };
    const records = new CaseStreams<MeldcodeState, MeldcodeCommand>({
      ...writing,
      decider: streamDecider<MeldcodeCommand, MeldcodeState>(meldcodeRecord),
    });
    const questions = new CaseStreams<ElsewhereState, ElsewhereCommand>({
      ...writing,
      decider: streamDecider<ElsewhereCommand, ElsewhereState>(elsewhereQuestion),
    });
    this.#standby = new ActiveStandby({
      lease: this.#lease,
      renewEvery: Math.floor(config.lease / 4),
      work: (fence) => this.#work(fence, records, questions),
      onState: (state, failure) => {
        if (failure === undefined) logger.info(state === 'active' ? 'keeps the views' : 'stands by', { holder: config.holder });
        else logger.fault(failure);
      },
    });
  }

  /**
   * @param versions of the disclosure matrix that may be adopted; those of the program.
   * @throws what cannot be opened, or may do more than it should: then nothing starts.
   */
  static async open(config: ProjectorConfig, versions: readonly DisclosureMatrix[] = matrices): Promise<Projection> {
    const store = await openEventStore(config.topology, { folder: '', info: { demonstration: String(config.demonstration) } });
    await checkAtStart(store, config.ledger.folder);
    const keys = await openKeyRing({ folder: config.keys });
    const engine = await PostgresViewEngine.open({ url: config.topology.views, access: 'write', deadline: WRITE_DEADLINE });
    const opened = { store, keys, engine, index: await BlindIndex.of(keys), secret: await keys.secret('command-input') };
    return new Projection(config, opened, versions);
  }

  get status(): ProjectionStatus {
    const position = this.#projector?.position;
    return {
      state: this.#standby.state,
      position: position === undefined || position === null ? null : String(position),
      failure: (this.#standby.failure ?? this.#ledgerFault)?.name,
    };
  }

  start(): void {
    this.#standby.start();
  }

  /** Finishes the batch under way and lets another take over at once. */
  async close(): Promise<void> {
    await this.#standby.stop();
    await this.#lease.close();
    await this.#engine.close();
    await this.#store.close();
    await this.#keys.close();
  }

  /** The views, what time alone changes in them, and the process managers, all by the one that is active. */
  #work(
    fence: Fence,
    records: CaseStreams<MeldcodeState, MeldcodeCommand>,
    questions: CaseStreams<ElsewhereState, ElsewhereCommand>,
  ): FencedWork {
    const [store, keys, engine] = [this.#store, this.#keys, this.#engine];
    const link = new MeldcodeLink({ store, keys, records, progress: new Checkpoint(engine, 'meldcode-link', fence) });
    const knowers = new KnownTo({ store, engine, keys, index: this.#index, matrix: matrix2025 });
    const upTo = () => projector.position;
    const post = new ElsewherePost({ store, keys, questions, knowers, upTo, progress: new Checkpoint(engine, 'elsewhere-post', fence) });
    const projector = new Projector({
      store,
      engine,
      keys,
      matrix: matrix2025,
      versions: this.#versions,
      index: this.#index,
      now,
      fence,
      onCommit: () => {
        void link.look().catch(logger.fault);
        void destruction.look().catch(logger.fault);
        void post.look().catch(logger.fault);
      },
    });
    this.#projector = projector;
    const onDestroyed = (stream: string) => projector.rewrite(stream);
    const destruction = new Destruction({ store, keys, progress: new Checkpoint(engine, 'destruction', fence), onDestroyed });
    const changes = new MatrixChanges({
      store,
      projector,
      versions: this.#versions,
      now,
      onSwapped: ({ version }) => {
        logger.info('the views are of another version of the disclosure matrix', { version });
      },
      onFault: logger.fault,
    });
    let due: NodeJS.Timeout | undefined;
    let sequencer: Sequencer | undefined;
    return {
      get failure() {
        return projector.failure;
      },
      start: async () => {
        sequencer = await this.#sequence(fence);
        await projector.start();
        await destruction.look();
        await link.look();
        await projector.refreshDue();
        await post.look();
        await changes.start();
        due = setInterval(() => void projector.refreshDue().catch(logger.fault), REFRESH_EVERY);
      },
      stop: async () => {
        clearInterval(due);
        await sequencer?.stop();
        await Promise.all([projector.stop(), changes.stop()]);
        await link.look().catch(logger.fault);
        await post.look().catch(logger.fault);
      },
    };
  }

  /** The ledger, kept by whoever keeps the views and under the same fence. What is wrong with it is told, and stops no view. */
  async #sequence(fence: Fence): Promise<Sequencer | undefined> {
    const onFault = (fault: unknown) => {
      logger.fault(fault);
      // Neither a witness that is away nor a lease that another got means that something is wrong with the ledger.
      if (fault instanceof Error && !['WitnessUnavailable', 'Fenced'].includes(fault.name)) this.#ledgerFault = fault;
    };
    try {
      const store = this.#store;
      const sequencer = await openSequencer(this.#ledger, store.info['storeId'] ?? 'store', {
        store,
        fence: () => this.#engine.write([fence]),
        onFault,
      });
      this.#ledgerFault = undefined;
      sequencer.start();
      return sequencer;
    } catch (failure) {
      onFault(failure);
      return undefined;
    }
  }
}

type CryptoSecret = Awaited<ReturnType<KeyRing['secret']>>;

const now = () => new Date().toISOString();
