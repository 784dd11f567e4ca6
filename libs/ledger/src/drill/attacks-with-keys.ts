// SPDX-License-Identifier: EUPL-1.2
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_KEY, LedgerLog } from '../log/ledger-log.ts';
import { LedgerReader } from '../log/ledger-reader.ts';
import type { PlacedEvent } from '../log/places.ts';
import { Sequencer } from '../log/sequencer.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import { parseCheckpoint } from '../notes/checkpoint.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { newSeed, signerKey } from '../notes/keys.ts';
import { parseNote } from '../notes/signed-note.ts';
import { readKeyFile } from '../notes/key-files.ts';
import type { Failure } from '../verify/report.ts';
import { emptyRoot } from '../tree/hashing.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { Witness } from '../witness/witness.ts';
import { WitnessClient, WitnessRefused } from '../witness/witness-client.ts';
import { editedStore, upTo } from './edited-store.ts';
import type { Edit } from './edited-store.ts';

export interface KeyAttack {
  readonly attack: string;
  readonly index: number;
  readonly to: number;
  attempt(): Promise<readonly Failure[]>;
}

export interface World {
  readonly store: SequencedStore;
  /** Over all of it. */
  readonly ledger: LedgerReader;
  /** For what is made and thrown away. */
  readonly folder: string;
}

/** Where history is forged, and at how many sizes the true one was witnessed; fewer in a large store, which is written anew each time. */
const POINTS = 8;
const POINTS_IN_LARGE = 2;
const LARGE = 2_000;
const VERY_LARGE = 200_000;

/**
 * By somebody who has every key of the server and writes store and ledger anew, freshly signed. On its own that ledger is flawless; a
 * witness that saw the true one must refuse it, and whoever kept a checkpoint must see it. Both are asked, and both must find it.
 */
export function attacksWithKeys(world: World): readonly KeyAttack[] {
  const { size } = world.ledger;
  const points = pointsOf(size);
  const stolen = new StolenWorld(world, countOf(size));
  return points.flatMap((index) => {
    const attack = (name: string, edit: Edit): KeyAttack => ({ attack: name, index, to: size, attempt: () => stolen.attempt(edit) });
    return [
      attack('fork: another history from here, signed anew', (events) => forked(events, index, 0)),
      attack('fork that grew longer', (events) => forked(events, index, 1)),
      attack('rewrite one entry and sign everything anew', (events) => rewritten(events, index)),
      attack('roll back to here, ledger and store alike', (events) => firstOf(events, index)),
    ];
  });
}

const countOf = (size: number): number => (size > VERY_LARGE ? 1 : size > LARGE ? POINTS_IN_LARGE : POINTS);

/** Entries at which something is tried that takes a reading of the whole store, evenly spread. */
export function pointsOf(size: number): readonly number[] {
  const count = countOf(size);
  if (count === 1) return [Math.floor(size / 2)];
  return [...new Set(Array.from({ length: count }, (_, part) => Math.floor((part * size) / count)))];
}

/** Every event from an entry on in other bytes, and so many more after the last. */
async function* forked(events: AsyncIterable<PlacedEvent>, from: number, more: number): AsyncGenerator<PlacedEvent> {
  let index = 0;
  let last: PlacedEvent | undefined;
  for await (const event of events) {
    last = index < from ? event : { ...event, data: Buffer.concat([event.data, Buffer.from(' ')]) };
    yield last;
    index += 1;
  }
  for (let extra = 1; last !== undefined && extra <= more; extra += 1)
    yield { ...last, revision: last.revision + extra, position: last.position + BigInt(extra) };
}

async function* rewritten(events: AsyncIterable<PlacedEvent>, at: number): AsyncGenerator<PlacedEvent> {
  let index = 0;
  for await (const event of events) {
    yield index === at ? { ...event, metadata: Buffer.from('{"rewritten":true}') } : event;
    index += 1;
  }
}

async function* firstOf(events: AsyncIterable<PlacedEvent>, count: number): AsyncGenerator<PlacedEvent> {
  let left = count;
  for await (const event of events) {
    if (left === 0) return;
    left -= 1;
    yield event;
  }
}

/** A true ledger that a witness saw at several sizes, and the checkpoints somebody kept of it. */
class StolenWorld {
  readonly #world: World;
  readonly #times: number;
  #attempts = 0;
  #ready: Promise<{ readonly client: () => WitnessClient; readonly kept: readonly Checkpoint[] }> | undefined;

  constructor(world: World, times: number) {
    this.#world = world;
    this.#times = times;
  }

  async attempt(edit: Edit): Promise<readonly Failure[]> {
    this.#ready ??= this.#prepare();
    const { client, kept } = await this.#ready;
    const { origin } = this.#world.ledger.checkpoint;
    const folder = join(this.#world.folder, String((this.#attempts += 1)));
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(this.#true, LOG_KEY), join(folder, LOG_KEY));
    const forged = editedStore(this.#world.store, edit);
    const log = await LedgerLog.open({ folder, origin });
    const sequencer = new Sequencer({ store: forged, log, witnesses: [client()] });
    await sequencer.catchUp();
    // A rolled back store with nothing left has nothing to show a witness; the kept checkpoint is what remains.
    const refused = sequencer.failure instanceof WitnessRefused || log.size === 0;
    const ledger = LedgerReader.open(folder) ?? {
      checkpoint: { origin, size: 0, root: emptyRoot() },
      leaf: () => Buffer.alloc(0),
      tile: () => undefined,
      rootAt: () => emptyRoot(),
      place: () => undefined,
    };
    const alone = await verifyStore({ store: forged, ledger });
    if (!alone.ok) throw new Error('The forged ledger is not even consistent with itself: the drill is wrong');
    const { failures } = await verifyStore({ store: forged, ledger, kept });
    if (ledger instanceof LedgerReader) ledger.close();
    rmSync(folder, { recursive: true });
    return refused ? failures : [];
  }

  get #true(): string {
    return join(this.#world.folder, 'true');
  }

  async #prepare() {
    const { store, ledger } = this.#world;
    const log = await LedgerLog.open({ folder: this.#true, origin: ledger.checkpoint.origin });
    const witnessKey = signerKey('witness', 'drill-witness', newSeed());
    const logKey = readKeyFile(join(log.folder, LOG_KEY), 'log');
    const witness = new Witness({ key: witnessKey, memory: join(this.#world.folder, 'memory'), logs: [logKey], now: () => 1 });
    const client = () => new WitnessClient({ url: '', key: witnessKey }, (request) => witness.addCheckpoint(request));
    const kept: Checkpoint[] = [];
    const sizes = Array.from({ length: this.#times }, (_, part) => Math.ceil(((part + 1) * ledger.size) / this.#times));
    for (const size of new Set(sizes)) {
      const last = ledger.place(size - 1)?.position;
      if (last === undefined) throw new Error('The ledger of the drill misses an entry of its own');
      const sequencer = new Sequencer({ store: upTo(store, last), log, witnesses: [client()] });
      await sequencer.catchUp();
      if (sequencer.failure !== undefined) throw sequencer.failure;
      if (log.note !== undefined) kept.push(parseCheckpoint(parseNote(log.note)));
    }
    return { client, kept };
  }
}
