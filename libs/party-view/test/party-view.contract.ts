// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import { matrix2025, rowsKey } from '@gezinslijn/family-case';
import type { DisclosureMatrix, Reader } from '@gezinslijn/family-case';
import { CaseReads, Checkpoint, Projector, digest, rebuild } from '../src/index.ts';
import type { EntryQuery, ProjectorOptions, ViewEngine } from '../src/index.ts';
import { attachment, destroyed, idOf, index, opened, organisations, people, samples, write } from './case-kit.ts';
import type { Written } from './case-kit.ts';
import type { EngineUnderTest } from './engines.ts';

const STREAM = 'familyCase-11111111-1111-4111-8111-111111111111';
const NOW = '2026-01-01T12:00:00.000Z';

const readers: readonly Reader[] = [
  ...Object.values(organisations).map((organisation): Reader => ({ kind: 'organisation', organisation })),
  ...Object.values(people).map((personId): Reader => ({ kind: 'person', personId })),
  { kind: 'organisation', organisation: organisations.vt, rvt: 'VT' },
  { kind: 'organisation', organisation: organisations.gi, rvt: 'GI' },
];

/**
 * A history: the case is opened, then anything in any order, corrections of earlier entries and statements about them included; recorded a day
 * apart, sometimes with a clock that went back.
 */
const history = fc
  .array(fc.tuple(fc.integer({ min: -12, max: samples.length - 1 }), fc.integer({ min: -3, max: 0 }), fc.nat({ max: 30 })), {
    maxLength: 25,
  })
  .map((drawn) => {
    const entries = [written(opened, organisations.vt, 0, 0)];
    for (const [sample, backwards, behind] of drawn) {
      const kind = sample < -5 ? 'correction' : 'statement';
      const drawnOne = sample < 0 ? attachment(entries, behind % entries.length, kind, STREAM) : samples[sample];
      if (drawnOne === undefined) continue;
      const { statedBy } = drawnOne as Written;
      const entry = written(drawnOne.event, drawnOne.by, entries.length, backwards);
      entries.push(statedBy === undefined ? entry : { ...entry, statedBy });
    }
    return entries;
  });

function written(event: Written['event'], by: Written['by'], day: number, backwards: number): Written {
  const instant = (days: number) => new Date(Date.UTC(2025, 2, 1 + days, 10)).toISOString();
  return { event, by, occurredAt: instant(day), recordedAt: instant(Math.max(0, day + backwards)) };
}

async function withViewsOf<T>(under: EngineUnderTest, work: (kit: Kit) => Promise<T>): Promise<T> {
  const store = memoryEventStore();
  const keys = memoryKeyRing();
  const { engine, reading, close } = await under.open();
  const options: ProjectorOptions = { store, engine, keys, matrix: matrix2025, index, now: () => NOW, batchSize: 7 };
  const reads = new CaseReads({ store, engine: reading, keys, matrix: matrix2025, now: () => NOW });
  try {
    return await work({ store, keys, engine, options, reads, projector: new Projector(options) });
  } finally {
    await close();
    await store.close();
  }
}

/** As the gateway writes it: a version that the platform adopted. */
async function adopt(store: Kit['store'], adopted: string, from: string, recordedAt: string): Promise<void> {
  const id = idOf(`adopted|${adopted}|${recordedAt}`);
  const json = (value: object) => new TextEncoder().encode(JSON.stringify(value));
  const data = json({ version: 1, data: { open: { adopted, digest: '0'.repeat(64), from }, sealed: [] } });
  await store.append('policy', 'any', [{ id, type: 'DisclosureMatrixAdopted', data, metadata: json({ recordedAt, occurredAt: from }) }]);
}

interface Kit {
  readonly store: ReturnType<typeof memoryEventStore>;
  readonly keys: ReturnType<typeof memoryKeyRing>;
  readonly engine: ViewEngine;
  readonly options: ProjectorOptions;
  readonly reads: CaseReads;
  readonly projector: Projector;
}

const everything: EntryQuery = { order: 'RECORDED', limit: 100 };

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

