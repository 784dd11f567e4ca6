// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import type { EvidenceEntry, EvidenceHeader, EvidenceTail } from '../evidence/evidence-file.ts';
import { checkpointText, parseCheckpoint } from '../notes/checkpoint.ts';
import { newSeed, signerKey } from '../notes/keys.ts';
import { formatNote, parseNote } from '../notes/signed-note.ts';

const FIELDS = ['data', 'metadata', 'id', 'type', 'stream', 'revision', 'index', 'proof'] as const;
type Field = (typeof FIELDS)[number];

/** By somebody who has the file and no key: at one entry of it. */
export type EntryAttack =
  `flip ${Field}` | 'replace by another' | 'remove' | 'swap with the next' | 'put in once more' | 'cut off from here';

export const ENTRY_ATTACKS: readonly EntryAttack[] = [
  ...FIELDS.map((field): EntryAttack => `flip ${field}`),
  'replace by another',
  'remove',
  'swap with the next',
  'put in once more',
  'cut off from here',
];

/** At the checkpoint of the file. */
export const CHECKPOINT_ATTACKS = {
  'checkpoint: another root': (note) => resigned(note, (checkpoint) => ({ ...checkpoint, root: flipped(checkpoint.root, 7) })),
  'checkpoint: another size': (note) => resigned(note, (checkpoint) => ({ ...checkpoint, size: checkpoint.size + 1 })),
  'checkpoint: another name': (note) => resigned(note, (checkpoint) => ({ ...checkpoint, origin: `${checkpoint.origin}x` })),
  'checkpoint: a byte of the signature': (note) => {
    const { text, signatures } = parseNote(note);
    return formatNote({ text, signatures: signatures.map((one) => ({ ...one, signature: flipped(one.signature, 20) })) });
  },
  'checkpoint: signed anew with a key of one’s own': (note) => {
    const { text, signatures } = parseNote(note);
    return formatNote({
      text,
      signatures: signatures.map(({ name }) => {
        const key = signerKey('log', name, newSeed());
        return { name, keyId: key.keyId, signature: key.sign(Buffer.from(text)) };
      }),
    });
  },
} as const satisfies Record<string, (note: string) => string>;

/** The same signatures under another text. */
function resigned(note: string, change: (checkpoint: ReturnType<typeof parseCheckpoint>) => ReturnType<typeof parseCheckpoint>): string {
  const signed = parseNote(note);
  return formatNote({ text: checkpointText(change(parseCheckpoint(signed))), signatures: signed.signatures });
}

/** What is done to a file: at entries, by their number in it; to its checkpoint; to a line of its tail, by its number there. */
export interface FileEdit {
  readonly entries?: ReadonlyMap<number, EntryAttack>;
  readonly checkpoint?: (note: string) => string;
  readonly tail?: number;
  /** The last entry goes, and the first line says that there never was one. */
  readonly hideLast?: boolean;
}

/** The lines of a file as they are after that, one after the other. */
export async function* editedLines(lines: AsyncIterable<string>, edit: FileEdit): AsyncGenerator<string> {
  let header: EvidenceHeader | undefined;
  let number = -1;
  let [before, held]: (string | undefined)[] = [];
  for await (const line of lines) {
    if (header === undefined) {
      header = JSON.parse(line) as EvidenceHeader;
      yield JSON.stringify(editedHeader(header, edit));
      continue;
    }
    number += 1;
    if (number >= header.entries) {
      yield number - header.entries === edit.tail ? editedTail(line) : line;
      continue;
    }
    if (edit.hideLast === true && number === header.entries - 1) continue;
    if (held !== undefined) {
      yield line;
      yield held;
      held = undefined;
      continue;
    }
    const attack = edit.entries?.get(number);
    if (attack === 'cut off from here') return;
    if (attack === 'swap with the next') held = line;
    else if (attack === 'replace by another') yield replaced(line, before);
    else if (attack === 'put in once more') yield* [line, line];
    else if (attack === undefined) yield line;
    else if (attack !== 'remove') yield editedEntry(line, attack.slice('flip '.length) as Field, number);
    before = line;
  }
}

/** Who takes a line out or puts one in has the first line say so. */
function editedHeader(header: EvidenceHeader, { entries = new Map<number, EntryAttack>(), checkpoint, hideLast = false }: FileEdit) {
  const kinds = [...entries.values()];
  const more = kinds.filter((kind) => kind === 'put in once more').length;
  const fewer = kinds.filter((kind) => kind === 'remove').length + (hideLast ? 1 : 0);
  return {
    ...header,
    entries: header.entries + more - fewer,
    ...(checkpoint === undefined ? {} : { checkpoint: checkpoint(header.checkpoint) }),
  };
}

function editedEntry(line: string, field: Field, at: number): string {
  const entry = JSON.parse(line) as EvidenceEntry;
  switch (field) {
    case 'data':
    case 'metadata':
      return JSON.stringify({ ...entry, [field]: flippedBase64(entry[field], at) });
    case 'proof': {
      const chosen = entry.proof.length === 0 ? 0 : at % entry.proof.length;
      const proof = entry.proof.length === 0 ? [Buffer.alloc(32).toString('base64')] : entry.proof;
      return JSON.stringify({ ...entry, proof: proof.with(chosen, flippedBase64(proof[chosen] ?? '', at)) });
    }
    case 'revision':
    case 'index':
      return JSON.stringify({ ...entry, [field]: entry[field] ^ (1 << (at % 4)) });
    default:
      return JSON.stringify({ ...entry, [field]: flipped(Buffer.from(entry[field]), at * 31).toString('latin1') });
  }
}

/** What another entry says, in this one's place with this one's proof. */
function replaced(line: string, before: string | undefined): string {
  const { index, revision, proof, ...entry } = JSON.parse(line) as EvidenceEntry;
  const other = before === undefined ? { ...entry, id: randomUUID() } : (JSON.parse(before) as EvidenceEntry);
  return JSON.stringify({ ...other, index, revision, proof });
}

function editedTail(line: string): string {
  const tail = JSON.parse(line) as EvidenceTail;
  return JSON.stringify({ ...tail, dataHash: flippedBase64(tail.dataHash, 3) });
}

function flippedBase64(text: string, seed: number): string {
  const bytes = Buffer.from(text, 'base64');
  return (bytes.length === 0 ? Buffer.of(1) : flipped(bytes, seed * 31)).toString('base64');
}

function flipped(bytes: Buffer, seed: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = seed % copy.length;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
