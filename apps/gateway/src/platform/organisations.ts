// SPDX-License-Identifier: EUPL-1.2
import type { Party } from '@gezinslijn/family-case';

export interface KnownOrganisation {
  readonly id: string;
  readonly name: string;
  readonly party: Party | 'AUDITOR' | 'FAMILY';
}

/** The organisations of the demonstration region: what a screen calls them. Names of organisations are not personal data. */
const DEMONSTRATION: readonly KnownOrganisation[] = [
  { id: 'vt-haaglanden', name: 'Veilig Thuis Haaglanden', party: 'VT' },
  { id: 'rvdk-haaglanden', name: 'Raad voor de Kinderbescherming Haaglanden', party: 'RvdK' },
  { id: 'jb-west', name: 'Jeugdbescherming west', party: 'GI' },
  { id: 'lt-duinrade', name: 'Lokaal team Duinrade', party: 'LT' },
  { id: 'vt-elders', name: 'Veilig Thuis Elders', party: 'VT' },
  { id: 'lt-elders', name: 'Lokaal team Elders', party: 'LT' },
  { id: 'inspectie', name: 'Inspectie', party: 'AUDITOR' },
];

const byId = new Map(DEMONSTRATION.map((organisation) => [organisation.id, organisation]));

export function organisationNamed(id: string): KnownOrganisation | undefined {
  return byId.get(id);
}
