// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { InvalidConnectionString, parseConnectionString } from './connection-string.ts';

describe('a connection string', () => {
  it('names hosts, credentials and options', () => {
    expect(parseConnectionString('kurrentdb://ops:p%40ss%3Aword@a.example:2114,b.example?tls=false&keepAliveInterval=20000')).toEqual({
      hosts: [
        { address: 'a.example', port: 2114 },
        { address: 'b.example', port: 2113 },
      ],
      discover: false,
      tls: false,
      credentials: { username: 'ops', password: 'p@ss:word' },
      keepAliveInterval: 20_000,
    });
  });

  it('is encrypted unless it says otherwise, and may stand for a cluster by one name', () => {
    expect(parseConnectionString('esdb+discover://cluster.example')).toEqual({
      hosts: [{ address: 'cluster.example', port: 2113 }],
      discover: true,
      tls: true,
    });
  });

  it.each([
    ['another scheme', 'http://localhost', 'kurrentdb://'],
    ['no host', 'esdb://', 'kurrentdb://'],
    ['a port that is none', 'esdb://localhost:0', 'port'],
    ['discovery of two names', 'esdb+discover://a,b', '+discover'],
    ['an option nobody knows', 'esdb://localhost?tsl=false', 'tsl'],
    ['an option twice', 'esdb://localhost?tls=true&TLS=false', 'twice'],
    ['an option without a value', 'esdb://localhost?tls=', 'no value'],
    ['a flag that is none', 'esdb://localhost?tls=yes', 'tls is true or false'],
    ['unchecked certificates', 'esdb://localhost?tlsVerifyCert=false', 'tlsCaFile'],
    ['reading from a follower', 'esdb://localhost?nodePreference=follower', 'leader'],
    ['half a certificate', 'esdb://localhost?userCertFile=/tmp/none', 'go together'],
    ['a file that is not there', 'esdb://localhost?tlsCaFile=/tmp/none/there', 'tlsCaFile'],
    ['a number that is none', 'esdb://localhost?gossipTimeout=soon', 'gossipTimeout'],
  ])('with %s is refused with the part that is wrong', (_what, text, part) => {
    expect(() => parseConnectionString(text)).toThrow(InvalidConnectionString);
    expect(() => parseConnectionString(text)).toThrow(part);
  });

  it.each(['esdb://ops:secret@host:99999', 'esdb://ops:sec@ret@host', 'esdb://ops:secret@host?x=1', 'nothing ops:secret@'])(
    'never shows its password in an error: %s',
    (text) => {
      let message = '';
      try {
        parseConnectionString(text);
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain('InvalidConnectionString');
      expect(message).not.toMatch(/sec|ret@/);
    },
  );
});
