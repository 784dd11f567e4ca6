// SPDX-License-Identifier: EUPL-1.2
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cosign, openCheckpoint, parseCheckpoint, signCheckpoint, withSignatures } from '../src/notes/checkpoint.ts';
import { UnsafeKeyFile, openKeyFile, readKeyFile } from '../src/notes/key-files.ts';
import { formatVerifierKey, newSeed, parseVerifierKey, signerKey } from '../src/notes/keys.ts';
import { parseNote, parseSignature } from '../src/notes/signed-note.ts';
import { sha256 } from '../src/tree/hashing.ts';
import { newFolder } from './made-events.ts';

const log = signerKey('log', 'gezinslijn/test', newSeed());
const witness = signerKey('witness', 'witness.example/w1', newSeed());
const checkpoint = { origin: log.name, size: 42, root: sha256(Buffer.from('root')) };
const note = signCheckpoint(checkpoint, log);
const cosigned = withSignatures(note, [parseSignature(cosign(parseNote(note).text, 1_679_315_147, witness).trimEnd())]);

describe('a checkpoint', () => {
  it('has origin, size and root on three lines, and a line per signature', () => {
    expect(note.split('\n').slice(0, 4)).toEqual(['gezinslijn/test', '42', checkpoint.root.toString('base64'), '']);
    expect(note.split('\n')[4]).toMatch(/^— gezinslijn\/test [A-Za-z0-9+/]+=*$/);
    expect(parseCheckpoint(parseNote(note))).toEqual(checkpoint);
  });

  it('is believed when its own log signed it, and as many witnesses as are asked for', () => {
    expect(openCheckpoint(note, [log], 0).witnesses).toEqual([]);
    expect(openCheckpoint(cosigned, [log, witness], 1)).toEqual({ ...checkpoint, witnesses: [witness.name] });
    expect(() => openCheckpoint(note, [log, witness], 1)).toThrow('0 of the 1 witnesses');
    expect(() => openCheckpoint(cosigned, [witness], 1)).toThrow('did not sign it');
    const stranger = signerKey('log', log.name, newSeed());
    expect(() => openCheckpoint(signCheckpoint(checkpoint, stranger), [log], 0)).toThrow('did not sign it');
    const other = signerKey('log', 'another', newSeed());
    expect(() => openCheckpoint(signCheckpoint(checkpoint, other), [other], 0)).toThrow('did not sign it');
  });

  it.each([
    ['another size', (text: string) => text.replace('\n42\n', '\n43\n')],
    ['another origin', (text: string) => text.replace('gezinslijn/test\n42', 'gezinslijn/tesu\n42')],
    ['a line more', (text: string) => text.replace('\n\n', '\nmore\n\n')],
  ])('is not believed with %s', (_what, change) => {
    expect(() => openCheckpoint(change(cosigned), [log, witness], 1)).toThrow('is not right');
  });

  it.each(['', 'x', 'a\n1\nb\n', note.replace('\n42\n', '\n042\n'), note.replace('— ', '- '), `${note}x`, note.replace('42', '4\u00012')])(
    'is nothing else: %j',
    (text) => {
      expect(() => parseCheckpoint(parseNote(text))).toThrow();
    },
  );

  it('has signatures of two kinds that do not pass for each other, not even under one key and name', () => {
    const seed = newSeed();
    const [asLog, asWitness] = [signerKey('log', 'one', seed), signerKey('witness', 'one', seed)];
    expect(asLog.publicKey).toEqual(asWitness.publicKey);
    expect(asLog.keyId).not.toEqual(asWitness.keyId);
  });
});

describe('a key', () => {
  it('is given to others as name, id and bytes, and refused when these do not belong together', () => {
    const text = formatVerifierKey(witness);
    expect(text).toMatch(/^witness\.example\/w1\+[0-9a-f]{8}\+B/);
    expect(formatVerifierKey(parseVerifierKey(text))).toBe(text);
    expect(() => parseVerifierKey(text.replace('w1', 'w2'))).toThrow('not that of its bytes');
  });

  it('is made once, for its owner only', () => {
    const file = join(newFolder(), 'log.key');
    const made = openKeyFile(file, 'log', 'gezinslijn/test');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openKeyFile(file, 'log', 'another name').publicKey).toEqual(made.publicKey);
    expect(() => readKeyFile(file, 'witness')).toThrow('not of a witness');
    chmodSync(file, 0o640);
    expect(() => readKeyFile(file, 'log')).toThrow(UnsafeKeyFile);
  });
});
