// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { matrix2025, rowsKey, subjectsOf } from '@gezinslijn/family-case';
import type { CaseEvent, OrganisationId, PersonId, Reader } from '@gezinslijn/family-case';
import { CaseReads, CaseSearch, MOST_FOUND, Projector, digest, rebuild } from '../src/index.ts';
import type { Findings, ProjectorOptions, Sought } from '../src/index.ts';
import { destroyed, index, opened, organisations, people, write } from './case-kit.ts';
import type { EngineUnderTest } from './engines.ts';

const A = 'familyCase-aaaaaaaa-1111-4111-8111-111111111111';
const B = 'familyCase-bbbbbbbb-1111-4111-8111-111111111111';
const NOW = '2026-01-01T12:00:00.000Z';
const { vt, lt, gi } = organisations;

const organisation = (id: OrganisationId): Reader => ({ kind: 'organisation', organisation: id });
const person = (personId: PersonId): Reader => ({ kind: 'person', personId });
const named = (name: string, birthDate?: string): Sought => ({ people: [{ name, ...(birthDate === undefined ? {} : { birthDate }) }] });

/** A case with these people, at this organisation alone. */
function caseOf(
  name: string,
  members: readonly { readonly personId: PersonId; readonly name: string; readonly birthDate?: string }[],
): CaseEvent {
  const { data } = opened as Extract<CaseEvent, { type: 'CaseOpened' }>;
  return {
    type: 'CaseOpened',
    version: 1,
    data: {
      ...data,
      name,
      parties: [],
      memberIds: members.map(({ personId }) => personId),
      members: members.map(({ personId, ...content }) => ({ personId, content: { role: 'child', households: ['A'], ...content } })),
    },
  };
}

const lotte = { personId: people.child, name: 'Lotte van der Zwaan', birthDate: '2015-09-14' };
const mees = { personId: people.teenager, name: 'Mees Zwaan', birthDate: '2012-02-01' };

interface Kit {
  readonly keys: KeyRing;
  readonly options: ProjectorOptions;
  readonly projector: Projector;
  readonly tell: (stream: string, event: CaseEvent, by: OrganisationId) => Promise<void>;
  readonly find: (reader: Reader, sought: Sought) => Promise<Findings>;
}

async function withSearch(under: EngineUnderTest, work: (kit: Kit) => Promise<void>): Promise<void> {
  const [store, keys] = [memoryEventStore(), memoryKeyRing()];
  const { engine, reading, close } = await under.open();
  const options: ProjectorOptions = { store, engine, keys, matrix: matrix2025, index, now: () => NOW };
  const reads = new CaseReads({ store, engine: reading, keys, matrix: matrix2025, now: () => NOW });
  const search = new CaseSearch({ engine: reading, reads, index, now: () => NOW });
  const projector = new Projector(options);
  const written = new Map<string, number>();
  const tell = async (stream: string, event: CaseEvent, by: OrganisationId) => {
    const from = written.get(stream) ?? 0;
    const day = `2025-04-${String(from + 1).padStart(2, '0')}T08:00:00.000Z`;
    await write(store, keys, stream, [{ event, by, occurredAt: day, recordedAt: day }], from);
    written.set(stream, from + 1);
    await projector.catchUp();
  };
  try {
    await work({ keys, options, projector, tell, find: (reader, sought) => search.find(reader, sought) });
  } finally {
    await close();
    await store.close();
  }
}

const streams = ({ cases }: Findings) => cases.map(({ stream }) => stream);

