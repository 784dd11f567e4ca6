// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { act } from '../src/commands.ts';
import type { Outcome } from '../src/commands.ts';
import { dropFolder, ownDatabase, rebuildViews, runRvt, startProduct, verifyLedger } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { NEEDLES, PEOPLE, caseIdFor, ofType, timelineOf } from '../src/waterlelie.ts';

/** A fact of Veilig Thuis that the Raad, the GI and the parents read turns out to be wrong. */
let product: Product;
let database: Awaited<ReturnType<typeof ownDatabase>>;
let caseId: string;
let factId: string;
let old: string;
const clients = {} as Record<'vt' | 'lt' | 'gi' | 'raad' | 'moeder' | 'vader' | 'k2' | 'auditor' | 'vt-elders', Client>;
const NEW = 'Rectificatie: het kind zei dit op maandag.';
const NEWER = 'Rectificatie: het kind zei dit op dinsdag.';
const WORDS = 'Verklaring van de moeder zelf.';

const ENTRY = `query ($caseId: ID!, $id: ID!, $asOf: AsOfInput) { entry(caseId: $caseId, id: $id, asOf: $asOf) {
  id access fields { name text } corrections { id field term reason organisation { id } } statements { personId words } } }`;
const TASKS = 'query ($caseId: ID!) { correctedSinceRead(caseId: $caseId) { readAt correctedAt entry { id fields { name text } } } }';

interface Shown {
  readonly fields: readonly { readonly name: string; readonly text: string | null }[];
  readonly corrections: readonly {
    readonly id: string;
    readonly field: string;
    readonly term: string;
    readonly organisation: { readonly id: string };
  }[];
  readonly statements: readonly { readonly personId: string; readonly words: string | null }[];
}

async function fact(client: Client, knownAt?: string): Promise<Shown | null> {
  const asOf = knownAt === undefined ? {} : { asOf: { knownAt } };
  const { data, text, errors } = await client.query<{ entry: Shown | null }>(ENTRY, { caseId, id: factId, ...asOf });
  if (errors !== undefined) throw new Error(text);
  return data?.entry ?? null;
}
const textIn = (shown: Shown | null) => shown?.fields.find(({ name }) => name === 'text')?.text;
const frame = (legalBasis = 'wmo-4.1.1') => ({ commandId: randomUUID(), caseId, legalBasis });
const correct = (client: Client, entryId: string, text: string, more: object = {}): Promise<Outcome> =>
  act(client, 'correctEntry', { ...frame(), entryId, texts: [{ field: 'text', text }], reason: 'Verkeerd overgeschreven', ...more });
const tasks = async (client: Client) => {
  const { data, text } = await client.query<{ correctedSinceRead: { entry: { id: string } }[] }>(TASKS, { caseId });
  if (data === null) throw new Error(text);
  return { ids: data.correctedSinceRead.map(({ entry }) => entry.id), text };
};

beforeAll(async () => {
  database = await ownDatabase();
  product = await startProduct({ ...(database === undefined ? {} : { store: database.store }) });
  for (const user of ['vt', 'lt', 'gi', 'raad', 'moeder', 'vader', 'k2', 'auditor', 'vt-elders'] as const)
    clients[user] = await signedIn(
      product,
      user,
      user === 'auditor' ? { purpose: 'toezicht' } : user === 'lt' ? { 'acting-role': 'fixedFace' } : {},
    );
  caseId = await caseIdFor(clients.vt);
  factId = ofType((await timelineOf(clients.vt, caseId)).entries, 'FactRecorded').at(-1)?.id ?? '';
  old = textIn(await fact(clients.vt)) ?? '';
});
afterAll(async () => {
  await product.stop();
  await database?.drop();
  dropFolder(product.data);
});

