// SPDX-License-Identifier: EUPL-1.2
import type { Actor, InProcessApi } from '@gezinslijn/gateway';
import type { AdministrationAuthor, OrganisationId, WorkerRef } from '@gezinslijn/family-case';
import { organisations, partyOf, uuidFrom } from './cast.ts';

/** Questions about administration, as a worker, a family member or an auditor could put them. */
const ADMINISTRATION = [
  ['organisations', '{ organisations { id name } }'],
  ['regions', '{ regions { region name } }'],
  [
    'organisationAdministration',
    `query ($organisation: ID!) { organisationAdministration(organisation: $organisation) { workers { worker name hats { id } registrations { number } } systems { clientId publicKeys } documentSets { documents } } }`,
  ],
] as const;

/** Who administers an organisation, or the platform: a hat that reads no case. */
export function administrators(now: string): readonly { readonly name: string; readonly actor: Actor }[] {
  return [
    ...Object.values(organisations).map((organisation) => ({ organisation, party: partyOf[organisation] ?? 'VT', role: 'administrator' })),
    { organisation: 'beheer' as OrganisationId, party: 'PLATFORM', role: 'platformAdministrator' },
  ].map(({ organisation, party, role }) => {
    const subject = uuidFrom(`administrator ${organisation}`);
    const administrator = { organisation, party, worker: subject as WorkerRef, role } as AdministrationAuthor;
    return {
      name: `beheer@${organisation}`,
      actor: {
        subject,
        reader: { kind: 'organisation', organisation: `geen:${organisation}` as OrganisationId },
        administrator,
        organisation,
        party: party as Actor['party'],
        role,
        purpose: 'toets',
        language: 'nl',
        recordedAt: now,
        expiresAt: 4_000_000_000,
        sessionOfToken: { session: undefined, subject: '', issuedAt: 0 },
        traceId: 'walk',
      },
    };
  });
}

/** Answers the names of what was told to somebody who administers nothing. */
export async function toldOfAdministration(api: InProcessApi, actor: Actor): Promise<readonly string[]> {
  const told: string[] = [];
  for (const [name, document] of ADMINISTRATION) {
    const answer = await api.ask(actor, document, { organisation: actor.organisation });
    const { data, errors } = JSON.parse(answer) as {
      readonly data: Readonly<Record<string, unknown>> | null;
      readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
    };
    if (Object.values(data ?? {}).some((part) => part !== null) || errors?.[0]?.extensions?.code !== 'FORBIDDEN') told.push(name);
  }
  return told;
}
