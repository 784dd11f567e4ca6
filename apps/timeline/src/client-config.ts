// SPDX-License-Identifier: EUPL-1.2

/** What the gateway tells a browser before anybody signs in. Nothing in it is secret. */
export interface ClientConfig {
  /** OpenID Connect issuer. */
  readonly issuer: string;
  /** Resource the access token is for. */
  readonly audience: string;
  /** Everything shown is fictional. */
  readonly demonstration: boolean;
}

/** @throws when the gateway cannot be reached or answers something else. */
export async function loadClientConfig(): Promise<ClientConfig> {
  const response = await fetch('/client-config.json', { credentials: 'omit', headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`client-config.json: ${String(response.status)}`);
  return parseClientConfig(await response.json());
}

export function parseClientConfig(found: unknown): ClientConfig {
  const { issuer, audience, demonstration } = (found ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) throw new TypeError('client-config.json: issuer');
  if (typeof audience !== 'string' || audience === '') throw new TypeError('client-config.json: audience');
  return { issuer, audience, demonstration: demonstration === true };
}
