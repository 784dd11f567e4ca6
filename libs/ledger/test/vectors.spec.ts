// SPDX-License-Identifier: EUPL-1.2
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exportEvidence } from '../src/index.ts';
import { ledgerOf, madeEvents, store } from './made-events.ts';
import { testVectors } from './vectors.ts';

const file = join(import.meta.dirname, '../../../docs/audit/test-vectors.json');

interface Vectors {
  entries: { stream: string; revision: number; id: string; type: string; data: string; metadata: string; entry: string; leaf: string }[];
  roots: { size: number; root: string }[];
  inclusion: { size: number; index: number; proof: string[] }[];
  consistency: { from: number; size: number; proof: string[] }[];
  edges: { size: number; edge: string[] }[];
  keys: { log: string; witness: string };
  checkpoint: string;
}

// A second verifier, written from docs/audit/specification.md alone and in another manner: hexadecimal strings and recursion over the shape
// of the tree, where the product has bytes and loops over bits. It shares no line with it.
const sha = (hexBytes: string): string => createHash('sha256').update(Buffer.from(hexBytes, 'hex')).digest('hex');
const u32 = (value: number): string => value.toString(16).padStart(8, '0');
const u64 = (value: number): string => value.toString(16).padStart(16, '0');
const text = (value: string): string => {
  const bytes = Buffer.from(value, 'utf8').toString('hex');
  return u32(bytes.length / 2) + bytes;
};
const entryOf = (one: { stream: string; revision: number; id: string; type: string; data: string; metadata: string }): string =>
  `01${text(one.stream)}${u64(one.revision)}${text(one.id)}${text(one.type)}${sha(one.data)}${sha(one.metadata)}`;
const leafOf = (entry: string): string => sha(`00${entry}`);
const join2 = (left: string, right: string): string => sha(`01${left}${right}`);
const splitOf = (count: number): number => 2 ** (Math.ceil(Math.log2(count)) - 1);

/** From the top down: the last hash of the proof is the sibling highest in the tree. */
function rootByInclusion(leaf: string, index: number, size: number, proof: readonly string[]): string {
  if (size === 1) return proof.length === 0 ? leaf : 'too long';
  const split = splitOf(size);
  const sibling = proof.at(-1) ?? 'too short';
  const below = proof.slice(0, -1);
  return index < split
    ? join2(rootByInclusion(leaf, index, split, below), sibling)
    : join2(sibling, rootByInclusion(leaf, index - split, size - split, below));
}

/** Both roots that a consistency proof leads to; `known`: the old root, as long as the old tree is the whole of what is looked at. */
function rootsByConsistency(from: number, size: number, proof: readonly string[], known: string | undefined): readonly [string, string] {
  if (from === size) {
    const root = known ?? proof[0] ?? 'too short';
    return [root, root];
  }
  const split = splitOf(size);
  const sibling = proof.at(-1) ?? 'too short';
  const below = proof.slice(0, -1);
  if (from <= split) {
    const [old, whole] = rootsByConsistency(from, split, below, known);
    return [old, join2(whole, sibling)];
  }
  const [old, whole] = rootsByConsistency(from - split, size - split, below, undefined);
  return [join2(sibling, old), join2(sibling, whole)];
}

function rootOfAll(leaves: readonly string[]): string {
  if (leaves.length === 0) return sha('');
  if (leaves.length === 1) return leaves[0] as string;
  return join2(rootOfAll(leaves.slice(0, splitOf(leaves.length))), rootOfAll(leaves.slice(splitOf(leaves.length))));
}

function signatureHolds(note: string, vkey: string): boolean {
  const [name = '', id = '', key = ''] =
    vkey.split('+').length === 3 ? vkey.split('+') : [vkey.slice(0, vkey.indexOf('+')), ...restOf(vkey)];
  const type = Buffer.from(key, 'base64')[0];
  const body = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const line = note.split('\n').find((one) => one.startsWith(`— ${name} `)) as string;
  const signed = Buffer.from(line.split(' ')[2] as string, 'base64');
  if (signed.toString('hex', 0, 4) !== id) return false;
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key, 'base64').subarray(1).toString('base64url') },
    format: 'jwk',
  });
  if (type === 1) return verify(null, Buffer.from(body), publicKey, signed.subarray(4));
  const message = `cosignature/v1\ntime ${String(signed.readBigUInt64BE(4))}\n${body}`;
  return verify(null, Buffer.from(message), publicKey, signed.subarray(12));
}

