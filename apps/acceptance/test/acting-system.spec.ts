// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  COMMAND_LINE_CLIENT,
  COMMAND_LINE_REDIRECT,
  DEFAULT_AUDIENCE,
  clientCredentials,
  exchangeToken,
  signIn,
  systemClientOf,
} from '@gezinslijn/identity';
import { clientWith, signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { PEOPLE, caseIdFor } from '../src/waterlelie.ts';

const ORGANISATION = 'lt-duinrade';
const SYSTEM = systemClientOf(ORGANISATION);
const SEE = `mutation ($input: SeeChildInput!) { seeChild(input: $input) { __typename ... on CommandAccepted { entryIds position } ... on CommandRefused { code } } }`;
const LOOKED = 'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 50) { nodes { worker system operation granted } } }';

let product: Product;
let caseId: string;
beforeAll(async () => {
  product = await startProduct();
  const lt = await signedIn(product, 'lt');
  caseId = await caseIdFor(lt);
}, 180_000);
afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const keyOf = (clientId: string) =>
  JSON.parse(readFileSync(join(product.data, 'identity', 'systems', `${clientId}.jwk.json`), 'utf8')) as Parameters<
    typeof exchangeToken
  >[0]['privateKeyJwk'];
const signInAs = (username: string) =>
  signIn({
    issuer: product.issuer,
    clientId: COMMAND_LINE_CLIENT,
    redirectUri: COMMAND_LINE_REDIRECT,
    username,
    audience: DEFAULT_AUDIENCE,
  });
const exchange = (subjectToken: string, clientId = SYSTEM) =>
  exchangeToken({ issuer: product.issuer, clientId, privateKeyJwk: keyOf(clientId), audience: DEFAULT_AUDIENCE, subjectToken });
const seen = (client: Client) =>
  client.query<{ seeChild: { __typename: string; code?: string } }>(SEE, {
    input: {
      commandId: randomUUID(),
      caseId,
      legalBasis: 'jeugdwet-2.3',
      childId: PEOPLE.K1,
      alone: true,
      where: 'SCHOOL',
      observation: 'Doet mee in de klas.',
    },
  });

describe('a partner’s system that acts for a worker', () => {
  it('does by token exchange what he may do, and the log says through which system', async () => {
    const worker = await signInAs('lt');
    const acting = clientWith(product, (await exchange(worker.accessToken)).accessToken);
    expect((await seen(acting)).data?.seeChild.__typename).toBe('CommandAccepted');
    expect((await acting.query('query ($caseId: ID!) { case(caseId: $caseId) { name } }', { caseId })).data?.['case']).not.toBeNull();
    const looked = await clientWith(product, worker.accessToken).query<{
      whoLooked: { nodes: { system: string | null; operation: string; granted: boolean }[] };
    }>(LOOKED, { caseId });
    expect(looked.data?.whoLooked.nodes).toContainEqual(expect.objectContaining({ system: SYSTEM, operation: 'case', granted: true }));
  });

  it('without one writes nothing', async () => {
    const { accessToken } = await clientCredentials({
      issuer: product.issuer,
      clientId: SYSTEM,
      privateKeyJwk: keyOf(SYSTEM),
      audience: DEFAULT_AUDIENCE,
    });
    const { errors } = await seen(clientWith(product, accessToken));
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('gets no token for a worker of another organisation', async () => {
    const worker = await signInAs('lt');
    await expect(exchange(worker.accessToken, systemClientOf('vt-haaglanden'))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('is out when he signs out', async () => {
    const worker = await signInAs('lt');
    const acting = clientWith(product, (await exchange(worker.accessToken)).accessToken);
    expect((await acting.query('{ me { role } }')).status).toBe(200);
    await worker.signOut();
    const before = Date.now();
    while ((await acting.query('{ me { role } }')).status !== 401) {
      if (Date.now() - before > 2_000) throw new Error('It is not out');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('is out when its organisation ends it, while the worker himself goes on', async () => {
    const worker = await signInAs('lt');
    const acting = clientWith(product, (await exchange(worker.accessToken)).accessToken);
    const administrator = await signedIn(product, 'beheerder', { 'acting-organisation': ORGANISATION });
    const document = `mutation ($input: EndClientSystemInput!) { result: endClientSystem(input: $input) { __typename } }`;
    const ended = await administrator.query(document, { input: { commandId: randomUUID(), organisation: ORGANISATION, clientId: SYSTEM } });
    expect(ended.data).toEqual({ result: { __typename: 'AdministrationAccepted' } });
    const before = Date.now();
    while ((await acting.query('{ me { role } }')).status !== 403) {
      if (Date.now() - before > 2_000) throw new Error('It is not out');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await clientWith(product, worker.accessToken).query('{ me { role } }')).status).toBe(200);
  });
});
