// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { certificateKey, coveringEntry, openCheckpoint, signErasureCertificate, verifyErasureCertificate } from '../src/index.ts';
import type { ErasureCertificate, LedgerReader, PlacedEvent, VerifierKey } from '../src/index.ts';
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../src/notes/keys.ts';
import { signCheckpoint } from '../src/notes/checkpoint.ts';
import { formatNote } from '../src/notes/signed-note.ts';
import { ledgerOf, madeEvents } from './made-events.ts';

const caseId = '11111111-1111-4111-8111-111111111111';
const open = { decisionId: 'd', personId: 'child', ground: 'COURT_ORDER', order: 'C/09/700001' };
const decisionAt = (data: object, index: number): PlacedEvent => ({
  stream: `familyCase-${caseId}`,
  revision: 41,
  id: '22222222-2222-4222-8222-222222222222',
  type: 'RetentionDecided',
  data: Buffer.from(JSON.stringify({ version: 1, data: { open: data, sealed: [] } })),
  metadata: Buffer.from(JSON.stringify({ recordedAt: '2025-06-01T10:00:00.000Z', actingOrganisation: 'vt' })),
  position: BigInt(index),
});

const decision = decisionAt(open, 1_000);
const key = certificateKey('gezinslijn/test', Buffer.alloc(32, 9));
let ledger: LedgerReader;
let keys: readonly VerifierKey[];
let certificate: ErasureCertificate;

beforeAll(async () => {
  const { folder, reader } = await ledgerOf([...madeEvents(100), decision]);
  ledger = reader;
  keys = [parseVerifierKey(readFileSync(join(folder, 'log.key.pub'), 'utf8')), parseVerifierKey(formatVerifierKey(key))];
  certificate = {
    caseId,
    controller: 'vt',
    personId: 'child',
    decision: { entryId: decision.id, recordedAt: '2025-06-01T10:00:00.000Z', ground: 'COURT_ORDER', order: 'C/09/700001' },
    destroyedAt: '2025-06-01T10:00:01.000Z',
    issuedAt: '2025-06-02T10:00:00.000Z',
    checkpoint: ledger.note,
    keys: { generation: 3, names: [{ name: 'child', lost: true }] },
    entry: coveringEntry(decision, 100, ledger),
  };
});

const check = (text: string, trusted = keys, quorum = 0) => verifyErasureCertificate(text, { keys: trusted, quorum });

/** Every place in it, by the names on the way: parts, and what these are made of. */
function placesIn(part: unknown): readonly (readonly string[])[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => [[name], ...placesIn(inner).map((rest) => [name, ...rest])]);
}

function withInPlace(part: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const copy = (Array.isArray(part) ? [...(part as unknown[])] : { ...(part as object) }) as Record<string, unknown>;
  copy[name] = withInPlace(copy[name], rest, value);
  return copy;
}

