// SPDX-License-Identifier: EUPL-1.2

/** Everything the process needs to know; parsed once, at start. */
export interface IdentityConfiguration {
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Undefined: `http://localhost:<port>`. */
  readonly issuer?: string;
  /** Absolute URI of the gateway as resource; the `aud` of every token. */
  readonly audience: string;
  /** Origin of the browser application, without a path. */
  readonly timelineOrigin: string;
  /** Where the gateway takes logout tokens. */
  readonly backchannelLogout: string;
  /** Folder for signing keys. */
  readonly data: string;
}

/** A setting that cannot be used; the message is a Dutch sentence for the operator. */
export class ConfigurationError extends Error {}

export const DEFAULT_AUDIENCE = 'urn:gezinslijn:gateway';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** PORT (3001), ISSUER, AUDIENCE, TIMELINE_ORIGIN (http://localhost:3000), DATA (./data/identity). Throws ConfigurationError. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): IdentityConfiguration {
  if (env['NODE_ENV'] === 'production') {
    throw new ConfigurationError(
      'Deze inlogdienst is alleen voor demonstratie en ontwikkeling en start niet met NODE_ENV=production. Gebruik daar de inlogdienst van de organisaties zelf.',
    );
  }
  const issuer = env['ISSUER'];
  const timelineOrigin = origin(env['TIMELINE_ORIGIN'] ?? 'http://localhost:3000');
  return {
    port: port(env['PORT'] ?? '3001'),
    ...(issuer === undefined ? {} : { issuer: issuerUrl(issuer) }),
    audience: audienceUri(env['AUDIENCE'] ?? DEFAULT_AUDIENCE),
    timelineOrigin,
    backchannelLogout: logoutAddress(env['BACKCHANNEL_LOGOUT'] ?? `${timelineOrigin}/backchannel-logout`),
    data: folder(env['DATA'] ?? './data/identity'),
  };
}

function port(value: string): number {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  return number <= 65_535 ? number : fail('PORT', value, 'een getal van 0 tot en met 65535');
}

function issuerUrl(value: string): string {
  const url = URL.parse(value);
  const plain = url !== null && url.search === '' && url.hash === '' && !/[/?#]$/.test(value) && url.username === '';
  return plain && safe(url) ? value : fail('ISSUER', value, 'een https-adres (of http op deze machine) zonder schuine streep aan het eind');
}

function origin(value: string): string {
  const url = URL.parse(value);
  return url !== null && url.origin === value && safe(url)
    ? value
    : fail('TIMELINE_ORIGIN', value, 'een https-adres (of http op deze machine) zonder pad, zoals http://localhost:3000');
}

function logoutAddress(value: string): string {
  const url = URL.parse(value);
  return url !== null && url.hash === '' && safe(url)
    ? value
    : fail('BACKCHANNEL_LOGOUT', value, 'een https-adres (of http op deze machine) waar de gateway hoort dat iemand uitlogde');
}

function audienceUri(value: string): string {
  return URL.canParse(value) && !value.includes('#')
    ? value
    : fail('AUDIENCE', value, 'een volledige URI zonder #, zoals urn:gezinslijn:gateway');
}

function folder(value: string): string {
  return value.trim() === '' ? fail('DATA', value, 'de naam van een map') : value;
}

const safe = ({ protocol, hostname }: URL): boolean => protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));

function fail(name: string, value: string, wanted: string): never {
  throw new ConfigurationError(`${name} is "${value}", maar moet ${wanted} zijn.`);
}
