// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { NEEDLES, PEOPLE, caseIdFor, ofType, textOf, timelineOf } from '../src/waterlelie.ts';

/** Case 1, gezin Waterlelie, as entered by its own organisations: who sees what. Each "does not see" stands beside somebody who does. */
let product: Product;
let caseId: string;
const clients = {} as Record<'vt' | 'lt' | 'raad' | 'gi' | 'moeder' | 'vader' | 'k2' | 'auditor' | 'vt-elders', Client>;

beforeAll(async () => {
  product = await startProduct();
  for (const user of ['vt', 'lt', 'raad', 'gi', 'moeder', 'vader', 'k2', 'auditor', 'vt-elders'] as const) {
    clients[user] = await signedIn(product, user, user === 'auditor' ? { purpose: 'onderzoek%20naar%20een%20calamiteit' } : {});
  }
  caseId = await caseIdFor(clients.vt);
});

afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const noon = (day: string) => ({ asOf: { knownAt: `${day}T12:00:00.000Z` } });

describe('what the father may not know', () => {
  it('the confidential words of K1 reach the fixed face, not him, nor the mother, nor K2', async () => {
    const fixedFace = await timelineOf(clients.lt, caseId);
    // On a server shared with other tests there may be later voices of hers; the one of the story is meant.
    const voice = ofType(fixedFace.entries, 'VoiceRecorded').find(
      (entry) => entry.about.includes(PEOPLE.K1) && textOf(entry, 'words')?.includes(NEEDLES.confidentialVoice),
    );
    expect(voice).toBeDefined();
    for (const user of ['vader', 'moeder', 'k2'] as const) {
      const seen = await timelineOf(clients[user], caseId);
      expect(seen.entries).not.toBeNull();
      expect(seen.text).not.toContain(voice?.id);
      expect(seen.text).not.toContain(textOf(voice, 'words'));
    }
  });

  it('the escape plan of mother and K1 is in no list, no version, no count of his; the mother has it', async () => {
    const plan = `query ($caseId: ID!) { routeMap(caseId: $caseId, version: 1) { version agreements { id text hiddenFrom } } }`;
    type Plan = { routeMap: { agreements: { id: string; text: string; hiddenFrom: string[] }[] } };
    const mother = (await clients.moeder.query<Plan>(plan, { caseId })).data?.routeMap.agreements ?? [];
    const father = (await clients.vader.query<Plan>(plan, { caseId })).data?.routeMap.agreements ?? [];
    const professional = (await clients.vt.query<Plan>(plan, { caseId })).data?.routeMap.agreements ?? [];
    const hidden = professional.filter(({ hiddenFrom }) => hiddenFrom.includes(PEOPLE.father));
    expect(hidden).toHaveLength(1);
    expect(mother.map(({ id }) => id)).toContain(hidden[0]?.id);
    expect(father.map(({ id }) => id)).toEqual(professional.map(({ id }) => id).filter((id) => id !== hidden[0]?.id));
    const his = await timelineOf(clients.vader, caseId);
    expect(his.text).not.toContain(hidden[0]?.id);
    expect(his.text).not.toContain('hiddenFrom');
    expect(await entriesCounted(clients.vader)).toBe(his.entries?.length);
  });

  it('asking for a hidden entry by its id answers as for one that does not exist', async () => {
    const voices = ofType((await timelineOf(clients.lt, caseId)).entries, 'VoiceRecorded');
    const hidden = voices.find(({ about }) => about.includes(PEOPLE.K1))?.id;
    const ask = (id: string | undefined) =>
      clients.vader.query('query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }', { caseId, id });
    expect((await ask(hidden)).text).toBe((await ask(randomUUID())).text);
  });
});

