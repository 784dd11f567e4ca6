// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';

/** The connection string cannot be used. The message names the part that is wrong and never a password. */
export class InvalidConnectionString extends Error {
  readonly code = 'INVALID_CONNECTION_STRING';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'InvalidConnectionString';
  }
}

export interface EndPoint {
  readonly address: string;
  readonly port: number;
}

/** What a connection string says, checked and with its files read. Times in milliseconds unless named otherwise. */
export interface KurrentConnection {
  readonly hosts: readonly EndPoint[];
  /** The one host is a name that stands for all nodes of a cluster. */
  readonly discover: boolean;
  readonly tls: boolean;
  /** PEM of the authority that signed the servers' certificates. */
  readonly rootCertificate?: Buffer;
  readonly userCertificate?: { readonly certificate: Buffer; readonly key: Buffer };
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly connectionName?: string;
  readonly maxDiscoverAttempts?: number;
  readonly discoveryInterval?: number;
  /** Seconds, as in the client. */
  readonly gossipTimeout?: number;
  readonly keepAliveInterval?: number;
  readonly keepAliveTimeout?: number;
}

const FORM =
  /^(?<scheme>esdb|kdb|kurrentdb)(?<discover>\+discover)?:\/\/(?:(?<user>[^:@/]*):(?<password>[^@/]*)@)?(?<hosts>[^/?]+)\/?(?:\?(?<query>.*))?$/;
const NUMBERS = ['maxDiscoverAttempts', 'discoveryInterval', 'gossipTimeout', 'keepAliveInterval', 'keepAliveTimeout'] as const;
const DEFAULT_PORT = 2113;

/**
 * The documented form, `esdb://` or `kurrentdb://`, with `+discover` for a DNS name of a cluster. Parsed here and not by the
 * client, which repeats the whole string, password included, in its errors, and passes over options it does not know.
 * @throws InvalidConnectionString
 */
export function parseConnectionString(text: string): KurrentConnection {
  const parts = FORM.exec(text.trim())?.groups;
  if (parts === undefined) {
    throw new InvalidConnectionString(
      'A connection string reads kurrentdb://user:password@host:port?option=value, or kurrentdb+discover://…',
    );
  }
  const hosts = (parts['hosts'] ?? '').split(',').map(parseHost);
  const discover = parts['discover'] !== undefined;
  if (discover && hosts.length > 1) throw new InvalidConnectionString('With +discover one host stands for the cluster; name one');
  const options = parseOptions(parts['query'] ?? '');
  const tls = flag(options, 'tls') ?? true;
  if (flag(options, 'tlsVerifyCert') === false) {
    throw new InvalidConnectionString('tlsVerifyCert=false is not supported: name the authority of the servers in tlsCaFile');
  }
  const preference = options.get('nodepreference');
  if (preference !== undefined && preference !== 'leader') {
    throw new InvalidConnectionString('nodePreference can only be leader: another node may not have yet what was acknowledged');
  }
  const numbers = Object.fromEntries(NUMBERS.flatMap((name) => numberOf(options, name)));
  const [certFile, keyFile] = [options.get('usercertfile'), options.get('userkeyfile')];
  if ((certFile === undefined) !== (keyFile === undefined)) throw new InvalidConnectionString('userCertFile and userKeyFile go together');
  const caFile = options.get('tlscafile');
  const name = options.get('connectionname');
  return {
    hosts,
    discover,
    tls,
    ...(caFile !== undefined && { rootCertificate: readPem('tlsCaFile', caFile) }),
    ...(certFile !== undefined &&
      keyFile !== undefined && {
        userCertificate: { certificate: readPem('userCertFile', certFile), key: readPem('userKeyFile', keyFile) },
      }),
    ...(parts['user'] !== undefined && { credentials: { username: decode(parts['user']), password: decode(parts['password'] ?? '') } }),
    ...(name !== undefined && { connectionName: name }),
    ...numbers,
  };
}

function parseHost(text: string): EndPoint {
  const match = /^(?<address>[A-Za-z0-9._-]+)(?::(?<port>\d{1,5}))?$/.exec(text.trim());
  const port = Number(match?.groups?.['port'] ?? DEFAULT_PORT);
  // The text is not repeated: a password with a stray sign in it can end up here.
  if (match?.groups?.['address'] === undefined || port < 1 || port > 65_535) {
    throw new InvalidConnectionString(
      'A host reads name or name:port, with a port from 1 to 65535; signs in a password are percent-encoded',
    );
  }
  return { address: match.groups['address'], port };
}

const KNOWN = new Set(
  [...NUMBERS, 'tls', 'tlsVerifyCert', 'tlsCaFile', 'userCertFile', 'userKeyFile', 'nodePreference', 'connectionName'].map((name) =>
    name.toLowerCase(),
  ),
);

/** Names in lower case: the documentation writes them in several ways. */
function parseOptions(query: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [rawName = '', ...rest] = pair.split('=');
    const name = rawName.toLowerCase();
    if (!KNOWN.has(name)) throw new InvalidConnectionString(`The option ${JSON.stringify(rawName)} is not known`);
    if (rest.length === 0 || rest[0] === '') throw new InvalidConnectionString(`The option ${rawName} has no value`);
    if (options.has(name)) throw new InvalidConnectionString(`The option ${rawName} stands there twice`);
    options.set(name, decode(rest.join('=')));
  }
  return options;
}

function flag(options: ReadonlyMap<string, string>, name: string): boolean | undefined {
  const value = options.get(name.toLowerCase());
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw new InvalidConnectionString(`${name} is true or false`);
  return value === 'true';
}

function numberOf(options: ReadonlyMap<string, string>, name: string): [string, number][] {
  const value = options.get(name.toLowerCase());
  if (value === undefined) return [];
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidConnectionString(`${name} is a whole number from 1`);
  return [[name, number]];
}

function readPem(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new InvalidConnectionString(`The file named in ${option} cannot be read`, { cause });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new InvalidConnectionString('A percent sign stands for itself as %25', { cause });
  }
}
