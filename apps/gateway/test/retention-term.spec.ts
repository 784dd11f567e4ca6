// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHILD, MOTHER, act, openFamily, searchedFor, seeChild, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
let current: string;

interface List {
  readonly asOf: string;
  readonly digest: string;
  readonly cases: readonly {
    readonly caseId: string;
    readonly keys: number;
    readonly people: readonly { readonly personId: string; readonly until: string }[];
  }[];
}

async function due(name: WorkerName, asOf?: string): Promise<List | null> {
  const query = 'query ($asOf: String) { retentionDue(asOf: $asOf) { asOf digest cases { caseId keys people { personId until rule } } } }';
  const { data, text } = await gateway.ask(name, query, asOf === undefined ? {} : { asOf });
  if (data === null) throw new Error(text);
  return data['retentionDue'] as List | null;
}

async function destroy(name: WorkerName, input: object): Promise<object> {
  const query = `mutation ($input: DestroyDueInput!) { result: destroyDue(input: $input) {
    __typename ... on DueDestroyed { cases people } ... on CommandRefused { code field } } }`;
  const { data, text } = await gateway.ask(name, query, { input: { commandId: randomUUID(), legalBasis: 'wmo-4.1.1', ...input } });
  if (data === null) throw new Error(text);
  return data['result'] as object;
}

interface Kept {
  readonly organisation: { readonly id: string };
  readonly personId: string;
  readonly status: string;
  readonly until: string | null;
  readonly steps: readonly { readonly day: string; readonly text: string }[];
}

async function kept(name: WorkerName, variables: object): Promise<readonly Kept[]> {
  const query = `query ($caseId: ID!, $entryId: ID, $asOf: String) { keptData(caseId: $caseId, entryId: $entryId, asOf: $asOf) {
    organisation { id } personId status until rule source steps { day text } } }`;
  const headers: Readonly<Record<string, string>> = name === 'auditor' ? { purpose: 'toezicht' } : {};
  const { data, text } = await gateway.ask(name, query, { caseId, ...variables }, headers);
  if (data === null) throw new Error(text);
  return data['keptData'] as readonly Kept[];
}

const holders = (id: string, personId: string) => gateway.platform.keys.controllersOf(`familyCase-${id}`, personId);

async function decisions(): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for await (const { type, data } of gateway.platform.store.readStream(`familyCase-${caseId}`))
    if (type === 'RetentionDecided')
      found.push((JSON.parse(Buffer.from(data).toString()) as { data: { open: Record<string, unknown> } }).data.open);
  return found;
}

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway, { occurredAt: '1999-01-01', births: ['1970-01-01', '1998-01-01'] });
  await seeChild(gateway, caseId, { occurredAt: '2000-01-01' });
  current = await openFamily(gateway);
  for (const [id, day] of [
    [caseId, '2001-01-01'],
    [current, '2026-01-01'],
  ] as const) {
    const left = {
      caseId: id,
      legalBasis: 'wmo-4.1.1',
      change: 'PARTY_LEFT',
      organisation: 'vt-haaglanden',
      reason: 'afgerond',
      occurredAt: day,
    };
    expect((await act(gateway, 'vt', 'changeMembership', left)).__typename).toBe('CommandAccepted');
  }
});
afterAll(() => gateway.close());

