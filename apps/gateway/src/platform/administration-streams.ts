// SPDX-License-Identifier: EUPL-1.2
import { CaseStreams, administrationForm, streamDecider } from '@gezinslijn/case-writing';
import { organisationRecord, policyRecord, regionRecord } from '@gezinslijn/family-case';
import type {
  OrganisationCommand,
  OrganisationState,
  PolicyCommand,
  PolicyState,
  RegionState,
  RegisterRegion,
} from '@gezinslijn/family-case';

/** The three kinds of administration stream, each with its rules, in the same write pipeline as the cases. */
export interface AdministrationStreams {
  readonly organisations: CaseStreams<OrganisationState, OrganisationCommand>;
  readonly regions: CaseStreams<RegionState, RegisterRegion>;
  readonly policy: CaseStreams<PolicyState, PolicyCommand>;
}

type Writing = Omit<ConstructorParameters<typeof CaseStreams>[0], 'decider' | 'form' | 'cachedCases'>;

export function openAdministration(writing: Writing): AdministrationStreams {
  const common = { ...writing, form: administrationForm };
  return {
    organisations: new CaseStreams({ ...common, decider: streamDecider<OrganisationCommand, OrganisationState>(organisationRecord) }),
    regions: new CaseStreams({ ...common, decider: streamDecider<RegisterRegion, RegionState>(regionRecord) }),
    policy: new CaseStreams({ ...common, decider: streamDecider<PolicyCommand, PolicyState>(policyRecord) }),
  };
}
