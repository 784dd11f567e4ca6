// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const STORE = 'postgres://projector:geheim@db/gezinslijn';

describe('the configuration of a projector', () => {
  it('follows a server and keeps the views on it, unless told otherwise', () => {
    expect(readConfig({ STORE }).topology).toEqual({ kind: 'postgres', events: STORE, views: STORE });
    expect(readConfig({ STORE: 'esdb://events:2113', VIEWS: STORE }).topology).toEqual({
      kind: 'kurrentdb',
      events: 'esdb://events:2113',
      views: STORE,
    });
  });

  it.each([
    ['nothing to follow', {}, 'STORE'],
    ['the embedded store, whose gateway does it itself', { STORE: 'sqlite' }, 'the gateway keeps the views itself'],
    ['KurrentDB without views', { STORE: 'esdb://events:2113' }, 'VIEWS'],
    ['a lease that is over before it can be renewed', { STORE, LEASE: '20' }, 'LEASE'],
    ['a port that is none', { STORE, PORT: 'x' }, 'PORT'],
  ])('stops at %s, and quotes no address', (_what, environment, says) => {
    expect(() => readConfig(environment)).toThrow(says);
    expect(() => readConfig(environment)).toThrow(/^(?!.*geheim)/s);
  });
});
