// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { CaseStreams, DestroyList, Destruction, ElsewherePost, MeldcodeLink, matchForm, streamDecider } from '@gezinslijn/case-writing';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { openAccessIndex, openAccessLog, openEventStore, openKeyRing } from '@gezinslijn/event-store';
import type { AccessIndex, AccessLog, KeyRing, OpenedStore, Topology } from '@gezinslijn/event-store';
import { checkAtStart, openSequencer } from '@gezinslijn/ledger';
import type { LedgerSettings, Sequencer } from '@gezinslijn/ledger';
import { elsewhereQuestion, familyCase, matrices, matrix2025, meldcodeRecord, personMatch } from '@gezinslijn/family-case';
import type {
  CaseCommand,
  CaseState,
  DecidePersonMatch,
  DisclosureMatrix,
  ElsewhereCommand,
  ElsewhereState,
  MeldcodeCommand,
  MeldcodeState,
  PersonMatchState,
} from '@gezinslijn/family-case';
import {
  BlindIndex,
  CaseLinks,
  CaseReads,
  CaseSearch,
  KnownTo,
  Checkpoint,
  PostgresViewEngine,
  Projector,
  SqliteViewEngine,
  ViewFollower,
  untilBuilt,
  versionOfViews,
} from '@gezinslijn/party-view';
import type { Appeared, ViewEngine, Views } from '@gezinslijn/party-view';
import { CaseClocks } from './case-clocks.ts';
import { openAdministration } from './administration-streams.ts';
import type { AdministrationStreams } from './administration-streams.ts';
import { Directory } from './directory.ts';
import { FirstAdministrator } from '../administration/first-administrator.ts';
import { CERTIFICATE_SECRET } from '../retention/erasure-certificates.ts';
import { DEFAULT_REGISTER, DESTROY_LIST_FILE } from '../config.ts';
import type { GatewayConfig } from '../config.ts';
import { logger } from './logger.ts';
import { LiveEntries } from './live-entries.ts';
import { PolicyInForce } from './policy-in-force.ts';
import { PositionTokens } from './position-tokens.ts';
import { RecordClock } from './record-clock.ts';
import { SearchTokens } from './search-tokens.ts';

/** The code of the first administrator of a demonstration, where people sign in without a password and nothing is real. */
const DEMONSTRATION_CODE = 'DEMONSTRATIE';

/** What somebody may wait longer for an entry of another when very many are written at once; nobody waits longer for his own. */
const GATHER_MS = 50;

/** Injection token of the platform. */
export const PLATFORM = Symbol('platform');

/** Everything the gateway stands on, opened together and closed together. */
export interface Platform {
  readonly demonstration: boolean;
  readonly store: EventStore;
  readonly keys: KeyRing;
  readonly destruction: Destruction;
  readonly engine: ViewEngine;
  readonly views: KeptViews;
  readonly reads: CaseReads;
  readonly search: CaseSearch;
  readonly links: CaseLinks;
  readonly cases: CaseStreams<CaseState, CaseCommand>;
  readonly records: CaseStreams<MeldcodeState, MeldcodeCommand>;
  /** Questions whether somebody is known elsewhere, and what became of them. */
  readonly questions: CaseStreams<ElsewhereState, ElsewhereCommand>;
  /** Decisions about two people in two cases. */
  readonly matches: CaseStreams<PersonMatchState, DecidePersonMatch>;
  /** What is administered, to write and to read whole. */
  readonly administration: AdministrationStreams;
  /** Who is who now, and what he may. */
  readonly directory: Directory;
  readonly firstAdministrator: FirstAdministrator;
  /** Which version of the disclosure matrix serves; absent where that does not change. */
  readonly policy?: PolicyInForce;
  /** What administration calls the issuer of this gateway's tokens. */
  readonly issuerName: string;
  readonly clocks: CaseClocks;
  readonly accessLog: AccessLog;
  /** Where looks stand in the log; absent where nobody is told who looked. */
  readonly looks?: AccessIndex;
  readonly tokens: PositionTokens;
  readonly searchTokens: SearchTokens;
  readonly clock: RecordClock;
  readonly live: LiveEntries;
  /** Folder of the ledger, which may be on another machine: what is not there is not read. */
  readonly ledgerFolder?: string | undefined;
  /** Keeps the ledger, where this process is the one that does. */
  readonly sequencer?: Sequencer | undefined;
  close(): Promise<void>;
}

/** The views, and who keeps them: the projector in this process, or one in another that is followed. */
export interface KeptViews extends Views {
  /** True while nobody keeps them current: what is read is as it was. */
  readonly lagging: boolean;
  /** Has them built anew under another version of the matrix and swapped: does it, or waits until who keeps them did. */
  readonly changeMatrix?: (matrix: DisclosureMatrix, swapped: () => void) => Promise<void>;
  /** Kept in this process: when they stop, nobody else takes over. */
  readonly hosted: boolean;
  stop(): Promise<void>;
}

