// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { act, ask, childSeen } from '../src/commands.ts';
import { dropFolder, ownDatabase, reapplyErasures, rebuildViews, runRvt, startProduct, verifyLedger } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { PEOPLE, caseIdFor, timelineOf } from '../src/waterlelie.ts';
import type { Entry } from '../src/waterlelie.ts';

const CONTROLLERS = [
  ['vt', 'wmo-4.1.1', 'vt-leiding'],
  ['lt', 'jeugdwet-2.3', 'lt-leiding'],
  ['raad', 'jeugdwet-3.1', 'raad-gedrag'],
  ['gi', 'jeugdwet-3.2', 'gi-gedrag'],
] as const;

let product: Product;
let database: Awaited<ReturnType<typeof ownDatabase>>;
let caseId: string;
let folder: string;
const clients = new Map<string, Client>();
const client = (name: string): Client => clients.get(name) as Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'erasure-'));
  database = await ownDatabase();
  product = await startProduct({ ...(database === undefined ? {} : { store: database.store }) });
  for (const [name, , colleague] of CONTROLLERS) {
    clients.set(name, await signedIn(product, name, name === 'lt' ? { 'acting-role': 'fixedFace' } : {}));
    clients.set(`colleague of ${name}`, await signedIn(product, colleague));
  }
  for (const name of ['moeder', 'vader']) clients.set(name, await signedIn(product, name));
  caseId = await caseIdFor(client('vt'));
});
afterAll(async () => {
  await product.stop();
  await database?.drop();
  dropFolder(product.data);
  rmSync(folder, { recursive: true, force: true });
});

const entriesOf = async (name: string): Promise<readonly Entry[]> => (await timelineOf(client(name), caseId)).entries ?? [];

/** What a reader can read about K1 alone. */
async function wordsAboutK1(name: string): Promise<readonly string[]> {
  const alone = (await entriesOf(name)).filter(({ about }) => about.length === 1 && about[0] === PEOPLE.K1);
  return alone.flatMap(({ fields }) =>
    fields.flatMap(({ text }) => ((text ?? '').length > 30 && !/^[0-9a-f]{8}-/.test(text ?? '') ? [text ?? ''] : [])),
  );
}

async function destroyK1(name: (typeof CONTROLLERS)[number][0]): Promise<void> {
  const legalBasis = CONTROLLERS.find(([controller]) => controller === name)?.[1];
  const frame = () => ({ commandId: randomUUID(), caseId, legalBasis });
  const asked = await act(client(name), 'receiveAccessRequest', {
    ...frame(),
    statedBy: { kind: 'PERSON', personId: PEOPLE.mother },
    kind: 'DESTRUCTION',
    personId: PEOPLE.K1,
    wording: 'Wij willen dat dit over haar wordt weggegooid',
  });
  expect(asked).toMatchObject({ __typename: 'CommandAccepted' });
  const { data } = await client(name).query<{ entry: { fields: { name: string; text: string | null }[] } }>(
    'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { fields { name text } } }',
    { caseId, id: asked.entryIds?.[0] },
  );
  const requestId = data?.entry.fields.find((field) => field.name === 'requestId')?.text;
  // Not waited for: whoever is told that it was done may rely on it.
  const decided = await ask(client(`colleague of ${name}`), 'decideAccessRequest', {
    ...frame(),
    requestId,
    outcome: 'GRANTED',
    considerations: 'Er is geen bezwaar',
  });
  expect(decided.data?.result).toMatchObject({ __typename: 'CommandAccepted' });
}

