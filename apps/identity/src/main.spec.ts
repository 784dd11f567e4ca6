// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JWK } from 'jose';
import { ConfigurationError, DEFAULT_AUDIENCE, readConfiguration } from './configuration.ts';
import { clientCredentials, COMMAND_LINE_CLIENT, COMMAND_LINE_REDIRECT, signIn, signingKey } from './index.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Run {
  readonly lines: () => string;
  readonly ended: Promise<number | null>;
  readonly stop: () => boolean;
}

function run(env: Readonly<Record<string, string>>): Run {
  const child = spawn(process.execPath, ['--no-warnings', MAIN], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (text += chunk.toString()));
  return {
    lines: () => text,
    ended: once(child, 'close').then(([code]) => code as number | null),
    stop: () => child.kill('SIGTERM'),
  };
}

async function issuerOf({ lines }: Run): Promise<string> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const issuer = /klaar op (\S+)/.exec(lines())?.[1];
    if (issuer !== undefined) return issuer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not ready: ${lines()}`);
}

describe('the process', () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'identity-'));
  });
  afterAll(() => rm(data, { recursive: true }));

  it('says one line when ready, signs in, keeps its keys to itself and over a restart, and stops when asked', async () => {
    const first = run({ PORT: '0', DATA: data });
    const issuer = await issuerOf(first);
    expect(first.lines().trim().split('\n')).toHaveLength(1);
    await expect(
      signIn({ issuer, clientId: COMMAND_LINE_CLIENT, redirectUri: COMMAND_LINE_REDIRECT, username: 'vt' }),
    ).resolves.toBeDefined();
    const systemFile = join(data, 'systems', 'systeem-jb-west.jwk.json');
    const privateKeyJwk = JSON.parse(await readFile(systemFile, 'utf8')) as JWK;
    await expect(clientCredentials({ issuer, clientId: 'systeem-jb-west', privateKeyJwk })).resolves.toBeDefined();
    for (const file of [join(data, 'signing-key.jwk.json'), systemFile]) expect((await stat(file)).mode & 0o777).toBe(0o600);
    const keys = await (await fetch(`${issuer}/jwks`)).text();
    expect(keys).not.toContain('"d"');
    first.stop();
    expect(await first.ended).toBe(0);

    const second = run({ PORT: '0', DATA: data });
    expect(await (await fetch(`${await issuerOf(second)}/jwks`)).text()).toBe(keys);
    second.stop();
    expect(await second.ended).toBe(0);
  }, 30_000);

  it('refuses to run in production, in one sentence', async () => {
    const refused = run({ NODE_ENV: 'production', PORT: '0', DATA: data });
    expect(await refused.ended).toBe(2);
    expect(refused.lines()).toMatch(/^Deze inlogdienst is alleen voor demonstratie[^\n]+\n$/);
  });

  it('says so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const refused = run({ PORT: String((other.address() as AddressInfo).port), DATA: data });
    expect(await refused.ended).toBe(1);
    expect(refused.lines()).toBe('De poort is al in gebruik. Kies een andere met PORT.\n');
    other.close();
  });

  it('does not replace a key file it cannot use', async () => {
    const folder = await mkdtemp(join(data, 'damaged-'));
    await writeFile(join(folder, 'signing-key.jwk.json'), '{"kty":"RSA"');
    await expect(signingKey(folder)).rejects.toThrow('bevat geen bruikbare RSA-sleutel');
  });
});

describe('its settings', () => {
  it('have defaults for one machine', () => {
    expect(readConfiguration({})).toEqual({
      port: 3001,
      audience: DEFAULT_AUDIENCE,
      timelineOrigin: 'http://localhost:3000',
      backchannelLogout: 'http://localhost:3000/backchannel-logout',
      data: './data/identity',
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '30o1'],
    ['ISSUER', 'http://localhost:3001/'],
    ['ISSUER', 'http://inloggen.example'],
    ['ISSUER', 'https://inloggen.example?x'],
    ['AUDIENCE', 'gateway'],
    ['TIMELINE_ORIGIN', 'http://localhost:3000/'],
    ['TIMELINE_ORIGIN', 'http://tijdlijn.example'],
    ['DATA', ' '],
  ])('refuse %s=%s with a sentence that names it', (name, value) => {
    expect(() => readConfiguration({ [name]: value })).toThrow(ConfigurationError);
    expect(() => readConfiguration({ [name]: value })).toThrow(`${name} is "${value}", maar moet`);
  });

  it('accept another place', () => {
    const env = { PORT: '0', ISSUER: 'https://inloggen.example/demo', TIMELINE_ORIGIN: 'https://tijdlijn.example' };
    expect(readConfiguration(env)).toMatchObject({ port: 0, issuer: env.ISSUER, timelineOrigin: env.TIMELINE_ORIGIN });
  });
});
