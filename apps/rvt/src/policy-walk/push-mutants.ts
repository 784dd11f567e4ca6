// SPDX-License-Identifier: EUPL-1.2
import type { CaseReading } from '@gezinslijn/party-view';
import { through } from './api-mutants.ts';
import type { ApiMutant } from './api-mutants.ts';

/** A live channel opens its case when it starts, and again for every push: that second look is what these leave out. */
export const pushMutants: readonly ApiMutant[] = [
  {
    name: 'the re-check on push is skipped: whoever was told of an entry is sent it',
    part: 'pushes',
    faulty: ({ reads, ...ports }) => {
      const opened = new Set<string>();
      return {
        ...ports,
        reads: {
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
        },
      };
    },
  },
  {
    name: 'the re-check on push is skipped: a channel keeps the rights it was opened with',
    part: 'pushes',
    faulty: ({ reads, ...ports }) => {
      const opened = new Map<string, Promise<CaseReading | null>>();
      return {
        ...ports,
        reads: {
          ...through(reads),
          open: (stream, reader, asOf) => {
            const key = `${stream} ${JSON.stringify(reader)}`;
            const kept = opened.get(key) ?? reads.open(stream, reader, asOf);
            opened.set(key, kept);
            return kept;
          },
        },
      };
    },
  },
];

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
