// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHILD, MOTHER, act, openFamily, seeChild, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;

const LOOKED = `query ($caseId: ID!, $personId: ID, $first: Int!, $after: String, $from: String, $until: String) {
  whoLooked(caseId: $caseId, personId: $personId, first: $first, after: $after, from: $from, until: $until) {
    nodes { at organisation { id name } role roleTerm purpose categories { code term } emergency opened granted sentence worker operation rule party people traceId }
    hasNextPage endCursor } }`;
const TIMELINE = 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type } } }';

interface Node {
  readonly organisation: { readonly id: string };
  readonly role: string;
  readonly sentence: string;
  readonly categories: readonly { readonly code: string }[];
  readonly emergency: boolean;
  readonly granted: boolean;
  readonly worker: string | null;
  readonly operation: string | null;
  readonly rule: string | null;
  readonly traceId: string | null;
  readonly people: readonly string[];
}
const LINES = `query ($caseId: ID!, $personId: ID, $first: Int, $after: String) {
  processingLines(caseId: $caseId, personId: $personId, first: $first, after: $after) { nodes { json } hasNextPage endCursor } }`;

interface Line {
  readonly name: string;
  readonly trace_id: string;
  readonly span_id: string;
}
interface LinePage {
  readonly nodes: readonly Line[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}
interface Page {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

async function looked(name: WorkerName, variables: object = {}): Promise<Page | null> {
  const headers: Readonly<Record<string, string>> = name === 'auditor' ? { purpose: 'toezicht' } : {};
  const { data, text } = await gateway.ask(name, LOOKED, { caseId, first: 100, ...variables }, headers);
  if (data === null) throw new Error(text);
  return data['whoLooked'] as Page | null;
}

async function lines(variables: object = {}): Promise<LinePage> {
  const { data, text } = await gateway.ask('auditor', LINES, { caseId, ...variables }, { purpose: 'toezicht' });
  if (data === null) throw new Error(text);
  const page = data['processingLines'] as { readonly nodes: readonly { readonly json: string }[] } & Omit<LinePage, 'nodes'>;
  return { ...page, nodes: page.nodes.map(({ json }) => JSON.parse(json) as Line) };
}

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
  await seeChild(gateway, caseId);
  await gateway.ask('lt', TIMELINE, { caseId });
  await gateway.ask('vt', TIMELINE, { caseId });
  await gateway.ask('elsewhere', TIMELINE, { caseId });
});
afterAll(() => gateway.close());

