// SPDX-License-Identifier: EUPL-1.2
/** A text with signature lines under it. Source: C2SP signed-note. */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Four bytes that say which key and which kind of signature. */
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

/** The text is no signed note, or not one of the kind expected. */
export class MalformedNote extends Error {
  readonly code = 'MALFORMED_NOTE';
  constructor(message: string) {
    super(message);
    this.name = 'MalformedNote';
  }
}

const LIMIT = 64 * 1024;
const LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** @throws MalformedNote */
export function parseNote(note: string): SignedNote {
  if (note.length > LIMIT) throw new MalformedNote('The note is too large');
  // eslint-disable-next-line no-control-regex -- exactly these may not stand in a note
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new MalformedNote('The note holds control characters');
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n')) throw new MalformedNote('The note has no signatures');
  const lines = note.slice(blank + 2, -1).split('\n');
  return { text: note.slice(0, blank + 1), signatures: lines.map(parseSignature) };
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
}

/** @throws MalformedNote */
export function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined) throw new MalformedNote('A signature line is not one');
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length < 5 || bytes.toString('base64') !== encoded) throw new MalformedNote('A signature line is not one');
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}
