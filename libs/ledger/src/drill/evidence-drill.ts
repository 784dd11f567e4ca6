// SPDX-License-Identifier: EUPL-1.2
import type { EvidenceEntry, EvidenceHeader } from '../evidence/evidence-file.ts';
import type { Failure } from '../verify/report.ts';
import { verifyEvidence } from '../verify/verify-evidence.ts';
import type { EvidenceOptions } from '../verify/verify-evidence.ts';
import { CHECKPOINT_ATTACKS, ENTRY_ATTACKS, editedLines } from './evidence-attacks.ts';
import type { EntryAttack, FileEdit } from './evidence-attacks.ts';
import { roundsOf, sampleOf } from './sample.ts';
import { attemptsIn } from './tamper-drill.ts';
import type { DrillReport, Missed } from './tamper-drill.ts';

export interface EvidenceDrillOptions extends Pick<EvidenceOptions, 'keys' | 'quorum'> {
  /** The lines of the file, from the first on; asked for again and again. */
  readonly lines: () => AsyncIterable<string>;
  /** How many entries to tamper with; all of a file of up to 100, 100 of a larger one unless told. */
  readonly entries?: number;
  readonly seed?: string;
  readonly onProgress?: (done: number, of: number) => void;
}

/** The file does not hold as it is: there is nothing to drill. */
export class NotEvidence extends Error {
  readonly code = 'NOT_EVIDENCE';
  readonly failures: readonly Failure[];
  constructor(failures: readonly Failure[]) {
    super('The file does not verify as it is');
    this.name = 'NotEvidence';
    this.failures = failures;
  }
}

const SAMPLED = 100;
const AT_ONCE = 50;
const APART = 3;

interface Attempt {
  readonly attack: string;
  readonly index: number;
  readonly edit: FileEdit;
  /** Whether these failures name it. */
  readonly found: (failures: readonly Failure[]) => boolean;
}

/**
 * Tampers with an evidence file in every way that is known here, line by line on the way to the verifier, and counts what it finds. Entries
 * are counted from 0 in the file: as an entry’s revision. @throws NotEvidence
 */
export async function evidenceDrill(options: EvidenceDrillOptions): Promise<DrillReport> {
  const { lines, keys, quorum, seed = '1', onProgress } = options;
  const verified = async (edit?: FileEdit) =>
    (await verifyEvidence(edit === undefined ? lines() : editedLines(lines(), edit), { keys, quorum })).failures;
  const standing = await verified();
  if (standing.length > 0) throw new NotEvidence(standing);
  const file = await surveyed(lines());
  const size = file.indexes.length;
  const sample = sampleOf(size, options.entries ?? SAMPLED, seed);
  const attempts = sample.entries.flatMap((index) => attacksOn(index, file));
  // By itself what ends the file, and each other kind once; then many at once.
  const [endings, others] = [attempts.filter(ends), attempts.filter((one) => !ends(one))];
  const once = ENTRY_ATTACKS.flatMap((kind, number) => {
    const ofKind = others.filter(({ attack }) => attack === kind);
    return ofKind.slice(Math.floor((number * ofKind.length) / ENTRY_ATTACKS.length)).slice(0, 1);
  });
  const alone = [...endings, ...once, ...wholeFile(file)].map((one): readonly Attempt[] => [one]);
  const planned = [...alone, ...roundsOf(others, AT_ONCE, APART)];
  const total = planned.reduce((sum, round) => sum + round.length, 0);
  const missed: Missed[] = [];
  let [failed, done] = [0, 0];
  for (const round of planned) {
    const failures = await verified(together(round));
    const unseen = round
      .filter(({ found }) => !found(failures))
      .map(({ attack, index }) => ({ attack, index, found: failures.slice(0, 5) }));
    const lines = [...unseen, ...astray(round, failures, file)];
    missed.push(...lines);
    failed += attemptsIn(lines);
    onProgress?.((done += round.length), total);
  }
  return { attempts: total, detected: total - failed, missed, sample };
}

