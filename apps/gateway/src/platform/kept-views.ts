// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path';
import { Destruction, ElsewherePost, MeldcodeLink } from '@gezinslijn/case-writing';
import type { CaseStreams } from '@gezinslijn/case-writing';
import { EMBEDDED_EVENTS } from '@gezinslijn/event-store';
import type { KeyRing, OpenedStore } from '@gezinslijn/event-store';
import { matrices, matrix2025 } from '@gezinslijn/family-case';
import type { DisclosureMatrix, ElsewhereCommand, ElsewhereState, MeldcodeCommand, MeldcodeState } from '@gezinslijn/family-case';
import {
  Checkpoint,
  KnownTo,
  PostgresViewEngine,
  Projector,
  SqliteViewEngine,
  ViewFollower,
  untilBuilt,
  versionOfViews,
} from '@gezinslijn/party-view';
import type { Appeared, BlindIndex, ViewEngine, Views } from '@gezinslijn/party-view';
import type { LiveEntries } from './live-entries.ts';
import { logger } from './logger.ts';
import { Projection } from './projection.ts';
import type { RecordClock } from './record-clock.ts';

/** What somebody may wait longer for an entry of another when very many are written at once; nobody waits longer for his own. */
const GATHER_MS = 250;

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

/** By the thread that also answers, or by a thread of its own, for a process that has more to do. */
export type Keeping = 'here' | 'thread';

interface Hosting {
  readonly data: string;
  readonly store: OpenedStore;
  readonly keys: KeyRing;
  readonly index: BlindIndex;
  readonly records: CaseStreams<MeldcodeState, MeldcodeCommand>;
  readonly questions: CaseStreams<ElsewhereState, ElsewhereCommand>;
  readonly clock: RecordClock;
  readonly known: readonly DisclosureMatrix[];
  readonly live: LiveEntries;
  readonly keeping: Keeping;
}

/** Keeps the views of an embedded store, wherever that is done. */
interface Keeper extends Views {
  /** Resolves once they are current. */
  start(): Promise<void>;
  changeMatrix(matrix: DisclosureMatrix, swapped: () => void): Promise<void>;
  stop(): Promise<void>;
}

interface Kept {
  readonly engine: ViewEngine;
  readonly keeper: Keeper;
}

type Committed = (appeared: () => readonly Appeared[]) => void;

/** Views on a file beside the events, kept in this process, and the process managers that follow them. */
export async function hostViews(hosting: Hosting): Promise<{ readonly engine: ViewEngine; readonly views: KeptViews }> {
  const { store, keys, index, records, questions, live, known, keeping } = hosting;
  let follow = (): void => undefined;
  const committed: Committed = (appeared) => {
    if (live.followed) live.publish(appeared());
    follow();
  };
  // The other thread has the versions of the program, and no others.
  const { engine, keeper } =
    keeping === 'thread' && known === matrices ? keptByThread(hosting, committed) : await keptHere(hosting, committed);
  const link = new MeldcodeLink({ store, keys, records, progress: new Checkpoint(engine, 'meldcode-link') });
  const knowers = new KnownTo({ store, engine, keys, index, matrix: matrix2025 });
  const upTo = () => keeper.position;
  const post = new ElsewherePost({ store, keys, questions, knowers, upTo, progress: new Checkpoint(engine, 'elsewhere-post') });
  await link.look();
  await keeper.start();
  await post.look();
  follow = () => {
    void link.look().catch(logger.fault);
    void post.look().catch(logger.fault);
  };
  follow();
  return {
    engine,
    views: {
      hosted: true,
      get position() {
        return keeper.position;
      },
      get failure() {
        return keeper.failure;
      },
      get lagging() {
        return keeper.failure !== undefined;
      },
      reached: (position, timeoutMs) => keeper.reached(position, timeoutMs),
      changeMatrix: (matrix, swapped) => keeper.changeMatrix(matrix, swapped),
      stop: async () => {
        await keeper.stop();
        // What they could not note is looked at again after the next start: closing goes on.
        await link.look().catch(logger.fault);
        await post.look().catch(logger.fault);
      },
    },
  };
}

function keptByThread({ data, store }: Hosting, committed: Committed): Kept {
  const [views, events] = [join(data, 'views.sqlite'), join(data, EMBEDDED_EVENTS)];
  const projection = new Projection({
    store,
    views,
    events,
    keys: join(data, 'keys'),
    gather: GATHER_MS,
    onCommit: (_position, appeared) => {
      committed(appeared);
    },
  });
  return { engine: projection.engine, keeper: projection };
}

async function keptHere({ data, store, keys, index, known, clock }: Hosting, committed: Committed): Promise<Kept> {
  const engine = new SqliteViewEngine(join(data, 'views.sqlite'));
  const built = await versionOfViews(engine);
  const projector = new Projector({
    store,
    engine,
    keys,
    matrix: known.find(({ version }) => version === built) ?? matrix2025,
    index,
    now: clock.now,
    gather: GATHER_MS,
    onCommit: (_position, appeared) => {
      committed(() => appeared);
      void destruction.look().catch(logger.fault);
    },
  });
  // What is destroyed in the views of this process: they are written anew.
  const onDestroyed = (stream: string) => projector.rewrite(stream);
  const destruction = new Destruction({ store, keys, progress: new Checkpoint(engine, 'destruction'), onDestroyed });
  let due: NodeJS.Timeout | undefined;
  return {
    engine,
    keeper: {
      get position() {
        return projector.position;
      },
      get failure() {
        return projector.failure;
      },
      reached: (position, timeoutMs) => projector.reached(position, timeoutMs),
      changeMatrix: (matrix, swapped) => projector.changeMatrix(matrix, swapped),
      start: async () => {
        await projector.start();
        await destruction.look();
        await projector.refreshDue();
        due = setInterval(() => void projector.refreshDue().catch(logger.fault), 60_000).unref();
      },
      stop: () => {
        clearInterval(due);
        return projector.stop();
      },
    },
  };
}

/** Views on a server, kept by projectors in processes of their own. This gateway goes on when they stop, and says so. */
export async function followViews(url: string, live: LiveEntries): Promise<{ readonly engine: ViewEngine; readonly views: KeptViews }> {
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
