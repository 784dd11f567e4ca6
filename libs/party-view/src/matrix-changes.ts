// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, Instant, Subscription } from '@gezinslijn/event-sourcing';
import { POLICY_STREAM, localDateOf } from '@gezinslijn/family-case';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { adoptedOn } from './policy-history.ts';
import type { Projector } from './projector.ts';
import { versionOfViews } from './serving-policy.ts';
import type { ViewEngine } from './view-engine.ts';

/** A version that begins on a later day, or a change that failed, is looked at again after this. */
const LOOK_MS = 60_000;

export interface MatrixChangesOptions {
  readonly store: EventStore;
  readonly projector: Pick<Projector, 'matrix' | 'changeMatrix'>;
  /** Versions of this program. */
  readonly versions: readonly DisclosureMatrix[];
  readonly now: () => Instant;
  readonly onSwapped?: (matrix: DisclosureMatrix) => void;
  readonly onFault: (fault: unknown) => void;
}

/**
 * Has the views that others read built anew under each version that is adopted (docs/adr/0041). Those who read serve the stricter of both
 * from the moment they know of it until they see that the views are of the new one. For the one process that keeps the views.
 */
export class MatrixChanges {
  readonly #options: MatrixChangesOptions;
  #wake: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #following: Promise<void> | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: MatrixChangesOptions) {
    this.#options = options;
  }

  /** After the projector was started. A change that is needed begins, and is not waited for. */
  async start(): Promise<void> {
    const wake = this.#options.store.subscribeAll({ after: await this.#options.store.head(), filter: { streamPrefixes: [POLICY_STREAM] } });
    this.#wake = wake;
    this.#following = this.#follow(wake).catch((fault: unknown) => {
      if (!this.#stopped) this.#options.onFault(fault);
    });
    this.#timer = setInterval(() => {
      this.look();
    }, LOOK_MS).unref();
    this.look();
  }

  /** One change at a time; what is adopted meanwhile comes after it. */
  look(): void {
    this.#again = true;
    this.#looking ??= (async () => {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#change().catch((fault: unknown) => {
          if (!this.#stopped) this.#options.onFault(fault);
        });
      }
      this.#looking = undefined;
    })();
  }

  /** With the projector: a change under way ends with it, and whoever takes over begins it anew. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#wake?.close();
    await this.#following;
    await this.#looking;
  }

  async #follow(wake: Subscription): Promise<void> {
    for await (const item of wake) if (!('caughtUp' in item)) this.look();
  }

  async #change(): Promise<void> {
    const { store, projector, versions, now, onSwapped } = this.#options;
    const wanted = await adoptedOn(store, versions, localDateOf(now()));
    if (wanted === undefined || wanted.version === projector.matrix.version) return;
    await projector.changeMatrix(wanted, () => onSwapped?.(wanted));
  }
}

/** How often a reader looks whether the views were swapped. */
const WATCH_MS = 200;

/**
 * For whoever reads views that another process keeps: resolves when they are of this version, after `swapped`. It rejects when they became
 * of yet another one, and when it is stopped; a server that is away for a while is waited for.
 */
export async function untilBuilt(
  engine: Pick<ViewEngine, 'all'>,
  { version }: DisclosureMatrix,
  swapped: () => void,
  stop: AbortSignal,
): Promise<void> {
  let first: string | undefined;
  for (;;) {
    if (stop.aborted) throw new Error('Stopped before the views were swapped');
    const built = await versionOfViews(engine).catch(() => undefined);
    if (built === version) {
      swapped();
      return;
    }
    first ??= built;
    if (built !== undefined && built !== first) throw new Error(`The views are of version ${built} now`);
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS).unref());
  }
}
