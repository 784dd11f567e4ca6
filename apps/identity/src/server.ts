// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { timelineRedirectUris } from './clients.ts';
import type { SystemClient } from './clients.ts';
import type { IdentityConfiguration } from './configuration.ts';
import { PARTNERS, systemClientOf } from './demonstration.ts';
import { createIdentityProvider } from './provider.ts';
import { publicPart, signingKey, systemKey } from './signing-keys.ts';

export interface IdentityServer {
  readonly issuer: string;
  /** Stops accepting, lets running requests finish for at most five seconds. */
  close(): Promise<void>;
}

const CLOSING_MS = 5_000;

/** Listens on 127.0.0.1 with the demonstration's people and partner systems. Rejects when the port is taken or a key file is unusable. */
export async function startIdentityServer(configuration: IdentityConfiguration): Promise<IdentityServer> {
  const { audience, data, timelineOrigin } = configuration;
  const [key, clients] = await Promise.all([signingKey(data), partnerSystems(data)]);
  const server = createServer();
  // Longer than proxies keep theirs: a connection must not be closed here while a request is on its way to it.
  server.keepAliveTimeout = 75_000;
  server.listen(configuration.port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = configuration.issuer ?? `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = createIdentityProvider({
    issuer,
    demonstration: true,
    audience,
    redirectUris: timelineRedirectUris(timelineOrigin),
    backchannelLogoutUri: configuration.backchannelLogout,
    signingKeys: [key],
    clients,
  });
  server.on('request', provider.handle);
  return {
    issuer,
    close: async () => {
      const cut = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
      server.close();
      await once(server, 'close');
      clearTimeout(cut);
    },
  };
}

function partnerSystems(folder: string): Promise<readonly SystemClient[]> {
  return Promise.all(
    PARTNERS.map(async (organisation) => {
      const clientId = systemClientOf(organisation.id);
      return { clientId, organisation, jwks: { keys: [publicPart(await systemKey(folder, clientId))] } };
    }),
  );
}
