// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { act, childSeen } from '../src/commands.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { PEOPLE, caseIdFor, ofType, timelineOf } from '../src/waterlelie.ts';
import type { Entry } from '../src/waterlelie.ts';

/** Who knew what when in the family Waterlelie: on 11, 12, 16 and 17 April 2025, and the same after whatever came later. */
let product: Product;
let caseId: string;
let all: readonly Entry[];
const clients = {} as Record<'vt' | 'lt' | 'gi' | 'raad' | 'moeder' | 'vader' | 'auditor' | 'vt-elders', Client>;

const KNOWN = 'visible delivered { at worker role emergency } opened { at worker role emergency }';
const KNOWLEDGE = `query ($caseId: ID!, $of: ReaderInput, $worker: String, $knownAt: String, $against: AgainstInput) {
  knowledge(caseId: $caseId, of: $of, worker: $worker, knownAt: $knownAt, against: $against) {
    of { kind id knownAt } entries { entry { id type party recordedAt } known { ${KNOWN} } against { ${KNOWN} } }
    visible delivered opened visibleDifference { only against } openedDifference { only against } } }`;

interface Look {
  readonly at: string;
  readonly worker: string | null;
  readonly role: string;
}
interface Knowledge {
  readonly entries: readonly {
    readonly entry: { readonly id: string; readonly type: string };
    readonly known: { readonly visible: string | null; readonly delivered: readonly Look[]; readonly opened: readonly Look[] };
  }[];
  readonly visible: readonly string[];
  readonly delivered: readonly string[];
  readonly opened: readonly string[];
  readonly visibleDifference: { readonly only: readonly string[]; readonly against: readonly string[] };
  readonly openedDifference: { readonly only: readonly string[]; readonly against: readonly string[] };
}

const party = (id: string) => ({ of: { kind: 'ORGANISATION', id } });
const person = (id: string) => ({ of: { kind: 'PERSON', id } });
/** The end of a day in April 2025. */
const on = (day: number) => ({ knownAt: `2025-04-${String(day)}T21:59:59.999Z` });

async function knowledge(client: Client, variables: object): Promise<Knowledge | null> {
  const { data, text, errors } = await client.query<{ knowledge: Knowledge | null }>(KNOWLEDGE, { caseId, ...variables });
  if (errors !== undefined || data === null) throw new Error(text);
  return data.knowledge;
}

const known = async (variables: object): Promise<Knowledge> => {
  const found = await knowledge(clients.auditor, variables);
  if (found === null) throw new Error('The auditor was shown nothing');
  return found;
};

const typesOf = (ids: readonly string[]) => ids.map((id) => all.find((entry) => entry.id === id)?.type);
const idOf = (type: string, nth = 0) => ofType([...all].reverse(), type)[nth]?.id ?? 'none';

beforeAll(async () => {
  product = await startProduct();
  for (const user of ['vt', 'lt', 'gi', 'raad', 'moeder', 'vader', 'auditor', 'vt-elders'] as const) {
    clients[user] = await signedIn(product, user, user === 'auditor' ? { purpose: 'onderzoek%20naar%20een%20calamiteit' } : {});
  }
  caseId = await caseIdFor(clients.vt);
  all = (await timelineOf(clients.auditor, caseId)).entries ?? [];
});

afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const PARTIES = ['vt-haaglanden', 'lt-duinrade', 'rvdk-haaglanden', 'jb-west'];
const everybody = [...PARTIES.map(party), ...Object.values(PEOPLE).map(person)];

