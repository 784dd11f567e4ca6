// SPDX-License-Identifier: EUPL-1.2
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import {
  LedgerLog,
  LedgerReader,
  Sequencer,
  Witness,
  WitnessClient,
  WitnessRefused,
  openCheckpoint,
  readKeyFile,
  serveWitness,
} from '../src/index.ts';
import type { PlacedEvent, WitnessServer } from '../src/index.ts';
import { newSeed, signerKey } from '../src/notes/keys.ts';
import { witnessRequest } from '../src/witness/witness.ts';
import { ledgerOf, madeEvents, newFolder, store } from './made-events.ts';

const key = signerKey('witness', 'witness.example/w1', newSeed());
const servers: WitnessServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** A witness as a server, its memory, and a way to sequence events that it sees. */
async function watched(folder: string) {
  await LedgerLog.open({ folder, origin: 'gezinslijn/test' });
  const memory = newFolder();
  const logs = [readKeyFile(join(folder, 'log.key'), 'log')];
  const witness = () => new Witness({ key, memory, logs, now: () => 1_700_000_000 });
  const server = await serveWitness(witness(), { port: 0 });
  servers.push(server);
  const sequence = async (events: readonly PlacedEvent[], at = folder) => {
    const log = await LedgerLog.open({ folder: at, origin: 'gezinslijn/test' });
    const sequencer = new Sequencer({ store: store(events), log, witnesses: [new WitnessClient({ url: server.address, key })] });
    await sequencer.catchUp();
    return { log, failure: sequencer.failure };
  };
  return { memory, witness, server, sequence, logs };
}

describe('a witness', () => {
  it('signs what continues the last it signed, and is found under the checkpoint', async () => {
    const folder = newFolder();
    const { sequence, logs, witness } = await watched(folder);
    for (const count of [1, 5, 300, 1_000]) {
      const { failure } = await sequence(madeEvents(count));
      expect(failure).toBeUndefined();
      const { note } = LedgerReader.open(folder, 'cosigned') as LedgerReader;
      expect(openCheckpoint(note, [...logs, key], 1)).toMatchObject({ size: count, witnesses: [key.name] });
    }
    // Its memory is on disk: another process goes on with it.
    expect(witness().lastOf('gezinslijn/test')?.size).toBe(1_000);
  });

  it('refuses a fork that carries fresh signatures of the stolen key', async () => {
    const [folder, stolen] = [newFolder(), newFolder()];
    const { sequence, memory } = await watched(folder);
    await sequence(madeEvents(50));
    cpSync(join(folder, 'log.key'), join(stolen, 'log.key'));
    const forked = madeEvents(80).map((event, index) => (index === 20 ? { ...event, data: Buffer.from('{}') } : event));
    const { failure } = await sequence(forked, stolen);
    expect(failure).toBeInstanceOf(WitnessRefused);
    expect(failure?.message).toContain('another history');
    // What it refused is kept: it is signed, and proves that the key was misused.
    expect(readFileSync(join(memory, 'refused'), 'utf8')).toContain('gezinslijn/test\n80\n');
    expect((await sequence(forked.slice(0, 50), newFolderWith(folder))).failure).toBeInstanceOf(WitnessRefused);
  });

  it('refuses a rollback', async () => {
    const folder = newFolder();
    const { sequence } = await watched(folder);
    await sequence(madeEvents(50));
    const { failure } = await sequence(madeEvents(49), newFolderWith(folder));
    expect(failure?.message).toContain('rolled back');
  });

  it('that is away holds up nobody, and signs later', async () => {
    const folder = newFolder();
    const { sequence, server } = await watched(folder);
    const log = await LedgerLog.open({ folder, origin: 'gezinslijn/test' });
    const faults: unknown[] = [];
    const away = new WitnessClient({ url: 'http://127.0.0.1:9', key });
    const sequencer = new Sequencer({ store: store(madeEvents(5)), log, witnesses: [away], onFault: (fault) => faults.push(fault) });
    await sequencer.catchUp();
    expect(sequencer.failure).toBeUndefined();
    expect(faults).toHaveLength(1);
    expect(LedgerReader.open(folder, 'cosigned')).toBeUndefined();
    await sequence(madeEvents(5));
    expect(LedgerReader.open(folder, 'cosigned')?.size).toBe(5);
    expect(server.address).toMatch(/^http/);
  });

  it('answers what is asked wrongly in the numbers of the C2SP text', async () => {
    const { reader } = await ledgerOf(madeEvents(9));
    const folder = newFolder();
    const { witness } = await watched(folder);
    const strange = await witness().addCheckpoint(witnessRequest(0, [], reader.note));
    expect(strange.status).toBe(403);
    const unknown = new Witness({ key, memory: newFolder(), logs: [], now: () => 1 });
    expect((await unknown.addCheckpoint(witnessRequest(0, [], reader.note))).status).toBe(404);
    for (const bad of ['', 'old 1', 'old x\n\n', `old 01\n\n${reader.note}`, `old 0\nAAAA\n\n${reader.note}`])
      expect((await witness().addCheckpoint(bad)).status).toBe(400);
    const own = await ledgerOf(madeEvents(9), folder);
    expect((await witness().addCheckpoint(witnessRequest(10, [], own.reader.note))).status).toBe(400);
    expect(await witness().addCheckpoint(witnessRequest(3, [], own.reader.note))).toMatchObject({ status: 409, body: '0\n' });
    expect((await witness().addCheckpoint(witnessRequest(0, [], own.reader.note))).status).toBe(200);
    expect(await witness().addCheckpoint(witnessRequest(0, [], own.reader.note))).toMatchObject({ status: 409, body: '9\n' });
    const later = await ledgerOf(madeEvents(20), folder);
    const wrong = [Buffer.alloc(32, 1), ...later.reader.consistency(9).slice(1)];
    expect((await witness().addCheckpoint(witnessRequest(9, wrong, later.reader.note))).status).toBe(422);
    expect((await witness().addCheckpoint(witnessRequest(9, later.reader.consistency(9), later.reader.note))).status).toBe(200);
  });
});

/** A folder with the same key and nothing else: what a thief of the key begins with. */
function newFolderWith(folder: string): string {
  const made = newFolder();
  cpSync(join(folder, 'log.key'), join(made, 'log.key'));
  return made;
}
