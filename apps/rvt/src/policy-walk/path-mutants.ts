// SPDX-License-Identifier: EUPL-1.2
import type { CaseState, Reader } from '@gezinslijn/family-case';
import type { CaseLink, PossibleMatch } from '@gezinslijn/party-view';
import { changed, through } from './api-mutants.ts';
import type { ApiMutant, Ports, Readings } from './api-mutants.ts';
import { readers } from './cast.ts';

const AUDITOR: Reader = { kind: 'auditor' };

const inReads = (name: string, part: ApiMutant['part'], change: (reads: Readings) => Partial<Readings>): ApiMutant => ({
  name,
  part,
  faulty: ({ reads, ...ports }) => ({ ...ports, reads: { ...through(reads), ...change(reads) } }),
});
/** In what a case stands at, as far as terms of keeping and who speaks for whom hang on it. */
const inKept = (name: string, change: (retention: CaseState['retention']) => Partial<CaseState['retention']>): ApiMutant => ({
  name,
  part: 'retention',
  faulty: (ports) => ports,
  folded: (state) => ({ ...state, retention: { ...state.retention, ...change(state.retention) } }),
});
/** What a reader is not to see is read for him all the same, by these ways. */
const past = (reads: Readings, ways: readonly ('ofTypes' | 'entry')[]): Pick<Readings, 'open'> => ({
  open: async (stream, reader, asOf) => {
    const own = await reads.open(stream, reader, asOf);
    const whole = own === null ? null : await reads.open(stream, AUDITOR);
    if (own === null || whole === null) return own;
    return changed(own, {
      ...(ways.includes('ofTypes') ? { ofTypes: (types) => whole.ofTypes(types) } : {}),
      ...(ways.includes('entry') ? { entry: (entryId) => whole.entry(entryId) } : {}),
    });
  },
});
const inLinks = (name: string, change: (ports: Ports) => Partial<Ports['links']>): ApiMutant => ({
  name,
  part: 'people',
  faulty: (ports) => {
    const { links } = ports;
    return {
      ...ports,
      links: {
        of: (...args) => links.of(...args),
        possible: (...args) => links.possible(...args),
        end: (...args) => links.end(...args),
        ...change(ports),
      },
    };
  },
});

