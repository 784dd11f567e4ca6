// SPDX-License-Identifier: EUPL-1.2
import { createClient } from 'graphql-ws';
import type { Client as Socket, ExecutionResult, Sink, SubscribePayload } from 'graphql-ws';

/** `waiting`: nothing asked for live news yet. `off`: given up until asked again. */
export type LiveStatus = 'waiting' | 'connecting' | 'live' | 'reconnecting' | 'off';

interface Ways {
  readonly url: string;
  readonly params: () => Record<string, string>;
  readonly webSocketImpl?: unknown;
}

/** A channel the other side ends this soon after it opened did not serve; three in a row and we stop asking. */
const SHORT_MS = 3_000;
const SHORT_IN_A_ROW = 3;

/**
 * The WebSocket for live news, and in what state it is. The gateway ends a channel when the token behind it runs out or a right is
 * withdrawn: we then connect anew with the token of that moment, and say so on the screen when it does not work.
 */
export class LiveConnection {
  readonly #socket: Socket;
  readonly #listeners = new Set<() => void>();
  readonly #channels = new Set<() => void>();
  #status: LiveStatus = 'waiting';
  #ended = 0;
  #wake: (() => void) | undefined;

  constructor({ url, params, webSocketImpl }: Ways) {
    this.#socket = createClient({
      url,
      connectionParams: params,
      keepAlive: 20_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (attempt) => this.#pause(Math.min(1_000 * 2 ** attempt, 30_000)),
      ...(webSocketImpl === undefined ? {} : { webSocketImpl }),
      on: {
        connecting: (isRetry) => this.#become(isRetry || this.#status === 'reconnecting' ? 'reconnecting' : 'connecting'),
        connected: () => this.#become('live'),
        closed: () => this.#become(this.#channels.size === 0 ? 'waiting' : this.#status === 'off' ? 'off' : 'reconnecting'),
      },
    });
  }

  readonly status = (): LiveStatus => this.#status;

  readonly onStatus = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Opens a channel and keeps it open, whoever ends it, until told to stop. */
  readonly subscribe = (payload: SubscribePayload, sink: Sink<ExecutionResult>): (() => void) => {
    let stopped = false;
    let stop = (): void => undefined;
    const open = (): void => {
      const openedAt = Date.now();
      const again = (): void => {
        if (stopped) return;
        this.#ended = Date.now() - openedAt < SHORT_MS ? this.#ended + 1 : 0;
        if (this.#ended >= SHORT_IN_A_ROW) return this.#become('off');
        this.#become('reconnecting');
        void this.#pause(1_000 * 2 ** this.#ended).then(() => {
          if (stopped) return;
          this.#socket.terminate();
          open();
        });
      };
      stop = this.#socket.subscribe(payload, { next: (result) => sink.next(result as ExecutionResult), error: again, complete: again });
    };
    const reopen = (): void => {
      stop();
      open();
    };
    this.#channels.add(reopen);
    open();
    return () => {
      stopped = true;
      this.#channels.delete(reopen);
      stop();
    };
  };

  /** Somebody asks to try again, or a fresh token came. */
  readonly retry = (): void => {
    this.#ended = 0;
    this.#wake?.();
    if (this.#status !== 'off') return;
    this.#become('connecting');
    for (const reopen of this.#channels) reopen();
  };

  /** Takes the new token into use: the connection is made anew, channels come back by themselves. */
  readonly renewed = (): void => {
    if (this.#status === 'live') this.#socket.terminate();
    else this.retry();
  };

  readonly close = (): void => {
    this.#become('waiting');
    void this.#socket.dispose();
  };

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #become(status: LiveStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}
