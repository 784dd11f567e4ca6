// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { ViewEngine } from './view-engine.ts';

/** That a reader may see something of a case, and from and until when. */
export interface ReaderGrant {
  readonly readsFrom: Instant | null;
  /** When mere lapse of time changes it. */
  readonly validUntil: Instant | null;
  readonly lastPosition: bigint;
}

interface Asked {
  readonly stream: string;
  readonly resolve: (grant: ReaderGrant | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Cases in one statement at most. */
const MOST = 64;

/**
 * What may be opened by whom. Every look at a case begins here, so those of one turn of the event loop are asked together: one statement per
 * reader. Nothing is kept: the next turn asks anew.
 */
export class ReaderGrants {
  readonly #engine: ViewEngine;
  #waiting = new Map<string, Asked[]>();

  constructor(engine: ViewEngine) {
    this.#engine = engine;
  }

  /** `null` when there is no case for this reader, whether or not there is one for others. `reader` is a key of rows. */
  of(stream: string, reader: string): Promise<ReaderGrant | null> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) setImmediate(() => this.#ask());
      const asked = this.#waiting.get(reader);
      if (asked === undefined) this.#waiting.set(reader, [{ stream, resolve, reject }]);
      else asked.push({ stream, resolve, reject });
    });
  }

  #ask(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const [reader, asked] of waiting) {
      for (let from = 0; from < asked.length; from += MOST) void this.#answer(reader, asked.slice(from, from + MOST));
    }
  }

  async #answer(reader: string, asked: readonly Asked[]): Promise<void> {
    try {
      const rows = await this.#engine.all(statementFor(asked.length), [reader, ...padded(asked)], reader);
      const grants = new Map(
        rows.map((row) => [
          row['case_id'],
          {
            readsFrom: row['reads_from'] as Instant | null,
            validUntil: row['valid_until'] as Instant | null,
            lastPosition: BigInt(row['last_position'] as number),
          },
        ]),
      );
      for (const { stream, resolve } of asked) resolve(grants.get(stream) ?? null);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

/** Statements are prepared per length: by powers of two there are few of them. The last case is named again to fill up. */
const lengthFor = (count: number): number => 2 ** Math.ceil(Math.log2(count));

function statementFor(count: number): string {
  const marks = Array.from({ length: lengthFor(count) }, () => '?').join(', ');
  return `SELECT case_id, reads_from, valid_until, last_position FROM case_reader WHERE reader = ? AND case_id IN (${marks})`;
}

function padded(asked: readonly Asked[]): readonly string[] {
  const streams = asked.map(({ stream }) => stream);
  return [...streams, ...Array.from({ length: lengthFor(streams.length) - streams.length }, () => streams.at(-1) ?? '')];
}
