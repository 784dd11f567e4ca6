// SPDX-License-Identifier: EUPL-1.2
import { describe } from '@jest/globals';
import { appendingContract } from './appending.contract.ts';
import { concurrencyContract } from './concurrency.contract.ts';
import { foldContract } from './fold.contract.ts';
import { followingContract } from './following.contract.ts';
import { idempotenceContract } from './idempotence.contract.ts';
import { readingContract } from './reading.contract.ts';
import type { StoreUnderTest } from './samples.ts';

export type { StoreUnderTest } from './samples.ts';

/** Every guarantee of the EventStore port, for one engine. An adapter is finished when this passes. Call it from a spec file under Jest. */
export function eventStoreContract(engine: StoreUnderTest): void {
  describe(`event store: ${engine.name}`, () => {
    appendingContract(engine);
    idempotenceContract(engine);
    readingContract(engine);
    followingContract(engine);
    concurrencyContract(engine);
    foldContract(engine);
  });
}
