// SPDX-License-Identifier: EUPL-1.2
import type { Actor, InProcessApi } from '@gezinslijn/gateway';
import type { AdministrationAuthor, OrganisationId, WorkerRef } from '@gezinslijn/family-case';
import { caseIdOf } from '@gezinslijn/family-case';
import { BASIS, KNOWLEDGE_OF_VT, PROOFS } from './api-knowledge.ts';
import { ELSEWHERE, LINKS, POSSIBLE } from './api-matching.ts';
import { CASE, EMERGENCY, LATEST_PLAN, MINE, ONE, PLANS, TIMELINE } from './api-documents.ts';
import { CORRECTED } from './api-corrections.ts';
import { CERTIFICATES, DUE, KEPT } from './api-retention.ts';
import { LINES, LOOKED } from './api-who-looked.ts';
import { NO_CASE, organisations, partyOf, uuidFrom } from './cast.ts';
import type { Views } from './kit.ts';
import { finding } from './report.ts';
import type { Report } from './report.ts';
import type { Scenario } from './scenarios.ts';
import type { World } from './walk.ts';

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

/** An administrator's hat reads no case: whatever is asked of one answers as of one that is not there, and refuses. */
export async function walkAdministrators(
  { world, api }: { readonly world: World; readonly api: InProcessApi },
  scenario: Scenario,
  views: Views,
  report: Report,
): Promise<void> {
  const caseId = caseIdOf(scenario.stream);
  const asked: readonly (readonly [string, string])[] = [
    ['case', CASE],
    ['timeline', TIMELINE],
    ['routeMaps', PLANS],
    ['routeMap', LATEST_PLAN],
    ['myCases', MINE],
    ['entry', ONE],
    ['emergencyAccesses', EMERGENCY],
    ['knowledge', KNOWLEDGE_OF_VT],
    ['decisionBasis', BASIS],
    ['ledgerProofs', PROOFS],
    ['personLinks', LINKS],
    ['possiblePersonMatches', POSSIBLE],
    ['knownElsewhere', ELSEWHERE],
    ['whoLooked', LOOKED],
    ['processingLines', LINES],
    ['erasureCertificates', CERTIFICATES],
    ['keptData', KEPT],
    ['retentionDue', DUE],
    ['correctedSinceRead', CORRECTED],
  ];
  for (const { name, actor } of administrators(views.now)) {
    for (const [path, document] of asked) {
      const id = scenario.entries[0]?.id;
      const answer = await api.ask(actor, document, { caseId, id, entryId: id });
      report.walked(scenario.entries);
      const same = answer === (await api.ask(actor, document, { caseId: NO_CASE, id, entryId: id }));
      if (!same || !answer.includes('"code":"FORBIDDEN"') || world.canaries.in(answer).length > 0)
        report.found(finding('leak', { path: `api: ${path}`, reader: name, scenario }, undefined, 'existence'));
    }
  }
}