/** What the views promise, on any engine. */
export function partyViewContract(under: EngineUnderTest): void {
  const withViews = <T>(work: (kit: Kit) => Promise<T>) => withViewsOf(under, work);

  describe('rows and replay', () => {
    it('give every reader the same entries, whatever happened: asOf(now) equals the rows', () =>
      fc.assert(
        fc.asyncProperty(history, async (entries) =>
          withViews(async ({ store, keys, reads, projector }) => {
            await write(store, keys, STREAM, entries);
            await projector.restore();
            await projector.catchUp();
            for (const reader of readers) {
              const rows = await reads.open(STREAM, reader);
              const replayed = await reads.open(STREAM, reader, { knownAt: NOW });
              expect(rows === null).toBe(replayed === null);
              if (rows === null || replayed === null) continue;
              for (const order of ['RECORDED', 'HAPPENED'] as const) {
                const query = { ...everything, order };
                expect(await rows.page(query)).toEqual(await replayed.page(query));
              }
              expect(rows.lastPosition).toBe(replayed.lastPosition);
            }
          }),
        ),
        { numRuns: 60 },
      ));

    it('stay the same when a signature comes in after the party left', () =>
      withViews(async ({ store, keys, reads, projector }) => {
        const [measure, leaves, publishes, signs] = [13, 11, 20, 21].map((index) => samples[index] as (typeof samples)[number]);
        const events = [measure, publishes, leaves, signs].map((sample, index) => written(sample!.event, sample!.by, index + 1, 0));
        await write(store, keys, STREAM, [written(opened, organisations.vt, 0, 0), ...events]);
        for (const batch of [0, 1]) {
          await projector.restore();
          await projector.catchUp();
          const gi: Reader = { kind: 'organisation', organisation: organisations.gi };
          const rows = await (await reads.open(STREAM, gi))?.page(everything);
          expect({ batch, ...rows }).toEqual({ batch, ...(await (await reads.open(STREAM, gi, { knownAt: NOW }))?.page(everything)) });
          expect(rows?.entries.map(({ type }) => type)).toContain('RouteMapPublished');
        }
      }));

    it('as of a moment: a reader sees no more than he saw then, and no more than he may see now', () =>
      fc.assert(
        fc.asyncProperty(history, fc.integer({ min: 0, max: 26 }), async (entries, day) =>
          withViews(async ({ store, keys, reads, projector }) => {
            await write(store, keys, STREAM, entries);
            await projector.restore();
            await projector.catchUp();
            const knownAt = new Date(Date.UTC(2025, 2, 1 + day, 11)).toISOString();
            for (const reader of readers) {
              const asOf = await (await reads.open(STREAM, reader, { knownAt }))?.page(everything);
              const then = await (await reads.asSeenBy(STREAM, reader, { knownAt }))?.page(everything);
              const now = await (await reads.open(STREAM, reader))?.page(everything);
              for (const entry of asOf?.entries ?? []) {
                const before = then?.entries.find(({ id }) => id === entry.id);
                const today = now?.entries.find(({ id }) => id === entry.id);
                expect(before?.fields).toEqual(expect.arrayContaining([...entry.fields]));
                expect(today?.fields).toEqual(expect.arrayContaining([...entry.fields]));
              }
            }
          }),
        ),
        { numRuns: 40 },
      ));
  });

  describe('what comes later', () => {
    /** Shut for everybody but who wrote it: whatever a later version of the matrix does, it does less. */
    const stricter: DisclosureMatrix = {
      ...matrix2025,
      version: 'stricter',
      validFrom: '2026-01-01',
      cells: Object.fromEntries(
        Object.entries(matrix2025.cells).map(([category, row]) => [
          category,
          Object.fromEntries(Object.keys(row).map((column) => [column, 'none'])),
        ]),
      ) as DisclosureMatrix['cells'],
    };

    it('alters no earlier answer: late entries, shares, withdrawals, leaving, nor a version of the matrix for an earlier day', () =>
      fc.assert(
        fc.asyncProperty(history, fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 }), async (entries, day, cut) =>
          withViews(async ({ store, keys, engine, reads, projector }) => {
            const knownAt = new Date(Date.UTC(2025, 2, 1 + day, 11)).toISOString();
            // The clocks of a history go back now and then: its own order is kept, and what is cut off comes later.
            const [first, later] = [entries.slice(0, cut + 1), entries.slice(cut + 1).filter(({ recordedAt }) => recordedAt > knownAt)];
            await write(store, keys, STREAM, first);
            await projector.restore();
            await projector.catchUp();
            const seen = async (from: CaseReads) => {
              const moment = await from.momentOf(knownAt);
              const auditor = await from.seenAt(STREAM, { kind: 'auditor' }, moment);
              return [auditor, ...(await Promise.all(readers.map((reader) => from.seenAt(STREAM, reader, moment))))];
            };
            const before = await seen(reads);
            await write(store, keys, STREAM, later, first.length);
            await adopt(store, 'stricter', '2025-01-01', '2026-01-01T09:00:00.000Z');
            await projector.catchUp();
            const upgraded = new CaseReads({ store, engine, keys, matrix: stricter, versions: [matrix2025, stricter], now: () => NOW });
            expect(await seen(upgraded)).toEqual(before);
          }),
        ),
        { numRuns: 60 },
      ));

    it('the version of the matrix is the one adopted by then, from its day on', () =>
      withViews(async ({ store, keys, engine, projector }) => {
        await write(store, keys, STREAM, [written(opened, organisations.vt, 0, 0)]);
        await adopt(store, matrix2025.version, '2025-01-01', '2025-03-02T09:00:00.000Z');
        await adopt(store, 'stricter', '2025-03-10', '2025-03-05T09:00:00.000Z');
        await write(store, keys, STREAM, [{ ...written(samples[8]!.event, organisations.vt, 20, 0) }], 1);
        await projector.restore();
        await projector.catchUp();
        const reads = new CaseReads({ store, engine, keys, matrix: stricter, versions: [matrix2025, stricter], now: () => NOW });
        const versionAt = async (day: string) => (await reads.matrixAt(await reads.momentOf(`2025-03-${day}T12:00:00.000Z`))).version;
        expect(await Promise.all(['01', '04', '06', '10', '25'].map(versionAt))).toEqual([
          '2025-01',
          '2025-01',
          '2025-01',
          'stricter',
          'stricter',
        ]);
        const lt: Reader = { kind: 'organisation', organisation: organisations.lt };
        const typesAt = async (day: string) =>
          (await reads.seenAt(STREAM, lt, await reads.momentOf(`2025-03-${day}T12:00:00.000Z`)))?.map(({ type }) => type);
        expect(await typesAt('06')).toEqual(['CaseOpened']);
        expect(await typesAt('25')).toEqual([]);
        await adopt(store, 'never heard of', '2025-03-20', '2025-03-19T09:00:00.000Z');
        await expect(versionAt('22')).rejects.toThrow('never heard of');
      }));
  });

  describe('a correction', () => {
    const { vt, lt, gi } = organisations;
    const fact = samples.findIndex(({ event }) => event.type === 'FactRecorded');
    const report = samples.findIndex(({ event }) => event.type === 'ReportReceived');
    const organisation = (of: typeof vt): Reader => ({ kind: 'organisation', organisation: of });
    const OLD = 'OBSERVATION';

    /** The case, a fact of Veilig Thuis, and so many corrections of it, a day apart. */
    function corrected(times: number, of = fact): readonly Written[] {
      const entries = [written(opened, vt, 0, 0), written(samples[of]!.event, samples[of]!.by, 1, 0)];
      for (let nth = 0; nth < times; nth += 1) {
        const one = attachment(entries, 1, 'correction', STREAM) as Written;
        entries.push(written(one.event, one.by, entries.length, 0));
      }
      return entries;
    }
    const bodies = async (engine: ViewEngine) =>
      (await engine.all('SELECT body FROM rendering', [])).map(({ body }) => String(body)).join('\n');

    it('stands in the place of the old text for who reads that, marked; before it the old one does, word for word', () =>
      withViews(async ({ store, keys, reads, projector }) => {
        const entries = corrected(2);
        await write(store, keys, STREAM, entries.slice(0, 2));
        await projector.restore();
        await projector.catchUp();
        const then = '2025-03-02T11:00:00.000Z';
        const all = [...readers, { kind: 'auditor' } as const];
        const pageAt = async (reader: Reader, knownAt: string) => (await reads.open(STREAM, reader, { knownAt }))?.page(everything);
        const before = await Promise.all(all.map((reader) => pageAt(reader, then)));
        await write(store, keys, STREAM, entries.slice(2, 3), 2);
        await projector.catchUp();
        const between = await Promise.all(all.map((reader) => pageAt(reader, '2025-03-03T11:00:00.000Z')));
        await write(store, keys, STREAM, entries.slice(3), 3);
        await projector.catchUp();
        expect(await Promise.all(all.map((reader) => pageAt(reader, then)))).toEqual(before);
        expect(await Promise.all(all.map((reader) => pageAt(reader, '2025-03-03T11:00:00.000Z')))).toEqual(between);
        expect(JSON.stringify(between, plain)).toContain('gecorrigeerd 2');
        for (const reader of all) {
          const now = (await (await reads.open(STREAM, reader))?.page(everything))?.entries ?? [];
          const text = JSON.stringify(now, plain);
          expect(text).not.toContain(OLD);
          expect(text).not.toContain('gecorrigeerd 2');
          const shown = now.find(({ type }) => type === 'FactRecorded');
          const read = shown?.fields.includes('kind') === true;
          expect(shown?.data['kind']).toBe(read ? 'gecorrigeerd 3' : undefined);
          expect(shown?.attached?.map(({ data }) => data['field'])).toEqual(read ? ['kind', 'kind'] : undefined);
          expect(now.filter(({ type }) => type === 'EntryCorrected').length).toBe(read ? 2 : 0);
        }
      }));

    it('leaves no envelope of the old text in the views, whatever the batches', () =>
      withViews(async ({ store, keys, engine, options }) => {
        const entries = corrected(3);
        await write(store, keys, STREAM, entries);
        const digests = [];
        for (const batchSize of [1, 2, 500]) {
          const shadow = await engine.shadow();
          const projector = new Projector({ ...options, engine: shadow, batchSize });
          await projector.restore();
          await projector.catchUp();
          digests.push(await digest(shadow, keys));
          const shown = await bodies(shadow);
          for (const [index, envelope] of (await envelopesOf(store)).entries())
            expect([index, shown.includes(envelope)]).toEqual([index, false]);
          await shadow.close();
        }
        expect(new Set(digests).size).toBe(1);
      }));

    it('is not there for who may not read the text it corrects, whatever he asks', () =>
      withViews(async ({ store, keys, reads, projector }) => {
        await write(store, keys, STREAM, corrected(1, report));
        await projector.restore();
        await projector.catchUp();
        for (const reader of [organisation(lt), organisation(gi), { kind: 'person', personId: people.mother } as const]) {
          const reading = await reads.open(STREAM, reader);
          const entries = (await reading?.page(everything))?.entries ?? [];
          expect(entries.map(({ type }) => type)).not.toContain('EntryCorrected');
          expect(entries.every(({ attached }) => attached === undefined)).toBe(true);
          expect(await reading?.entry(idOf(`${STREAM}|2`))).toBe(reading === null ? undefined : null);
        }
        expect(JSON.stringify(await (await reads.open(STREAM, organisation(vt)))?.page(everything), plain)).toContain('gecorrigeerd 2');
      }));

    it('goes with the key of what it corrects: destroyed once, both are gone', () =>
      withViews(async ({ store, keys, reads, projector }) => {
        await write(store, keys, STREAM, corrected(1));
        await projector.restore();
        await projector.catchUp();
        await keys.destroy(STREAM, people.child);
        await projector.rewrite(STREAM);
        const entries = (await (await reads.open(STREAM, organisation(vt)))?.page(everything))?.entries ?? [];
        const text = JSON.stringify(entries, plain);
        expect(text).not.toContain('gecorrigeerd 2');
        expect(text).not.toContain('reden 2');
        expect(entries.find(({ type }) => type === 'FactRecorded')?.fields).toContain('kind');
      }));

    /** The envelope of the fact as it was appended, and of each correction but the last. */
    async function envelopesOf(store: Kit['store']): Promise<readonly string[]> {
      const envelopes: string[] = [];
      for await (const stored of store.readStream(STREAM)) {
        const { data } = JSON.parse(new TextDecoder().decode(stored.data)) as { data: { sealed: readonly [string, string, unknown][] } };
        if (stored.type === 'FactRecorded') envelopes.push(data.sealed[0]?.[1] ?? '');
        if (stored.type === 'EntryCorrected') envelopes.push(data.sealed[0]?.[1] ?? '');
      }
      return envelopes.slice(0, -1);
    }
  });

  describe('a statement', () => {
    const { vt, lt } = organisations;
    const fact = samples[8]!;
    const entries = (() => {
      const first = [written(opened, vt, 0, 0), written(fact.event, fact.by, 1, 0)];
      const one = attachment(first, 1, 'statement', STREAM) as Written;
      return [...first, { ...written(one.event, one.by, 2, 0), statedBy: { kind: 'person', personId: people.mother } as const }];
    })();

    it('stands beside its entry for whoever reads that, in every list and by itself; no other family member reads it', () =>
      withViews(async ({ store, keys, reads, projector }) => {
        await write(store, keys, STREAM, entries);
        await projector.restore();
        await projector.catchUp();
        const beside = async (reader: Reader) => {
          const reading = await reads.open(STREAM, reader);
          const entry = await reading?.entry(idOf(`${STREAM}|1`));
          const listed = (await reading?.ofTypes(['FactRecorded']))?.[0];
          expect(listed ?? null).toEqual(entry ?? null);
          return entry?.attached?.map(({ data }) => data['words']);
        };
        const words = ['verklaring bij 1'];
        expect(await beside({ kind: 'organisation', organisation: vt })).toEqual(words);
        expect(await beside({ kind: 'person', personId: people.mother })).toEqual(words);
        // He reads the fact as the parent of whom it is about, and not what the mother says of it.
        expect(await beside({ kind: 'person', personId: people.father })).toBeUndefined();
        // The lokaal team reads of a fact nothing: then the statement about it is not there either, whoever wrote it down.
        expect(await (await reads.open(STREAM, { kind: 'organisation', organisation: lt }))?.ofTypes(['StatementAttached'])).toEqual([]);
      }));
  });

  describe('what a controller destroyed', () => {
    const text = 'gezien en gesproken';
    const seen = (by: typeof organisations.vt, day: number) =>
      written(
        { type: 'ChildSeen', version: 1, data: { childId: people.child, alone: true, where: 'SCHOOL', observation: text } },
        by,
        day,
        0,
      );
    const shown = async (reads: CaseReads, organisation: typeof organisations.vt) => {
      const reading = await reads.open(STREAM, { kind: 'organisation', organisation });
      const page = await reading?.page({ ...everything, types: ['ChildSeen'] });
      return page?.entries.map(({ data }) => data['observation']);
    };

    it('it reads no more, of its own entries neither, and sees that there was something; others read on', () =>
      withViews(async ({ store, keys, engine, reads, projector }) => {
        await write(store, keys, STREAM, [written(opened, organisations.vt, 0, 0), seen(organisations.vt, 1), seen(organisations.lt, 2)]);
        await projector.restore();
        await projector.catchUp();
        expect(await shown(reads, organisations.vt)).toEqual([text, text]);
        await write(store, keys, STREAM, [written(destroyed(people.child), organisations.vt, 3, 0)], 3);
        await projector.catchUp();
        expect(await shown(reads, organisations.vt)).toEqual([{ erased: true }, { erased: true }]);
        expect(await shown(reads, organisations.lt)).toEqual([text, text]);
        const asOf = await reads.open(
          STREAM,
          { kind: 'organisation', organisation: organisations.vt },
          { knownAt: '2025-03-03T12:00:00.000Z' },
        );
        expect((await asOf?.page({ ...everything, types: ['ChildSeen'] }))?.entries.map(({ data }) => data['observation'])).toEqual([
          { erased: true },
          { erased: true },
        ]);
        // Not even its key would open it: the rows of this reader hold no envelope of it.
        const rows = await engine.all(
          `SELECT b.body FROM entry_row r JOIN rendering b ON b.case_id = r.case_id AND b.position = r.position AND b.audience = r.audience
           WHERE r.reader = ? AND r.type = 'ChildSeen'`,
          [rowsKey({ kind: 'organisation', organisation: organisations.vt })],
        );
        expect(rows.length).toBe(2);
        for (const { body } of rows)
          expect((JSON.parse(String(body)) as { d: { sealed: unknown[][] } }).d.sealed.map(([, envelope]) => envelope)).toEqual(['']);
      }));

    it('nobody reads once the last of them destroyed it, from no memory either', () =>
      withViews(async ({ store, keys, reads, projector }) => {
        await write(store, keys, STREAM, [written(opened, organisations.vt, 0, 0), seen(organisations.lt, 1)]);
        await projector.restore();
        await projector.catchUp();
        expect(await shown(reads, organisations.lt)).toEqual([text]);
        await keys.destroy(STREAM, people.child);
        expect(await shown(reads, organisations.lt)).toEqual([{ erased: true }]);
      }));
  });

  describe('the projector', () => {
    it('applies every event exactly once, whatever the batches and restarts', () =>
      fc.assert(
        fc.asyncProperty(history, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), async (entries, sizes) =>
          withViews(async ({ store, keys, engine, options }) => {
            let from = 0;
            for (const size of sizes) {
              await write(store, keys, STREAM, entries.slice(from, from + size), from);
              from += size;
              const projector = new Projector({ ...options, batchSize: size });
              await projector.restore();
              await projector.catchUp();
            }
            const report = await rebuild(options);
            expect(report.digestAfter).toBe(report.digestBefore);
            expect(await digest(engine, keys)).toBe(report.digestBefore);
          }),
        ),
        { numRuns: 40 },
      ));

    it('is rebuilt with what others noted beside it: they do not begin anew, and do nothing twice', () =>
      withViews(async ({ store, keys, engine, projector, options }) => {
        await write(store, keys, STREAM, [written(opened, organisations.vt, 0, 0)]);
        await projector.restore();
        await projector.catchUp();
        await new Checkpoint(engine, 'somebody').save(7n);
        await rebuild(options);
        expect(await new Checkpoint(engine, 'somebody').load()).toBe(7n);
        expect((await engine.all(`SELECT name FROM checkpoint WHERE name LIKE 'matrix %'`, [])).length).toBe(1);
      }));

    it('stops at an event it cannot read, and keeps what it had', () =>
      withViews(async ({ store, keys, projector }) => {
        await write(store, keys, STREAM, [written(opened, organisations.vt, 0, 0)]);
        await projector.restore();
        await projector.catchUp();
        const before = projector.position;
        const json = new TextEncoder().encode('{"version":1,"data":{"open":{},"sealed":[]}}');
        await store.append(STREAM, 'any', [{ id: '99999999-9999-4999-8999-999999999999', type: 'Unheard', data: json, metadata: json }]);
        await expect(projector.catchUp()).rejects.toThrow('Unheard');
        expect(projector.position).toBe(before);
      }));

    it('holds no plaintext: not a word of anybody stands in the view file in the clear', () =>
      withViews(async ({ store, keys, engine, projector }) => {
        await write(store, keys, STREAM, [
          written(opened, organisations.vt, 0, 0),
          ...samples.map(({ event, by }, index) => written(event, by, index + 1, 0)),
        ]);
        await projector.restore();
        await projector.catchUp();
        const bodies = (await engine.all('SELECT body FROM rendering', [])).map(({ body }) => String(body)).join('\n');
        for (const word of ['bang in de nacht', 'Gezin Test', 'geheime aantekening', 'volledige melding', 'de juf', '2016-01-01']) {
          expect(bodies).not.toContain(word);
        }
        expect(bodies).toContain('haaglanden');
      }));
  });

  describe('what each reader gets', () => {
    const read = (events: readonly Written[], reader: Reader) =>
      withViews(async ({ store, keys, reads, projector }) => {
        await write(store, keys, STREAM, events);
        await projector.restore();
        await projector.catchUp();
        return (await (await reads.open(STREAM, reader))?.page({ ...everything, limit: 100 }))?.entries ?? null;
      });
    const all = [
      written(opened, organisations.vt, 0, 0),
      ...samples.slice(0, 10).map(({ event, by }, index) => written(event, by, index + 1, 0)),
    ];

    it('hides an agreement from the father in every form, and shows it to the mother', async () => {
      const father = JSON.stringify(await read(all, { kind: 'person', personId: people.father }), plain);
      const mother = JSON.stringify(await read(all, { kind: 'person', personId: people.mother }), plain);
      expect(father).toContain('afspraak open');
      expect(father).not.toContain('afspraak hidden');
      expect(mother).toContain('afspraak hidden');
    });

    it('keeps a confidential voice from both parents, who represent the child, and gives it to the professionals and the child', async () => {
      for (const personId of [people.father, people.mother, people.teenager]) {
        expect(JSON.stringify(await read(all, { kind: 'person', personId }), plain)).not.toContain('bang in de nacht');
      }
      expect(JSON.stringify(await read(all, { kind: 'organisation', organisation: organisations.lt }), plain)).toContain(
        'bang in de nacht',
      );
    });

    it('gives the working note to nobody but the organisation that wrote it', async () => {
      expect(JSON.stringify(await read(all, { kind: 'organisation', organisation: organisations.vt }), plain)).toContain(
        'geheime aantekening',
      );
      expect(JSON.stringify(await read(all, { kind: 'organisation', organisation: organisations.lt }), plain)).not.toContain(
        'geheime aantekening',
      );
    });

    it('opens a report to the GI by consent only, and closes it when consent is withdrawn', async () => {
      const gi: Reader = { kind: 'organisation', organisation: organisations.gi };
      const [measure, given, withdrawn] = [13, 16, 17].map((index) => samples[index] as (typeof samples)[number]);
      const withMeasure = [...all, written(measure!.event, measure!.by, 20, 0)];
      const withConsent = [...withMeasure, written(given!.event, given!.by, 21, 0)];
      const teenager = { ...given!.event, data: { ...given!.event.data, personId: people.teenager } } as Written['event'];
      const both = [...withConsent, written(teenager, organisations.lt, 22, 0)];
      expect(await read(all, gi)).toBeNull();
      expect(JSON.stringify(await read(withMeasure, gi), plain)).not.toContain('volledige melding');
      expect(JSON.stringify(await read(withConsent, gi), plain)).not.toContain('volledige melding');
      expect(JSON.stringify(await read(both, gi), plain)).toContain('volledige melding');
      expect(JSON.stringify(await read([...both, written(withdrawn!.event, withdrawn!.by, 23, 0)], gi), plain)).not.toContain(
        'volledige melding',
      );
    });

    it('does not let whose words a report holds betray its reporter', async () => {
      const told = [...all.slice(0, 4)].map((entry, index) =>
        index === 1 ? { ...entry, statedBy: { kind: 'person' as const, personId: people.mother } } : entry,
      );
      const statedBy = async (reader: Reader) => (await read(told, reader))?.find(({ type }) => type === 'ReportReceived')?.statedBy;
      expect(await statedBy({ kind: 'organisation', organisation: organisations.vt })).toEqual({ kind: 'person', personId: people.mother });
      expect(await statedBy({ kind: 'organisation', organisation: organisations.lt })).toBeUndefined();
      expect(await statedBy({ kind: 'person', personId: people.father })).toBeUndefined();
    });

    it('does not open what is hidden from somebody to a parent who joins later and represents the child', async () => {
      const share: Written['event'] = {
        type: 'ShareGranted',
        version: 1,
        data: {
          entryId: 'e' as never,
          organisation: organisations.council,
          basis: 'consent',
          until: '2027-01-01',
          concerning: [people.child],
          ofCategory: 'C15',
          hiddenFrom: [people.mother],
          purposeOfShare: 'in vertrouwen gezegd',
        },
      };
      const events = [...all.slice(0, 4), written(share, organisations.vt, 9, 0)];
      expect(JSON.stringify(await read(events, { kind: 'person', personId: people.father }), plain)).not.toContain('in vertrouwen gezegd');
      expect(JSON.stringify(await read(events, { kind: 'organisation', organisation: organisations.lt }), plain)).toContain(
        'in vertrouwen gezegd',
      );
    });

    it('a refresh that lapse of time asks for never lands on newer rows', () =>
      withViews(async ({ store, keys, reads, projector }) => {
        await write(store, keys, STREAM, all);
        await projector.restore();
        const left = samples[10] as (typeof samples)[number];
        await write(store, keys, STREAM, [written(left.event, left.by, 30, 0)], all.length);
        await Promise.all([projector.catchUp(), projector.refreshDue(), projector.catchUp(), projector.refreshDue()]);
        expect(await reads.open(STREAM, { kind: 'person', personId: people.father })).toBeNull();
      }));

    it('tells a family member of a report only after a professional told him', async () => {
      const father: Reader = { kind: 'person', personId: people.father };
      const reported = all.slice(0, 2);
      expect(await read(reported, father)).toBeNull();
      expect(await read(all.slice(0, 4), father)).not.toBeNull();
    });
  });
}
