// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore, StoredEvent } from '@gezinslijn/event-sourcing';
import { memoryEventStore, openKurrentEventStore, openPostgresEventStore, openSqliteEventStore } from '@gezinslijn/event-store';
import { startKurrentDouble } from '@gezinslijn/event-store/kurrentdb-testing';
import { TestServer, runAs } from '@gezinslijn/event-store/postgres-testing';
import {
  LedgerLog,
  LedgerReader,
  Sequencer,
  Witness,
  WitnessClient,
  hashOfEvent,
  openKeyFile,
  parseKeys,
  rootOf,
} from '@gezinslijn/ledger';
import { verifyAll } from '../src/ledger/verify-all.ts';
import { verifyFileCommand } from '../src/ledger/verify-file.ts';
import { Misuse } from '../src/misuse.ts';
import { openWorld } from '../src/policy-walk/walk.ts';
import { verifyCertificateCommand } from '../src/retention/verify-certificate.ts';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'rvt-ledger-'));
const ORIGIN = 'gezinslijn/test';

/** The sealed events of the cases of the policy walk, in one order. */
let events: readonly StoredEvent[];
let server: TestServer;

beforeAll(async () => {
  const { record } = await openWorld();
  const page = await record.store.readAll({ after: null, limit: 400 });
  events = page.events;
  server = await TestServer.open();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function fill(store: EventStore): Promise<void> {
  for (const { stream, id, type, data, metadata } of events) await store.append(stream, 'any', [{ id, type, data, metadata }]);
}

/** A ledger beside a store, as the process that keeps it would write it. */
async function sequence(store: EventStore, at: string): Promise<LedgerReader> {
  const log = await LedgerLog.open({ folder: at, origin: ORIGIN });
  await new Sequencer({ store, log }).catchUp();
  return LedgerReader.open(at) as LedgerReader;
}

/** What the ledger in this folder signed when it had these events. */
async function memoryOf(some: readonly StoredEvent[], ledger: string): Promise<string> {
  const [store, at] = [memoryEventStore(), mkdtempSync(join(folder, 'memory-'))];
  for (const name of ['log.key', 'log.key.pub']) cpSync(join(ledger, name), join(at, name));
  for (const { stream, id, type, data, metadata } of some) await store.append(stream, 'any', [{ id, type, data, metadata }]);
  const { note } = await sequence(store, at);
  await store.close();
  return note;
}

/** A data folder with an embedded store and its ledger. */
async function embedded(name: string): Promise<string> {
  const data = join(folder, name);
  const store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
  await fill(store);
  await sequence(store, join(data, 'ledger'));
  await store.close();
  return data;
}

/** `rvt`, from source. `guards`: modules it must do without. */
function rvt(args: readonly string[], flags: readonly string[] = []) {
  const main = join(root, 'apps/rvt/src/main.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--conditions=@gezinslijn/source', ...flags, main, ...args],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return { status, stdout, stderr };
}

describe('the root', () => {
  it('is the same on every engine, although their positions are not', async () => {
    const double = await startKurrentDouble();
    const database = await server.eventDatabase();
    const stores: Record<string, EventStore> = {
      memory: memoryEventStore(),
      sqlite: await openSqliteEventStore({ file: join(folder, 'same.sqlite') }),
      postgres: await openPostgresEventStore({ url: database.gateway }),
      kurrentdb: await openKurrentEventStore({ connectionString: double.connectionString }),
    };
    const found: Record<string, { readonly root: string; readonly last: bigint | undefined }> = {};
    for (const [name, store] of Object.entries(stores)) {
      await fill(store);
      const reader = await sequence(store, join(folder, `same-${name}`));
      found[name] = { root: reader.checkpoint.root.toString('hex'), last: reader.place(reader.size - 1)?.position };
      reader.close();
      await store.close();
    }
    double.stop();
    const revisions = new Map<string, number>();
    const expected = rootOf(
      events.map((event) => {
        const revision = (revisions.get(event.stream) ?? -1) + 1;
        revisions.set(event.stream, revision);
        return hashOfEvent({ ...event, revision });
      }),
    ).toString('hex');
    expect(Object.values(found).map((one) => one.root)).toEqual([expected, expected, expected, expected]);
    expect(new Set(Object.values(found).map(({ last }) => last)).size).toBeGreaterThan(2);
  });
});

describe('rvt verify --all', () => {
  it('holds on SQLite, and names the entry of which somebody with access to the file changed a byte', async () => {
    const data = await embedded('changed');
    const options = { data, store: 'sqlite' };
    expect(await verifyAll(options)).toMatchObject({ events: events.length, ok: true, treeSize: events.length });
    const db = new DatabaseSync(join(data, 'events.sqlite'));
    db.exec('DROP TRIGGER events_never_change');
    const row = db.prepare('SELECT stream, rev, id, data FROM events WHERE pos = 42').get() as {
      stream: string;
      rev: number;
      id: string;
      data: Uint8Array;
    };
    const bytes = Buffer.from(row.data);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    db.prepare('UPDATE events SET data = ? WHERE pos = 42').run(bytes);
    db.close();
    const { ok, failures } = await verifyAll(options);
    expect(ok).toBe(false);
    expect(failures).toEqual([{ what: 'changed', index: 41, stream: row.stream, revision: row.rev, id: row.id }]);
    const { status, stdout } = rvt(['verify', '--all', '--data', data, '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, failures });
  });

  it('holds on PostgreSQL, and names the entry that its administrator took out', async () => {
    const database = await server.eventDatabase();
    const store = await openPostgresEventStore({ url: database.gateway });
    await fill(store);
    const ledger = join(folder, 'postgres-ledger');
    const place = (await sequence(store, ledger)).place(17);
    await store.close();
    const options = { data: folder, store: database.projector, ledger };
    expect(await verifyAll(options)).toMatchObject({ events: events.length, ok: true });
    await runAs(database.admin, [
      'ALTER TABLE event_store.event DISABLE TRIGGER USER',
      `DELETE FROM event_store.event WHERE pos = ${String(place?.position)}`,
      // And puts everything back: a store with its guards off does not even open.
      `DO $$ DECLARE guard record; BEGIN
        FOR guard IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'event_store.event'::regclass AND NOT tgisinternal LOOP
          EXECUTE format('ALTER TABLE event_store.event ENABLE ALWAYS TRIGGER %I', guard.tgname);
        END LOOP; END $$`,
    ]);
    const { failures } = await verifyAll(options);
    expect(failures).toEqual([expect.objectContaining({ what: 'removed', index: 17, id: place?.id, stream: place?.stream })]);
  });

  it('finds a history that was rewritten with the stolen key by a checkpoint that was kept', async () => {
    const data = await embedded('kept');
    const kept = join(folder, 'kept.checkpoint');
    copyFileSync(join(data, 'ledger', 'checkpoint'), kept);
    const forged = join(folder, 'forged');
    const store = await openSqliteEventStore({ file: join(forged, 'events.sqlite') });
    for (const { stream, id, type, data: body } of events)
      await store.append(stream, 'any', [{ id, type, data: body, metadata: Buffer.from('{}') }]);
    (await LedgerLog.open({ folder: join(forged, 'ledger'), origin: ORIGIN })) satisfies LedgerLog;
    copyFileSync(join(data, 'ledger', 'log.key'), join(forged, 'ledger', 'log.key'));
    copyFileSync(join(data, 'ledger', 'log.key.pub'), join(forged, 'ledger', 'log.key.pub'));
    await sequence(store, join(forged, 'ledger'));
    await store.close();
    expect(rvt(['verify', '--all', '--data', forged]).status).toBe(0);
    const { status, stdout } = rvt(['verify', '--all', '--data', forged, '--against', kept, '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ failures: [{ what: 'rewritten', from: 0, to: events.length }] });
  });

  it('says of a ledger of which nothing is left that it was rolled back, to who kept a checkpoint of it', async () => {
    const data = await embedded('emptied');
    const kept = join(folder, 'before-emptied.checkpoint');
    copyFileSync(join(data, 'ledger', 'checkpoint'), kept);
    rmSync(join(data, 'ledger', 'checkpoints'), { recursive: true });
    const { failures, ok } = await verifyAll({ data, store: 'sqlite', against: [kept] });
    expect(ok).toBe(false);
    expect(failures).toEqual([expect.objectContaining({ what: 'rolled-back', from: 0, to: events.length })]);
    expect(rvt(['verify', '--all', '--data', data, '--against', kept]).status).toBe(1);
    // The ledger's own copy says so too, to who kept nothing.
    expect(await verifyAll({ data, store: 'sqlite' })).toMatchObject({ failures: [{ what: 'rolled-back', from: 0, to: events.length }] });
    rmSync(join(data, 'ledger', 'checkpoint'));
    expect(rvt(['verify', '--all', '--data', data]).status).toBe(2);
  });

  it('finds by the ledger’s own copies that its newest checkpoint was taken away', async () => {
    const data = await embedded('taken-away');
    const ledger = join(data, 'ledger');
    const earlier = await memoryOf(events.slice(0, 50), ledger);
    rmSync(join(ledger, 'checkpoints'), { recursive: true });
    mkdirSync(join(ledger, 'checkpoints'));
    writeFileSync(join(ledger, 'checkpoints', '50'.padStart(16, '0')), earlier);
    const back = expect.objectContaining({ what: 'rolled-back', from: 50, to: events.length });
    expect((await verifyAll({ data, store: 'sqlite' })).failures).toEqual([back]);
    renameSync(join(ledger, 'checkpoint'), join(ledger, 'checkpoint.cosigned'));
    expect((await verifyAll({ data, store: 'sqlite' })).failures).toEqual([back]);
    rmSync(join(ledger, 'checkpoint.cosigned'));
    expect(await verifyAll({ data, store: 'sqlite' })).toMatchObject({ ok: true, treeSize: 50 });
  });

  it('finds a last checkpoint that cannot be read', async () => {
    const data = await embedded('illegible');
    const checkpoints = join(data, 'ledger', 'checkpoints');
    const [newest] = readdirSync(checkpoints).sort().reverse();
    writeFileSync(join(checkpoints, newest ?? ''), 'no note');
    const { status, stdout } = rvt(['verify', '--all', '--data', data, '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, failures: [{ what: 'checkpoint' }] });
  });

  it.each(['checkpoint', 'checkpoint.cosigned'])('goes on where the copy %s cannot be read, and says so once', async (copy) => {
    const data = await embedded(`unreadable-${copy}`);
    writeFileSync(join(data, 'ledger', copy), 'no note');
    const unreadable = expect.objectContaining({ what: 'checkpoint', why: 'The note has no signatures' });
    const report = await verifyAll({ data, store: 'sqlite' });
    expect(report).toMatchObject({ events: events.length, ok: false });
    expect(report.failures).toEqual([unreadable]);
    const { failures } = await verifyAll({ data, store: 'sqlite', witnesses: '1' });
    expect(failures.filter(({ why }) => why !== 'no witness signed a checkpoint of this ledger')).toEqual([unreadable]);
  });
});

describe('rvt verify --all with witnesses', () => {
  let data: string;
  let keys: string;
  let old: string;

  /** A witness saw the store at ten events, and, where it is still asked, at all of them. */
  async function watched(name: string, { toTheEnd }: { readonly toTheEnd: boolean }) {
    data = join(folder, name);
    const ledger = join(data, 'ledger');
    const key = openKeyFile(join(folder, `${name}.witness`), 'witness', `witness/${name}`);
    const store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
    const append = async (some: readonly StoredEvent[]) => {
      for (const { stream, id, type, data: body, metadata } of some)
        await store.append(stream, 'any', [{ id, type, data: body, metadata }]);
    };
    await LedgerLog.open({ folder: ledger, origin: ORIGIN });
    const logs = parseKeys(readFileSync(join(ledger, 'log.key.pub'), 'utf8'));
    const witness = new Witness({ key, memory: join(folder, `${name}.memory`), logs, now: () => 1_700_000_000 });
    const see = async (watching: boolean) => {
      const log = await LedgerLog.open({ folder: ledger, origin: ORIGIN });
      const client = new WitnessClient({ url: '', key }, (request) => witness.addCheckpoint(request));
      await new Sequencer({ store, log, witnesses: watching ? [client] : [] }).catchUp();
    };
    await append(events.slice(0, 10));
    await see(true);
    old = readFileSync(join(ledger, 'checkpoint.cosigned'), 'utf8');
    await append(events.slice(10));
    await see(toTheEnd);
    await store.close();
    keys = join(folder, `${name}.keys`);
    writeFileSync(keys, `${readFileSync(join(ledger, 'log.key.pub'), 'utf8')}${readFileSync(join(folder, `${name}.witness.pub`), 'utf8')}`);
  }
  const verified = (more: object = {}) => verifyAll({ data, store: 'sqlite', keys, ...more });

  it('holds on a store at rest to the last entry, and says how far they saw', async () => {
    await watched('at-rest', { toTheEnd: true });
    expect(await verified()).toEqual({
      events: events.length,
      ok: true,
      treeSize: events.length,
      failures: [],
      witnessed: events.length,
    });
    const { status, stdout } = rvt(['verify', '--all', '--data', data, '--keys', keys]);
    expect(stdout).toContain(`KLOPT: ${String(events.length)} vermeldingen, grootboek van ${String(events.length)}, waarvan getuigen er`);
    expect(status).toBe(0);
    expect(await verified({ witnesses: '0' })).not.toHaveProperty('witnessed');
  });

  it('does not hold where no witness saw the end, unless so many entries may be unseen', async () => {
    await watched('unseen', { toTheEnd: false });
    const unseen = events.length - 10;
    const failure = { what: 'checkpoint', from: 10, to: events.length, why: 'no witness saw these entries' };
    expect(await verified()).toMatchObject({ ok: false, failures: [failure], witnessed: 10 });
    expect(await verified({ unseen: String(unseen - 1) })).toMatchObject({ ok: false, failures: [failure] });
    expect(await verified({ unseen: String(unseen) })).toMatchObject({ ok: true, failures: [], witnessed: 10 });
    const { status, stdout } = rvt(['verify', '--all', '--data', data, '--keys', keys]);
    expect(stdout).toContain(`tussen 10 en ${String(events.length)}: geen getuige zag deze vermeldingen`);
    expect(stdout).toContain('waarvan getuigen er 10 zagen');
    expect(status).toBe(1);
    expect(rvt(['verify', '--all', '--data', data, '--keys', keys, '--unseen', String(unseen)]).status).toBe(0);
    expect(rvt(['verify', '--all', '--data', data, '--keys', keys, '--unseen', '-1']).status).toBe(2);
  });

  it('finds a history rewritten with the key of the ledger under what a witness signed before', async () => {
    await watched('before-forgery', { toTheEnd: true });
    const forged = join(folder, 'forged-under-old');
    const store = await openSqliteEventStore({ file: join(forged, 'events.sqlite') });
    for (const [index, { stream, id, type, data: body, metadata }] of events.entries())
      await store.append(stream, 'any', [{ id, type, data: body, metadata: index === 12 ? Buffer.from('{}') : metadata }]);
    for (const name of ['log.key', 'log.key.pub']) cpSync(join(data, 'ledger', name), join(forged, 'ledger', name));
    await sequence(store, join(forged, 'ledger'));
    await store.close();
    writeFileSync(join(forged, 'ledger', 'checkpoint.cosigned'), old);
    const { ok, failures } = await verifyAll({ data: forged, store: 'sqlite', keys });
    expect(ok).toBe(false);
    expect(failures).toEqual([expect.objectContaining({ what: 'checkpoint', from: 10, to: events.length })]);
  });

  it.each(['twee', '', '1.5', '-1', '1e1', '100'])('refuses %p as a number of witnesses, wherever it is asked', async (witnesses) => {
    await expect(verified({ witnesses })).rejects.toThrow(Misuse);
    const file = join(folder, 'asked');
    writeFileSync(file, '{}');
    await expect(verifyFileCommand(file, { keys, witnesses })).rejects.toThrow(Misuse);
    expect(() => verifyCertificateCommand(file, { keys, witnesses })).toThrow(Misuse);
  });

  it('ends with exit 2 on a file that is not there, or holds no keys: that is no finding', () => {
    for (const [file, trusted] of [
      [join(folder, 'none'), keys],
      [keys, join(folder, 'none')],
      [keys, join(import.meta.dirname, '../package.json')],
    ] as const) {
      const { status, stdout, stderr } = rvt(['verify', file, '--keys', trusted]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^(Er is geen bestand |.* is geen bestand met openbare sleutels)/);
    }
  });

  it('is one finding in one language on a file that is no evidence, and says what is understood', () => {
    const { status, stdout } = rvt(['verify', join(import.meta.dirname, '../package.json'), '--keys', keys]);
    expect(status).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'malformed: dit is geen bewijs: de eerste regel daarvan noemt de vorm gezinslijn-evidence/1, zoals ‘rvt export --proof’ het maakt; een verklaring van vernietiging controleert u met ‘rvt certificate verify’',
      'KLOPT NIET (1): 0 vermeldingen, grootboek van 0',
      '',
    ]);
    expect(rvt(['certificate', 'verify', join(import.meta.dirname, '../package.json'), '--keys', keys]).stdout).toMatch(
      /^de tekst is niet ondertekend\nKLOPT NIET: /,
    );
  });

  it('ends with exit 2 on a number of witnesses that is none', () => {
    expect(rvt(['verify', '--all', '--data', data, '--keys', keys, '--witnesses', 'twee']).status).toBe(2);
    expect(rvt(['verify', keys, '--keys', keys, '--witnesses', 'twee']).status).toBe(2);
    expect(rvt(['certificate', 'verify', keys, '--keys', keys, '--witnesses', 'twee']).status).toBe(2);
  });
});

describe('an export', () => {
  /** Loaded before anything else: what needs a network or a database ends the process. */
  const guard = `
    import { registerHooks } from 'node:module';
    const banned = /^(node:)?(sqlite|net|tls|dgram|dns|http|https|http2|worker_threads|cluster)($|\\/)/;
    registerHooks({ resolve(specifier, context, next) {
      if (banned.test(specifier)) throw new Error('banned: ' + specifier);
      return next(specifier, context);
    } });
    for (const name of ['fetch', 'WebSocket', 'EventSource']) delete globalThis[name];
  `;

  it.each([false, true])('verifies where there is no network and no database (complete: %s)', async (complete) => {
    const data = await embedded(`export-${String(complete)}`);
    const file = join(folder, `evidence-${String(complete)}.jsonl`);
    const keys = join(folder, 'keys');
    copyFileSync(join(data, 'ledger', 'log.key.pub'), keys);
    const stream = events.find((event) => event.stream.startsWith('familyCase-'))?.stream as string;
    const made = rvt([
      'export',
      '--case',
      stream.slice('familyCase-'.length),
      '--proof',
      '-o',
      file,
      '--data',
      data,
      ...(complete ? ['--complete'] : []),
    ]);
    expect(made.status).toBe(0);
    rmSync(data, { recursive: true });
    const alone = ['--permission', '--allow-fs-read=*', `--import=data:text/javascript,${encodeURIComponent(guard)}`];
    const { status, stdout, stderr } = rvt(['verify', file, '--keys', keys, '--json'], alone);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      events: events.filter((event) => event.stream === stream).length,
      ok: true,
      treeSize: events.length,
      failures: [],
    });
    expect(status).toBe(0);
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = JSON.parse(lines[2] as string) as { data: string; revision: number; id: string };
    writeFileSync(file, lines.with(2, JSON.stringify({ ...line, data: Buffer.from('{}').toString('base64') })).join('\n'));
    const changed = rvt(['verify', file, '--keys', keys, '--json'], alone);
    expect(changed.status).toBe(1);
    expect(JSON.parse(changed.stdout)).toMatchObject({ failures: [{ what: 'entry', revision: line.revision, id: line.id }] });
    // The guard guards: a command that needs a database dies under it.
    expect(rvt(['verify', '--all', '--data', data], alone).status).not.toBe(0);
  });

  it('of a case of which nothing is in the ledger yet is refused and leaves no file, unless it is to be complete', async () => {
    const data = await embedded('export-early');
    const caseId = '99999999-0000-4000-8000-000000000000';
    const store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
    const [first] = events as [StoredEvent];
    for (const id of ['1', '2']) {
      const entry = { ...first, id: `99999999-0000-4000-8000-00000000000${id}` };
      await store.append(`familyCase-${caseId}`, 'any', [entry]);
    }
    const file = join(folder, 'early.jsonl');
    const exported = (...more: readonly string[]) => rvt(['export', '--case', caseId, '--proof', '-o', file, '--data', data, ...more]);
    const refused = exported();
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(`nog geen vermelding onder familyCase-${caseId}`);
    expect(existsSync(file)).toBe(false);
    // That there is nothing of it in the ledger is proven by all that is in it.
    expect(exported('--complete').status).toBe(0);
    const keys = join(data, 'ledger', 'log.key.pub');
    const { status, stdout } = rvt(['verify', file, '--keys', keys, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, events: 0, treeSize: events.length });
    expect(status).toBe(0);
    rmSync(file);
    // Once it is in the ledger there is no reason to refuse.
    (await sequence(store, join(data, 'ledger'))).close();
    await store.close();
    expect(exported()).toMatchObject({ status: 0, stdout: expect.stringContaining(': 2 vermeldingen') });
  });

  it('is refused when misused', () => {
    expect(rvt(['verify']).status).toBe(2);
    expect(rvt(['verify', 'x.jsonl']).status).toBe(2);
    expect(rvt(['verify', '--all', '--data', join(folder, 'nothing')]).status).toBe(2);
    expect(rvt(['export', '--case', 'x', '-o', join(folder, 'no')]).status).toBe(2);
  });
});

/** A store of one long case and some short ones, as long as the drill of a large store needs. */
async function longCase(store: EventStore, length: number): Promise<string> {
  const [stream, ...others] = [0, 1, 2, 3].map((number) => `familyCase-0000000${String(number)}-0000-4000-8000-000000000000`);
  const body = (index: number) => Buffer.from(JSON.stringify({ version: 1, data: { open: { index }, sealed: [] } }));
  const added = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `00000000-0000-4000-8000-${String(from + index).padStart(12, '0')}`,
      type: 'ChildSeen',
      data: body(from + index),
      metadata: Buffer.from('{"party":"LT"}'),
    }));
  for (let from = 0; from < length; from += 500) {
    await store.append(stream as string, from === 0 ? 'noStream' : from - 1, added(Math.min(500, length - from), from));
    for (const [number, other] of others.entries()) await store.append(other, 'any', added(3, 1_000_000 * (number + 1) + from));
  }
  return stream as string;
}

describe('rvt tamper-drill', () => {
  interface Drilled {
    readonly attempts: number;
    readonly detected: number;
    readonly missed: readonly unknown[];
    readonly sample: { readonly of: number; readonly seed: string; readonly entries: readonly number[] };
  }

  it('finds everything, on SQLite and on PostgreSQL', async () => {
    const data = await embedded('drill');
    const database = await server.eventDatabase();
    const store = await openPostgresEventStore({ url: database.gateway });
    await fill(store);
    await store.close();
    for (const where of [
      ['--data', data],
      ['--store', database.projector],
    ]) {
      const { status, stdout } = rvt(['tamper-drill', ...where, '--events', '40', '--json']);
      const { attempts, detected, missed, sample } = JSON.parse(stdout) as Drilled;
      expect({ detected, missed, status }).toEqual({ detected: attempts, missed: [], status: 0 });
      expect(attempts).toBe(40 * 9 + 39 * 3 + 8 * 4 + 6 + 8 + 7);
      expect(sample.entries).toHaveLength(40);
    }
    expect(await verifyAll({ data, store: 'sqlite' })).toMatchObject({ ok: true });
  }, 180_000);

  it('of stores of more than 10,000 entries names its sample and finds everything, on both; as of the export of a case of 10,000', async () => {
    const data = join(folder, 'large');
    const sqlite = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
    const stream = await longCase(sqlite, 10_000);
    (await sequence(sqlite, join(data, 'ledger'))).close();
    await sqlite.close();
    const database = await server.eventDatabase();
    const postgres = await openPostgresEventStore({ url: database.gateway });
    await longCase(postgres, 10_000);
    await postgres.close();
    for (const where of [
      ['--data', data],
      ['--store', database.projector],
    ]) {
      const { status, stdout, stderr } = rvt(['tamper-drill', ...where, '--sample', '6', '--seed', 'b', '--json']);
      const { attempts, detected, missed, sample } = JSON.parse(stdout) as Drilled;
      expect({ detected, missed, status }).toEqual({ detected: attempts, missed: [], status: 0 });
      expect(attempts).toBeGreaterThan(6 * 9);
      expect(sample).toMatchObject({ of: 10_180, seed: 'b' });
      expect(sample.entries).toHaveLength(6);
      expect(stderr).toContain('Pogingen');
    }
    const file = join(folder, 'large.jsonl');
    const keys = join(data, 'ledger', 'log.key.pub');
    expect(rvt(['export', '--case', stream, '--proof', '-o', file, '--data', data]).status).toBe(0);
    const verified = rvt(['verify', file, '--keys', keys]);
    expect(verified.stdout).toContain('KLOPT: 10000 vermeldingen');
    const { status, stdout } = rvt(['tamper-drill', '--file', file, '--keys', keys, '--sample', '5']);
    expect(stdout).toMatch(/Steekproef van 5 uit 10000 vermeldingen \(zaad 1\): 0, /);
    expect(stdout).toMatch(/(\d+) pogingen op een kopie, \1 gevonden/);
    expect(status).toBe(0);
  }, 600_000);

  it('is refused when misused', () => {
    const file = join(folder, 'no-evidence.jsonl');
    writeFileSync(file, '{}\n');
    expect(rvt(['tamper-drill', '--file', file]).status).toBe(2);
    const keys = join(folder, 'large', 'ledger', 'log.key.pub');
    expect(rvt(['tamper-drill', '--file', file, '--keys', keys]).status).toBe(2);
    expect(rvt(['tamper-drill', '--data', join(folder, 'large'), '--sample', '0']).status).toBe(2);
  });
});