describe('what is due by its term', () => {
  let list: List;

  it('stands on a list for a supervisor before anything goes: ids and counts, of his own organisation', async () => {
    expect(await due('vtSupervisor', '2021-01-01')).toMatchObject({ cases: [] });
    list = (await due('vtSupervisor', '2021-01-02')) as List;
    expect(list.cases).toEqual([
      {
        caseId,
        keys: 3,
        people: [MOTHER, CHILD].sort().map((personId) => ({ personId, until: '2021-01-01', rule: 'T32-VT' })),
      },
    ]);
    expect((await due('vtSupervisor', '2021-01-02'))?.digest).toBe(list.digest);
    expect(await due('vt', '2021-01-02')).toBeNull();
    // Another Veilig Thuis never was.
    expect(await due('supervisor', '2021-01-02')).toMatchObject({ cases: [] });
    expect(holders(caseId, CHILD)).toEqual(['lt-duinrade', 'vt-haaglanden']);
  });

  it('does not go on another list than that which was looked at, nor before its day, nor by another', async () => {
    const { asOf, digest } = list;
    const refusals = [
      await destroy('vtSupervisor', { asOf, digest: 'another' }),
      await destroy('vtSupervisor', { asOf: '2021-01-03', digest }),
      await destroy('vtSupervisor', { asOf: '2999-01-01', digest: (await due('vtSupervisor', '2999-01-01'))?.digest }),
      await destroy('vt', { asOf, digest }),
      await destroy('supervisor', { asOf, digest }),
    ];
    expect(refusals).toMatchObject([
      { code: 'RETENTION_LIST_CHANGED', field: 'digest' },
      { code: 'RETENTION_LIST_CHANGED', field: 'digest' },
      { code: 'RETENTION_NOT_DUE', field: 'asOf' },
      { code: 'RETENTION_LIST_NOT_THE_SUPERVISOR' },
      { code: 'RETENTION_LIST_CHANGED', field: 'digest' },
    ]);
    expect(await decisions()).toEqual([]);
    expect(await destroy('vtSupervisor', { asOf, digest, validateOnly: true })).toMatchObject({ cases: 1, people: 2 });
    expect(holders(caseId, CHILD)).toEqual(['lt-duinrade', 'vt-haaglanden']);
  });

  it('goes by a decision for each person that names the list; others keep theirs, and a repeat does nothing more', async () => {
    const { asOf, digest } = list;
    const input = { asOf, digest, commandId: randomUUID() };
    expect(await destroy('vtSupervisor', input)).toEqual({ __typename: 'DueDestroyed', cases: 1, people: 2 });
    expect(await destroy('vtSupervisor', input)).toEqual({ __typename: 'DueDestroyed', cases: 1, people: 2 });
    expect(await decisions()).toEqual(
      [MOTHER, CHILD].sort().map((personId) => expect.objectContaining({ personId, ground: 'TERM', list: digest }) as object),
    );
    for (const personId of [MOTHER, CHILD]) {
      expect(holders(caseId, personId)).toEqual(['lt-duinrade']);
      expect(holders(current, personId)).toEqual(['lt-duinrade', 'vt-haaglanden']);
    }
    expect((await due('vtSupervisor', '2021-01-02'))?.cases).toEqual([]);
  });

  it('is explained: an auditor hears of every controller, an organisation of itself, a family member asks the organisation', async () => {
    const asOf = '2047-01-01';
    const told = (await kept('auditor', { asOf })).filter(({ personId }) => personId === CHILD);
    expect(told).toMatchObject([
      { organisation: { id: 'vt-haaglanden' }, status: 'DESTROYED', until: null },
      { organisation: { id: 'lt-duinrade' }, status: 'INVOLVED', until: null },
    ]);
    const running = (await kept('vt', { caseId: current, asOf: '2030-01-01' })).find(({ personId }) => personId === CHILD);
    expect(running).toMatchObject({ status: 'RUNNING', rule: 'T32-VT', source: 'Wmo 2015 5.3.4 lid 1' });
    expect(running?.steps.map(({ text }) => text)).toEqual([
      'betrokkenheid geëindigd',
      'twintig jaar nadat de betrokkenheid eindigde (Wmo 2015 5.3.4 lid 1)',
      'tot het jongste kind achttien is (Wmo 2015 5.3.4 lid 2)',
    ]);
    expect(running?.steps[1]?.day).toBe(running?.until);
    expect(new Set((await kept('lt', { asOf })).map(({ organisation }) => organisation.id))).toEqual(new Set(['lt-duinrade']));
    expect(await kept('mother', { asOf })).toEqual([]);
    expect(await kept('elsewhere', { asOf })).toEqual([]);
    expect(await kept('vt', { entryId: randomUUID() })).toEqual([]);
  });

  it('is told to who left of those alone who were there then', async () => {
    const born = { personId: randomUUID(), content: { name: 'Later Proef', role: 'child', birthDate: '2026-02-01', households: ['A'] } };
    const joined = {
      caseId: current,
      legalBasis: 'jeugdwet-2.3',
      change: 'PERSON_JOINED',
      members: [born],
      reason: 'geboren',
      searchToken: await searchedFor(gateway, 'lt', [born]),
    };
    expect((await act(gateway, 'lt', 'changeMembership', joined)).__typename).toBe('CommandAccepted');
    const asOf = '2030-01-01';
    expect((await kept('lt', { caseId: current, asOf })).map(({ personId }) => personId)).toContain(born.personId);
    const told = (await kept('vt', { caseId: current, asOf })).map(({ personId }) => personId);
    expect(new Set(told)).toEqual(new Set([MOTHER, CHILD]));
  });
});

describe('an organisation that left', () => {
  const BORN_LATER = '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1099';

  it('is told nothing of who came later, by nobody and by no day, and holds no key of him', async () => {
    const content = { name: 'Baby Proef', role: 'child', birthDate: '2026-02-03', households: ['A'], authorityBy: [MOTHER] };
    const before = [await kept('vt', { caseId: current }), await due('vtSupervisor', '2099-01-01')];
    const joins = {
      caseId: current,
      legalBasis: 'jeugdwet-2.3',
      change: 'PERSON_JOINED',
      members: [{ personId: BORN_LATER, content }],
      reason: 'geboren',
      searchToken: await searchedFor(gateway, 'lt', [{ content }]),
    };
    expect((await act(gateway, 'lt', 'changeMembership', joins)).__typename).toBe('CommandAccepted');
    expect([await kept('vt', { caseId: current }), await due('vtSupervisor', '2099-01-01')]).toEqual(before);
    expect(JSON.stringify(await kept('lt', { caseId: current }))).toContain(BORN_LATER);
    expect(holders(current, BORN_LATER)).toEqual(['lt-duinrade']);
  });

  it('gets those keys when it comes back', async () => {
    const back = {
      caseId: current,
      legalBasis: 'jeugdwet-2.3',
      change: 'PARTY_JOINED',
      organisation: 'vt-haaglanden',
      party: 'VT',
      reason: 'weer',
    };
    expect((await act(gateway, 'lt', 'changeMembership', back)).__typename).toBe('CommandAccepted');
    expect(holders(current, BORN_LATER)).toEqual(['lt-duinrade', 'vt-haaglanden']);
  });
});