describe('a correction', () => {
  let before: string;
  let first: string;
  const then = new Map<string, string>();
  const everybody = ['vt', 'lt', 'gi', 'raad', 'moeder', 'vader', 'k2', 'auditor'] as const;

  it('at first the Raad reads the old text', async () => {
    expect(old.length).toBeGreaterThan(10);
    expect(textIn(await fact(clients.raad))).toBe(old);
    before = new Date().toISOString();
    for (const name of everybody) then.set(name, (await timelineOf(clients[name], caseId, { asOf: { knownAt: before } })).text);
  });

  it('of another’s entry is refused like that of an entry which does not exist', async () => {
    const answers = [
      await correct(clients.raad, factId, NEW, { legalBasis: 'jeugdwet-3.1' }),
      await correct(clients.raad, randomUUID(), NEW, { legalBasis: 'jeugdwet-3.1' }),
    ].map(({ code, message, field }) => ({ code, message, field }));
    expect(answers[0]).toMatchObject({ code: 'RECTIFICATION_ENTRY_UNKNOWN' });
    expect(answers[0]).toEqual(answers[1]);
  });

  it('stands in the place of the old text for who reads it, marked, and the old text is nowhere', async () => {
    const outcome = await correct(clients.vt, factId, NEW, { statedBy: { kind: 'PERSON', personId: PEOPLE.mother } });
    expect(outcome).toMatchObject({ __typename: 'CommandAccepted' });
    first = outcome.entryIds?.[0] ?? '';
    for (const name of everybody) {
      const { text, entries } = await timelineOf(clients[name], caseId);
      expect({ name, old: text.includes(JSON.stringify(old).slice(1, -1)) }).toEqual({ name, old: false });
      const reads = ofType(entries, 'FactRecorded').some(
        ({ id, fields }) => id === factId && fields.some(({ name: field }) => field === 'text'),
      );
      expect({ name, corrected: text.includes(NEW), told: ofType(entries, 'EntryCorrected').length }).toEqual({
        name,
        corrected: reads,
        told: reads ? 1 : 0,
      });
    }
    const shown = await fact(clients.raad);
    expect(shown?.corrections).toMatchObject([{ id: first, field: 'text', term: 'feit', organisation: { id: 'vt-haaglanden' } }]);
  });

  it('of two at once takes the first; a correction is corrected in its turn', async () => {
    expect(await correct(clients.vt, factId, NEWER)).toMatchObject({ code: 'RECTIFICATION_OVERTAKEN' });
    expect(await correct(clients.vt, first, NEWER)).toMatchObject({ __typename: 'CommandAccepted' });
    expect(textIn(await fact(clients.raad))).toBe(NEWER);
    expect((await timelineOf(clients.raad, caseId)).text).not.toContain(NEW);
  });

  it('changes no earlier answer, to the letter', async () => {
    for (const name of everybody) {
      const { text } = await timelineOf(clients[name], caseId, { asOf: { knownAt: before } });
      expect({ name, same: text === then.get(name) }).toEqual({ name, same: true });
    }
    expect(textIn(await fact(clients.raad, before))).toBe(old);
  });

  it('is told to who got the old text, until it opened the entry again; to nobody else', async () => {
    // The Raad has opened it in the meantime; the mother got it in a list and in no other way.
    expect((await tasks(clients.raad)).ids).toEqual([]);
    expect((await tasks(clients.vt)).ids).toEqual([]);
    expect((await tasks(clients['vt-elders'])).ids).toEqual([]);
    const told = await tasks(clients.moeder);
    expect(told.ids).toEqual([factId]);
    expect(told.text).toContain(NEWER);
    expect(told.text).not.toContain(JSON.stringify(old).slice(1, -1));
    await fact(clients.moeder);
    expect((await tasks(clients.moeder)).ids).toEqual([]);
  });

  it('is refused of what rules are computed from', async () => {
    const order = ofType((await timelineOf(clients.raad, caseId)).entries, 'MeasureOrdered')[0]?.id ?? '';
    const ends = { ...frame('jeugdwet-3.1'), entryId: order, texts: [{ field: 'endsOn', text: '2030-01-01' }], reason: 'Tikfout' };
    expect(await act(clients.raad, 'correctEntry', ends)).toMatchObject({ code: 'RECTIFICATION_NOT_THIS_TEXT' });
  });
});

