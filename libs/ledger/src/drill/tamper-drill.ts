// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerLog } from '../log/ledger-log.ts';
import { LedgerReader } from '../log/ledger-reader.ts';
import { Sequencer } from '../log/sequencer.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import type { Failure } from '../verify/report.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { attacksOn, editOf, togetherOf } from './attacks.ts';
import type { Attack } from './attacks.ts';
import { attacksWithKeys, pointsOf } from './attacks-with-keys.ts';
import { editedStore, upTo } from './edited-store.ts';
import { ledgerAttacks } from './ledger-attacks.ts';
import { roundsOf, sampleOf } from './sample.ts';
import type { Sample } from './sample.ts';

export interface DrillReport {
  readonly attempts: number;
  readonly detected: number;
  /** What was not found, or found at another entry than where it was done. */
  readonly missed: readonly Missed[];
  /** At which entries it was tried, of how many. */
  readonly sample: Sample;
}

export interface Missed {
  readonly attack: string;
  readonly index: number;
  readonly found: readonly Failure[];
}

export interface DrillOptions {
  /** Is read again and again, and never written to. */
  readonly store: SequencedStore;
  /** Its last position now: what comes later is left out. `null` for an empty store. */
  readonly head: bigint | null;
  /** Only the first so many events; all unless told. */
  readonly events?: number;
  /** How many entries to tamper with; all of a store of up to 500, 200 of a larger one unless told. */
  readonly entries?: number;
  /** Another one takes other entries. */
  readonly seed?: string;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Stores up to this size are drilled at every entry, each attempt by itself: the work grows with the square. */
const EVERY_ENTRY = 500;
const SAMPLED = 200;
/** Of a larger store so many entries are tampered with at once, and each must be named. */
const AT_ONCE = 50;
/** A swap takes two entries, and one stays between two attempts. */
const APART = 3;

/**
 * Tampers with a store in every way that is known here and counts what verification finds. The store is read and changed on the way to the
 * verifier, a page at a time; its ledger, key and witness are made for the occasion, by the code that makes the real ones, and thrown away.
 */
export async function tamperDrill(options: DrillOptions): Promise<DrillReport> {
  const { seed = '1', onProgress } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tamper-drill-'));
  try {
    const { store, ledger } = await prepared(options, folder);
    const size = ledger?.size ?? 0;
    const every = size <= EVERY_ENTRY;
    const sample = sampleOf(size, options.entries ?? (every ? size : SAMPLED), seed);
    if (ledger === undefined) return { attempts: 0, detected: 0, missed: [], sample };
    const attacks = sample.entries.flatMap((index) => attacksOn(index, size));
    const planned = every ? attacks.map((attack) => [attack]) : inRounds(attacks, size);
    const withKeys = attacksWithKeys({ store, ledger, folder: join(folder, 'attacks') });
    const onLedger = ledgerAttacks(store, join(folder, LEDGER), pointsOf(size));
    const total = planned.reduce((sum, round) => sum + round.length, 0) + withKeys.length + onLedger.length;
    const missed: Missed[] = [];
    let failed = 0;
    const note = (lines: readonly Missed[]) => {
      missed.push(...lines);
      failed += attemptsIn(lines);
    };
    let done = 0;
    const tried = (count: number) => onProgress?.((done += count), total);
    for (const round of planned) {
      const { failures } = await verifyStore({ store: editedStore(store, editOf(round)), ledger });
      note(unnamed(round, failures));
      tried(round.length);
    }
    for (const one of withKeys) {
      note(unnamed([{ ...one, alters: one.to }], await one.attempt(), 'holds'));
      tried(1);
    }
    for (const { attack, index, attempt, says } of onLedger) {
      const found = await attempt();
      // One thing was done: whatever else is named was not.
      if (found.length === 0 || !found.every(says)) note([{ attack, index, found: found.slice(0, SHOWN) }]);
      tried(1);
    }
    ledger.close();
    return { attempts: total, detected: total - failed, missed, sample };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const LEDGER = 'ledger';

/** How many attempts these lines of one round are about. An entry that is attacked by itself and in a round was attempted twice. */
export function attemptsIn(lines: readonly Missed[]): number {
  return new Set(lines.map(({ attack, index }) => `${attack} ${String(index)}`)).size;
}

/** The store as it stands now, and a ledger over it. `undefined` for an empty one. */
async function prepared({ store: live, head, events }: DrillOptions, folder: string) {
  let store = upTo(live, head ?? -1n);
  if (events !== undefined) store = upTo(live, await positionOf(store, events));
  const log = await LedgerLog.open({ folder: join(folder, LEDGER), origin: 'tamper-drill' });
  await new Sequencer({ store, log }).catchUp();
  return { store, ledger: LedgerReader.open(log.folder) };
}

/** Position of the so-manieth event, or of the last. */
async function positionOf(store: SequencedStore, events: number): Promise<bigint> {
  let last = -1n;
  for (let [after, left]: [bigint | null, number] = [null, events]; left > 0;) {
    const page = await store.readAll({ after, limit: Math.min(left, 1_000) });
    last = page.events.at(-1)?.position ?? last;
    left -= page.events.length;
    after = page.lastPosition;
    if (page.atHead) break;
  }
  return last;
}

/**
 * Each kind once by itself, at entries that are spread over the sample; then all that go together, together. In a very large store, which
 * takes minutes to read, only those go by themselves that must.
 */
function inRounds(attacks: readonly Attack[], size: number): readonly (readonly Attack[])[] {
  const large = size > VERY_LARGE;
  const kinds = [...new Set(attacks.map(({ attack }) => attack))];
  const alone = kinds.flatMap((kind, number): readonly Attack[] => {
    const ofKind = attacks.filter(({ attack }) => attack === kind);
    const at = (part: number) => ofKind.slice(Math.floor(part * (ofKind.length - 1))).slice(0, 1);
    if (togetherOf(kind) === 'alone') return (large ? [0.5] : PARTS).flatMap(at);
    return large ? [] : at(number / kinds.length);
  });
  const among = (group: 'many' | 'insertions') =>
    roundsOf(
      attacks.filter(({ attack }) => togetherOf(attack) === group),
      AT_ONCE,
      APART,
    );
  return [...[...new Set(alone)].map((attack): readonly Attack[] => [attack]), ...among('many'), ...among('insertions')];
}

const VERY_LARGE = 200_000;
/** Where in the sample of a large store it is tried what can be tried at one entry only: each costs a reading of all. */
const PARTS = [0, 0.25, 0.5, 0.75, 1];

type Attempt = Omit<Attack, 'attack'> & { readonly attack: string };

/** Attempts no failure points at; and failures that point at an entry where nothing was done. */
function unnamed(round: readonly Attempt[], found: readonly Failure[], stretch: Stretch = 'within'): Missed[] {
  const missed: Missed[] = round
    .filter(({ index, to }) => !found.some((one) => names(one, index, to, stretch)))
    .map(({ attack, index }) => ({ attack, index, found: found.slice(0, SHOWN) }));
  const astray = found.filter((one) => !round.some(({ index, alters }) => names(one, index, alters, stretch)));
  const [first] = round;
  if (astray.length > 0 && first !== undefined) missed.push({ attack: first.attack, index: first.index, found: astray.slice(0, SHOWN) });
  return missed;
}

/** Failures told of one attempt that was missed. */
const SHOWN = 5;

/** A stretch of a failure must lie within what was done; of a history that was rewritten with its keys it can only hold where that begins. */
type Stretch = 'within' | 'holds';

/** Whether a failure points at these entries, the last not included: at one of them, or at a stretch. */
function names({ index, from, to }: Failure, first: number, end: number, stretch: Stretch): boolean {
  if (index !== undefined) return index >= first && index < end;
  if (from === undefined || to === undefined) return false;
  return stretch === 'within' ? from >= first && to <= end : from < end && to > first;
}
