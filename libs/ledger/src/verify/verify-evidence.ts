// SPDX-License-Identifier: EUPL-1.2
import { UntrustedCheckpoint, openCheckpoint, parseCheckpoint } from '../notes/checkpoint.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import type { VerifierKey } from '../notes/keys.ts';
import { MalformedNote, parseNote } from '../notes/signed-note.ts';
import { bytesOf, hashOf } from '../evidence/base64.ts';
import { FORMAT } from '../evidence/evidence-file.ts';
import type { EvidenceEntry, EvidenceHeader, EvidenceTail } from '../evidence/evidence-file.ts';
import { hashOfEvent, hashOfHead } from '../tree/entry.ts';
import { GrowingRoot, isConsistent, rootFromInclusion, same } from '../tree/proofs.ts';
import type { Failure, VerificationReport } from './report.ts';

export interface EvidenceOptions {
  /** Public keys of the log and of the witnesses that are trusted, from elsewhere than the file. */
  readonly keys: readonly VerifierKey[];
  /** Witnesses that must have signed. */
  readonly quorum: number;
  /** Checkpoints that were kept: the file must continue each of them. */
  readonly against?: readonly string[];
}

/** Checks an evidence file by its lines alone: no network, no store, no clock. */
export async function verifyEvidence(
  lines: AsyncIterable<string> | Iterable<string>,
  options: EvidenceOptions,
): Promise<VerificationReport> {
  const check = new EvidenceCheck(options);
  for await (const line of lines) {
    check.line(line);
    if (check.isOther) break;
  }
  return check.report();
}

/** What a file must be; also of use to who has another in his hands. */
const NO_EVIDENCE = `it is no evidence file: the first line of one names the format ${FORMAT}, as rvt export --proof writes it; a certificate of erasure is for rvt certificate verify`;

class EvidenceCheck {
  readonly #options: EvidenceOptions;
  readonly #failures: Failure[] = [];
  #edge: readonly Buffer[] = [];
  #tail: GrowingRoot | undefined;
  #header: EvidenceHeader | undefined;
  #checkpoint: Checkpoint | undefined;
  #entries = 0;
  #tailLines = 0;
  /** The last entry whose bytes lead to the root; by revision also those that do not, as if they stood in their place. */
  #last = { index: -1, revision: -1 };
  /** Where the last entry of the file says it stands in the ledger. */
  #end = -1;
  #other = false;

  constructor(options: EvidenceOptions) {
    this.#options = options;
  }

  /** The file is something else: that is one finding, and none of its lines is another. */
  get isOther(): boolean {
    return this.#other;
  }

