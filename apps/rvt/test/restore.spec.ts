// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseStreams, DestroyList, Destruction, readCopiesLapse, streamDecider } from '@gezinslijn/case-writing';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { openKeyRing, openPostgresEventStore, openSqliteEventStore } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { TestServer } from '@gezinslijn/event-store/postgres-testing';
import { familyCase, matrix2025, openEvent } from '@gezinslijn/family-case';
import type { CaseCommand, CaseState, OrganisationId, Party, PersonId, WorkerRef } from '@gezinslijn/family-case';
import { LedgerLog, Sequencer } from '@gezinslijn/ledger';
import { backupCommand } from '../src/backup/backup.ts';
import { reapplyCommand, restoreCommand } from '../src/backup/restore.ts';
import { scanFolders } from '../src/erasure/scan.ts';
import { verifyAll } from '../src/ledger/verify-all.ts';

const STREAM = `familyCase-${randomUUID()}`;
const mother = '22222222-1111-4111-8111-111111111111' as PersonId;
const child = '44444444-1111-4111-8111-111111111111' as PersonId;
const WORDS = 'vertelde in vertrouwen hoe het thuis gaat als niemand kijkt';
const NOW = '2025-06-01T10:00:00.000Z';

const root = mkdtempSync(join(tmpdir(), 'restore-'));
let server: TestServer;
beforeAll(async () => {
  server = await TestServer.open();
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

/** A store in use: its events, its folder, and how it is opened and named. */
interface Place {
  readonly data: string;
  readonly store: string;
  open(): Promise<EventStore>;
}

let count = 0;
const newFolder = () => join(root, String((count += 1)));
const sqlite = (data = newFolder()): Promise<Place> =>
  Promise.resolve({ data, store: 'sqlite', open: () => openSqliteEventStore({ file: join(data, 'events.sqlite') }) });
async function postgres(): Promise<Place> {
  const { gateway } = await server.eventDatabase();
  return { data: newFolder(), store: gateway, open: () => openPostgresEventStore({ url: gateway }) };
}

function actor(organisation: string, party: Party) {
  const worker = `worker of ${organisation}` as WorkerRef;
  const id = organisation as OrganisationId;
  return {
    subject: worker as string,
    reader: { kind: 'organisation' as const, organisation: id },
    author: { organisation: id, party, worker, role: 'caseworker' as const, registered: true },
    purpose: 'test',
    recordedAt: NOW,
    traceId: 'test',
  };
}
const vt = actor('vt', 'VT');
const lt = actor('lt', 'LT');

const OPEN: CaseCommand = {
  type: 'OpenCase',
  householdKind: 'FAMILY_WITH_MINORS',
  region: 'haaglanden',
  parties: [{ organisation: lt.author.organisation, party: 'LT' }],
  pilot: false,
  reopened: false,
  name: 'Gezin Toets',
  municipality: 'Duinrade',
  reason: 'Zorgen',
  members: [
    { personId: mother, content: { name: 'M', role: 'mother', birthDate: '1985-01-01', households: ['A'] } },
    { personId: child, content: { name: 'K', role: 'child', birthDate: '2016-01-01', households: ['A'], authorityBy: [mother] } },
  ],
};
const SEE: CaseCommand = { type: 'SeeChild', childId: child, alone: true, where: 'SCHOOL', observation: WORDS };
const destroyBy: CaseCommand = { type: 'DestroyByOrder', personId: child, order: 'C/09/700001' };

/** As a process that serves does it. */
async function using(place: Place, work: (act: (by: typeof vt, command: CaseCommand) => Promise<void>, keys: KeyRing) => Promise<void>) {
  const store = await place.open();
  const keys = await openKeyRing({ folder: join(place.data, 'keys') });
  const destruction = new Destruction({ store, keys, list: new DestroyList(join(place.data, 'destroyed.jsonl')) });
  await destruction.look();
  const decider = streamDecider<CaseCommand, CaseState>(familyCase);
  const secret = createSecretKey(Buffer.alloc(32, 7));
  const cases = new CaseStreams<CaseState, CaseCommand>({ store, keys, matrix: matrix2025, secret, now: () => NOW, decider });
  try {
    await work(async (by, command) => {
      const role = command.type === 'DestroyByOrder' ? 'supervisor' : command.type === 'SeeChild' ? 'fixedFace' : 'caseworker';
      const outcome = await cases.handle(
        STREAM,
        command,
        { ...by, author: { ...by.author, role } },
        {
          commandId: randomUUID(),
          occurredAt: '2025-05-30',
          legalBasis: by === vt ? 'wmo-4.1.1' : 'jeugdwet-2.3',
          validateOnly: false,
          search: { reference: 'test', covers: () => true },
        },
      );
      if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
      await destruction.look();
    }, keys);
    if (place.store === 'sqlite') {
      const log = await LedgerLog.open({ folder: join(place.data, 'ledger'), origin: 'gezinslijn/test' });
      await new Sequencer({ store, log }).catchUp();
    }
  } finally {
    await keys.close();
    await store.close();
  }
}

interface Held {
  readonly controllers: readonly string[];
  readonly observation: unknown;
  readonly decisions: number;
}

/** What there is to read, without anything that would destroy again: what a process could do that starts on it. */
async function held(place: Place): Promise<Held> {
  const store = await place.open();
  const keys = await openKeyRing({ folder: join(place.data, 'keys') });
  let observation: unknown;
  let decisions = 0;
  for await (const stored of store.readStream(STREAM)) {
    if (stored.type === 'RetentionDecided') decisions += 1;
    if (stored.type === 'ChildSeen')
      observation = (openEvent(stored, keys).event.data as unknown as Record<string, unknown>)['observation'];
  }
  const controllers = keys.controllersOf(STREAM, child);
  await keys.close();
  await store.close();
  return { controllers, observation, decisions };
}

/** Events of one store in an empty other, as a dump of an earlier day that is put back. */
async function putBack(from: Place, to: Place, events: number): Promise<void> {
  const [source, target] = [await from.open(), await to.open()];
  let copied = 0;
  for await (const { id, type, data, metadata } of source.readStream(STREAM)) {
    if (copied === events) break;
    await target.append(STREAM, 'any', [{ id, type, data, metadata }]);
    copied += 1;
  }
  await source.close();
  await target.close();
}

const printed: string[] = [];
const silently = async (work: () => Promise<number>): Promise<number> => {
  const output = jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    return await work();
  } finally {
    output.mockRestore();
  }
};
beforeEach(() => {
  printed.length = 0;
});
const last = () => JSON.parse(printed.at(-1) ?? '') as Record<string, unknown>;

const ERASED = { controllers: [], observation: { erased: true }, decisions: 2 };

describe.each([['sqlite', () => sqlite()] as const, ['postgres', postgres] as const])(
  'on %s, an older copy that is put back',
  (_name, at) => {
    it('of the keys alone loses again every wrap whose destruction is in the events', async () => {
      const place = await at();
      await using(place, async (act, keys) => {
        await act(vt, OPEN);
        await act(lt, SEE);
        await act(lt, { ...SEE, where: 'HOME_VISIT' });
        // The copy, as a tool for files would make it of a stopped process.
        keys.note('copy', 'now');
      });
      const older = newFolder();
      cpSync(join(place.data, 'keys'), older, { recursive: true });
      await using(place, async (act) => {
        await act(vt, destroyBy);
        await act(lt, destroyBy);
      });
      expect(await held(place)).toEqual(ERASED);
      rmSync(join(place.data, 'keys'), { recursive: true });
      cpSync(older, join(place.data, 'keys'), { recursive: true });
      expect(await held(place)).toMatchObject({ controllers: ['lt', 'vt'], observation: WORDS });
      const options = { data: place.data, store: place.store, destroyList: join(place.data, 'destroyed.jsonl'), json: true };
      expect(await silently(() => reapplyCommand(options))).toBe(0);
      expect(last()).toMatchObject({ recorded: 0, wraps: 2 });
      expect(await held(place)).toEqual(ERASED);
      expect(await silently(() => reapplyCommand(options))).toBe(0);
      expect(last()).toMatchObject({ recorded: 0, wraps: 0 });
    });

    /** Events and keys of before both decided to destroy, put back elsewhere. */
    const putBackFromBefore = async (place: Place, restored: Place) => {
      await using(place, async (act) => {
        await act(vt, OPEN);
        await act(lt, SEE);
      });
      mkdirSync(restored.data, { recursive: true });
      cpSync(join(place.data, 'keys'), join(restored.data, 'keys'), { recursive: true });
      await using(place, async (act) => {
        await act(vt, destroyBy);
        await act(lt, destroyBy);
      });
      await putBack(place, restored, 2);
    };

    it('of events and keys from before the decision itself loses it by the destroy list, and has the decision again', async () => {
      const [place, restored] = [await at(), await at()];
      await putBackFromBefore(place, restored);
      expect(await held(restored)).toEqual({ controllers: ['lt', 'vt'], observation: WORDS, decisions: 0 });
      const destroyList = join(place.data, 'destroyed.jsonl');
      await silently(() => reapplyCommand({ data: restored.data, store: restored.store, destroyList, json: true }));
      expect(last()).toMatchObject({ recorded: 2, wraps: 2 });
      expect(await held(restored)).toEqual(ERASED);
    });

    it.each([
      ['that goes further than the events', ['destroyed.jsonl', 'destroyed.jsonl.upto']],
      ['of which it is not known how far it goes', ['destroyed.jsonl']],
    ])('without a word to rvt, loses it when a process starts on it with a list %s', async (_list, files) => {
      const [place, restored] = [await at(), await at()];
      await putBackFromBefore(place, restored);
      for (const file of files) cpSync(join(place.data, file), join(restored.data, file));
      expect(await held(restored)).toEqual({ controllers: ['lt', 'vt'], observation: WORDS, decisions: 0 });
      await using(restored, () => Promise.resolve());
      expect(await held(restored)).toEqual(ERASED);
      // And once: a second start finds everything where it is.
      await using(restored, () => Promise.resolve());
      expect(await held(restored)).toEqual(ERASED);
    });
  },
);

describe('rvt backup and rvt restore', () => {
  let place: Place;
  let copy: { readonly output: string; readonly keysOutput: string };
  const restoreTo = (data: string, more: object = {}) =>
    silently(() =>
      restoreCommand({
        from: copy.output,
        keys: copy.keysOutput,
        data,
        destroyList: join(place.data, 'destroyed.jsonl'),
        json: true,
        ...more,
      }),
    );
  const scan = (folder: string) => scanFolders([folder], [WORDS]);

  beforeAll(async () => {
    place = await sqlite();
    copy = { output: newFolder(), keysOutput: newFolder() };
    await using(place, async (act) => {
      await act(vt, OPEN);
      await act(lt, SEE);
    });
    // While it is in use: another connection holds the files and writes on.
    await using(place, async (act) => {
      await act(lt, { ...SEE, where: 'HOME_VISIT' });
      expect(await silently(() => backupCommand({ data: place.data, ...copy, keptDays: '14', json: true }))).toBe(0);
      await act(lt, { ...SEE, where: 'SCHOOL' });
    });
    await using(place, async (act) => {
      await act(vt, destroyBy);
      await act(lt, destroyBy);
    });
  });

  it('keep events and keys apart, and say until when a copy of the keys may exist', async () => {
    expect(existsSync(join(copy.output, 'keys.sqlite'))).toBe(false);
    expect(existsSync(join(copy.keysOutput, 'events.sqlite'))).toBe(false);
    const { keptUntil } = JSON.parse(readFileSync(join(copy.keysOutput, 'backup.json'), 'utf8')) as { keptUntil: string };
    const keys = await openKeyRing({ folder: join(place.data, 'keys') });
    expect(keys.noted('copies-lapse-on')).toBe(keptUntil);
    await keys.close();
    expect(await scan(copy.output)).toMatchObject({ findings: [], blindTo: [] });
  });

  it('give a store that verifies, in which what was destroyed since is destroyed, in every byte', async () => {
    const data = newFolder();
    expect(await restoreTo(data)).toBe(0);
    expect(last()).toMatchObject({ recorded: 2, wraps: 2 });
    const restored = await sqlite(data);
    expect(await held(restored)).toEqual(ERASED);
    expect(await verifyAll({ data, store: 'sqlite' })).toMatchObject({ ok: true, failures: [] });
    expect(await scan(data)).toMatchObject({ findings: [], blindTo: [] });
    // It goes on: what is recorded next is sealed, and the ledger grows on the copied one.
    await using(restored, (act) =>
      act(lt, { type: 'RecordVoice', speakerId: mother, confidential: false, alone: true, words: 'Het gaat' }),
    );
    expect(await verifyAll({ data, store: 'sqlite' })).toMatchObject({ ok: true, failures: [] });
  });

  it('of an older copy knows until when a later one may exist, by the destroy list alone', async () => {
    const later = { output: newFolder(), keysOutput: newFolder() };
    expect(await silently(() => backupCommand({ data: place.data, ...later, keptDays: '400', json: true }))).toBe(0);
    const { keptUntil } = last() as { keptUntil: string };
    expect(readCopiesLapse(join(place.data, 'destroyed.jsonl'))).toBe(keptUntil);
    const lapseIn = async (folder: string) => {
      const keys = await openKeyRing({ folder: join(folder, 'keys') });
      const noted = keys.noted('copies-lapse-on');
      await keys.close();
      return noted;
    };
    const [told, untold] = [newFolder(), newFolder()];
    expect(await restoreTo(told)).toBe(0);
    expect(await lapseIn(told)).toBe(keptUntil);
    // It went along with the list: the next restore knows it too, and so does a shorter copy.
    const short = { output: newFolder(), keysOutput: newFolder() };
    expect(await silently(() => backupCommand({ data: told, ...short, keptDays: '1', json: true }))).toBe(0);
    expect(await lapseIn(told)).toBe(keptUntil);
    expect(readCopiesLapse(join(told, 'destroyed.jsonl'))).toBe(keptUntil);
    expect(await restoreTo(untold, { destroyList: false })).toBe(0);
    expect((await lapseIn(untold)) ?? '').not.toBe(keptUntil);
  });

  it('make no copy when the list is not where it is said to be, and say so when there is none beside the store', async () => {
    const data = newFolder();
    expect(await restoreTo(data, { destroyList: false })).toBe(0);
    const another = { output: newFolder(), keysOutput: newFolder() };
    const backup = (more: object = {}) => silently(() => backupCommand({ data, ...another, keptDays: '1', json: true, ...more }));
    await expect(backup({ destroyList: join(root, 'no such list') })).rejects.toThrow('Er is geen lijst');
    expect(existsSync(another.output)).toBe(false);
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await backup()).toBe(0);
    expect(said.mock.calls.map(String).join('')).toContain('--destroy-list');
    said.mockRestore();
    expect(existsSync(join(data, 'destroyed.jsonl'))).toBe(false);
  });

  it('puts it in place only when it is destroyed again: what was broken off before goes first', async () => {
    const data = newFolder();
    const restoring = `${data}.restoring`;
    mkdirSync(restoring);
    writeFileSync(join(restoring, 'left'), 'over');
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const seen: boolean[] = [];
    const look = jest.spyOn(Destruction.prototype, 'look').mockImplementation(() => {
      seen.push(existsSync(restoring), existsSync(data));
      return Promise.reject(new Error('broken off'));
    });
    await expect(restoreTo(data)).rejects.toThrow('broken off');
    look.mockRestore();
    expect(seen).toEqual([true, false]);
    expect(said.mock.calls.map(String).join('')).toContain(restoring);
    said.mockRestore();
    expect(await restoreTo(data)).toBe(0);
    expect(existsSync(restoring)).toBe(false);
    expect(existsSync(join(data, 'left'))).toBe(false);
    expect(await held(await sqlite(data))).toEqual(ERASED);
  });

  it('do not put back without the destroy list, unless who restores says that there is none: then it comes back', async () => {
    const data = newFolder();
    await expect(restoreTo(data, { destroyList: undefined })).rejects.toThrow('--no-destroy-list');
    await expect(restoreTo(data, { destroyList: join(root, 'no such list') })).rejects.toThrow('lijst');
    expect(existsSync(data)).toBe(false);
    expect(await restoreTo(data, { destroyList: false })).toBe(0);
    expect(await held(await sqlite(data))).toMatchObject({ controllers: ['lt', 'vt'], observation: WORDS });
  });

  it('do not put back what was changed, parts of two copies, or over something; what failed half way leaves nothing', async () => {
    const data = newFolder();
    const other = { output: newFolder(), keysOutput: newFolder() };
    await silently(() => backupCommand({ data: place.data, ...other, keptDays: '1', json: true }));
    await expect(restoreTo(data, { keys: other.keysOutput })).rejects.toThrow('dezelfde kopie');
    await expect(restoreTo(data, { keys: copy.output })).rejects.toThrow('sleutels');
    appendFileSync(join(other.output, 'events.sqlite'), 'x');
    await expect(restoreTo(data, { from: other.output, keys: other.keysOutput })).rejects.toThrow('events.sqlite');
    const broken = join(root, 'broken.jsonl');
    writeFileSync(broken, 'no list\n');
    await expect(restoreTo(data, { destroyList: broken })).rejects.toThrow('destroy list');
    expect(existsSync(data)).toBe(false);
    await expect(restoreTo(place.data)).rejects.toThrow('niet leeg');
    await expect(silently(() => backupCommand({ data: place.data, ...copy, keptDays: '1' }))).rejects.toThrow('bestaat al');
    const inside = { output: newFolder(), keysOutput: '' };
    inside.keysOutput = join(inside.output, 'keys');
    await expect(silently(() => backupCommand({ data: place.data, ...inside, keptDays: '1' }))).rejects.toThrow('twee mappen');
  });
});