describe('what each party knew', () => {
  it('on 11 April: the broken agreement could be seen by Veilig Thuis, and nobody there had opened it; the danger did not exist', async () => {
    const vt = await known({ ...party('vt-haaglanden'), ...on(11) });
    expect(typesOf(vt.visible)).toContain('AgreementChecked');
    expect(vt.opened).not.toContain(idOf('AgreementChecked'));
    for (const whose of everybody) expect((await known({ ...whose, ...on(11) })).visible).not.toContain(idOf('AcuteDangerDeclared'));
  });

  it('on the 12th: read by Veilig Thuis counts as opened, by whom and when; by the lokaal team as delivered', async () => {
    const vt = await known({ ...party('vt-haaglanden'), ...on(12) });
    const danger = vt.entries.find(({ entry }) => entry.id === idOf('AcuteDangerDeclared'));
    expect(danger?.known.opened.map(({ at, worker }) => [at, worker])).toContainEqual([
      '2025-04-12T06:30:00.000Z',
      'c76e45eb-a70e-4554-b42a-c5c862e84dc0',
    ]);
    const broken = vt.entries.find(({ entry }) => entry.id === idOf('AgreementChecked'));
    expect(broken?.known.opened[0]).toMatchObject({ at: '2025-04-12T00:05:00.000Z', worker: '80f71198-5321-4361-8b81-a3e189ce281f' });
    const lt = await known({ ...party('lt-duinrade'), ...on(12) });
    expect(lt.delivered).toContain(idOf('AcuteDangerDeclared'));
    expect(lt.opened).not.toContain(idOf('AcuteDangerDeclared'));
  });

  it('of one worker: what the duty officer opened that night, and not what her colleague did in the morning', async () => {
    const duty = await known({ ...party('vt-haaglanden'), worker: '80f71198-5321-4361-8b81-a3e189ce281f', ...on(12) });
    expect(duty.opened).toContain(idOf('AgreementChecked'));
    expect(new Set(duty.entries.flatMap(({ known: { delivered } }) => delivered.map(({ worker }) => worker)))).toEqual(
      new Set(['80f71198-5321-4361-8b81-a3e189ce281f']),
    );
  });

  it('on the 16th the Raad had opened the danger; Jeugdbescherming west knew nothing, and nothing of it existed for them', async () => {
    expect((await known({ ...party('rvdk-haaglanden'), ...on(16) })).opened).toContain(idOf('AcuteDangerDeclared'));
    const gi = await known({ ...party('jb-west'), ...on(16) });
    expect(gi.entries).toEqual([]);
    expect(await knowledge(clients.gi, on(16))).toBeNull();
  });

  it('on the 17th Jeugdbescherming west had opened the orders, and got the rest of what it may see', async () => {
    const gi = await known({ ...party('jb-west'), ...on(17) });
    expect(typesOf(gi.opened).filter((type) => type === 'MeasureOrdered')).toHaveLength(2);
    expect(gi.delivered.length).toBeGreaterThan(gi.opened.length);
    expect(typesOf(gi.visible)).not.toContain('ReportReceived');
  });

  it('held against another: what Veilig Thuis had opened and the lokaal team had not', async () => {
    const both = await known({ ...party('vt-haaglanden'), ...on(12), against: party('lt-duinrade') });
    expect(both.openedDifference.only).toContain(idOf('AcuteDangerDeclared'));
    const council = await known({ ...party('vt-haaglanden'), ...on(16), against: party('rvdk-haaglanden') });
    expect(council.visibleDifference.only).toContain(idOf('ReportReceived'));
    const later = await known({ ...party('vt-haaglanden'), ...on(12), against: on(11) });
    expect(typesOf(later.visibleDifference.only)).toEqual(expect.arrayContaining(['AcuteDangerDeclared', 'MeasureOrdered']));
    expect(later.visibleDifference.against).toEqual([]);
  });

  it('of a family member: the mother had read her routekaart; the escape plan and the voice of K1 are in no set of the father’s', async () => {
    const mother = await known({ ...person(PEOPLE.mother), ...on(17) });
    expect(typesOf(mother.delivered)).toContain('RouteMapPublished');
    const father = await known({ ...person(PEOPLE.father), ...on(17) });
    const hidden = all.filter(({ fields }) => fields.some(({ name, text }) => name === 'text' && text?.includes('achterdeur')));
    expect(hidden).toHaveLength(1);
    for (const { id } of hidden) expect(father.entries.map(({ entry }) => entry.id)).not.toContain(id);
    expect(typesOf(father.visible)).not.toContain('VoiceRecorded');
  });
});