export function caseSearchContract(under: EngineUnderTest): void {
  describe(`search on ${under.name}`, () => {
    it('finds by beginnings of words, day of birth and number of the case, and says whom', () =>
      withSearch(under, async ({ tell, find }) => {
        await tell(A, caseOf('Gezin Zwaan', [lotte, mees]), vt);
        for (const sought of [
          named('lotte'),
          named('ZWAAN, lo'),
          named('Lo Zwaan', '2015-09-14'),
          { people: [{ birthDate: '2015-09-14' }] },
        ]) {
          const { cases, more } = await find(organisation(vt), sought);
          expect(cases.map(({ people: found }) => found)).toEqual([[lotte.personId]]);
          expect(more).toBe(false);
        }
        expect((await find(organisation(vt), named('zwaan'))).cases[0]?.people).toEqual([lotte.personId, mees.personId]);
        expect((await find(organisation(vt), named('gezin'))).cases[0]?.people).toEqual([]);
        for (const caseNumber of ['aaaaaaaa', A.slice('familyCase-'.length)])
          expect(streams(await find(organisation(vt), { people: [], caseNumber }))).toEqual([A]);
      }));

    it('finds nothing by what only looks alike: another day, the end of a word, words of two people, a beginning the index shares', () =>
      withSearch(under, async ({ tell, find }) => {
        await tell(A, caseOf('Gezin Zwaan', [lotte, mees]), vt);
        for (const sought of [named('lotte', '2015-09-15'), named('otte'), named('lotte mees'), named('lottes'), named('lotta')])
          expect(streams(await find(organisation(vt), sought))).toEqual([]);
      }));

    it('answers who is not involved, or sees another part, as if there were nothing', () =>
      withSearch(under, async ({ tell, find }) => {
        await tell(A, caseOf('Gezin Zwaan', [lotte, mees]), vt);
        await tell(B, caseOf('Gezin Zwaan', [lotte]), gi);
        expect(streams(await find(organisation(vt), named('lotte')))).toEqual([A]);
        expect(streams(await find(organisation(gi), named('lotte')))).toEqual([B]);
        const nobody = [await find(organisation(lt), named('lotte')), await find(organisation(lt), named('bestaat niet'))];
        expect(nobody[0]).toEqual(nobody[1]);
        expect(await find(organisation(lt), { people: [], caseNumber: 'aaaaaaaa' })).toEqual(nobody[0]);
        // A family member has rows of his own share alone.
        expect((await find(person(mees.personId), named('zwaan'))).cases.flatMap(({ people: found }) => found)).toEqual([mees.personId]);
        expect(await find(person(lotte.personId), named('mees'))).toEqual(nobody[0]);
        expect(await find({ kind: 'auditor' }, named('lotte'))).toEqual(nobody[0]);
      }));

    it('finds who joined later, for who joined later as well, and no more once involvement ended', () =>
      withSearch(under, async ({ tell, find }) => {
        await tell(A, caseOf('Gezin Zwaan', [lotte]), vt);
        const membership = (data: object): CaseEvent =>
          ({ type: 'MembershipChanged', version: 1, data: { memberIds: [], members: [], ...data } }) as unknown as CaseEvent;
        const { personId, ...content } = mees;
        const joined = { memberIds: [personId], members: [{ personId, content: { role: 'child', households: ['A'], ...content } }] };
        await tell(A, membership({ change: 'PERSON_JOINED', ...joined }), vt);
        await tell(A, membership({ change: 'PARTY_JOINED', organisation: lt, party: 'LT' }), vt);
        expect(streams(await find(organisation(lt), named('mees')))).toEqual([A]);
        await tell(A, membership({ change: 'PARTY_LEFT', organisation: lt }), lt);
        expect(streams(await find(organisation(lt), named('mees')))).toEqual([]);
        expect(streams(await find(organisation(vt), named('mees')))).toEqual([A]);
      }));

    it('does not find whom an erasure took, at once, and keeps no token of him once the case is rewritten', () =>
      withSearch(under, async ({ keys, options, projector, tell, find }) => {
        const event = caseOf('Gezin', [lotte, mees]);
        await tell(A, event, vt);
        for (const subject of subjectsOf(event).filter((id) => id === lotte.personId)) await keys.destroy(A, subject);
        expect(streams(await find(organisation(vt), named('lotte')))).toEqual([]);
        expect(streams(await find(organisation(vt), { people: [{ birthDate: '2015-09-14' }] }))).toEqual([]);
        expect(streams(await find(organisation(vt), named('mees')))).toEqual([A]);
        const tokensOf = async () =>
          (await options.engine.all('SELECT token FROM search_row WHERE person_id = ?', [lotte.personId])).length;
        expect(await tokensOf()).toBeGreaterThan(0);
        await projector.rewrite(A);
        expect(await tokensOf()).toBe(0);
        expect(streams(await find(organisation(vt), named('mees')))).toEqual([A]);
      }));

    it('does not find for an organisation whom it destroyed; others find him while they hold him', () =>
      withSearch(under, async ({ options, tell, find }) => {
        const membership = {
          type: 'MembershipChanged',
          version: 1,
          data: { change: 'PARTY_JOINED', organisation: lt, party: 'LT', memberIds: [], members: [] },
        };
        await tell(A, caseOf('Gezin', [lotte, mees]), vt);
        await tell(A, membership as unknown as CaseEvent, vt);
        await tell(A, destroyed(lotte.personId), vt);
        expect(streams(await find(organisation(vt), named('lotte')))).toEqual([]);
        expect(streams(await find(organisation(vt), named('mees')))).toEqual([A]);
        expect(streams(await find(organisation(lt), named('lotte')))).toEqual([A]);
        const held = await options.engine.all('SELECT DISTINCT reader FROM search_row WHERE person_id = ?', [lotte.personId]);
        expect(held.map((row) => row['reader']).sort()).toEqual([rowsKey(organisation(lt)), rowsKey(person(lotte.personId))].sort());
      }));

    it('is rid of whom an erasure took while views for another matrix were being built', () =>
      withSearch(under, async ({ keys, options, projector, tell }) => {
        const event = caseOf('Gezin', [lotte, mees]);
        await tell(A, event, vt);
        const shadow = await options.engine.shadow();
        const write_ = shadow.write.bind(shadow);
        let projected = () => undefined as void;
        const isProjected = new Promise<void>((resolve) => (projected = resolve));
        let goOn = () => undefined as void;
        const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
        // Held once the case stands in the new views, with the keys that were there then.
        shadow.write = async (changes) => {
          await write_(changes);
          if (!changes.some((change) => change.kind === 'put' && change.table.name === 'search_row' && change.rows.length > 0)) return;
          projected();
          await mayGoOn;
        };
        options.engine.shadow = () => Promise.resolve(shadow);
        const changing = projector.changeMatrix({ ...matrix2025, version: '2099-01' }, () => undefined);
        await isProjected;
        for (const subject of subjectsOf(event).filter((id) => id === lotte.personId)) await keys.destroy(A, subject);
        await projector.rewrite(A);
        goOn();
        await changing;
        const tokens = (id: PersonId) => options.engine.all('SELECT token FROM search_row WHERE person_id = ?', [id]);
        expect(await tokens(lotte.personId)).toEqual([]);
        expect((await tokens(mees.personId)).length).toBeGreaterThan(0);
      }));

    it('keeps no name and no date in its rows', () =>
      withSearch(under, async ({ options, tell }) => {
        await tell(A, caseOf('Gezin Zwaan', [lotte, mees]), vt);
        const rows = JSON.stringify(await options.engine.all('SELECT * FROM search_row', [])).toLowerCase();
        for (const needle of ['zwaan', 'lotte', 'mees', '2015', 'gezin']) expect(rows).not.toContain(needle);
        // The control: what is looked for would be seen.
        expect(rows).toContain('vt-a');
      }));

    it('gives views that were made before there was an index theirs, and a rebuild the same', () =>
      withSearch(under, async ({ options, tell, find }) => {
        await tell(A, caseOf('Gezin Zwaan', [lotte]), vt);
        const { engine, keys } = options;
        const whole = await digest(engine, keys);
        await engine.write([
          { kind: 'run', sql: 'DELETE FROM search_row', params: [] },
          { kind: 'run', sql: `DELETE FROM checkpoint WHERE name = 'search-index'`, params: [] },
        ]);
        expect(streams(await find(organisation(vt), named('lotte')))).toEqual([]);
        expect(await digest(engine, keys)).not.toBe(whole);
        const again = new Projector(options);
        await again.restore();
        await again.catchUp();
        expect(streams(await find(organisation(vt), named('lotte')))).toEqual([A]);
        expect(await digest(engine, keys)).toBe(whole);
        expect(await rebuild(options)).toMatchObject({ digestBefore: whole, digestAfter: whole, swapped: true });
      }));

    it('looks into a bounded number of cases, last changed first, and says that there are more', () =>
      withSearch(under, async ({ tell, find }) => {
        const number = (place: number) => `familyCase-${String(place).padStart(8, '0')}-1111-4111-8111-111111111111`;
        for (let place = 0; place <= MOST_FOUND; place += 1) await tell(number(place), caseOf('Gezin', [lotte]), vt);
        const { cases, more } = await find(organisation(vt), named('lotte'));
        expect(more).toBe(true);
        expect(cases).toHaveLength(MOST_FOUND);
        expect(cases[0]?.stream).toBe(number(MOST_FOUND));
      }));
  });
}
