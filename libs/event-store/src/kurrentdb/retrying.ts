// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { KurrentFailure } from './kurrent-failure.ts';

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1_000;

/**
 * Tries again while failures are passing and there is time left. Only for what may be done twice: reads, and appends at an exact
 * revision, whose second try finds the first one written or refused, never beside it.
 * @throws StoreUnavailable
 */
export async function retrying<T>(patience: number, signal: AbortSignal, attempt: (left: number) => Promise<T>): Promise<T> {
  const started = performance.now();
  for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    const left = patience - (performance.now() - started);
    try {
      if (signal.aborted) throw new StoreUnavailable('The store is closed');
      return await attempt(Math.max(1, left));
    } catch (error) {
      if (!(error instanceof KurrentFailure)) throw error;
      if (signal.aborted) throw new StoreUnavailable('The store is closed', { cause: error });
      const remaining = patience - (performance.now() - started);
      if (!error.passing || remaining <= wait) throw new StoreUnavailable(error.message, { cause: error });
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