/** Pages one by one, to see that counting by paging gives no more than the whole. */
async function entriesCounted(client: Client): Promise<number> {
  let after: string | undefined;
  for (let count = 0; ;) {
    const { data } = await client.query<{ timeline: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(
      'query ($caseId: ID!, $after: String) { timeline(caseId: $caseId, first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
      { caseId, after },
    );
    count += data?.timeline.nodes.length ?? 0;
    if (data?.timeline.pageInfo.hasNextPage !== true) return count;
    after = data.timeline.pageInfo.endCursor;
  }
}

describe('the facts of Veilig Thuis', () => {
  it('the Raad sees eleven facts and no note; Veilig Thuis sees its note', async () => {
    const council = ofType((await timelineOf(clients.raad, caseId)).entries, 'FactRecorded');
    const own = ofType((await timelineOf(clients.vt, caseId)).entries, 'FactRecorded');
    expect(council).toHaveLength(11);
    expect(council.every((fact) => textOf(fact, 'text') !== undefined)).toBe(true);
    expect(council.some(({ fields }) => fields.some(({ name }) => name === 'workingNote'))).toBe(false);
    expect(own.filter(({ fields }) => fields.some(({ name }) => name === 'workingNote'))).toHaveLength(1);
  });

  it('two of them were marked incorrect by the father', async () => {
    const facts = ofType((await timelineOf(clients.raad, caseId)).entries, 'FactRecorded');
    const marked = facts.filter(({ fields }) =>
      fields.some(({ name, personId, text }) => name === 'familyMarks' && personId === PEOPLE.father && text?.includes('klopt niet')),
    );
    expect(marked).toHaveLength(2);
  });
});

describe('Jeugdbescherming west', () => {
  it('as of 16 April gets the answer of a case that does not exist', async () => {
    const then = await clients.gi.query('query ($caseId: ID!, $asOf: AsOfInput) { case(caseId: $caseId, asOf: $asOf) { name } }', {
      caseId,
      ...noon('2025-04-16'),
    });
    const never = await clients.gi.query('query ($caseId: ID!, $asOf: AsOfInput) { case(caseId: $caseId, asOf: $asOf) { name } }', {
      caseId: randomUUID(),
      ...noon('2025-04-16'),
    });
    expect(then.text).toBe(never.text);
    expect(then.text).toBe('{"data":{"case":null}}\n');
  });

  it('sees the case from 18 April, but no report without consent or a named duty', async () => {
    const { entries } = await timelineOf(clients.gi, caseId, noon('2025-04-18'));
    expect(ofType(entries, 'MeasureOrdered').length).toBeGreaterThan(0);
    expect(ofType(entries, 'ReportReceived')).toHaveLength(0);
    expect(ofType((await timelineOf(clients.gi, caseId)).entries, 'ReportReceived')).toHaveLength(0);
    expect(ofType((await timelineOf(clients.vt, caseId)).entries, 'ReportReceived')).toHaveLength(1);
  });

  it('gets one report when Veilig Thuis shares it for a named duty, and loses it when that ends', async () => {
    const [report] = ofType((await timelineOf(clients.vt, caseId)).entries, 'ReportReceived');
    const share = {
      commandId: randomUUID(),
      caseId,
      legalBasis: 'wmo-4.1.1',
      entryId: report?.id,
      organisation: 'jb-west',
      basis: 'jeugdwet-7.3.11',
      until: '2027-12-31',
    };
    const granted = await clients.vt.query<Result>(command('grantShare', 'GrantShareInput'), {
      input: { ...share, concerning: [PEOPLE.K1, PEOPLE.K2], purposeOfShare: 'uitvoering van de maatregel' },
    });
    expect(granted.data?.result).toMatchObject({ __typename: 'CommandAccepted' });
    const shown = await eventually(
      async () => ofType((await timelineOf(clients.gi, caseId)).entries, 'ReportReceived'),
      (found) => found.length === 1,
    );
    expect(textOf(shown[0], 'content')).toBe(textOf(report, 'content'));
    expect(shown[0]?.fields.some(({ name }) => name === 'reporter')).toBe(false);
    const ended = await clients.vt.query<Result>(command('endShare', 'EndShareInput'), {
      input: { commandId: randomUUID(), caseId, legalBasis: 'wmo-4.1.1', entryId: report?.id, organisation: 'jb-west' },
    });
    expect(ended.data?.result).toMatchObject({ __typename: 'CommandAccepted' });
    // A narrowing is acknowledged only when it shows: no waiting here.
    expect(ofType((await timelineOf(clients.gi, caseId)).entries, 'ReportReceived')).toHaveLength(0);
  });
});

describe('the moment', () => {
  const plan = 'query ($caseId: ID!, $asOf: AsOfInput) { routeMap(caseId: $caseId, asOf: $asOf) { version status } }';

  it('on 11 April shows the plan in force and not the danger of the 12th', async () => {
    const then = await timelineOf(clients.lt, caseId, { asOf: { knownAt: '2025-04-11T21:00:00.000Z' } });
    expect(ofType(then.entries, 'AcuteDangerDeclared')).toHaveLength(0);
    const { data } = await clients.lt.query(plan, { caseId, asOf: { knownAt: '2025-04-11T21:00:00.000Z' } });
    expect(data).toEqual({ routeMap: { version: 1, status: 'IN_FORCE' } });
    expect(ofType((await timelineOf(clients.lt, caseId, noon('2025-04-13'))).entries, 'AcuteDangerDeclared')).toHaveLength(1);
  });

  it('version 2 is in force now, with the family’s own plan and three agreeing', async () => {
    const { data } = await clients.moeder.query<{
      routeMap: { version: number; status: string; includesFamilyPlan: boolean; positions: { position: string }[] };
    }>('query ($caseId: ID!) { routeMap(caseId: $caseId) { version status includesFamilyPlan positions { personId position } } }', {
      caseId,
    });
    expect(data?.routeMap).toMatchObject({ version: 2, status: 'IN_FORCE', includesFamilyPlan: true });
    expect(data?.routeMap.positions.map(({ position }) => position)).toEqual(['AGREE', 'AGREE', 'AGREE']);
  });

  it('as of now equals what the rows say, for every reader', async () => {
    for (const user of ['vt', 'lt', 'raad', 'gi', 'moeder', 'vader', 'k2'] as const) {
      const rows = await timelineOf(clients[user], caseId);
      const replayed = await timelineOf(clients[user], caseId, { asOf: { knownAt: new Date().toISOString() } });
      expect(replayed.entries).toEqual(rows.entries);
    }
  });
});

describe('the clocks', () => {
  interface Clocks {
    readonly case: {
      readonly clocks: readonly {
        readonly norm: string;
        readonly reading: string;
        readonly dueOn: string | null;
        readonly status: string;
      }[];
      readonly measures: readonly { readonly kind: string; readonly status: string; readonly voidFrom: string | null }[];
    };
  }
  const query =
    'query ($caseId: ID!, $asOf: AsOfInput) { case(caseId: $caseId, asOf: $asOf) { clocks { norm reading dueOn status steps { day text } } measures { kind status voidFrom endsOn } } }';
  const at = async (client: Client, moment: object = {}) => (await client.query<Clocks>(query, { caseId, ...moment })).data?.case;

  it('worker and first contact were due on 28 April, not the 24th', async () => {
    const clocks = (await at(clients.gi))?.clocks.filter(({ norm }) => norm === 'T9') ?? [];
    expect(clocks.map(({ dueOn }) => dueOn)).toEqual(clocks.map(() => '2025-04-28'));
    expect(clocks.length).toBeGreaterThan(0);
    expect(clocks.every(({ status }) => status === 'met')).toBe(true);
  });

  it('the plan of the GI: by law the term does not run, the practice reading was due 2 June and missed', async () => {
    const clocks = (await at(clients.gi))?.clocks.filter(({ norm }) => norm === 'T10') ?? [];
    expect(clocks.find(({ reading }) => reading === 'law')).toMatchObject({ dueOn: null, status: 'notApplicable' });
    expect(clocks.find(({ reading }) => reading === 'practice')).toMatchObject({ dueOn: '2025-06-02', status: 'late' });
  });

  it('safety was assessed on the fifth working day; the outcome was due 26 May and the family told before 9 April', async () => {
    const clocks = (await at(clients.vt))?.clocks ?? [];
    expect(clocks.find(({ norm }) => norm === 'T2')).toMatchObject({ dueOn: '2025-03-19', status: 'met' });
    expect(clocks.find(({ norm }) => norm === 'T4')).toMatchObject({ status: 'met' });
    expect(clocks.find(({ norm }) => norm === 'T5')).toMatchObject({ dueOn: '2025-04-09', status: 'met' });
  });

  it('if the OTS is not extended, the RvdK must be told by 15 November; the end of the placement was due 16 June', async () => {
    const due = ((await at(clients.gi))?.clocks ?? []).filter(({ norm }) => norm === 'T19').map(({ dueOn }) => dueOn);
    expect(due).toEqual(expect.arrayContaining(['2025-11-15', '2025-06-16']));
  });

  it('as known on 28 April, without the hearing of the 29th, VOTS and removal are void from 2 May', async () => {
    const measures =
      (await at(clients.raad, { asOf: { knownAt: '2025-04-28T12:00:00.000Z', happenedBefore: '2025-05-02T12:00:00.000Z' } }))?.measures ??
      [];
    const exParte = measures.filter(({ kind }) => kind === 'PROVISIONAL_SUPERVISION' || kind === 'REMOVAL');
    expect(exParte).toHaveLength(2);
    for (const measure of exParte) expect(measure).toMatchObject({ status: 'VOID', voidFrom: '2025-05-02' });
    const heard = (await at(clients.raad, { asOf: { knownAt: '2025-05-02T12:00:00.000Z' } }))?.measures ?? [];
    expect(heard.filter(({ status }) => status === 'IN_FORCE').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['PROVISIONAL_SUPERVISION', 'REMOVAL']),
    );
  });
});

