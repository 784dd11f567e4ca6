// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';

const root = join(import.meta.dirname, '../../..');
let product: Product;

beforeAll(async () => {
  product = await startProduct({ empty: true });
}, 180_000);
afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `rvt admin …`; `onError` is told what is written for a person, such as the address to open. */
function rvt(args: readonly string[], as?: string, onError: (text: string) => void = () => undefined): Promise<Run> {
  const where = ['--url', product.origin, '--issuer', product.issuer, ...(as === undefined ? [] : ['--as', as])];
  const child = spawn(process.execPath, ['--no-warnings', join(root, 'apps/rvt/dist/main.js'), 'admin', ...args, ...where]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    onError(err);
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, out, err })));
}

describe('rvt admin', () => {
  it('registers, lists and ends what an organisation has', async () => {
    const hat = ['--hat', 'lt-elders'];
    expect(await rvt(['workers', 'add', 'lt-elders', 'w-nieuw', '--name', 'Nieuwe Collega', ...hat], 'beheerder')).toMatchObject({
      code: 0,
      out: 'Vastgelegd.\n',
    });
    expect(await rvt(['workers', 'add', 'lt-elders', 'w-nieuw', '--name', 'Nieuwe Collega', ...hat], 'beheerder')).toMatchObject({
      code: 0,
      out: 'Er hoefde niets te veranderen.\n',
    });
    expect((await rvt(['hats', 'grant', 'lt-elders', 'w-nieuw', 'caseworker', '--until', '2099-12-31', ...hat], 'beheerder')).code).toBe(0);
    const { out } = await rvt(['workers', 'list', 'lt-elders', ...hat], 'beheerder');
    expect(out).toMatch(/w-nieuw +Nieuwe Collega +caseworker t\/m 2099-12-31 \[[0-9a-f-]{36}\]/);
    const id = /w-nieuw .*\[([0-9a-f-]{36})\]/.exec(out)?.[1] ?? '';
    expect((await rvt(['hats', 'end', 'lt-elders', id, ...hat], 'beheerder')).code).toBe(0);
    expect((await rvt(['workers', 'list', 'lt-elders', ...hat], 'beheerder')).out).not.toContain(id);
  }, 60_000);

  it('says why not, and exits 1', async () => {
    const refused = await rvt(['organisations', 'end', 'lt-elders', '--hat', 'lt-elders'], 'beheerder');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('(ADMINISTRATION_MAY_NOT)');
    expect((await rvt(['workers', 'list', 'jb-west', '--hat', 'lt-elders'], 'beheerder')).code).toBe(1);
    expect((await rvt(['organisations', 'add', 'x'], 'platform')).code).toBe(2);
  }, 60_000);

  it('lists organisations for programs', async () => {
    const { out } = await rvt(['organisations', 'list', '--json'], 'platform');
    expect((JSON.parse(out) as { id: string }[]).map(({ id }) => id)).toEqual(expect.arrayContaining(['beheer', 'vt-haaglanden', 'gezin']));
  }, 30_000);

  it('signs in through a browser, with PKCE on a port of its own, and prints no token', async () => {
    let opened = false;
    const run = await rvt(['organisations', 'list', '--json', '--hat', 'beheer'], undefined, (text) => {
      const address = /^(http\S+)$/m.exec(text)?.[1];
      if (address === undefined || opened) return;
      opened = true;
      expect(new URL(address).searchParams.get('code_challenge_method')).toBe('S256');
      void visit(address, 'platform');
    });
    expect(run.code).toBe(0);
    expect((JSON.parse(run.out) as unknown[]).length).toBeGreaterThan(5);
    expect(run.out + run.err).not.toContain('eyJ');
  }, 30_000);
});

/** What a browser does: follows, keeps cookies, chooses who signs in. */
async function visit(address: string, username: string): Promise<void> {
  const cookies = new Map<string, string>();
  const get = async (url: string, init: RequestInit = {}): Promise<void> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    if (location !== null) return get(new URL(location, url).href);
    const action = /<form method="post" action="([^"]+)"/.exec(await response.text())?.[1];
    if (action !== undefined) return get(new URL(action, url).href, { method: 'POST', body: new URLSearchParams({ username }) });
  };
  await get(address);
}