describe('for themselves', () => {
  it('a party gets its own, no content of anything, and the pseudonyms of its own workers', async () => {
    const own = await knowledge(clients.vt, on(12));
    expect(own?.opened).toContain(idOf('AcuteDangerDeclared'));
    const text = JSON.stringify(own);
    for (const entry of all) for (const { text: words } of entry.fields) if ((words?.length ?? 0) > 40) expect(text).not.toContain(words);
  });

  it('nobody but an auditor asks about another, and asking is the same for a case that does not exist', async () => {
    const { errors } = await clients.vt.query(KNOWLEDGE, { caseId, ...party('lt-duinrade') });
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const nobody = await clients.auditor.query(KNOWLEDGE, { caseId });
    expect(nobody.errors?.[0]?.extensions?.['code']).toBe('READER_REQUIRED');
    const real = await clients['vt-elders'].query(KNOWLEDGE, { caseId });
    const unreal = await clients['vt-elders'].query(KNOWLEDGE, { caseId: randomUUID() });
    expect(real.text).toBe(unreal.text);
  });

  it('a family member gets no pseudonym of anybody', async () => {
    const own = await knowledge(clients.moeder, on(17));
    expect(own?.delivered.length).toBeGreaterThan(0);
    expect(own?.entries.every(({ known: { delivered } }) => delivered.every(({ worker }) => worker === null))).toBe(true);
  });
});

describe('the basis of a decision', () => {
  const BASIS = `query ($caseId: ID!, $entryId: ID!) { decisionBasis(caseId: $caseId, entryId: $entryId) { worker
    decision { id } known { entry { id type } known { ${KNOWN} } against { ${KNOWN} } } notVisible { id type } arrivedLater { id type } } }`;
  interface Basis {
    readonly worker: string;
    readonly known: (Knowledge['entries'][number] & { readonly against: Knowledge['entries'][number]['known'] })[];
    readonly notVisible: { readonly id: string; readonly type: string }[] | null;
    readonly arrivedLater: { readonly id: string; readonly type: string }[];
  }
  const basisOf = async (client: Client, entryId: string) =>
    (await client.query<{ decisionBasis: Basis | null }>(BASIS, { caseId, entryId })).data?.decisionBasis ?? null;

  it('of the request to the Raad: the broken agreement had been opened, by others than who asked', async () => {
    const basis = await basisOf(clients.auditor, idOf('InvestigationRequested'));
    const broken = basis?.known.find(({ entry }) => entry.id === idOf('AgreementChecked'));
    expect(broken?.known.opened.length).toBeGreaterThan(0);
    expect(basis?.known.map(({ entry }) => entry.id)).not.toContain(idOf('InvestigationRequested'));
  });

  it('of the Raad’s request for a measure: the report existed and was not visible to it, which the Raad itself is not told', async () => {
    const audited = await basisOf(clients.auditor, idOf('MeasureRequested'));
    expect(audited?.notVisible?.map(({ type }) => type)).toContain('ReportReceived');
    const own = await basisOf(clients.raad, idOf('MeasureRequested'));
    expect(own?.notVisible).toBeNull();
    expect(own?.known.length).toBeGreaterThan(0);
  });

  it('of another’s decision, and for the family, is not shown', async () => {
    expect(await basisOf(clients.lt, idOf('MeasureRequested'))).toBeNull();
    expect(await basisOf(clients.moeder, idOf('MeasureRequested'))).toBeNull();
  });

  it('names what had happened before and was recorded after', async () => {
    const lt = await signedIn(product, 'lt', { 'acting-role': 'fixedFace' });
    const seen = await act(lt, 'seeChild', childSeen(caseId, { occurredAt: '2025-04-13' }));
    const basis = await basisOf(clients.auditor, idOf('InvestigationRequested'));
    expect(basis?.arrivedLater.map(({ id }) => id)).toContain(seen.entryIds?.[0]);
  });
});