describe('the auditor', () => {
  it('sees everything, with a purpose, and must state one', async () => {
    const all = await timelineOf(clients.auditor, caseId);
    expect(ofType(all.entries, 'FactRecorded').some(({ fields }) => fields.some(({ name }) => name === 'workingNote'))).toBe(true);
    const without = await signedIn(product, 'auditor');
    expect((await without.query('{ me { party } }')).status).toBe(403);
  });

  it('looks through the eyes of K1, who has her own words, and of the aunt, who sees what names her and no more', async () => {
    const child = await timelineOf(clients.auditor, caseId, { asSeenBy: { kind: 'PERSON', id: PEOPLE.K1 } });
    const words = ofType(child.entries, 'VoiceRecorded').map((entry) => textOf(entry, 'words'));
    expect(words).toContainEqual(expect.stringContaining(NEEDLES.confidentialVoice));
    const aunt = await timelineOf(clients.auditor, caseId, { asSeenBy: { kind: 'PERSON', id: PEOPLE.aunt } });
    expect(ofType(aunt.entries, 'AgreementMade').length).toBeGreaterThan(0);
    expect(ofType(aunt.entries, 'FactRecorded')).toHaveLength(0);
    expect(ofType(aunt.entries, 'VoiceRecorded')).toHaveLength(0);
  });

  it('is the only one who may look through another’s eyes', async () => {
    const { errors } = await clients.vt.query(
      'query ($caseId: ID!, $asSeenBy: ReaderInput) { timeline(caseId: $caseId, asSeenBy: $asSeenBy) { position } }',
      {
        caseId,
        asSeenBy: { kind: 'ORGANISATION', id: 'lt-duinrade' },
      },
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('before the case', () => {
  it('the steps of the meldcode show to their writer and to the Veilig Thuis that received the report, to nobody else', async () => {
    const record = textOf(ofType((await timelineOf(clients.vt, caseId)).entries, 'ReportReceived')[0], 'meldcodeRecord')?.split('/') ?? [];
    const read = async (client: Client) =>
      (
        await client.query<{ meldcodeRecord: { type: string }[] }>(
          'query ($o: ID!, $r: ID!) { meldcodeRecord(organisation: $o, recordId: $r) { type } }',
          {
            o: record[0],
            r: record[1],
          },
        )
      ).data?.meldcodeRecord.filter(({ type }) => type === 'MeldcodeStepTaken').length;
    expect(await read(clients.lt)).toBe(5);
    expect(await read(clients.vt)).toBe(5);
    for (const user of ['raad', 'gi', 'moeder', 'vader', 'k2', 'vt-elders'] as const) expect(await read(clients[user])).toBe(0);
    const all = await timelineOf(clients.lt, caseId);
    expect(all.text).not.toContain('meldcodeRecord');
  });
});

describe('somebody who has nothing to do with it', () => {
  it('gets on every query the answer of a case that does not exist', async () => {
    const queries = [
      'case(caseId: $caseId) { name }',
      'timeline(caseId: $caseId) { position }',
      'routeMap(caseId: $caseId) { version }',
      'routeMaps(caseId: $caseId) { version }',
    ];
    for (const query of queries) {
      const real = await clients['vt-elders'].query(`query ($caseId: ID!) { ${query} }`, { caseId });
      const unreal = await clients['vt-elders'].query(`query ($caseId: ID!) { ${query} }`, { caseId: randomUUID() });
      expect(real.text).toBe(unreal.text);
    }
    const refused = (id: string) =>
      clients['vt-elders'].query<Result>(command('declareAcuteDanger', 'DeclareAcuteDangerInput'), {
        input: { commandId: randomUUID(), caseId: id, legalBasis: 'wmo-4.1.1', concerning: [PEOPLE.K1], what: 'x', actionTaken: 'y' },
      });
    expect((await refused(caseId)).text).toBe((await refused(randomUUID())).text);
  });
});

interface Result {
  readonly result: {
    readonly __typename: string;
    readonly entryIds?: readonly string[];
    readonly repeated?: boolean;
    readonly code?: string;
    readonly position?: string;
  };
}

const command = (name: string, input: string) => `mutation ($input: ${input}!) { result: ${name}(input: $input) {
  __typename ... on CommandAccepted { caseId entryIds repeated position } ... on CommandRefused { code message field } ... on CaseChanged { code entries { id type } } } }`;

async function eventually<T>(ask: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const value = await ask();
    if (good(value) || attempt > 40) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
