// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DestroyList } from '@gezinslijn/case-writing';
import { isCertificateFor } from '@gezinslijn/family-case';
import type { ItemId, PersonId } from '@gezinslijn/family-case';
import { parseVerifierKey, verifyErasureCertificate } from '@gezinslijn/ledger';
import type { VerifierKey } from '@gezinslijn/ledger';
import { CHILD, MOTHER, destroyed, openFamily, seeChild, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
let entryId: string;
let keys: readonly VerifierKey[];

interface Answer {
  readonly document: string | null;
  readonly waitsFor: string | null;
}

/** What there is for this reader; `null` when the case is not there for him. */
async function certificates(name: WorkerName, asked: object = {}): Promise<readonly Answer[] | null> {
  const query = 'query ($caseId: ID!, $entryId: ID) { erasureCertificates(caseId: $caseId, entryId: $entryId) { document waitsFor } }';
  const headers: Readonly<Record<string, string>> = name === 'auditor' ? { purpose: 'toezicht' } : {};
  const { data, text } = await gateway.ask(name, query, { caseId, entryId, ...asked }, headers);
  if (data === null) throw new Error(text);
  return data['erasureCertificates'] as readonly Answer[] | null;
}

/** Asks until the ledger, which looks every second, has come so far. */
async function document(name: WorkerName): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [answer] = (await certificates(name)) ?? [];
    if (answer === undefined) throw new Error('There is none');
    if (answer.document !== null) return answer.document;
    expect(answer.waitsFor).toBe('LEDGER');
    await pause(100);
  }
  throw new Error('The ledger does not come');
}

const decisionOf = async (name: WorkerName): Promise<string> => {
  const query = 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type } } }';
  const { data } = await gateway.ask(name, query, { caseId });
  const { timeline } = data as { timeline: { nodes: { id: string; type: string }[] } };
  return timeline.nodes.find(({ type }) => type === 'RetentionDecided')?.id ?? '';
};

/** Kept apart from copies; it knows of a copy of the keys that was made after these. */
const apart = mkdtempSync(join(tmpdir(), 'gezinslijn-apart-'));
const LAPSE = '2099-12-31';

beforeAll(async () => {
  const list = join(apart, 'destroyed.jsonl');
  new DestroyList(list).noteCopiesLapse(LAPSE);
  gateway = await startGatewayUnderTest({ DESTROY_LIST: list });
  caseId = await openFamily(gateway);
  await seeChild(gateway, caseId);
  expect((await destroyed(gateway, caseId, MOTHER)).__typename).toBe('CommandAccepted');
  entryId = await decisionOf('vt');
  // Waits for the first checkpoint, which the keys belong to.
  await document('vt');
  const { data: of } = await gateway.ask('mother', 'query { certificateKey }');
  const ledger = readFileSync(join(gateway.platform.ledgerFolder ?? '', 'log.key.pub'), 'utf8');
  keys = [ledger, (of as { certificateKey: string }).certificateKey].map(parseVerifierKey);
});
afterAll(async () => {
  await gateway.close();
  rmSync(apart, { recursive: true });
});

const verified = (text: string) => verifyErasureCertificate(text, { keys, quorum: 0 });

describe('a certificate of erasure', () => {
  it('is given to the organisation that destroyed, and verifies offline', async () => {
    const report = verified(await document('vt'));
    expect(report).toMatchObject({ ok: true, failures: [], proven: false });
    expect(report.certificate).toMatchObject({
      caseId,
      controller: 'vt-haaglanden',
      personId: MOTHER,
      decision: { entryId, ground: 'OWN_REQUEST' },
      copiesLapseOn: LAPSE,
    });
    const { decision, destroyedAt } = report.certificate ?? {};
    expect((destroyedAt ?? '') >= (decision?.recordedAt ?? 'z')).toBe(true);
  });

  it('is given to the person concerned, and tells him of nobody else and of no numbers', async () => {
    const text = await document('mother');
    expect(verified(text)).toMatchObject({ ok: true, proven: false });
    expect(verified(text).certificate).not.toHaveProperty('keys');
    expect(text).not.toContain(CHILD);
  });

  it('is given to an inspector with the keys that went and the proof of the decision', async () => {
    const report = verified(await document('auditor'));
    expect(report).toMatchObject({ ok: true, proven: true, certificate: { keys: { generation: 1 } } });
    // Veilig Thuis alone destroyed: the local team reads on.
    expect(report.certificate?.keys?.names).toContainEqual({ name: MOTHER, lost: false });
    expect(report.certificate?.keys?.names.map(({ name }) => name)).not.toContain(CHILD);
  });

  it('does not verify once it was changed', async () => {
    const text = await document('vt');
    expect(verified(text.replace(MOTHER, CHILD)).ok).toBe(false);
    expect(verified(text.replace('vt-haaglanden', 'lt-duinrade')).ok).toBe(false);
  });

  it('is for the person concerned: not for another of the family, nor for the child itself that somebody represents', async () => {
    const { frame } = (await gateway.platform.cases.current(`familyCase-${caseId}`)).retention;
    const about = (personId: string, part?: string) => ({
      decisionId: 'd' as ItemId,
      personId: personId as PersonId,
      ground: 'COURT_ORDER' as const,
      ...(part === undefined ? {} : { part: part as ItemId }),
    });
    const [mother, child, now] = [MOTHER as PersonId, CHILD as PersonId, '2025-06-01T10:00:00.000Z'];
    expect(isCertificateFor(frame, about(MOTHER), mother, now)).toBe(true);
    expect(isCertificateFor(frame, about(CHILD), mother, now)).toBe(true);
    expect(isCertificateFor(frame, about(CHILD), child, now)).toBe(false);
    expect(isCertificateFor(frame, about(MOTHER), child, now)).toBe(false);
    expect(isCertificateFor(frame, about(MOTHER, 'a report'), mother, now)).toBe(false);
  });

  it('is not there for an organisation that did not decide, or of another decision; a case one may not see is none; all is logged', async () => {
    expect(await certificates('lt')).toEqual([]);
    expect(await certificates('vt', { entryId: randomUUID() })).toEqual([]);
    expect(await certificates('elsewhere')).toBeNull();
    expect(await certificates('stranger')).toBeNull();
    const looks = (await gateway.logged()).filter(({ operation }) => operation === 'erasureCertificates');
    expect(looks.filter(({ outcome }) => outcome === 'denied').map(({ rule }) => rule)).toEqual(['not-involved', 'not-involved']);
    expect(looks.filter(({ outcome, people }) => outcome === 'granted' && people.includes(MOTHER)).length).toBeGreaterThan(3);
  });
});