describe('a mother asks for the destruction of what is held about K1', () => {
  const before = new Map<string, readonly string[]>();
  const needles = () => join(folder, 'needles.txt');
  let keptUntil: string | undefined;
  const copy = (part: string) => join(folder, `copy of the ${part}`);

  it('at first each of them reads about K1', async () => {
    for (const name of ['vt', 'lt', 'gi', 'moeder']) {
      before.set(name, await wordsAboutK1(name));
      expect({ name, words: (before.get(name)?.length ?? 0) > 0 }).toEqual({ name, words: true });
    }
    const taken = runRvt(
      ['needles', '--case', caseId, '--person', PEOPLE.K1, '--as', 'lt', '--purpose', 'vernietiging', '-o', needles()],
      product,
    );
    expect(taken.status).toBe(0);
    expect(readFileSync(needles(), 'utf8').split('\n').length).toBeGreaterThan(2);
    // A copy from before anything is destroyed: of the running product, or of the keys beside a server.
    if (database !== undefined) cpSync(join(product.data, 'keys'), copy('keys'), { recursive: true });
    else {
      const where = ['--data', product.data, '--output', copy('events'), '--keys-output', copy('keys'), '--kept-days', '7'];
      expect(runRvt(['backup', ...where])).toMatchObject({ status: 0 });
      // And one that is kept longer, of which the first copy knows nothing.
      const longer = ['--data', product.data, '--output', copy('later events'), '--keys-output', copy('later keys'), '--kept-days', '400'];
      const made = runRvt(['backup', ...longer, '--json']);
      keptUntil = (JSON.parse(made.stdout) as { keptUntil: string }).keptUntil;
    }
    // While a command ran nothing else did: what the server closed meanwhile must be noticed before it is used again.
    await pause(100);
  });

  it('Veilig Thuis destroys: it reads nothing of it any more, its own words neither; the others read on', async () => {
    await destroyK1('vt');
    for (const words of before.get('vt') ?? []) expect(await wordsAboutK1('vt')).not.toContain(words);
    // That there was something stays: the field is there, and holds nothing.
    const own = (await entriesOf('vt')).filter(({ party, about }) => party === 'VT' && about[0] === PEOPLE.K1 && about.length === 1);
    expect(own.flatMap(({ fields }) => fields.filter(({ text }) => text === null)).length).toBeGreaterThan(0);
    expect(await wordsAboutK1('lt')).toEqual(before.get('lt'));
    expect(await wordsAboutK1('moeder')).toEqual(expect.arrayContaining([...(before.get('moeder') ?? [])]));
  });

  it('what she said about it is hers: the father, who represents K1 as well, does not read it', async () => {
    expect((await timelineOf(client('moeder'), caseId)).text).toContain('weggegooid');
    expect((await timelineOf(client('vader'), caseId)).text).not.toContain('weggegooid');
  });

  it('as of a day before, Veilig Thuis does not read it either', async () => {
    const { entries } = await timelineOf(client('vt'), caseId, { asOf: { knownAt: '2025-06-01T10:00:00Z' } });
    const texts = (entries ?? []).flatMap(({ fields }) => fields.map(({ text }) => text));
    for (const words of before.get('vt') ?? []) expect(texts).not.toContain(words);
  });

  it('Veilig Thuis records nothing about K1 any more; the lokaal team does', async () => {
    const { data } = await ask(client('vt'), 'seeChild', childSeen(caseId, { legalBasis: 'wmo-4.1.1' }));
    expect(data?.result).toMatchObject({ __typename: 'CommandRefused', code: 'RETENTION_DESTROYED' });
    expect(await act(client('lt'), 'seeChild', childSeen(caseId))).toMatchObject({ __typename: 'CommandAccepted' });
  });

  it('once all of them destroyed, nobody reads it, from no memory, and every term and plan is still there', async () => {
    for (const name of ['lt', 'raad', 'gi'] as const) await destroyK1(name);
    for (const name of ['vt', 'lt', 'gi', 'moeder']) {
      const now = await wordsAboutK1(name);
      for (const words of before.get(name) ?? []) expect({ name, now }).not.toEqual({ name, now: expect.arrayContaining([words]) });
    }
    const { data } = await client('lt').query<{ case: { clocks: unknown[]; measures: unknown[] }; routeMap: { version: number } }>(
      'query ($caseId: ID!) { case(caseId: $caseId) { clocks { dueOn } measures { kind } } routeMap(caseId: $caseId) { version } }',
      { caseId },
    );
    expect(data?.case.clocks.length).toBeGreaterThan(0);
    expect(data?.case.measures.length).toBeGreaterThan(0);
    expect(data?.routeMap.version).toBeGreaterThan(0);
  });

  it('each of them can show it: a certificate that verifies offline, for who destroyed and for an inspector; changed, it does not', async () => {
    const as = (user: string) => ['--as', user, '--purpose', 'verantwoording'];
    const keys = join(folder, 'keys.pub');
    const key = runRvt(['certificate', 'key', ...as('vt')], product);
    writeFileSync(keys, `${key.stdout}${readFileSync(join(product.data, 'ledger', 'log.key.pub'), 'utf8')}`);
    const listed = runRvt(['certificate', 'list', '--case', caseId, ...as('auditor'), '--json'], product);
    const decisions = JSON.parse(listed.stdout) as { entryId: string; organisation: { id: string } }[];
    expect(decisions).toHaveLength(CONTROLLERS.length);
    const own = join(folder, 'own.txt');
    expect(runRvt(['certificate', 'get', '--case', caseId, '-o', own, ...as('vt')], product)).toMatchObject({ status: 0 });
    const inspected = join(folder, 'inspected.txt');
    const [first] = decisions;
    expect(
      runRvt(['certificate', 'get', '--case', caseId, '--entry', first?.entryId ?? '', '-o', inspected, ...as('auditor')], product),
    ).toMatchObject({ status: 0 });
    const verify = (file: string) => runRvt(['certificate', 'verify', file, '--keys', keys, '--json']);
    expect(JSON.parse(verify(own).stdout)).toMatchObject({ ok: true, proven: false, certificate: { personId: PEOPLE.K1 } });
    const proven = JSON.parse(verify(inspected).stdout) as { certificate: { keys: { names: { name: string; lost: boolean }[] } } };
    expect(proven).toMatchObject({ ok: true, proven: true });
    expect(proven.certificate.keys.names).toContainEqual({ name: PEOPLE.K1, lost: true });
    const changed = join(folder, 'changed.txt');
    writeFileSync(changed, readFileSync(own, 'utf8').replace(PEOPLE.K1, PEOPLE.mother));
    expect(verify(changed).status).toBe(1);
    const told = runRvt(['retention', '--case', caseId, '--as-of', '2047-01-01', ...as('auditor'), '--json'], product);
    const kept = JSON.parse(told.stdout) as { personId: string; status: string; organisation: { id: string } }[];
    expect(new Set(kept.filter(({ personId }) => personId === PEOPLE.K1).map(({ status }) => status))).toContain('DESTROYED');
    // Whoever is a supervisor too says so: under the role he has first the list is not his.
    const due = (...more: readonly string[]) => runRvt(['retention', '--due', '--json', ...as('vt-leiding'), ...more], product);
    expect(due()).toMatchObject({ status: 1, stderr: expect.stringContaining('--role supervisor') });
    expect(JSON.parse(due('--role', 'supervisor').stdout)).toHaveProperty('digest');
  });

  it('then no byte of it stands anywhere, the ledger verifies, and a rebuild gives the same views', async () => {
    await product.stop();
    const folders = [product.data, ...(database?.folder === undefined ? [] : [database.folder])];
    const scan = runRvt(['scan-plaintext', '--needles', needles(), '--data', ...folders, '--json']);
    expect(JSON.parse(scan.stdout)).toMatchObject({ findings: [], blindTo: [] });
    expect(scan.status).toBe(0);
    const where = { data: product.data, ...(database === undefined ? {} : { store: database.store }) };
    expect(verifyLedger(where)).toMatchObject({ status: 0, report: { ok: true } });
    expect(rebuildViews(where)).toMatchObject({ status: 0 });
  });

  it('put back from before all that, it is gone again, in every byte, and the rest is there', async () => {
    const data = database === undefined ? join(folder, 'restored') : product.data;
    if (database === undefined) {
      const list = join(product.data, 'destroyed.jsonl');
      const restored = runRvt([
        'restore',
        '--from',
        copy('events'),
        '--keys',
        copy('keys'),
        '--data',
        data,
        '--destroy-list',
        list,
        '--json',
      ]);
      const report = JSON.parse(restored.stdout) as { recorded: number; wraps: number };
      // Theirs, and what followed outside the case: steps of the meldcode.
      expect(report.recorded).toBeGreaterThan(CONTROLLERS.length);
      expect(report.wraps).toBeGreaterThanOrEqual(CONTROLLERS.length);
    } else {
      rmSync(join(data, 'keys'), { recursive: true });
      cpSync(copy('keys'), join(data, 'keys'), { recursive: true });
      const report = reapplyErasures({ data, store: database.store });
      expect(report.recorded).toBe(0);
      expect(report.wraps).toBeGreaterThanOrEqual(CONTROLLERS.length);
    }
    const where = { data, ...(database === undefined ? {} : { store: database.store }) };
    product = await startProduct(where);
    clients.set('vt', await signedIn(product, 'vt'));
    clients.set('lt', await signedIn(product, 'lt', { 'acting-role': 'fixedFace' }));
    for (const name of ['vt', 'lt']) {
      const now = await wordsAboutK1(name);
      for (const words of before.get(name) ?? []) expect(now).not.toContain(words);
      expect((await entriesOf(name)).length).toBeGreaterThan(20);
    }
    if (keptUntil !== undefined) {
      const certificate = join(folder, 'after the restore.txt');
      const got = runRvt(['certificate', 'get', '--case', caseId, '-o', certificate, '--as', 'vt', '--purpose', 'verantwoording'], product);
      expect(got).toMatchObject({ status: 0 });
      expect(readFileSync(certificate, 'utf8')).toContain(keptUntil);
    }
    await product.stop();
    const folders = database === undefined ? [data, copy('events')] : [data, ...(database.folder === undefined ? [] : [database.folder])];
    const scan = runRvt(['scan-plaintext', '--needles', needles(), '--data', ...folders, '--json']);
    expect(JSON.parse(scan.stdout)).toMatchObject({ findings: [], blindTo: [] });
    expect(verifyLedger(where)).toMatchObject({ status: 0, report: { ok: true } });
  });
});
