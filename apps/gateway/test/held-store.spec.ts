// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config.ts';
import { StoreInUse, holdStore } from '../src/platform/held-store.ts';
import { IssuerSilent, startGateway } from '../src/start.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'gezinslijn-held-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('an embedded store is of one gateway at a time', () => {
  it('a second gateway does not start, and touches nothing', async () => {
    const release = holdStore(data);
    const second = startGateway(readConfig({ PORT: '0', ISSUER: 'http://localhost:1', DATA: data }));
    await expect(second).rejects.toThrow(StoreInUse);
    expect(readdirSync(data)).toEqual(['gateway.lock']);
    release();
  });

  it('is free again when the first let go', () => {
    holdStore(data)();
    holdStore(data)();
    expect(readdirSync(data)).toEqual(['gateway.lock']);
  });

  it('is free again when the gateway that opened it could not start', async () => {
    const failing = startGateway(readConfig({ PORT: '0', ISSUER: 'http://localhost:1', DATA: data }));
    await expect(failing).rejects.toThrow(IssuerSilent);
    expect(() => holdStore(data)()).not.toThrow();
  });

  it('is free again when the process that held it was killed', async () => {
    const hold = `const { DatabaseSync } = require('node:sqlite');
      const lock = new DatabaseSync(process.argv[1]); lock.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => lock, 1000);`;
    const other = spawn(process.execPath, ['--no-warnings', '-e', hold, join(data, 'gateway.lock')]);
    await once(other.stdout, 'data');
    expect(() => holdStore(data)).toThrow(StoreInUse);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(() => holdStore(data)()).not.toThrow();
  });
});
