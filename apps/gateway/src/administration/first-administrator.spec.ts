// SPDX-License-Identifier: EUPL-1.2
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CODE_FILE, FirstAdministrator } from './first-administrator.ts';

let folder: string;
let now: number;
const open = (known?: string) => new FirstAdministrator({ folder, now: () => now, ...(known === undefined ? {} : { known }) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gezinslijn-code-'));
  now = Date.parse('2025-04-02T12:00:00.000Z');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the code of the first administrator', () => {
  it('stands in a file of its owner, readable aloud, the same for every gateway', () => {
    const offered = open().offer();
    expect(offered?.code).toMatch(/^([A-HJKMNP-TV-Z2-9]{4}-){3}[A-HJKMNP-TV-Z2-9]{4}$/);
    expect(statSync(join(folder, CODE_FILE)).mode & 0o777).toBe(0o600);
    expect(open().offer()).toEqual(offered);
    expect(readFileSync(join(folder, CODE_FILE), 'utf8')).toContain(offered?.code);
  });

  it('is right once it is right, whatever the case it is typed in, until it was redeemed', () => {
    const first = open();
    const code = first.offer()?.code ?? '';
    expect(first.check('AAAA-AAAA-AAAA-AAAA')).toBe('wrong');
    expect(first.check(` ${code.toLowerCase()} `)).toBe('right');
    first.drop();
    expect(existsSync(join(folder, CODE_FILE))).toBe(false);
    expect(first.check(code)).toBe('wrong');
    expect(first.check('')).toBe('wrong');
  });

  it('lapses after a day, and the next start makes another', () => {
    const code = open().offer()?.code ?? '';
    now += 24 * 3_600_000;
    expect(open().check(code)).toBe('wrong');
    expect(open().offer()?.code).not.toBe(code);
  });

  it('is not guessed: five attempts in ten minutes, right ones too', () => {
    const first = open();
    const code = first.offer()?.code ?? '';
    for (let attempt = 0; attempt < 5; attempt += 1) expect(first.check('x')).toBe('wrong');
    expect(first.check(code)).toBe('tooOften');
    now += 600_000;
    expect(first.check(code)).toBe('right');
  });

  it('is not taken from a file that others can write or read, nor from what is none', () => {
    const code = open().offer()?.code ?? '';
    chmodSync(join(folder, CODE_FILE), 0o644);
    expect(open().check(code)).toBe('wrong');
    writeFileSync(join(folder, CODE_FILE), '{"code":""}', { mode: 0o600 });
    chmodSync(join(folder, CODE_FILE), 0o600);
    expect(open().check('')).toBe('wrong');
  });

  it('of a demonstration is known, and writes no file', () => {
    const demonstration = open('DEMONSTRATIE');
    expect(demonstration.offer()).toBeUndefined();
    expect(demonstration.check('demonstratie')).toBe('right');
    expect(existsSync(join(folder, CODE_FILE))).toBe(false);
  });
});