describe('who looked', () => {
  it('tells a family member about her own data only: organisation, role, purpose and kind of data, never a name', async () => {
    await gateway.ask('mother', TIMELINE, { caseId });
    const page = await looked('mother');
    expect(page?.nodes.map(({ organisation }) => organisation.id)).toEqual(
      expect.arrayContaining(['lt-duinrade', 'vt-haaglanden', 'gezin']),
    );
    for (const node of page?.nodes ?? [])
      expect(node).toMatchObject({ worker: null, operation: null, rule: null, people: [], granted: true });
    expect(JSON.stringify(page)).not.toMatch(/worker-(lt|vt)/);
    expect(page?.nodes.find(({ organisation }) => organisation.id === 'vt-haaglanden')?.sentence).toMatch(
      /^Er keek iemand van .* \(medewerker\) naar: gezin, leden en gezag.*\. Doel: .*\.$/,
    );
    // She cannot ask about her child by naming it.
    const [asked, again] = [await looked('mother', { personId: CHILD }), await looked('mother', { personId: MOTHER })];
    // The asking itself is the newest look.
    expect(again?.nodes.slice(1)).toEqual(asked?.nodes);
  });

  it('tells of nothing that is hidden from the family', async () => {
    for (const node of (await looked('mother'))?.nodes ?? []) {
      for (const { code } of node.categories) expect(['C2', 'C4', 'C7', 'C13']).not.toContain(code);
    }
  });

  it('tells an organisation of its own workers alone, refused attempts too', async () => {
    await seeChild(gateway, caseId, { childId: randomUUID() });
    const page = await looked('lt');
    expect(new Set(page?.nodes.map(({ organisation }) => organisation.id))).toEqual(new Set(['lt-duinrade']));
    expect(page?.nodes.some(({ worker, operation }) => worker === 'worker-lt' && operation === 'timeline')).toBe(true);
    expect(page?.nodes.find(({ granted }) => !granted)).toMatchObject({ operation: 'SeeChild', rule: 'CASE_PERSON_UNKNOWN' });
  });

  it('tells an auditor of everybody, of who was refused as well', async () => {
    const page = await looked('auditor');
    expect(new Set(page?.nodes.map(({ organisation }) => organisation.id))).toEqual(
      new Set(['lt-duinrade', 'vt-haaglanden', 'vt-elders', 'gezin']),
    );
    expect(page?.nodes.find(({ organisation }) => organisation.id === 'vt-elders')).toMatchObject({ granted: false, rule: 'not-involved' });
    expect((await looked('auditor', { personId: CHILD }))?.nodes.every(({ people }) => people.includes(CHILD))).toBe(true);
  });

  it('comes in pages that together are the whole', async () => {
    const until = '2026-01-01';
    expect((await looked('auditor', { until }))?.nodes).toEqual([]);
    const all: Node[] = [];
    let after: string | null = null;
    const whole = await looked('auditor', { personId: MOTHER });
    do {
      const page: Page | null = await looked('auditor', { personId: MOTHER, first: 2, after });
      all.push(...(page?.nodes ?? []));
      after = page?.hasNextPage === true ? page.endCursor : null;
    } while (after !== null);
    expect(all.slice(1)).toEqual(whole?.nodes);
  });

  it('marks what was seen by emergency access', async () => {
    await act(gateway, 'elsewhere', 'useEmergencyAccess', { caseId, legalBasis: 'avg-6-1-d', reason: 'Acuut' });
    await gateway.ask('elsewhere', TIMELINE, { caseId });
    const node = (await looked('mother'))?.nodes.find(({ emergency }) => emergency);
    expect(node).toMatchObject({ organisation: { id: 'vt-elders' }, worker: null });
    expect(node?.sentence).toMatch(/^Met noodtoegang keek/);
  });

  it('tells of no dissent by telling who read it, and not why an inspection opened one thing', async () => {
    const dissent = { legalBasis: 'wmo-4.1.1', concerning: [MOTHER], attending: ['lt-duinrade'], text: 'Eerst praten, dit is te vroeg.' };
    const recorded = await act(gateway, 'vt', 'recordDissent', { caseId, ...dissent });
    expect(recorded).toMatchObject({ __typename: 'CommandAccepted' });
    const ENTRY = 'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }';
    const opened = await gateway.ask('vt', ENTRY, { caseId, id: recorded.entryIds?.[0] });
    expect(opened.data?.['entry']).not.toBeNull();
    await gateway.ask(
      'auditor',
      TIMELINE,
      { caseId },
      { purpose: 'toezicht', 'inspection-reason': encodeURIComponent('klacht van de melder') },
    );
    const seen = (await looked('mother'))?.nodes ?? [];
    expect(seen.flatMap(({ categories }) => categories.map(({ code }) => code))).not.toContain('C17');
    expect(JSON.stringify(seen)).not.toContain('tegenspraak');
    expect(JSON.stringify(seen)).not.toContain('melder');
    expect(JSON.stringify((await looked('auditor'))?.nodes)).toContain('klacht van de melder');
  });

  it('tells not by the kind of data that a child spoke in confidence; of words she reads herself it tells the kind', async () => {
    const C15 = (page: Page | null) => (page?.nodes ?? []).filter(({ categories }) => categories.some(({ code }) => code === 'C15'));
    const says = { caseId, legalBasis: 'jeugdwet-2.3', speakerId: CHILD, alone: true, words: 'Ik ben bang thuis.' };
    expect(await act(gateway, 'lt', 'recordVoice', { ...says, confidential: true })).toMatchObject({ __typename: 'CommandAccepted' });
    await gateway.ask('lt', TIMELINE, { caseId });
    expect(C15(await looked('lt'))).not.toEqual([]);
    const page = await looked('mother');
    expect(C15(page)).toEqual([]);
    expect(JSON.stringify(page)).not.toContain('stem van');
    // Nor by an inspection that held what she knew against what an organisation knew: that look names no entries.
    const COMPARED = `query ($caseId: ID!, $of: ReaderInput!, $against: AgainstInput!) {
      knowledge(caseId: $caseId, of: $of, against: $against) { entries { entry { category } } } }`;
    const compared = { of: { kind: 'PERSON', id: MOTHER }, against: { of: { kind: 'ORGANISATION', id: 'lt-duinrade' } } };
    const known = await gateway.ask('auditor', COMPARED, { caseId, ...compared }, { purpose: 'toezicht' });
    expect(known.text).toContain('C15');
    const told = await looked('mother');
    expect(told?.nodes.some(({ role, categories }) => role === 'auditor' && categories.some(({ code }) => code === 'C18'))).toBe(true);
    expect(C15(told)).toEqual([]);
    expect(await act(gateway, 'lt', 'recordVoice', { ...says, confidential: false })).toMatchObject({ __typename: 'CommandAccepted' });
    await gateway.ask('lt', TIMELINE, { caseId });
    expect(C15(await looked('mother'))).toHaveLength(1);
  });

  it('is itself logged, and is nothing to who has no part in the case', async () => {
    await looked('lt');
    expect((await gateway.logged()).at(-1)).toMatchObject({ operation: 'whoLooked', caseId, subject: 'worker-lt', categories: ['C18'] });
    expect(await looked('gi')).toBeNull();
    expect((await gateway.logged()).at(-1)).toMatchObject({ operation: 'whoLooked', outcome: 'denied', rule: 'not-involved' });
  });

  it('is joined to the processing log by its traces, for an auditor alone', async () => {
    expect((await gateway.ask('lt', LINES, { caseId })).text).toContain('FORBIDDEN');
    const traces = new Set((await looked('auditor'))?.nodes.map(({ traceId }) => traceId));
    const { nodes } = await lines();
    for (const trace of traces) expect(nodes.map(({ trace_id }) => trace_id)).toContain(trace);
  });

  it('gives the lines of the processing log page by page, each once, and says where there are more', async () => {
    await gateway.ask('lt', `query ($caseId: ID!) { one: case(caseId: $caseId) { id } two: case(caseId: $caseId) { id } }`, { caseId });
    for (const name of ['lt', 'vt', 'elsewhere'] as const) await gateway.ask(name, TIMELINE, { caseId });
    const whole = await lines();
    expect(whole).toMatchObject({ hasNextPage: false, endCursor: expect.any(String) });
    const pages: Line[][] = [];
    for (let after: string | null = null; ;) {
      const page: LinePage = await lines({ first: 1, after });
      pages.push([...page.nodes]);
      if (!page.hasNextPage) break;
      after = page.endCursor;
    }
    expect(pages.length).toBeGreaterThan(5);
    // Each question is a look as well; what was asked before stands on every page or behind it.
    expect(whole.nodes.length).toBeGreaterThan(10);
    const spansOf = (nodes: readonly Line[]) => nodes.filter(({ name }) => name !== 'processingLines').map(({ span_id }) => span_id);
    const spans = spansOf(pages.reverse().flat());
    expect(spans).toEqual(spansOf(whole.nodes));
    expect(new Set(spans).size).toBe(spans.length);
  });

  it('gives no lines of looks at other cases in the same answer', async () => {
    const other = await openFamily(gateway);
    for (let count = 0; count < 3; count += 1) await openFamily(gateway);
    // Looks of one answer are of one moment, or nearly: not one list but some.
    for (let count = 0; count < 10; count += 1) await gateway.ask('lt', '{ myCases { edges { node { name } } } }');
    const looks = (await gateway.logged()).filter((look) => look.operation === 'myCases' && look.caseId === caseId);
    const ofLists = ({ nodes }: LinePage) => nodes.filter(({ name }) => name === 'myCases').map(({ span_id }) => span_id);
    const [here, there] = [ofLists(await lines()), ofLists(await lines({ caseId: other }))];
    expect(here).toHaveLength(looks.reduce((sum, { people }) => sum + Math.max(people.length, 1), 0));
    expect(here.filter((span) => there.includes(span))).toEqual([]);
  });
});

describe('a place in the log of looks', () => {
  it('is no place among the entries, nor the other way round: one held against the other would tell how much others did', async () => {
    const { data } = await gateway.ask('lt', 'query ($caseId: ID!) { case(caseId: $caseId) { position } }', { caseId });
    const { position } = data?.['case'] as { readonly position: string };
    expect((await gateway.ask('lt', LOOKED, { caseId, first: 1, after: position })).text).toContain('POSITION_INVALID');
    const place = (await looked('lt', { first: 1 }))?.endCursor;
    expect(await looked('lt', { after: place })).toMatchObject({ nodes: expect.any(Array) });
    for (const argument of ['atLeast', 'after']) {
      const timeline = `query ($caseId: ID!, $place: String) { timeline(caseId: $caseId, first: 1, ${argument}: $place) { position } }`;
      expect((await gateway.ask('lt', timeline, { caseId, place })).text).toContain('POSITION_INVALID');
    }
    expect(await seeChild(gateway, caseId, { expectedPosition: place })).toMatchObject({ code: 'POSITION_INVALID' });
  });
});