describe('what comes later', () => {
  const answers = async () => {
    const found: Knowledge[] = [];
    for (const day of [11, 12, 16, 17]) for (const whose of everybody) found.push(await known({ ...whose, ...on(day) }));
    return found;
  };

  it('changes no earlier answer: reading, a late entry, another word on the same matter, a share given and ended', async () => {
    const before = await answers();
    const lt = await signedIn(product, 'lt', { 'acting-role': 'fixedFace' });
    for (const client of [clients.gi, clients.raad, clients.vader]) await timelineOf(client, caseId);
    await act(lt, 'seeChild', childSeen(caseId, { occurredAt: '2025-04-10', observation: 'Was toen al bang, bleek later.' }));
    const vt = clients.vt;
    const basis = { caseId, legalBasis: 'wmo-4.1.1' };
    const report = idOf('ReportReceived');
    const share = { ...basis, entryId: report, organisation: 'jb-west' };
    const granted = { basis: 'jeugdwet-7.3.11', until: '2027-12-31', concerning: [PEOPLE.K1, PEOPLE.K2], purposeOfShare: 'uitvoering' };
    expect(await act(vt, 'grantShare', { commandId: randomUUID(), ...share, ...granted })).toMatchObject({ __typename: 'CommandAccepted' });
    const shared = await clients.gi.query('query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }', {
      caseId,
      id: report,
    });
    expect(shared.data).toEqual({ entry: { id: report } });
    expect(await act(vt, 'endShare', { commandId: randomUUID(), ...share })).toMatchObject({ __typename: 'CommandAccepted' });
    const reference = { ...basis, commandId: randomUUID(), concerning: [PEOPLE.K1], what: 'rectificatie', actionTaken: 'gebeld' };
    expect(await act(vt, 'declareAcuteDanger', { ...reference, occurredAt: '2025-04-12' })).toMatchObject({
      __typename: 'CommandAccepted',
    });
    // A fact that all of this rested on turns out to be written down wrong, and the mother says what she thinks of it.
    const fact = idOf('FactRecorded');
    const corrected = { ...basis, commandId: randomUUID(), entryId: fact, texts: [{ field: 'text', text: 'Rectificatie van dit feit.' }] };
    expect(await act(vt, 'correctEntry', { ...corrected, reason: 'Verkeerd overgeschreven' })).toMatchObject({
      __typename: 'CommandAccepted',
    });
    const statement = { ...basis, commandId: randomUUID(), entryId: fact, personId: PEOPLE.mother, words: 'Zo was het niet.' };
    expect(await act(vt, 'attachStatement', { ...statement, statedBy: { kind: 'PERSON', personId: PEOPLE.mother } })).toMatchObject({
      __typename: 'CommandAccepted',
    });
    expect(await answers()).toEqual(before);

    // And having known is not undone: it was opened while it was shared, and is not visible any more.
    const now = await known(party('jb-west'));
    const told = now.entries.find(({ entry }) => entry.id === report);
    expect(told?.known.visible).toBeNull();
    expect(told?.known.opened).toHaveLength(1);
  });

  it('read with a clock of the past, afterwards, does not become known before', async () => {
    const before = await known({ ...party('jb-west'), ...on(17) });
    await clients.gi.query(
      'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }',
      { caseId, id: idOf('AcuteDangerDeclared') },
      { 'record-clock': '2025-04-17T18:00:00.000Z' },
    );
    expect(await known({ ...party('jb-west'), ...on(17) })).toEqual(before);
  });

  it('asking who knew what is in the access log, and delivers nothing', async () => {
    await known({ ...party('lt-duinrade'), ...on(12) });
    const looked = await clients.auditor.query<{ whoLooked: { nodes: { operation: string; opened: boolean }[] } }>(
      'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 1) { nodes { operation } } }',
      { caseId },
    );
    expect(looked.data?.whoLooked.nodes[0]?.operation).toBe('knowledge');
  });
});

