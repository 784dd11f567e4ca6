// SPDX-License-Identifier: EUPL-1.2
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerLog } from '../log/ledger-log.ts';
import { LedgerReader } from '../log/ledger-reader.ts';
import type { PlacedEvent } from '../log/places.ts';
import { Sequencer } from '../log/sequencer.ts';
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
import { listed } from './listed.ts';

export interface KeyAttack {
  readonly attack: string;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  attempt(): Promise<readonly Failure[]>;
}

const POINTS = 8;

/**
 * By somebody who has every key of the server and writes store and ledger anew, freshly signed. On its own that ledger is flawless; a
 * witness that saw the true one must refuse it, and whoever kept a checkpoint must see it. Both are asked, and both must find it.
 */
export function attacksWithKeys(events: readonly PlacedEvent[], folder: string, origin: string): readonly KeyAttack[] {
  const points = [...new Set(Array.from({ length: POINTS }, (_, part) => Math.floor((part * events.length) / POINTS)))];
  const world = new StolenWorld(events, folder, origin);
  return points.flatMap((index) => {
    const changed = events.map((event, at) => (at < index ? event : { ...event, data: Buffer.concat([event.data, Buffer.from(' ')]) }));
    const one = events.with(index, { ...(events[index] as PlacedEvent), metadata: Buffer.from('{"rewritten":true}') });
    const attack = (name: string, made: readonly PlacedEvent[]): KeyAttack => ({
      attack: name,
      index,
      from: index,
      to: events.length,
      attempt: () => world.attempt(made),
    });
    return [
      attack('fork: another history from here, signed anew', changed),
      attack('fork that grew longer', [...changed, ...more(events)]),
      attack('rewrite one entry and sign everything anew', one),
      attack('roll back to here, ledger and store alike', events.slice(0, index)),
    ];
  });
}

function more(events: readonly PlacedEvent[]): readonly PlacedEvent[] {
  const last = events.at(-1);
  return last === undefined ? [] : [{ ...last, revision: last.revision + 1, position: last.position + 1n }];
}

/** A true ledger that a witness saw at several sizes, and the checkpoints somebody kept of it. */
class StolenWorld {
  readonly #events: readonly PlacedEvent[];
  readonly #folder: string;
  readonly #origin: string;
  #attempts = 0;
  #ready: Promise<{ readonly witness: Witness; readonly client: () => WitnessClient; readonly kept: readonly Checkpoint[] }> | undefined;

  constructor(events: readonly PlacedEvent[], folder: string, origin: string) {
    this.#events = events;
    this.#folder = folder;
    this.#origin = origin;
  }

  async attempt(made: readonly PlacedEvent[]): Promise<readonly Failure[]> {
    this.#ready ??= this.#prepare();
    const { client, kept } = await this.#ready;
    const folder = join(this.#folder, String((this.#attempts += 1)));
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(this.#folder, 'true', 'log.key'), join(folder, 'log.key'));
    const log = await LedgerLog.open({ folder, origin: this.#origin });
    const sequencer = new Sequencer({ store: listed(made), log, witnesses: [client()] });
    await sequencer.catchUp();
    // A rolled back store with nothing left has nothing to show a witness; the kept checkpoint is what remains.
    const refused = sequencer.failure instanceof WitnessRefused || made.length === 0;
    const ledger = LedgerReader.open(folder) ?? {
      checkpoint: emptyLike(this.#origin, log),
      leaf: () => Buffer.alloc(0),
      rootAt: () => emptyRoot(),
      place: () => undefined,
    };
    const alone = await verifyStore({ store: listed(made), ledger });
    if (!alone.ok) throw new Error('The forged ledger is not even consistent with itself: the drill is wrong');
    const { failures } = await verifyStore({ store: listed(made), ledger, kept });
    if (ledger instanceof LedgerReader) ledger.close();
    return refused ? failures : [];
  }

  async #prepare() {
    const log = await LedgerLog.open({ folder: join(this.#folder, 'true'), origin: this.#origin });
    const witnessKey = signerKey('witness', 'drill-witness', newSeed());
    const logKey = readKeyFile(join(log.folder, 'log.key'), 'log');
    const witness = new Witness({ key: witnessKey, memory: join(this.#folder, 'memory'), logs: [logKey], now: () => 1 });
    const client = () => new WitnessClient({ url: '', key: witnessKey }, (request) => witness.addCheckpoint(request));
    const kept: Checkpoint[] = [];
    const sizes = Array.from({ length: POINTS }, (_, part) => Math.ceil(((part + 1) * this.#events.length) / POINTS));
    for (const size of sizes) {
      const sequencer = new Sequencer({ store: listed(this.#events.slice(0, size)), log, witnesses: [client()] });
      await sequencer.catchUp();
      if (sequencer.failure !== undefined) throw sequencer.failure;
      if (log.note !== undefined) kept.push(parseCheckpoint(parseNote(log.note)));
    }
    return { witness, client, kept };
  }
}

function emptyLike(origin: string, log: LedgerLog): Checkpoint {
  return log.checkpoint ?? { origin, size: 0, root: emptyRoot() };
}