describe('somebody’s own statement', () => {
  const attach = (client: Client, entryId: string, speaker: string, more: object = {}) =>
    act(client, 'attachStatement', {
      ...frame(client === clients.lt ? 'jeugdwet-2.3' : 'wmo-4.1.1'),
      entryId,
      personId: speaker,
      statedBy: { kind: 'PERSON', personId: speaker },
      words: WORDS,
      ...more,
    });

  it('stands beside the entry for the organisations that read it and for himself; no other family member reads it', async () => {
    expect(await attach(clients.vt, factId, PEOPLE.mother)).toMatchObject({ __typename: 'CommandAccepted' });
    for (const name of ['vt', 'raad', 'gi', 'moeder', 'auditor'] as const) {
      expect([name, (await fact(clients[name]))?.statements]).toEqual([name, [{ personId: PEOPLE.mother, words: WORDS }]]);
    }
    for (const name of ['vader', 'k2', 'lt', 'vt-elders'] as const)
      expect((await timelineOf(clients[name], caseId)).text).not.toContain(WORDS);
  });

  it('stands beside the line of the routekaart that the entry made, for the same readers', async () => {
    const words = 'Dit is niet met mij besproken, en zo kan ik het niet doen.';
    const made = ofType((await timelineOf(clients.vader, caseId)).entries, 'AgreementMade').at(-1)?.id ?? '';
    expect(await attach(clients.vt, made, PEOPLE.mother, { words })).toMatchObject({ __typename: 'CommandAccepted' });
    const query = 'query ($caseId: ID!) { routeMaps(caseId: $caseId) { agreements { statements { personId words } } } }';
    for (const name of ['vt', 'gi', 'moeder', 'auditor'] as const) {
      const { data } = await clients[name].query<{ routeMaps: { agreements: { statements: object[] }[] }[] }>(query, { caseId });
      const said = data?.routeMaps.at(-1)?.agreements.flatMap(({ statements }) => statements);
      expect([name, said]).toEqual([name, [{ personId: PEOPLE.mother, words }]]);
    }
    const { data, text } = await clients.vader.query<{ routeMaps: { agreements: object[] }[] }>(query, { caseId });
    expect(data?.routeMaps.at(-1)?.agreements.length).toBeGreaterThan(0);
    expect(text).not.toContain(words);
  });

  it('to what he may not see is refused as to what does not exist', async () => {
    const all = (types: readonly string[]) => timelineOf(clients.lt, caseId, { filter: { types } });
    const seenByFather = (await timelineOf(clients.vader, caseId, { filter: { types: ['AgreementMade'] } })).entries ?? [];
    const hidden = (await all(['AgreementMade'])).entries?.find(({ id }) => !seenByFather.some((one) => one.id === id));
    const voice = (await all(['VoiceRecorded'])).entries?.find(({ about }) => about.includes(PEOPLE.K1));
    expect([hidden, voice].every((entry) => entry !== undefined)).toBe(true);
    const answers = [];
    for (const id of [hidden?.id ?? '', voice?.id ?? '', randomUUID()]) {
      const { code, message, field } = await attach(clients.lt, id, PEOPLE.father);
      answers.push({ code, message, field });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'RECTIFICATION_ENTRY_UNKNOWN' });
  });

  it('is nobody else’s to give from sixteen on, nor of a child under twelve itself', async () => {
    expect(await attach(clients.vt, factId, PEOPLE.mother, { statedBy: { kind: 'PERSON', personId: PEOPLE.father } })).toMatchObject({
      code: 'RECTIFICATION_NOT_HIS_STATEMENT',
    });
    expect(await attach(clients.vt, factId, PEOPLE.K1)).toMatchObject({ code: 'RECTIFICATION_NOT_HIS_STATEMENT' });
  });
});

