// SPDX-License-Identifier: EUPL-1.2
import { cosign, signCheckpoint, withSignatures } from '../src/notes/checkpoint.ts';
import { formatVerifierKey, signerKey } from '../src/notes/keys.ts';
import { parseNote, parseSignature } from '../src/notes/signed-note.ts';
import { entryBytes, headOf, hashOfHead } from '../src/tree/entry.ts';
import { consistencyProof, edgeOf, inclusionProof, rangeRoot } from '../src/tree/proofs.ts';
import type { NodeReader } from '../src/tree/proofs.ts';
import { rootOf } from '../src/tree/tile-tree.ts';
import { madeEvents } from './made-events.ts';

const SIZES = [1, 2, 3, 7, 8, 13] as const;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** What docs/audit/test-vectors.json holds: made by this implementation, from inputs that stand in it. */
export function testVectors(): object {
  const events = madeEvents(13, 3).map(({ position: _position, ...event }) => event);
  const hashes = events.map((event) => hashOfHead(headOf(event)));
  const node: NodeReader = (level, index) => rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level));
  const log = signerKey('log', 'gezinslijn/vectors', Buffer.alloc(32, 1));
  const witness = signerKey('witness', 'witness.example/w1', Buffer.alloc(32, 2));
  const note = signCheckpoint({ origin: log.name, size: 13, root: rootOf(hashes) }, log);
  const signature = parseSignature(cosign(parseNote(note).text, 1_679_315_147, witness).trimEnd());
  return {
    about: 'Bytes in hexadecimal. Described in specification.md. Checked by libs/ledger/test/vectors.spec.ts.',
    entries: events.map((event, index) => ({
      stream: event.stream,
      revision: event.revision,
      id: event.id,
      type: event.type,
      data: hex(event.data),
      metadata: hex(event.metadata),
      entry: hex(entryBytes(headOf(event))),
      leaf: hex(hashes[index] as Buffer),
    })),
    roots: [0, ...SIZES].map((size) => ({ size, root: hex(rootOf(hashes.slice(0, size))) })),
    inclusion: SIZES.flatMap((size) =>
      [0, Math.floor(size / 2), size - 1].map((index) => ({ size, index, proof: inclusionProof(node, index, size).map(hex) })),
    ),
    consistency: SIZES.flatMap((size) =>
      SIZES.filter((from) => from < size).map((from) => ({
        from,
        size,
        proof: consistencyProof((level, index) => node(level, index), from, size).map(hex),
      })),
    ),
    edges: SIZES.map((size) => ({ size, edge: edgeOf(node, size).map(hex), root: hex(rangeRoot(node, 0, size)) })),
    keys: { log: formatVerifierKey(log), witness: formatVerifierKey(witness) },
    checkpoint: withSignatures(note, [signature]),
  };
}