/** After it there are no others to tamper with. */
const ends = ({ attack }: Attempt): boolean => attack === 'cut off from here';

interface Surveyed {
  readonly header: EvidenceHeader;
  /** Of each entry, where it stands in the ledger. */
  readonly indexes: readonly number[];
  readonly tail: number;
}

async function surveyed(lines: AsyncIterable<string>): Promise<Surveyed> {
  let header: EvidenceHeader | undefined;
  const indexes: number[] = [];
  let tail = 0;
  for await (const line of lines) {
    if (line === '') continue;
    if (header === undefined) header = JSON.parse(line) as EvidenceHeader;
    else if (indexes.length < header.entries) indexes.push((JSON.parse(line) as EvidenceEntry).index);
    else tail += 1;
  }
  if (header === undefined) throw new NotEvidence([]);
  return { header, indexes, tail };
}

function attacksOn(index: number, { indexes }: Surveyed): readonly Attempt[] {
  return ENTRY_ATTACKS.flatMap((attack): readonly Attempt[] => {
    // Without its last entry the file is cut off there: that is another attack.
    if ((attack === 'swap with the next' || attack === 'remove') && index + 1 >= indexes.length) return [];
    return [
      {
        attack,
        index,
        edit: { entries: new Map([[index, attack]]) },
        found: (failures) => failures.some((one) => isAt(one, index, attack, indexes)),
      },
    ];
  });
}

/** Of a swap either of the two may be named. */
function isAt({ revision, index }: Failure, entry: number, attack: string, indexes: readonly number[]): boolean {
  const to = attack === 'swap with the next' ? entry + 1 : entry;
  if (revision !== undefined && revision >= entry && revision <= to) return true;
  return index !== undefined && index >= (indexes[entry] ?? 0) && index <= (indexes[to] ?? 0);
}

/** What is done to the file as a whole. Without its last entry an inclusion file is still true; only a complete one says that there is no more. */
function wholeFile({ header, indexes, tail }: Surveyed): readonly Attempt[] {
  const attempts: Attempt[] = Object.entries(CHECKPOINT_ATTACKS).map(([attack, checkpoint]) => ({
    attack,
    index: 0,
    edit: { checkpoint },
    found: (failures) => failures.some(({ what }) => what === 'checkpoint'),
  }));
  const last = indexes.length - 1;
  if (header.kind === 'complete' && last >= 0)
    attempts.push({
      attack: 'hide the last entry',
      index: last,
      edit: { hideLast: true },
      found: (failures) => failures.some(({ what }) => what === 'missing' || what === 'root'),
    });
  for (const line of tail === 0 ? [] : [0, tail - 1])
    attempts.push({
      attack: 'flip tail',
      index: line,
      edit: { tail: line },
      found: (failures) =>
        failures.some(({ what, from, to }) => what === 'root' && (from ?? 0) <= (indexes[last] ?? 0) + 1 + line && (to ?? 0) > line),
    });
  return attempts;
}

function together(round: readonly Attempt[]): FileEdit {
  const [only] = round;
  if (round.length === 1 && only !== undefined) return only.edit;
  const entries = new Map<number, EntryAttack>();
  for (const { edit } of round) for (const [index, attack] of edit.entries ?? []) entries.set(index, attack);
  return { entries };
}

/** Failures that point at an entry where nothing was done. */
function astray(round: readonly Attempt[], failures: readonly Failure[], { indexes }: Surveyed): readonly Missed[] {
  const [first] = round;
  // What is wrong with the whole says nothing of one entry; and without its checkpoint none holds.
  if (first === undefined || first.edit.entries === undefined) return [];
  const wrong = failures.filter(
    (one) =>
      (one.revision !== undefined || one.index !== undefined) && !round.some(({ attack, index }) => isAt(one, index, attack, indexes)),
  );
  return wrong.length === 0 ? [] : [{ attack: first.attack, index: first.index, found: wrong.slice(0, 5) }];
}