describe('rvt knowledge', () => {
  const rvt = (...args: readonly string[]) =>
    spawnSync('npm', ['run', '--silent', 'rvt', '--', ...args, '--url', product.origin, '--issuer', product.issuer], {
      cwd: join(import.meta.dirname, '../../..'),
      encoding: 'utf8',
    });
  const as = () => ['--case', caseId, '--as', 'auditor', '--purpose', 'onderzoek'];

  it('prints the three sets as JSON, the same as over GraphQL', async () => {
    const { status, stdout, stderr } = rvt('knowledge', ...as(), '--party', 'jb-west', '--at', '2025-04-17', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { visible, delivered, opened } = await known({ ...party('jb-west'), ...on(17) });
    expect(JSON.parse(stdout)).toMatchObject({ visible, delivered, opened });
  });

  it('ends with a figure, exits 1 for no such case and 2 without a purpose', () => {
    expect(rvt('knowledge', ...as(), '--party', 'jb-west', '--at', '2025-04-16').stdout.trim()).toMatch(
      /0 zichtbaar, 0 verstrekt, 0 geopend$/,
    );
    expect(rvt('knowledge', '--case', randomUUID(), '--as', 'auditor', '--purpose', 'onderzoek', '--party', 'jb-west').status).toBe(1);
    expect(rvt('knowledge', '--case', caseId, '--as', 'auditor', '--party', 'jb-west').status).toBe(2);
    // That nobody by that name knew anything would be no answer.
    for (const whose of [
      ['--party', 'vt'],
      ['--party', 'jb-west', '--against', 'vt'],
      ['--person', 'vader'],
    ])
      expect(rvt('knowledge', ...as(), ...whose)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^(vt|vader) is geen /),
      });
  });

  it('tells the basis of a decision', () => {
    const { status, stdout } = rvt('decision', idOf('MeasureRequested'), ...as());
    expect(status).toBe(0);
    expect(stdout).toMatch(/\d+ bekend, \d+ geopend, \d+ niet zichtbaar, \d+ later\n$/);
  });
});

