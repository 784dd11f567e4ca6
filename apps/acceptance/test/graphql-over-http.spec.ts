// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { signedIn } from '../src/client.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';

/** The audit suite of the GraphQL over HTTP specification, as its working group's reference implementation publishes it. */
let product: Product;
let token: string;

beforeAll(async () => {
  product = await startProduct();
  ({ token } = await signedIn(product, 'vt'));
});

afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const audits = serverAudits({
  url: () => `${product.origin}/graphql`,
  fetchFn: ((address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(address, { ...init, headers });
  }) as typeof fetch,
});

describe('GraphQL over HTTP', () => {
  it('is audited in full', () => {
    expect(audits.length).toBeGreaterThan(50);
  });

  it.each(audits.map((audit) => [`${audit.name} (${audit.id})`, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    const reason = 'reason' in result ? result.reason : '';
    // `error` is a MUST that is not met; `warn` and `notice` are advice.
    expect({ status: result.status === 'error' ? 'error' : 'met', reason: result.status === 'error' ? reason : '' }).toEqual({
      status: 'met',
      reason: '',
    });
    if (result.status !== 'ok') process.stdout.write(`${audit.id} ${audit.name}: ${result.status} ${String(reason)}\n`);
  });
});
