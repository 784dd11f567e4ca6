// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { GraphQLInputType, GraphQLSchema, IntrospectionQuery } from 'graphql';
import { CHILD, MOTHER, act, openFamily, seeChild, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
let schema: GraphQLSchema;
/** Ids that stand in the case and that Veilig Thuis, which is in it, cannot know. */
let hidden: readonly string[];

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

beforeAll(async () => {
  gateway = await startGatewayUnderTest({ RATE_WORKER: '0' });
  caseId = await openFamily(gateway);
  const frame = { caseId, legalBasis: 'jeugdwet-2.3', concerning: [CHILD] };
  const table = { kind: 'CASE_TABLE', attending: ['lt-duinrade'], outcome: 'Afspraken.', discussion: 'Besproken.' };
  const written = [
    await act(gateway, 'lt', 'holdTable', { ...frame, ...table }),
    await act(gateway, 'lt', 'recordDissent', { ...frame, attending: ['lt-duinrade'], text: 'Niet mee eens.' }),
    await act(gateway, 'elsewhere', 'useEmergencyAccess', { caseId, legalBasis: 'avg-6-1-d', reason: 'Acuut gevaar' }),
    await seeChild(gateway, caseId),
  ];
  for (const outcome of written) expect(outcome).toMatchObject({ __typename: 'CommandAccepted' });
  const share = {
    organisation: 'gi-west',
    basis: 'jeugdwet-2.3',
    purposeOfShare: 'x',
    until: '2099-01-01',
    entryId: written[0]?.entryIds?.[0],
  };
  expect(await act(gateway, 'lt', 'grantShare', { ...frame, ...share })).toMatchObject({ __typename: 'CommandAccepted' });
  const known = await gateway.ask('vt', 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 100) { nodes { id fields { text } } } }', {
    caseId,
  });
  const there = new Set<string>();
  for await (const { id, data } of gateway.platform.store.readStream(`familyCase-${caseId}`))
    for (const found of [id, ...(Buffer.from(data).toString().match(UUIDS) ?? [])]) there.add(found);
  hidden = [...there].filter((id) => ![caseId, CHILD, MOTHER].includes(id) && !known.text.includes(id));
  schema = buildClientSchema((await gateway.ask('lt', getIntrospectionQuery())).data as unknown as IntrospectionQuery);
});
afterAll(() => gateway.close());

type Path = readonly (string | number)[];
const PEOPLE = /^(personId|childId|speakerId|children|concerning|persons|sharedWith|hiddenFrom|clients)$/;
const OPTIONAL_IDS = /(?:Id|Ids|answerTo)$/;

/** An input in its least form, with `id` in the one place that is asked about; the places an id of something could stand are noted. */
function filled(
  type: GraphQLInputType,
  name: string,
  path: Path,
  places: string[],
  put: { readonly place: string; readonly id: string },
): unknown {
  if (isNonNullType(type)) return filled(type.ofType as GraphQLInputType, name, path, places, put);
  if (isListType(type)) return [filled(type.ofType as GraphQLInputType, name, [...path, 0], places, put)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || OPTIONAL_IDS.test(field.name));
    return Object.fromEntries(fields.map((field) => [field.name, filled(field.type, field.name, [...path, field.name], places, put)]));
  }
  if (name === 'commandId') return randomUUID();
  if (name === 'caseId') return caseId;
  if (PEOPLE.test(name)) return CHILD;
  if (type.name === 'ID' || OPTIONAL_IDS.test(name)) {
    places.push(path.join('.'));
    return put.place === path.join('.') ? put.id : randomUUID();
  }
  if (type.name === 'Boolean') return false;
  if (type.name === 'Int' || type.name === 'Float') return 1;
  if (/legalBasis|^basis$/.test(name)) return 'wmo-4.1.1';
  if (/organisation|^to$|^from$|attending|carriers/.test(name)) return 'vt-haaglanden';
  return /On$|Date$|ntil$|From$/.test(name) ? '2026-01-01' : 'tekst';
}

describe('an id of what he may not see', () => {
  it('is to every command what an id of nothing is: the same code, words and field', async () => {
    expect(hidden.length).toBeGreaterThan(4);
    const token = await gateway.token('vt');
    const codes = new Map<string, string>();
    for (const { name, args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const [input] = args;
      if (input === undefined || name === 'useEmergencyAccess') continue;
      const document = `mutation ($input: ${String(input.type)}) { ${name}(input: $input) { __typename ... on CommandRefused { code message field } } }`;
      const answer = async (place: string, id: string) => {
        const made = filled(input.type, 'input', [], [], { place, id }) as object;
        const { status, text } = await gateway.post(token, document, { input: { ...made, validateOnly: true } });
        return { status, text: text.replaceAll(id, 'ID') };
      };
      const places: string[] = [];
      const made = filled(input.type, 'input', [], places, { place: '', id: '' }) as object;
      if (!('caseId' in made)) continue;
      for (const place of places) {
        const nothing = await answer(place, randomUUID());
        codes.set(`${name} ${place}`, /"code":"(\w+)"/.exec(nothing.text)?.[1] ?? nothing.text);
        for (const id of hidden) expect({ name, place, ...(await answer(place, id)) }).toEqual({ name, place, ...nothing });
      }
    }
    // The comparison can fail: these rules do look the id up.
    expect([...codes.values()].filter((code) => code.endsWith('_UNKNOWN')).length).toBeGreaterThan(10);
  }, 60_000);
});