describe('an inspection with a scope and a period', () => {
  const stated = (more: object = {}) => ({
    purpose: 'toezicht',
    'inspection-case': caseId,
    'inspection-from': '2025-04-01',
    'inspection-until': '2025-04-11',
    ...more,
  });
  const TYPES = 'query ($caseId: ID!, $asOf: AsOfInput) { timeline(caseId: $caseId, first: 100, asOf: $asOf) { nodes { type } } }';
  const code = (answer: { readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] }) =>
    answer.errors?.[0]?.extensions?.['code'];

  it('shows the case as it was known at the end of the period, and nothing recorded after', async () => {
    const { data } = await clients.auditor.query<{ timeline: { nodes: { type: string }[] } }>(TYPES, { caseId }, stated());
    const types = data?.timeline.nodes.map(({ type }) => type);
    expect(types).toContain('AgreementChecked');
    expect(types).not.toContain('AcuteDangerDeclared');
    const derived = 'query ($caseId: ID!) { case(caseId: $caseId) { phase measures { kind } clocks { norm startedAt } } }';
    const { data: then } = await clients.auditor.query<{ case: { measures: object[]; clocks: { startedAt: string | null }[] } }>(
      derived,
      { caseId },
      stated(),
    );
    expect(then?.case.measures).toEqual([]);
    expect(then?.case.clocks.length).toBeGreaterThan(0);
    expect(then?.case.clocks.every(({ startedAt }) => startedAt === null || startedAt < '2025-04-12')).toBe(true);
  });

  it('refuses another case, there or not, and another moment, by the same code; half a scope is none', async () => {
    const after = { asOf: { knownAt: '2025-04-12T12:00:00.000Z' } };
    expect(code(await clients.auditor.query(TYPES, { caseId, ...after }, stated()))).toBe('INSPECTION_OUTSIDE');
    expect(code(await clients.auditor.query(TYPES, { caseId: randomUUID() }, stated()))).toBe('INSPECTION_OUTSIDE');
    expect(code(await clients.auditor.query(KNOWLEDGE, { caseId, ...party('vt-haaglanden'), ...on(12) }, stated()))).toBe(
      'INSPECTION_OUTSIDE',
    );
    const lines = 'query ($c: ID!) { processingLines(caseId: $c, first: 1) { nodes { json } } }';
    expect(code(await clients.auditor.query(lines, { c: randomUUID() }, stated()))).toBe('INSPECTION_OUTSIDE');
    const record = 'query ($r: ID!) { meldcodeRecord(organisation: "lt-duinrade", recordId: $r) { id } }';
    expect(code(await clients.auditor.query(record, { r: randomUUID() }, stated()))).toBe('INSPECTION_OUTSIDE');
    const half = await clients.auditor.query(TYPES, { caseId }, { purpose: 'toezicht', 'inspection-case': caseId });
    expect(code(half)).toBe('INSPECTION_INVALID');
  });

  it('puts the reason for one look in the log beside the purpose', async () => {
    const id = idOf('AgreementChecked');
    const ENTRY = 'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }';
    await clients.auditor.query(ENTRY, { caseId, id }, stated({ 'inspection-reason': 'wie%20controleerde' }));
    const { data } = await clients.auditor.query<{ whoLooked: { nodes: { purpose: string; opened: boolean }[] } }>(
      'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 1) { nodes { purpose opened } } }',
      { caseId },
    );
    expect(data?.whoLooked.nodes[0]).toEqual({ purpose: 'toezicht (reden: wie controleerde)', opened: true });
  });

  it('says of each entry whether the ledger proves it; to nobody but an auditor', async () => {
    const PROOFS = 'query ($caseId: ID!) { ledgerProofs(caseId: $caseId) { treeSize entries { entryId status index } } }';
    interface Proofs {
      readonly ledgerProofs: {
        readonly treeSize: number;
        readonly entries: { readonly entryId: string; readonly status: string }[];
      } | null;
    }
    const statuses = async () => {
      const { data } = await clients.auditor.query<Proofs>(PROOFS, { caseId });
      const status = new Map(data?.ledgerProofs?.entries.map((entry) => [entry.entryId, entry.status]));
      return all.map(({ id }) => status.get(id));
    };
    // A checkpoint a second, by who keeps the ledger: this gateway, or a projector beside it.
    for (let look = 0; look < 20 && !(await statuses()).every((status) => status === 'PROVEN'); look += 1) await pause(500);
    expect(await statuses()).toEqual(all.map(() => 'PROVEN'));
    const refused = await clients.vt.query(PROOFS, { caseId });
    expect(code(refused)).toBe('FORBIDDEN');
  });
});

