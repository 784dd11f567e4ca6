// SPDX-License-Identifier: EUPL-1.2
import type { CaseReading, CaseReads } from '@gezinslijn/party-view';

/** What of the readings a fault on the way of a push needs. */
export type Readings = Pick<CaseReads, 'open' | 'asSeenBy' | 'casesOf'>;

/** A gateway with one thing wrong on the way of a push: it does not look again whether he may see what it is about to send. */
export interface PushMutant {
  readonly name: string;
  /** The readings of one live channel, with the fault; `reads` are the product's. */
  readonly faulty: (reads: Readings) => Readings;
}

/** A live channel opens its case when it starts, and again for every push: that second look is what these leave out. */
export const pushMutants: readonly PushMutant[] = [
  {
    name: 'the re-check on push is skipped: whoever was told of an entry is sent it',
    faulty: (reads) => {
      const opened = new Set<string>();
      return {
        ...through(reads),
        open: async (stream, reader, asOf) => {
          const key = `${stream} ${JSON.stringify(reader)}`;
          const first = !opened.has(key);
          opened.add(key);
          const own = await reads.open(stream, reader, asOf);
          if (first || own === null) return own;
          const whole = await reads.open(stream, { kind: 'auditor' });
          return whole === null ? own : sending(own, whole);
        },
      };
    },
  },
  {
    name: 'the re-check on push is skipped: a channel keeps the rights it was opened with',
    faulty: (reads) => {
      const opened = new Map<string, Promise<CaseReading | null>>();
      return {
        ...through(reads),
        open: (stream, reader, asOf) => {
          const key = `${stream} ${JSON.stringify(reader)}`;
          const kept = opened.get(key) ?? reads.open(stream, reader, asOf);
          opened.set(key, kept);
          return kept;
        },
      };
    },
  },
];

function through(reads: Readings): Readings {
  return {
    open: (...args) => reads.open(...args),
    asSeenBy: (...args) => reads.asSeenBy(...args),
    casesOf: (...args) => reads.casesOf(...args),
  };
}

/** His own case, but each entry from somebody else's. */
function sending(own: CaseReading, whole: CaseReading): CaseReading {
  return {
    lastPosition: own.lastPosition,
    validUntil: own.validUntil,
    page: (query) => own.page(query),
    ofTypes: (types) => own.ofTypes(types),
    entry: (entryId) => whole.entry(entryId),
  };
}
