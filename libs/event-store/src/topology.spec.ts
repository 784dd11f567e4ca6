// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { WrongTopology, topologyOf } from './topology.ts';

const [POSTGRES, OTHER, KURRENT] = [
  'postgres://gateway:secret@db/events',
  'postgresql://gateway@views/views',
  'kurrentdb+discover://events:2113',
];

describe('one configuration value chooses the topology', () => {
  it('sqlite keeps events and views in one folder', () => {
    expect(topologyOf('sqlite')).toEqual({ kind: 'embedded' });
  });
  it('an address of PostgreSQL keeps both on that server, unless the views have one of their own', () => {
    expect(topologyOf(POSTGRES)).toEqual({ kind: 'postgres', events: POSTGRES, views: POSTGRES });
    expect(topologyOf(POSTGRES, OTHER)).toEqual({ kind: 'postgres', events: POSTGRES, views: OTHER });
  });
  it.each([KURRENT, 'esdb://events:2113?tls=false', 'kdb://events:2113'])('%s needs a PostgreSQL for the views', (address) => {
    expect(topologyOf(address, OTHER)).toEqual({ kind: 'kurrentdb', events: address, views: OTHER });
    expect(() => topologyOf(address)).toThrow('VIEWS must be the address');
  });
  it.each([
    ['something else', 'mysql://root:secret@db'],
    ['views beside an embedded store', 'sqlite', POSTGRES],
    ['views on something else', POSTGRES, 'mysql://root:secret@db'],
  ])('refuses %s without quoting the address, which may hold a password', (_what, ...addresses) => {
    const [store = '', views] = addresses;
    expect(() => topologyOf(store, views)).toThrow(WrongTopology);
    expect(() => topologyOf(store, views)).toThrow(/^(?!.*secret)/);
  });
});