describe('rvt timeline, plan and norms', () => {
  const rvt = (...args: readonly string[]) =>
    spawnSync('npm', ['run', '--silent', 'rvt', '--', ...args, '--case', caseId, '--url', product.origin, '--issuer', product.issuer], {
      cwd: join(import.meta.dirname, '../../..'),
      encoding: 'utf8',
    });
  const auditor = ['--as', 'auditor', '--purpose', 'onderzoek'];

  it('says what to give when it was not said whose knowledge, or who asks', () => {
    const whose = rvt('knowledge', ...auditor);
    expect({ status: whose.status, stdout: whose.stdout }).toEqual({ status: 2, stdout: '' });
    expect(whose.stderr).toMatch(/--party .*vt-haaglanden.*--person/);
    expect(rvt('knowledge', ...auditor, '--party', 'vt-haaglanden').status).toBe(0);
    for (const command of [
      ['norms', '--purpose', 'nakijken'],
      ['access', 'export', '--format', 'ldv', '--purpose', 'nakijken'],
    ]) {
      const { status, stderr } = rvt(...command, '--as', 'niemand');
      expect(status).toBe(2);
      expect(stderr).toMatch(/^niemand komt in de demonstratie niet voor\. Geef met --as een van: .*\bvt, .*auditor/m);
      expect(stderr).not.toContain('lijst');
    }
  });

  it('writes the lines of the processing log of all looks, oldest first', () => {
    const { status, stdout } = rvt('access', 'export', '--format', 'ldv', ...auditor);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { span_id: string; start_time: string });
    expect(status).toBe(0);
    expect(lines.length).toBeGreaterThan(10);
    expect(new Set(lines.map(({ span_id }) => span_id)).size).toBe(lines.length);
    expect(lines.map(({ start_time }) => start_time)).toEqual(lines.map(({ start_time }) => start_time).sort());
  });

  it('says in a sentence why the gateway answers no looks', () => {
    const { status, stderr } = rvt('access', 'export', '--format', 'fhir', '--from', 'gisteren', ...auditor);
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'from: is geen geldige datum (JJJJ-MM-DD)\n' });
  });

  it('the timeline as of the 11th does not hold the danger of the 12th; through the eyes of Jeugdbescherming west there is no case', () => {
    const { stdout, status } = rvt('timeline', ...auditor, '--as-of', '2025-04-11', '--json');
    const types = (JSON.parse(stdout) as { type: string }[]).map(({ type }) => type);
    expect(status).toBe(0);
    expect(types).toContain('RouteMapPublished');
    expect(types).not.toContain('AcuteDangerDeclared');
    expect(rvt('timeline', ...auditor, '--as-of', '2025-04-16', '--as-seen-by', 'jb-west').status).toBe(1);
    expect(rvt('timeline', '--as', 'vt', '--purpose', 'nakijken', '--as-of', '2025-04-12').stdout).toMatch(
      /acute onveiligheid.* {2}(volledig|eigen) {2}[^]*\n\d+ vermeldingen\n$/,
    );
  });

  it('the routekaart in force on a day, and none before there was one', () => {
    const plan = rvt('plan', ...auditor, '--in-force', '--as-of', '2025-04-11', '--json');
    expect((JSON.parse(plan.stdout) as { version: number }[]).map(({ version }) => version)).toEqual([1]);
    expect(rvt('plan', ...auditor, '--in-force', '--as-of', '2025-03-20').status).toBe(1);
    const inWords = rvt('plan', ...auditor, '--as-of', '2025-04-11').stdout;
    expect(inWords).toMatch(/^Versie 1 {2}geldig {2}/m);
    expect(inWords).not.toMatch(/[A-Z]{2,}_[A-Z]/);
  });

  it('the terms of a day with every step; both clocks', () => {
    const then = rvt('norms', ...auditor, '--as-of', '2025-04-18', '--explain');
    expect(then.stdout).toMatch(/^T9 +wet +/m);
    expect(then.stdout).toMatch(/^T\d+ +praktijk +/m);
    expect(then.stdout).not.toMatch(/ (law|practice) /);
    expect(then.stdout).toMatch(/ {4}2025-04-28 {2}/);
    const overdue = rvt('norms', ...auditor, '--as-of', '2025-04-18', '--happened-before', '2025-05-10', '--json');
    const worker = (JSON.parse(overdue.stdout) as { norm: string; status: string }[]).filter(({ norm }) => norm === 'T9');
    expect(worker.length).toBeGreaterThan(0);
    expect(worker.every(({ status }) => status === 'overdue')).toBe(true);
    expect(rvt('norms', ...auditor, '--as-of', 'gisteren').status).toBe(2);
  });
});
