// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomUUID } from 'node:crypto';
import { print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { RegisterClientSystemDocument, RegisterDocumentSetDocument, RegisterOrganisationDocument } from '@gezinslijn/api-contract';
import { until } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

export const SYSTEM = 'systeem-lt';
const ORGANISATION = 'lt-duinrade';

/** Organisation and system, administered through the API as they are in production. */
export async function registerSystem(gateway: GatewayUnderTest, actsForWorkers = false): Promise<void> {
  await administer(gateway, 'platform', RegisterOrganisationDocument, {
    organisation: ORGANISATION,
    kind: 'LT',
    name: 'Lokaal team Duinrade',
    region: 'haaglanden',
  });
  await administer(gateway, 'administrator', RegisterClientSystemDocument, {
    organisation: ORGANISATION,
    clientId: SYSTEM,
    publicKeys: [],
    actsForWorkers,
  });
  await until(() => gateway.platform.directory.system(SYSTEM) !== undefined);
}

/** These texts, and no others, for this purpose. */
export async function registerDocuments(gateway: GatewayUnderTest, purpose: string, texts: readonly string[]): Promise<void> {
  const documents = texts.map((text) => createHash('sha256').update(text).digest('hex'));
  await administer(gateway, 'administrator', RegisterDocumentSetDocument, { organisation: ORGANISATION, purpose, documents });
  await until(() => {
    const known = gateway.platform.directory.documentsOf(ORGANISATION as never, purpose);
    return known.size === documents.length && documents.every((document) => known.has(document));
  });
}

async function administer(gateway: GatewayUnderTest, name: WorkerName, document: DocumentNode, input: object): Promise<void> {
  const { data, text } = await gateway.ask(name, print(document), { input: { commandId: randomUUID(), ...input } });
  const result = data?.['result'] as { readonly __typename: string } | undefined;
  if (result?.__typename !== 'AdministrationAccepted') throw new Error(text);
}

/** A token the issuer gave this system for itself, or for a worker who stands behind it. */
export function systemToken(gateway: GatewayUnderTest, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return gateway.sign(
    { iss: gateway.issuer, aud: 'urn:gezinslijn:gateway', iat: now, exp: now + 900, sub: SYSTEM, client_id: SYSTEM, ...claims },
    { typ: 'at+jwt' },
  );
}
