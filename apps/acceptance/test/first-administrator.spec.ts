// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import { ClaimAdministrationDocument, MeDocument, SignedInDocument } from '@gezinslijn/api-contract';
import { signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { dropFolder, newFolder } from '../src/product.ts';

const root = join(import.meta.dirname, '../../..');
const HATLESS = { 'acting-organisation': '-' };
const folder = newFolder();
const file = join(folder, 'data', 'first-administrator.json');
const children: ChildProcess[] = [];
let place: { readonly origin: string; readonly issuer: string };
let output = '';
let vt: Client;
let lt: Client;

/** A store that is no demonstration, with sign-in beside it. */
async function start(script: string, environment: Readonly<Record<string, string>>, ready: RegExp): Promise<void> {
  const child = spawn(process.execPath, ['--no-warnings', join(root, script)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      printed += chunk.toString();
      if (ready.test(printed)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`${script} stopped (exit ${String(code)})`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeAll(async () => {
  const [identity, gateway] = [await freePort(), await freePort()];
  place = { issuer: `http://localhost:${String(identity)}`, origin: `http://localhost:${String(gateway)}` };
  const ISSUER = place.issuer;
  await start('apps/identity/dist/main.js', { PORT: String(identity), ISSUER, DATA: join(folder, 'identity') }, /staat klaar/);
  await start('apps/gateway/dist/main.js', { PORT: String(gateway), ISSUER, DATA: join(folder, 'data') }, /luistert op/);
  [vt, lt] = [await signedIn(place, 'vt', HATLESS), await signedIn(place, 'lt', HATLESS)];
}, 60_000);
afterAll(async () => {
  for (const child of children.reverse()) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  dropFolder(folder);
});

const claim = async (client: Client, code: string) => {
  const { data, text } = await client.query<{ result: { __typename: string; code?: string; field?: string } }>(
    print(ClaimAdministrationDocument),
    { input: { commandId: randomUUID(), code, organisationName: 'Regiobureau', workerName: 'Noor van Dalen' } },
  );
  if (data === null) throw new Error(text);
  return data.result;
};
const hatsOf = async (client: Client) =>
  (await client.query<{ signedIn: { hats: { organisation: string; roles: string[] }[]; unclaimed: boolean } }>(print(SignedInDocument)))
    .data?.signedIn;

describe('an empty store that is no demonstration', () => {
  let code = '';

  it('prints a code once, and keeps it in a file of its owner', () => {
    code = /eenmalig deze code: (\S+)/.exec(output)?.[1] ?? '';
    expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((JSON.parse(readFileSync(file, 'utf8')) as { code: string }).code).toBe(code);
  });

  it('lets nobody do anything, whatever his token says', async () => {
    expect(await hatsOf(vt)).toEqual({ hats: [], unclaimed: true });
    expect((await vt.query(print(MeDocument))).errors?.[0]?.extensions?.['code']).toBe('ACTING_ORGANISATION_NOT_YOURS');
    expect((await vt.query(print(MeDocument), {}, { 'acting-organisation': 'vt-haaglanden' })).status).toBe(403);
  });

  it('runs registered documents only', async () => {
    expect((await vt.query('{ me { role } }')).status).toBe(403);
    expect((await vt.query('{ __typename }')).errors?.[0]?.extensions?.['code']).toBe('DOCUMENT_NOT_REGISTERED');
  });

  it('has no known code', async () => {
    expect(await claim(lt, 'DEMONSTRATIE')).toMatchObject({ code: 'CLAIM_CODE_WRONG', field: 'code' });
  });

  it('gives its administration to who has the code, once', async () => {
    const outcomes = await Promise.all([claim(vt, code), claim(lt, code)]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['AdministrationAccepted', 'CommandRefused']);
    expect(existsSync(file)).toBe(false);
    const [winner, loser] = outcomes[0]?.__typename === 'AdministrationAccepted' ? [vt, lt] : [lt, vt];
    expect(await hatsOf(winner)).toEqual({
      hats: [{ organisation: 'beheer', name: 'Regiobureau', party: 'PLATFORM', roles: ['platformAdministrator'] }],
      unclaimed: false,
    });
    expect(await hatsOf(loser)).toEqual({ hats: [], unclaimed: false });
    expect(await claim(loser, code)).toMatchObject({ code: 'ADMINISTRATION_ALREADY_CLAIMED' });
  });

  it('tells neither code nor token in what it prints after that', async () => {
    expect(output.split(code)).toHaveLength(2);
    for (const { token } of [vt, lt]) expect(output).not.toContain(token.split('.')[2]);
  });
});