interface PlatformOptions extends Pick<GatewayConfig, 'data' | 'demonstration'> {
  readonly topology?: Topology;
  /** Of an embedded store; without it no ledger is kept. */
  readonly ledger?: LedgerSettings;
  /** Where decisions to destroy are listed, apart from backups. */
  readonly destroyList?: string;
  readonly cachedRows?: number;
  readonly register?: string;
  readonly issuerName?: string;
  /** Applications people sign in to, by client id: no organisation has one as its system. */
  readonly clients?: readonly string[];
  /** Versions of the disclosure matrix that may be adopted; those of the program. */
  readonly matrices?: readonly DisclosureMatrix[];
}

/** Opens events, keys and views. Resolves when the views are current, or, where another process keeps them, when they are followed. */
export async function openPlatform({
  data,
  demonstration: asked,
  topology = { kind: 'embedded' },
  ledger,
  destroyList,
  cachedRows,
  register = DEFAULT_REGISTER,
  issuerName = 'own',
  clients = [],
  matrices: known = matrices,
}: PlatformOptions): Promise<Platform> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = await openEventStore(topology, { folder: data, info: { demonstration: String(asked) } });
  const demonstration = store.info['demonstration'] === 'true';
  const sequencer = topology.kind === 'embedded' && ledger !== undefined ? await hostLedger(store, ledger) : undefined;
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  const destruction = new Destruction({ store, keys, list: new DestroyList(destroyList ?? join(data, DESTROY_LIST_FILE)) });
  // Before anything is served: a copy of the keys that was put back must not open what was destroyed since it was made.
  await destruction.look();
  // Made now, so that every copy of the keys has it.
  await keys.secret(CERTIFICATE_SECRET);
  const clock = new RecordClock(demonstration);
  const live = new LiveEntries();
  const policy: { current: PolicyInForce | undefined } = { current: undefined };
  const matrix = () => policy.current?.matrix ?? matrix2025;
  const writing = { store, keys, matrix, secret: await keys.secret('command-input'), now: clock.now };
  const cases = new CaseStreams<CaseState, CaseCommand>({ ...writing, decider: streamDecider<CaseCommand, CaseState>(familyCase) });
  const records = new CaseStreams<MeldcodeState, MeldcodeCommand>({
    ...writing,
    decider: streamDecider<MeldcodeCommand, MeldcodeState>(meldcodeRecord),
  });
  const questions = new CaseStreams<ElsewhereState, ElsewhereCommand>({
    ...writing,
    decider: streamDecider<ElsewhereCommand, ElsewhereState>(elsewhereQuestion),
  });
  const index = await BlindIndex.of(keys);
  const { engine, views } =
    topology.kind === 'embedded'
      ? await hostViews({ data, store, keys, index, records, questions, clock, known, onAppeared: (appeared) => live.publish(appeared) })
      : await followViews(topology.views, live);
  const directory = await Directory.open(store, keys, clients);
  const { changeMatrix } = views;
  const inForce = new PolicyInForce({
    known,
    built: await versionOfViews(engine),
    directory,
    now: clock.now,
    ...(changeMatrix === undefined ? {} : { change: changeMatrix }),
    onChange: () => {
      live.endAll();
    },
  });
  policy.current = inForce;
  const reads = new CaseReads({
    store,
    engine,
    keys,
    matrix: matrix2025,
    policy: inForce,
    versions: known,
    now: clock.now,
    ...(cachedRows === undefined ? {} : { cachedRows }),
  });
  const search = new CaseSearch({ engine, reads, index, now: clock.now });
  const secretOf = (name: string) => keys.secret(name);
  const accessLog = openAccessLog({ store, secretOf, clock: clock.now, processing: { register, secretOf } });
  const looks = openAccessIndex({
    file: join(data, 'looks.sqlite'),
    store,
    secretOf: (name) => keys.existingSecret(name),
    tagKey: await keys.secret('looks-index'),
  });
  return {
    demonstration,
    store,
    keys,
    destruction,
    engine,
    views,
    reads,
    search,
    links: new CaseLinks({ store, keys, engine, reads, search }),
    // What is administered is under no matrix: it goes on where the one that was adopted is not known.
    administration: openAdministration({ ...writing, matrix: matrix2025 }),
    directory,
    firstAdministrator: new FirstAdministrator({ folder: data, now: Date.now, ...(demonstration ? { known: DEMONSTRATION_CODE } : {}) }),
    issuerName,
    policy: inForce,
    clocks: new CaseClocks(store, keys),
    cases,
    records,
    questions,
    matches: new CaseStreams<PersonMatchState, DecidePersonMatch>({
      ...writing,
      decider: streamDecider<DecidePersonMatch, PersonMatchState>(personMatch),
      form: matchForm,
    }),
    accessLog,
    looks,
    tokens: new PositionTokens(await keys.secret('position-tokens')),
    searchTokens: new SearchTokens(await keys.secret('search-tokens')),
    clock,
    live,
    ledgerFolder: ledger?.folder,
    sequencer,
    close: async () => {
      inForce.close();
      await views.stop();
      await directory.close();
      await accessLog.close();
      await sequencer?.stop();
      await looks.close();
      await engine.close();
      await store.close();
      await keys.close();
    },
  };
}