/** Base64 has pluses of its own: only the first two part the fields. */
function restOf(vkey: string): string[] {
  const rest = vkey.slice(vkey.indexOf('+') + 1);
  return [rest.slice(0, 8), rest.slice(9)];
}

describe('the test vectors', () => {
  it('stand in docs/audit as they are made now', () => {
    const made = `${JSON.stringify(testVectors(), null, 2)}\n`;
    if (process.env['WRITE_VECTORS'] === 'true') writeFileSync(file, made);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(made));
  });

  const read = () => JSON.parse(readFileSync(file, 'utf8')) as Vectors;

  it('are confirmed by a second verifier that was written from the specification', () => {
    const { entries, roots, inclusion, consistency, edges, keys, checkpoint } = read();
    for (const one of entries) expect([entryOf(one), leafOf(entryOf(one))]).toEqual([one.entry, one.leaf]);
    const leaves = entries.map(({ leaf }) => leaf);
    const rootAt = (size: number) => rootOfAll(leaves.slice(0, size));
    for (const { size, root } of roots) expect(rootAt(size)).toBe(root);
    for (const { size, index, proof } of inclusion) expect(rootByInclusion(leaves[index] as string, index, size, proof)).toBe(rootAt(size));
    for (const { from, size, proof } of consistency)
      expect(rootsByConsistency(from, size, proof, rootAt(from))).toEqual([rootAt(from), rootAt(size)]);
    for (const { size, edge } of edges) expect(edge.reduceRight((right, left) => join2(left, right))).toBe(rootAt(size));
    expect(checkpoint.split('\n')[2]).toBe(Buffer.from(rootAt(13), 'hex').toString('base64'));
    expect([signatureHolds(checkpoint, keys.log), signatureHolds(checkpoint, keys.witness)]).toEqual([true, true]);
    expect(signatureHolds(checkpoint.replace('\n13\n', '\n12\n'), keys.log)).toBe(false);
  });

  it('come from a format that the second verifier can read in an evidence file as well', async () => {
    const events = madeEvents(50, 4);
    const { reader } = await ledgerOf(events);
    const lines: Record<string, unknown>[] = [];
    for await (const line of exportEvidence({ store: store(events), ledger: reader, stream: events[2]?.stream as string, complete: true }))
      lines.push(JSON.parse(line) as Record<string, unknown>);
    const [header, ...rest] = lines as [Record<string, unknown>, ...Record<string, unknown>[]];
    const [, size, root] = (header['checkpoint'] as string).split('\n');
    const asHex = (base64: unknown) => Buffer.from(base64 as string, 'base64').toString('hex');
    const count = header['entries'] as number;
    for (const line of rest.slice(0, count)) {
      const entry = { ...line, data: asHex(line['data']), metadata: asHex(line['metadata']) } as Parameters<typeof entryOf>[0];
      const proof = (line['proof'] as string[]).map(asHex);
      expect(rootByInclusion(leafOf(entryOf(entry)), line['index'] as number, Number(size), proof)).toBe(asHex(root));
    }
    const tail = rest
      .slice(count)
      .map((line) =>
        leafOf(
          `01${text(line['stream'] as string)}${u64(line['revision'] as number)}${text(line['id'] as string)}${text(line['type'] as string)}${asHex(line['dataHash'])}${asHex(line['metadataHash'])}`,
        ),
      );
    // The tail and the edge together are the leaves and subtrees of the whole tree, from left to right.
    const before = Number(size) - tail.length;
    const edge = (header['edge'] as string[]).map(asHex);
    const sizes: number[] = [];
    for (let left = before; left > 0; left -= sizes.at(-1) as number) sizes.push(2 ** Math.floor(Math.log2(left)));
    const pieces = new Map(
      sizes.map((width, index) => [
        `${String(sizes.slice(0, index).reduce((sum, one) => sum + one, 0))}+${String(width)}`,
        edge[index] as string,
      ]),
    );
    const whole = (start: number, width: number): string =>
      pieces.get(`${String(start)}+${String(width)}`) ??
      (width === 1
        ? (tail[start - before] as string)
        : join2(whole(start, splitOf(width)), whole(start + splitOf(width), width - splitOf(width))));
    expect(whole(0, Number(size))).toBe(asHex(root));
  });
});
