// SPDX-License-Identifier: EUPL-1.2
import type { Decider, Recorded } from '@gezinslijn/event-sourcing';
import type { Act, CaseMetadata } from '../vocabulary/act.ts';
import type { OrganisationId, WorkerRef } from '../vocabulary/ids.ts';
import type { AdministrationEvent } from './administration-events.ts';
import type { AdministeringRole, OrganisationKind } from './organisation-kinds.ts';

/** Who administers: under an administrator's hat, or as the one who redeems the first code of an empty store. */
export interface AdministrationAuthor {
  readonly organisation: OrganisationId;
  readonly party: OrganisationKind;
  readonly worker: WorkerRef;
  readonly role: AdministeringRole | 'claimant';
}

export interface AdministrationAct extends Omit<Act, 'author' | 'statedBy'> {
  readonly author: AdministrationAuthor;
}

/** As for a case: pseudonyms at most. */
export interface AdministrationMetadata extends Omit<CaseMetadata, 'party' | 'workerRole' | 'statedBy'> {
  readonly party: OrganisationKind;
  readonly workerRole: AdministrationAuthor['role'];
}

export type RecordedAdministrationEvent = Recorded<AdministrationEvent, AdministrationMetadata>;

export type AdministrationDecider<
  Command extends { readonly type: string },
  State,
  E extends AdministrationEvent,
  Refusal extends string,
> = Decider<Command, State, E, Refusal, AdministrationAct, E, AdministrationMetadata>;

export const organisationStream = (organisation: OrganisationId): string => `organisation-${organisation}`;
export const regionStream = (region: string): string => `region-${region}`;
export const POLICY_STREAM = 'policy';
/** Where administration stands; readers of everything else pass these by. */
export const ADMINISTRATION_STREAMS = ['organisation-', 'region-', 'policy'] as const;