/** The ledger of an embedded store. What it has signed for must stand in the store, or nothing is served. @throws LedgerMismatch */
async function hostLedger(store: OpenedStore, settings: LedgerSettings): Promise<Sequencer> {
  try {
    await checkAtStart(store, settings.folder);
    const sequencer = await openSequencer(settings, store.info['storeId'] ?? 'store', { store, onFault: logger.fault });
    sequencer.start();
    return sequencer;
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

/** What is destroyed in the views of this process: they are written anew. */
const rewriting = (projector: Projector, store: EventStore, keys: KeyRing, progress: Checkpoint) =>
  new Destruction({ store, keys, progress, onDestroyed: (stream) => projector.rewrite(stream) });

/** Views and process managers in this process, on a file beside the events. */
async function hostViews(hosting: {
  readonly data: string;
  readonly store: EventStore;
  readonly keys: KeyRing;
  readonly index: BlindIndex;
  readonly records: CaseStreams<MeldcodeState, MeldcodeCommand>;
  readonly questions: CaseStreams<ElsewhereState, ElsewhereCommand>;
  readonly clock: RecordClock;
  readonly known: readonly DisclosureMatrix[];
  readonly onAppeared: (appeared: readonly Appeared[]) => void;
}): Promise<{ readonly engine: ViewEngine; readonly views: KeptViews }> {
  const { data, store, keys, index, records, questions, clock, known, onAppeared } = hosting;
  const engine = new SqliteViewEngine(join(data, 'views.sqlite'), 'threaded');
  const built = await versionOfViews(engine);
  const link = new MeldcodeLink({ store, keys, records, progress: new Checkpoint(engine, 'meldcode-link') });
  const knowers = new KnownTo({ store, engine, keys, index, matrix: matrix2025 });
  const upTo = () => projector.position;
  const post = new ElsewherePost({ store, keys, questions, knowers, upTo, progress: new Checkpoint(engine, 'elsewhere-post') });
  const projector = new Projector({
    store,
    engine,
    keys,
    matrix: known.find(({ version }) => version === built) ?? matrix2025,
    index,
    now: clock.now,
    gather: GATHER_MS,
    onCommit: (_position, appeared) => {
      onAppeared(appeared);
      void link.look().catch(logger.fault);
      void destruction.look().catch(logger.fault);
      void post.look().catch(logger.fault);
    },
  });
  const destruction = rewriting(projector, store, keys, new Checkpoint(engine, 'destruction'));
  await link.look();
  await projector.start();
  await destruction.look();
  await projector.refreshDue();
  await post.look();
  const due = setInterval(() => void projector.refreshDue().catch(logger.fault), 60_000).unref();
  return {
    engine,
    views: {
      hosted: true,
      get position() {
        return projector.position;
      },
      get failure() {
        return projector.failure;
      },
      get lagging() {
        return projector.failure !== undefined;
      },
      reached: (position, timeoutMs) => projector.reached(position, timeoutMs),
      changeMatrix: (matrix, swapped) => projector.changeMatrix(matrix, swapped),
      stop: async () => {
        clearInterval(due);
        await projector.stop();
        await link.look();
        await post.look();
      },
    },
  };
}

/** Views on a server, kept by projectors in processes of their own. This gateway goes on when they stop, and says so. */
async function followViews(url: string, live: LiveEntries): Promise<{ readonly engine: ViewEngine; readonly views: KeptViews }> {
  const engine = await PostgresViewEngine.open({ url, access: 'read' });
  const follower = new ViewFollower({
    url,
    onNotice: ({ appeared, missed }) => {
      live.publish(appeared);
      if (missed) live.endAll();
    },
  });
  await follower.start();
  const stopping = new AbortController();
  return {
    engine,
    views: {
      hosted: false,
      get position() {
        return follower.position;
      },
      get failure() {
        return follower.failure;
      },
      get lagging() {
        return follower.lagging;
      },
      reached: (position, timeoutMs) => follower.reached(position, timeoutMs),
      changeMatrix: (matrix, swapped) => untilBuilt(engine, matrix, swapped, stopping.signal),
      stop: () => {
        stopping.abort();
        return follower.stop();
      },
    },
  };
}