/** Faults on the paths of who knew what when, links between people, questions about them, what is kept and corrected, and searching: each leaves out one look at rights. */
export const pathMutants: readonly ApiMutant[] = [
  inReads('knowledge: what one could see then is told also where one may not see it now', 'knowledge', (reads) => ({
    open: async (stream, reader, asOf) => {
      const own = await reads.open(stream, reader, asOf);
      if (own === null || asOf?.knownAt === undefined || reader.kind === 'auditor') return own;
      return (await reads.asSeenBy(stream, reader, { knownAt: asOf.knownAt })) ?? own;
    },
  })),
  inReads('knowledge: a look back is answered as of now', 'knowledge', (reads) => ({
    open: (stream, reader, asOf) => reads.open(stream, reader, asOf?.knownAt === undefined ? asOf : {}),
  })),
  inReads('knowledge: an auditor is told what stood there, whoever he asks about', 'knowledge', (reads) => ({
    seenAt: (stream, _seenBy, moment) => reads.seenAt(stream, AUDITOR, moment),
  })),
  inReads('decisionBasis: whose decision it was is not looked at', 'knowledge', (reads) => ({
    open: async (stream, reader, asOf) => {
      const own = await reads.open(stream, reader, asOf);
      if (own === null || reader.kind !== 'organisation') return own;
      return changed(own, {
        entry: async (entryId) => {
          const entry = await own.entry(entryId);
          return entry === null ? null : { ...entry, organisation: reader.organisation };
        },
      });
    },
  })),
  inReads('decisionBasis: what stood there and what came later is told past the rights of who asks', 'knowledge', (reads) => ({
    open: async (stream, reader, asOf) => {
      const own = await reads.open(stream, reader, asOf);
      const whole = own === null ? null : await reads.open(stream, AUDITOR);
      return own === null || whole === null ? own : changed(own, { page: (query) => whole.page(query) });
    },
  })),
  inReads('an inspection does not keep to its period', 'knowledge', (reads) => ({
    open: (stream, reader, asOf) => reads.open(stream, reader, reader.kind === 'auditor' ? {} : asOf),
  })),
  inLinks('personLinks: one end that is seen is enough', ({ links, reads }) => ({
    of: async (stream, reader) =>
      (await reads.open(stream, reader)) === null ? [] : everybodys(stream, (other) => links.of(stream, other)),
  })),
  inLinks('personLinks: a link is told without looking at the case that is asked about', ({ links }) => ({
    of: (stream) => everybodys(stream, (other) => links.of(stream, other)),
  })),
  inLinks('possiblePersonMatches: people of cases he may not see are proposed', ({ links, reads }) => ({
    possible: async (stream, reader) =>
      (await reads.open(stream, reader)) === null ? [] : everybodys(stream, (other) => links.possible(stream, other)),
  })),
  inLinks('possiblePersonMatches: whom somebody decided about is proposed again', ({ links }) => ({
    possible: async (stream, reader) => [...(await links.possible(stream, reader)), ...(await links.of(stream, reader))],
  })),
  inReads('knownElsewhere: of a task everybody is shown whom it could be', 'people', (reads) => ({
    open: async (stream, reader, asOf) => {
      const own = await reads.open(stream, reader, asOf);
      const whole = own === null ? null : await reads.open(stream, AUDITOR);
      return own === null || whole === null ? own : changed(own, { ofTypes: (types) => whole.ofTypes(types) });
    },
  })),
  inReads('knownElsewhere: records of others are listed', 'people', (reads) => ({
    casesOf: async (reader, limit, before, kind) => {
      if (kind !== 'partyPrivate') return reads.casesOf(reader, limit, before, kind);
      const all = await Promise.all(readers.map((other) => reads.casesOf(other.reader, limit, before, kind)));
      return [...new Map(all.flat().map((one) => [one.stream, one])).values()];
    },
    open: async (stream, reader, asOf) =>
      (await reads.open(stream, reader, asOf)) ?? (stream.startsWith('partyPrivate-') ? reads.open(stream, AUDITOR, asOf) : null),
  })),
  inReads('erasureCertificates, keptData: an entry is found by its number, seen or not', 'retention', (reads) => past(reads, ['entry'])),
  inReads('keptData: people are told whom one may not know of', 'retention', (reads) => past(reads, ['ofTypes'])),
  inReads('keptData: who left is told of everybody it could not know of then', 'retention', (reads) => ({
    seenAt: (stream, _seenBy, moment) => reads.seenAt(stream, AUDITOR, moment),
  })),
  inKept('keptData, retentionDue: who left is told of people who joined later', ({ controllers, frame }) => ({
    controllers: new Map([...controllers].map(([organisation, one]) => [organisation, { ...one, people: new Set(frame.people.keys()) }])),
  })),
  inKept('keptData, retentionDue: a request that waits keeps nothing', () => ({ requests: new Map() })),
  inKept('keptData, retentionDue: a part that was destroyed counts as the whole', ({ destroyed }) => ({
    destroyed: new Map(
      [...destroyed].map(([organisation, names]) => [
        organisation,
        new Set([...names].flatMap((name) => [name, name.split('#')[0] ?? ''])),
      ]),
    ),
  })),
  inKept('erasureCertificates: anybody in the family speaks for anybody', ({ frame }) => ({
    frame: { ...frame, authority: new Map([...frame.people.keys()].map((personId) => [personId, [...frame.people.keys()]])) },
  })),
  inReads('correctedSinceRead: corrections and entries count that one may not see', 'corrections', (reads) =>
    past(reads, ['ofTypes', 'entry']),
  ),
  inReads('correctedSinceRead: what is found corrected is told as an auditor reads it', 'corrections', (reads) => past(reads, ['entry'])),
  {
    name: 'search: what the index of somebody else holds is found too',
    part: 'people',
    faulty: (ports) => ({
      ...ports,
      search: {
        isEnough: (sought) => ports.search.isEnough(sought),
        find: async (_reader, sought) => {
          const all = await Promise.all(readers.map((other) => ports.search.find(other.reader, sought)));
          return { cases: [...new Map(all.flatMap(({ cases }) => cases).map((one) => [one.stream, one])).values()], more: false };
        },
      },
    }),
  },
  {
    name: 'search: of a case that is found everybody is shown, seen or not',
    part: 'people',
    faulty: (ports) => ({
      ...ports,
      search: {
        isEnough: (sought) => ports.search.isEnough(sought),
        find: async (reader, sought) => {
          const own = await ports.search.find(reader, sought);
          const all = (await Promise.all(readers.map((other) => ports.search.find(other.reader, sought)))).flatMap(({ cases }) => cases);
          return { ...own, cases: own.cases.map((one) => widest(all.filter(({ stream }) => stream === one.stream)) ?? one) };
        },
      },
    }),
  },
];

/** The one of them in which most people were found. */
function widest<T extends { readonly people: readonly unknown[] }>(found: readonly T[]): T | undefined {
  return [...found].sort((one, other) => other.people.length - one.people.length)[0];
}

/** What any reader gets, each person and other end once. */
async function everybodys<T extends CaseLink | PossibleMatch>(
  stream: string,
  of: (reader: Reader) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const all = (await Promise.all(readers.map(({ reader }) => of(reader)))).flat();
  return [...new Map(all.map((one) => [`${stream} ${one.personId} ${one.other.stream} ${one.other.person.personId}`, one])).values()];
}