describe('rvt timeline', () => {
  const printed = (user: string, ...more: readonly string[]) =>
    runRvt(['timeline', '--case', caseId, '--as', user, '--purpose', 'nakijken', ...more], product);

  it('says what was corrected and what somebody says himself beside the entry, to who reads it there on his screen', () => {
    const { status, stdout } = printed('vt');
    const entry = stdout.slice(stdout.indexOf(factId));
    expect(status).toBe(0);
    expect(entry.slice(0, entry.indexOf(' (gebeurd'))).toContain(`eigen verklaring (`);
    expect(entry.slice(0, entry.indexOf(' (gebeurd'))).toContain(WORDS);
    expect(entry.slice(0, entry.indexOf(' (gebeurd'))).toMatch(/gecorrigeerd op [^ ]+ door /);
    for (const user of ['vader', 'lt']) expect(printed(user).stdout).not.toContain(WORDS);
    const told = JSON.parse(printed('moeder', '--json').stdout) as { id: string; statements: { words: string }[] }[];
    expect(told.find(({ id }) => id === factId)?.statements.map(({ words }) => words)).toEqual([WORDS]);
  });
});

describe('rvt family-report', () => {
  const report = (user: string, ...more: readonly string[]) =>
    runRvt(['family-report', '--case', caseId, '--as', user, '--purpose', 'inzage', ...more], product);

  it('gives each parent his own: the corrected text, his own statement and no other, and nothing that is hidden from him', async () => {
    const [mother, father] = [report('moeder', '--json'), report('vader', '--json')];
    expect([mother.status, father.status]).toEqual([0, 0]);
    for (const { stdout } of [mother, father]) {
      expect(stdout).toContain(NEWER);
      expect(stdout).not.toContain(JSON.stringify(old).slice(1, -1));
      expect(stdout).toContain('Die hoort niet bij wat u mag inzien.');
    }
    expect(mother.stdout).toContain(WORDS);
    expect(father.stdout).not.toContain(WORDS);
    for (const needle of Object.values(NEEDLES))
      expect({ needle, there: father.stdout.toLowerCase().includes(needle) }).toEqual({ needle, there: false });
    const seen = await timelineOf(clients.vader, caseId, { filter: { types: ['FactRecorded'] } });
    const facts = (JSON.parse(father.stdout) as { entries: { what: string }[] }).entries.filter(({ what }) => what === 'feit vastgelegd');
    expect(facts).toHaveLength(seen.entries?.length ?? 0);
  });

  it('writes a PDF for its owner alone, and asks for a purpose', () => {
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    const file = join(folder, 'inzage.pdf');
    expect(report('moeder', '-o', file)).toMatchObject({ status: 0 });
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect(statSync(file).mode & 0o077).toBe(0);
    // As JSON where that is asked for, in the file and not on the screen.
    const asked = report('moeder', '--json', '-o', file);
    expect(asked).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+ vermeldingen in /) });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('entries');
    rmSync(folder, { recursive: true });
    expect(runRvt(['family-report', '--case', caseId, '--as', 'moeder'], product).status).not.toBe(0);
    expect(runRvt(['family-report', '--case', randomUUID(), '--as', 'moeder', '--purpose', 'inzage'], product).status).toBe(1);
    expect(report('vt').status).toBe(1);
  });

  it('is logged like a screen', async () => {
    // The commands above held this process up: connections that were closed meanwhile are noticed first.
    await setTimeout(100);
    const { text } = await clients.auditor.query(
      'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 30) { nodes { purpose granted sentence } } }',
      { caseId },
    );
    expect(text).toContain('"purpose":"inzage"');
  });
});

describe('the record', () => {
  it('still proves every byte, and the views come out the same when they are built anew', async () => {
    await product.stop();
    const store = database === undefined ? {} : { store: database.store };
    expect(rebuildViews({ data: product.data, ...store })).toMatchObject({ status: 0 });
    expect(verifyLedger({ data: product.data, ...store })).toMatchObject({ status: 0, report: { ok: true } });
  });
});
