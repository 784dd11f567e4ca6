// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import type { HeldLease, Lease } from './postgres/lease.ts';
import type { Fence } from './view-engine.ts';

/** A piece of work that one of several processes does: it follows the store until it is stopped or fails. */
export interface FencedWork {
  /** Why it stopped by itself, if it did. */
  readonly failure: Error | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ActiveStandbyOptions {
  readonly lease: Pick<Lease, 'acquire' | 'renew' | 'release'>;
  /** Made anew each time the lease is got: it starts from what stands in the database, not from what was remembered. */
  readonly work: (fence: Fence) => FencedWork;
  /** Milliseconds between two renewals; a third of what the lease lasts, or less. */
  readonly renewEvery: number;
  /** Told at each change, and of failures on the way. */
  readonly onState?: (state: ActiveState, failure?: Error) => void;
}

export type ActiveState = 'standby' | 'active' | 'stopped';

/**
 * Does the work while it holds the lease, stands by while another does. Losing the lease stops the work, but nothing rests on being in
 * time: what a late holder still writes is refused by the fence in its writes.
 */
export class ActiveStandby {
  readonly #options: ActiveStandbyOptions;
  readonly #stopping = new AbortController();
  #state: ActiveState = 'standby';
  #failure: Error | undefined;
  #running: Promise<void> | undefined;

  constructor(options: ActiveStandbyOptions) {
    this.#options = options;
  }

  get state(): ActiveState {
    return this.#state;
  }

  /** What went wrong last, while it has not gone right since. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Finishes what is under way and lets another have the lease at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#become('stopped');
  }

  async #run(): Promise<void> {
    const { lease, renewEvery } = this.#options;
    while (!this.#stopping.signal.aborted) {
      try {
        const held = await lease.acquire();
        if (held !== null) await this.#hold(held);
        else this.#failure = undefined;
      } catch (failure) {
        this.#failed(failure);
      }
      await this.#wait(renewEvery);
    }
  }

  async #hold({ fence }: HeldLease): Promise<void> {
    const { lease, work, renewEvery } = this.#options;
    const doing = work(fence);
    const lost = this.#keep(lease, renewEvery);
    try {
      await Promise.race([doing.start(), lost.until]);
      if (lost.signal.aborted) return;
      this.#failure = undefined;
      this.#become('active');
      while (!lost.signal.aborted && !this.#stopping.signal.aborted && doing.failure === undefined)
        await this.#wait(Math.min(renewEvery, 200));
      if (doing.failure !== undefined) this.#failed(doing.failure);
    } finally {
      lost.stop();
      await doing.stop().catch((failure: unknown) => {
        this.#failed(failure);
      });
      this.#become('standby');
      await lease.release();
    }
  }

  /** Renews by itself, also while the work is still catching up. Ends when another has it. */
  #keep(lease: ActiveStandbyOptions['lease'], every: number) {
    const lost = new AbortController();
    const timer = setInterval(() => {
      lease.renew().then(
        (held) => {
          if (!held) lost.abort();
        },
        // Not being able to ask is not losing it: the fence decides.
        (failure: unknown) => {
          this.#failed(failure);
        },
      );
    }, every);
    const until = new Promise<void>((resolve) => {
      lost.signal.addEventListener('abort', () => {
        resolve();
      });
    });
    return {
      signal: lost.signal,
      until,
      stop: () => {
        clearInterval(timer);
      },
    };
  }

  #failed(failure: unknown): void {
    this.#failure = failure instanceof Error ? failure : new Error(String(failure));
    this.#options.onState?.(this.#state, this.#failure);
  }

  #become(state: ActiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }

  async #wait(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
