// SPDX-License-Identifier: EUPL-1.2
import type { StatedBy } from '../vocabulary/act.ts';
import type { OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import type { Member } from '../vocabulary/people.ts';
import type { DemonstrationWorker } from './step.ts';

/** The family Waterlelie and its network. All invented. */
export const waterleliePeople = {
  mother: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1001' as PersonId,
  father: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1002' as PersonId,
  K1: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1003' as PersonId,
  K2: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1004' as PersonId,
  aunt: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1005' as PersonId,
  uncle: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1006' as PersonId,
  reporter: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1010' as PersonId,
} as const;

const { mother, father, K1, K2, aunt, uncle } = waterleliePeople;

type Stated = { readonly personId: PersonId; readonly content: Member };

export const waterlelieFamily: readonly Stated[] = [
  { personId: mother, content: { name: 'Sanne Waterlelie', role: 'mother', birthDate: '1984-03-02', households: ['A'] } },
  { personId: father, content: { name: 'Mark Waterlelie', role: 'father', birthDate: '1981-11-19', households: ['A'] } },
  {
    personId: K1,
    content: { name: 'Lotte Waterlelie', role: 'child', birthDate: '2015-09-14', households: ['A'], authorityBy: [mother, father] },
  },
  {
    personId: K2,
    content: { name: 'Daan Waterlelie', role: 'child', birthDate: '2010-06-20', households: ['A'], authorityBy: [mother, father] },
  },
];

export const waterlelieNetwork: readonly Stated[] = [
  { personId: aunt, content: { name: 'Els Waterlelie', role: 'supportFigure', households: [] } },
  { personId: uncle, content: { name: 'Bram Waterlelie', role: 'supportFigure', households: [] } },
];

export const waterlelieOrganisations = {
  vt: 'vt-haaglanden' as OrganisationId,
  lt: 'lt-duinrade' as OrganisationId,
  council: 'rvdk-haaglanden' as OrganisationId,
  gi: 'jb-west' as OrganisationId,
} as const;

const { vt, lt, council, gi } = waterlelieOrganisations;

/** Who writes. User names and pseudonyms are those of the demonstration's identity provider. */
export const waterlelieWorkers = {
  vt: worker('vt', 'c76e45eb-a70e-4554-b42a-c5c862e84dc0', 'Noor van Dalen', vt, 'VT'),
  vtDuty: worker('vt-dienst', '80f71198-5321-4361-8b81-a3e189ce281f', 'Ruben Hofstra', vt, 'VT'),
  rvt: worker('rvt', '54b4a2de-fb1c-4dbe-9060-2082e074d9a7', 'Yusuf Demir', vt, 'VT'),
  lt: worker('lt', 'cee389f5-a70c-4061-b42b-60103b345d29', 'Fatima el Amrani', lt, 'LT'),
  council: worker('raad', '61c70ee4-b6a0-4015-8ac0-76338013ad9e', 'Pieter Brandsma', council, 'RvdK'),
  gi: worker('gi', 'ac8a1fb6-2ca1-4eb9-9dcd-4f099b46a405', 'Anouk Jansen', gi, 'GI'),
} as const;

function worker(
  user: string,
  ref: string,
  name: string,
  organisation: OrganisationId,
  party: DemonstrationWorker['party'],
): DemonstrationWorker {
  return { user, worker: ref as WorkerRef, name, organisation, party, registered: true };
}

/** An act or words of a member, as a professional writes them down. */
export const saidBy = (personId: PersonId): { readonly statedBy: StatedBy } => ({ statedBy: { kind: 'person', personId } });
