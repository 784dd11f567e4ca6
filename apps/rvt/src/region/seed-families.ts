// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CaseStreams, deterministicUuid, streamDecider } from '@gezinslijn/case-writing';
import { openEventStore, openKeyRing, topologyOf } from '@gezinslijn/event-store';
import { familyCase, matrix2025 } from '@gezinslijn/family-case';
import type { CaseCommand, CaseState } from '@gezinslijn/family-case';
import { Misuse } from '../ledger/opened.ts';
import { runningIn } from '../rebuild.ts';
import { syntheticFamily } from './storyline.ts';
import type { Step, SyntheticFamily } from './storyline.ts';

export interface SeedFamiliesOptions {
  readonly families: string;
  readonly data: string;
  readonly store: string;
  /** The same one makes the same region. */
  readonly seed: string;
  readonly json?: boolean;
}

/** Families whose turn it is on one day, written to at once. */
const WIDTH = 128;
/** Open states and keys kept at hand, as far as memory goes: a region is written day by day, all its families in turn. */
const MOST_CASES = 50_000;
const KEYS_PER_CASE = 8;

/**
 * Makes a region of families that never were, through the same rules and seals as real ones, straight into a demonstration store. What stands
 * there already is not entered twice: its commands are known. @throws Misuse
 */
export async function seedFamiliesCommand(options: SeedFamiliesOptions, onProgress: (done: number, of: number) => void): Promise<void> {
  const count = Number(options.families);
  if (!Number.isSafeInteger(count) || count < 1 || count > MOST_CASES)
    throw new Misuse(`--families is een getal van 1 tot en met ${String(MOST_CASES)}.`);
  const folder = resolve(options.data);
  const topology = topologyOf(options.store);
  if (topology.kind === 'embedded') {
    const running = runningIn(folder);
    if (running !== undefined) throw new Misuse(`Deze opslag is in gebruik (proces ${String(running)}). Stop de gateway eerst.`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const store = await openEventStore(topology, { folder, info: { demonstration: 'true' } });
  const keys = await openKeyRing({ folder: join(folder, 'keys'), cachedKeys: 2 * KEYS_PER_CASE * count });
  try {
    const cases = new CaseStreams<CaseState, CaseCommand>({
      store,
      keys,
      decider: streamDecider<CaseCommand, CaseState>(familyCase),
      matrix: matrix2025,
      secret: await keys.secret('command-input'),
      now: () => new Date().toISOString(),
      cachedCases: 2 * count,
    });
    const started = performance.now();
    const entries = await enter(cases, options.seed, count, onProgress);
    const seconds = (performance.now() - started) / 1000;
    const report = { families: count, entries, entriesPerSecond: Math.round(entries / seconds), head: String((await store.head()) ?? 0n) };
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify(report)}\n`
        : `${String(count)} gezinnen, ${String(entries)} vermeldingen (${String(report.entriesPerSecond)}/s). De weergaven bouwt ‘rvt rebuild’, of de gateway als hij start.\n`,
    );
  } finally {
    await store.close();
    await keys.close();
  }
}

type Cases = CaseStreams<CaseState, CaseCommand>;

interface Turn {
  readonly family: SyntheticFamily;
  readonly step: Step;
  readonly number: number;
}

/** Day by day, so that the record grows as a region does and no more than one step of each family is held. */
async function enter(cases: Cases, seed: string, count: number, onProgress: (done: number, of: number) => void): Promise<number> {
  const days = new Map<string, Turn[]>();
  const plan = (family: SyntheticFamily, number: number): boolean => {
    const { value: step } = family.steps.next();
    if (step === undefined) return false;
    const day = step.recordedAt.slice(0, 10);
    const turns = days.get(day);
    if (turns === undefined) days.set(day, [{ family, step, number }]);
    else turns.push({ family, step, number });
    return true;
  };
  let finished = 0;
  let entries = 0;
  for (let index = 0; index < count; index += 1) plan(syntheticFamily(seed, index), 0);
  while (days.size > 0) {
    const day = [...days.keys()].reduce((first, other) => (other < first ? other : first));
    const turns = days.get(day) ?? [];
    days.delete(day);
    let next = 0;
    const work = async () => {
      for (let turn = turns[next++]; turn !== undefined; turn = turns[next++]) {
        await act(cases, seed, turn);
        entries += 1;
        if (!plan(turn.family, turn.number + 1)) finished += 1;
      }
    };
    await Promise.all(Array.from({ length: WIDTH }, work));
    onProgress(finished, count);
  }
  return entries;
}

/** @throws Error when a rule refuses it: then the storyline is at fault. */
async function act(cases: Cases, seed: string, { family, step, number }: Turn): Promise<void> {
  const { author, occurredAt, recordedAt, command } = step;
  const commandId = deterministicUuid('region-step', seed, family.stream, String(number));
  const outcome = await cases.handle(
    family.stream,
    command,
    {
      subject: author.worker,
      reader: { kind: 'organisation', organisation: author.organisation },
      author,
      purpose: 'demonstratie',
      recordedAt,
      traceId: commandId,
    },
    {
      commandId,
      occurredAt,
      legalBasis: author.party === 'VT' ? 'wmo-4.1.1' : 'jeugdwet-2.3',
      validateOnly: false,
      // These people are nowhere else: there is nobody to be found.
      search: { reference: 'demonstratie', covers: () => true },
    },
  );
  if (outcome.kind !== 'accepted') throw new Error(`${command.type} of ${family.stream} was not accepted: ${JSON.stringify(outcome)}`);
}
