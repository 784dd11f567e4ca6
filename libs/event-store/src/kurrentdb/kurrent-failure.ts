// SPDX-License-Identifier: EUPL-1.2
import { status, type ServiceError } from '@grpc/grpc-js';

/** The server or the way to it failed. `passing` failures are worth another try; what an append did is then unknown. */
export class KurrentFailure extends Error {
  readonly passing: boolean;
  constructor(message: string, passing: boolean, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'KurrentFailure';
    this.passing = passing;
  }
}

const NOTHING = Symbol('nothing in time');

const PASSING = new Set<number>([
  status.UNAVAILABLE,
  status.CANCELLED,
  status.ABORTED,
  status.DEADLINE_EXCEEDED,
  status.INTERNAL,
  status.RESOURCE_EXHAUSTED,
]);

/** Says nothing of what was sent. */
export function failureOf(error: unknown): KurrentFailure {
  if (error instanceof KurrentFailure) return error;
  if (!isServiceError(error)) return new KurrentFailure('The server could not be reached', true, { cause: error });
  const notLeader = error.metadata.get('exception')[0] === 'not-leader' || /leader/i.test(error.details);
  return new KurrentFailure(`The server answered: ${error.details}`, notLeader || PASSING.has(error.code), { cause: error });
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'metadata' in error;
}

/** The value, or a passing failure when it takes too long. */
export async function within<T>(promise: Promise<T>, timeout: number | undefined, late: string): Promise<T> {
  if (timeout === undefined) return promise;
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<typeof NOTHING>((resolve) => (timer = setTimeout(resolve, timeout, NOTHING)));
  try {
    const first = await Promise.race([promise, alarm]);
    if (first === NOTHING) {
      promise.catch(() => undefined);
      throw new KurrentFailure(late, true);
    }
    return first;
  } finally {
    clearTimeout(timer);
  }
}