  line(line: string): void {
    if (line === '') return;
    if (this.#header === undefined && !namesFormat(line)) {
      this.#other = true;
      this.#failures.push({ what: 'malformed', why: NO_EVIDENCE });
      return;
    }
    try {
      const value = JSON.parse(line) as unknown;
      if (typeof value !== 'object' || value === null) throw new SyntaxError('no object');
      if (this.#header === undefined) this.#head(value as EvidenceHeader);
      else if (this.#entries < this.#header.entries) this.#entry(value as EvidenceEntry, this.#header);
      else if (this.#header.kind === 'complete') this.#tailLine(value as EvidenceTail, this.#header);
      // What stands behind the last entry looks like one to a reader, and nothing vouches for it.
      else throw new SyntaxError('more lines than entries');
    } catch (failure) {
      if (!(failure instanceof SyntaxError || failure instanceof TypeError || failure instanceof RangeError)) throw failure;
      this.#failures.push({ what: 'malformed', why: 'a line is not of the form described' });
    }
  }

  report(): VerificationReport {
    const header = this.#header;
    if (this.#other) return { events: 0, ok: false, treeSize: 0, failures: this.#failures };
    if (header === undefined) this.#failures.push({ what: 'malformed', why: 'the file is empty' });
    else if (this.#entries < header.entries)
      this.#failures.push({
        what: 'missing',
        stream: header.stream,
        revision: this.#last.revision + 1,
        why: `${String(header.entries - this.#entries)} entries are not in the file`,
      });
    else if (header.kind === 'complete') this.#completeness();
    const { length } = this.#failures;
    return { events: this.#entries, ok: length === 0, treeSize: this.#checkpoint?.size ?? 0, failures: this.#failures };
  }

  #head(header: EvidenceHeader): void {
    this.#header = header;
    // Without entries a file shows something only when it shows that there are none.
    const fewest = header.kind === 'inclusion' ? 1 : 0;
    if (!['inclusion', 'complete'].includes(header.kind)) throw new SyntaxError('another kind');
    if (!Number.isSafeInteger(header.entries) || header.entries < fewest) throw new SyntaxError('no number of entries');
    this.#edge = (header.edge ?? []).map(hashOf);
    try {
      this.#checkpoint = openCheckpoint(header.checkpoint, this.#options.keys, this.#options.quorum);
      for (const against of this.#options.against ?? []) this.#continues(header, this.#checkpoint, against);
    } catch (failure) {
      if (!(failure instanceof MalformedNote || failure instanceof UntrustedCheckpoint)) throw failure;
      this.#failures.push({ what: 'checkpoint', why: failure.message });
      // Its entries are still held against what it says, so that a reader learns which of them are not even that.
      this.#checkpoint ??= readable(header.checkpoint);
    }
  }

  #continues(header: EvidenceHeader, checkpoint: Checkpoint, against: string): void {
    const kept = parseCheckpoint(parseNote(against));
    const given = header.since !== undefined && parseNote(header.since.checkpoint).text === parseNote(against).text;
    const proof = given ? (header.since?.proof.map(hashOf) ?? []) : [];
    if (kept.origin !== checkpoint.origin) this.#failures.push({ what: 'checkpoint', why: 'the kept checkpoint is of another ledger' });
    else if (kept.size > checkpoint.size) this.#failures.push({ what: 'rolled-back', from: checkpoint.size, to: kept.size });
    else if (!given && kept.size !== checkpoint.size)
      this.#failures.push({
        what: 'checkpoint',
        why: 'the file does not show that it continues the kept checkpoint: export it with --since',
      });
    else if (!isConsistent(kept, checkpoint, proof)) this.#failures.push({ what: 'rewritten', from: 0, to: kept.size });
  }

  #entry(entry: EvidenceEntry, header: EvidenceHeader): void {
    this.#entries += 1;
    const { index, stream, revision, id, type, data, metadata, proof } = entry;
    const name = { index, stream, revision, id };
    if (stream !== header.stream) this.#failures.push({ what: 'entry', ...name, why: 'it is of another stream' });
    const leaf = hashOfEvent({ stream, revision, id, type, data: bytesOf(data), metadata: bytesOf(metadata) });
    const root = rootFromInclusion(leaf, index, this.#checkpoint?.size ?? 0, proof.map(hashOf));
    // A place that cannot be is no place: what follows is counted from it.
    if (Number.isSafeInteger(index) && index >= 0 && index < (this.#checkpoint?.size ?? 0)) this.#end = index;
    const expected = this.#last.revision + 1;
    if (root === undefined || this.#checkpoint === undefined || !same(root, this.#checkpoint.root)) {
      this.#failures.push({ what: 'entry', ...name, why: 'its bytes do not lead to the root of the checkpoint' });
      // What it says of its own place is worth nothing either.
      this.#last = { ...this.#last, revision: expected };
    } else if (index <= this.#last.index) this.#failures.push({ what: 'moved', ...name });
    else {
      if (revision !== expected)
        this.#failures.push({ what: 'missing', stream, revision: expected, why: 'the revisions do not follow each other' });
      this.#last = { index, revision };
    }
  }

  #tailLine(line: EvidenceTail, header: EvidenceHeader): void {
    this.#tailLines += 1;
    this.#tail ??= GrowingRoot.from(this.#edge, this.#end + 1);
    const { stream, revision, id, type, dataHash, metadataHash } = line;
    this.#tail?.push(hashOfHead({ stream, revision, id, type, dataHash: hashOf(dataHash), metadataHash: hashOf(metadataHash) }));
    if (stream === header.stream) this.#failures.push({ what: 'hidden', index: this.#end + this.#tailLines, stream, revision, id });
  }

  #completeness(): void {
    const before = this.#end + 1;
    const size = this.#checkpoint?.size ?? 0;
    if (this.#tailLines !== size - before) {
      this.#failures.push({
        what: 'missing',
        from: before + this.#tailLines,
        to: size,
        why: 'the tail does not reach the end of the ledger',
      });
      return;
    }
    const root = (this.#tail ?? GrowingRoot.from(this.#edge, before))?.root();
    if (root === undefined || this.#checkpoint === undefined || !same(root, this.#checkpoint.root))
      this.#failures.push({
        what: 'root',
        from: before,
        to: size,
        why: 'what follows the last entry does not lead to the root of the checkpoint',
      });
  }
}

function namesFormat(line: string): boolean {
  try {
    const value = JSON.parse(line) as { readonly format?: unknown } | null;
    return value?.format === FORMAT;
  } catch (failure) {
    // Of one that is too deep there is no saying what it is either.
    if (!(failure instanceof SyntaxError || failure instanceof RangeError)) throw failure;
    return false;
  }
}

function readable(note: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(parseNote(note));
  } catch {
    return undefined;
  }
}
