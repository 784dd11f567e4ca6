// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { reach } from '../src/reaching.ts';

describe('where no gateway is', () => {
  it('says so, and how to give another address', async () => {
    const server = createServer((_request, response) => response.end('<!doctype html>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const sentence = `Op ${url} antwoordt geen gateway. Draait Gezinslijn daar? Het adres geeft u met --url.`;
    await expect(reach(url, {})).rejects.toThrow(sentence);
    server.close();
    await once(server, 'close');
    await expect(reach(url, {})).rejects.toThrow(sentence);
    await expect(reach('bogus', {})).rejects.toThrow('Op bogus antwoordt geen gateway.');
  });
});