describe('a certificate of erasure', () => {
  it('verifies by its text and the keys alone, with the decision proven or merely under the ledger', () => {
    expect(check(signErasureCertificate(certificate, key))).toEqual({ ok: true, certificate, proven: true, treeSize: 101, failures: [] });
    const { entry: _entry, keys: _keys, ...plain } = certificate;
    expect(check(signErasureCertificate(plain, key))).toMatchObject({ ok: true, proven: false, treeSize: 101 });
  });

  it('does not verify with any one character changed, taken away or added', () => {
    const text = signErasureCertificate(certificate, key);
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'x' ? 'y' : 'x';
      for (const changed of [text.slice(0, at) + other + text.slice(at + 1), text.slice(0, at) + text.slice(at + 1)])
        expect({ at, ok: check(changed).ok }).toEqual({ at, ok: false });
    }
    expect(check(`${text}${text.split('\n').at(-2) ?? ''}\n`).ok).toBe(false);
  });

  it('does not verify by a key that is not trusted, of another ledger, or of another kind', () => {
    const text = signErasureCertificate(certificate, key);
    expect(check(text, keys.slice(0, 1)).failures).toEqual(['it is not signed by a key for certificates of this ledger that is trusted']);
    const stranger = certificateKey('gezinslijn/other', Buffer.alloc(32, 8));
    expect(check(signErasureCertificate(certificate, stranger), [...keys, stranger]).ok).toBe(false);
    // The same name and bytes as a key of a ledger: what signs certificates signs no checkpoints.
    const posing = verifierKey('log', key.name, key.publicKey);
    expect(check(text, [...keys.slice(0, 1), posing]).ok).toBe(false);
    const forged = signCheckpoint({ origin: key.name, size: 1, root: Buffer.alloc(32) }, key);
    expect(() => openCheckpoint(forged, keys, 0)).toThrow('signature');
  });

  it('does not verify when the ledger has another decision, or when witnesses are asked for that did not sign', () => {
    for (const wrong of [{ personId: 'mother' }, { controller: 'gi' }, { part: 'report' }, { caseId: '3' }] as const)
      expect(check(signErasureCertificate({ ...certificate, ...wrong }, key)).failures).toEqual([
        'the decision in the ledger says something else than the certificate',
      ]);
    const elsewhere = { ...certificate, entry: { ...(certificate.entry as NonNullable<typeof certificate.entry>), index: 99 } };
    expect(check(signErasureCertificate(elsewhere, key)).failures).toEqual(['the decision does not lead to the root of the checkpoint']);
    expect(check(signErasureCertificate(certificate, key), keys, 1).ok).toBe(false);
  });

  it('does not verify with a hash in it that is none, or a place between two entries', () => {
    const entry = certificate.entry as NonNullable<typeof certificate.entry>;
    const longer = Buffer.concat([Buffer.from(entry.proof[1] as string, 'base64'), Buffer.alloc(2)]).toString('base64');
    for (const wrong of [
      { proof: entry.proof.with(1, longer) },
      { proof: entry.proof.map((hash) => hash.replace('=', '')) },
      { index: 100.5 },
    ])
      expect(check(signErasureCertificate({ ...certificate, entry: { ...entry, ...wrong } }, key))).toMatchObject({
        ok: false,
        proven: false,
      });
  });

  it('does not verify with anything of another form in the place of a part, though it was signed, and never fails on it', () => {
    const misshapen: readonly unknown[] = [
      null,
      -1,
      1.5,
      1e300,
      [null],
      ['x'],
      {},
      { length: 3 },
      { toString: null },
      { 0: 'x', length: 1 },
    ];
    const notAmongTexts: readonly unknown[] = ['', 'x', '\ud800', 0, true, []];
    for (const [path, values] of [
      ...placesIn(certificate).map((place) => [place, misshapen] as const),
      ...placesIn({ entry: certificate.entry }).map((place) => [place, notAmongTexts] as const),
    ])
      for (const value of values) {
        const report = check(signErasureCertificate(withInPlace(certificate, path, value) as ErasureCertificate, key));
        expect({ path, value, ok: report.ok, findings: report.failures.length }).toEqual({ path, value, ok: false, findings: 1 });
      }
  });

  it('never fails on whatever was signed as one, however deep', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    for (const line of [deep, `{"checkpoint":${deep}}`, 'null', '5', '"x"', '{', '{"__proto__":null}']) {
      const text = `gezinslijn-erasure-certificate/1\n${line}\n`;
      const signatures = [{ name: key.name, keyId: key.keyId, signature: key.sign(Buffer.from(text)) }];
      expect(check(formatNote({ text, signatures }))).toMatchObject({ ok: false, failures: [expect.stringMatching(/^it is /)] });
    }
  });

  it('is not made of what the ledger does not have', () => {
    expect(() => coveringEntry(decisionAt({ ...open, personId: 'mother' }, 1_000), 100, ledger)).toThrow('not what the ledger has');
  });
});
