// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { NORMS, canonicalJson, matrix2025 } from '@gezinslijn/family-case';
import { ORGANISATIONS, PARTNERS, USERS, systemClientOf } from '@gezinslijn/identity';
import type { Organisation, Role } from '@gezinslijn/identity';
import { seedCommandId } from './seed.ts';
import type { Seeder } from './seed.ts';

/** The code of a demonstration store, which keeps no secrets. */
const DEMONSTRATION_CODE = 'DEMONSTRATIE';
/** Before anything the demonstration family went through. */
const RECORDED_AT = '2024-12-02T09:00:00.000Z';
const FROM = '2024-12-02';
/** Before one has a hat. */
const HATLESS = { 'acting-organisation': '-' };
const PLATFORM = 'platform';
const ADMINISTRATOR = 'beheerder';

const REGIONS = [
  ['haaglanden', 'Haaglanden'],
  ['elders', 'Elders'],
  ['landelijk', 'Landelijk'],
] as const;

interface Step {
  readonly as: string;
  readonly hat: string;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Enters the organisations, workers, hats, registrations and systems of the demonstration through the API. What stands is not entered twice. */
export async function enterAdministration(seeder: Seeder, onStep: (done: number, of: number) => void): Promise<void> {
  await claim(seeder);
  const steps = [...adoption(), ...ORGANISATIONS.filter(({ party }) => party !== 'PLATFORM').flatMap(stepsOf)];
  for (const [index, { as, hat, mutation, input }] of steps.entries()) {
    await seeder.administer(as, hat, RECORDED_AT, mutation, { commandId: seedCommandId('administration', String(index)), ...input });
    onStep(index + 1, steps.length);
  }
}

/** The first administrator redeems the code, unless somebody did. */
async function claim(seeder: Seeder): Promise<void> {
  const answer = await seeder.query<{ signedIn: { hats: readonly unknown[] } }>(
    PLATFORM,
    '{ signedIn { hats { organisation } } }',
    {},
    HATLESS,
  );
  if (answer.data !== undefined && answer.data.signedIn.hats.length > 0) return;
  await seeder.administer(PLATFORM, '-', RECORDED_AT, 'claimAdministration', {
    commandId: seedCommandId('administration', 'claim'),
    code: DEMONSTRATION_CODE,
    organisationName: 'Beheer Gezinslijn',
    workerName: nameOf(PLATFORM),
  });
}

const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Policy first: what is recorded later rests on it. */
function adoption(): readonly Step[] {
  const byPlatform = { as: PLATFORM, hat: 'beheer' };
  return [
    {
      ...byPlatform,
      mutation: 'adoptDisclosureMatrix',
      input: { adopted: matrix2025.version, digest: digestOf(matrix2025), from: FROM },
    },
    { ...byPlatform, mutation: 'adoptNormRegister', input: { adopted: matrix2025.version, digest: digestOf(NORMS), from: FROM } },
    ...REGIONS.map(([region, name]) => ({ ...byPlatform, mutation: 'registerRegion', input: { region, name } })),
  ];
}

/** The platform registers the organisation and its administrator; he does the rest. */
function stepsOf(organisation: Organisation): readonly Step[] {
  const { id, name, party, region } = organisation;
  const byPlatform = (mutation: string, input: object): Step => ({
    as: PLATFORM,
    hat: 'beheer',
    mutation,
    input: { organisation: id, ...input },
  });
  const byAdministrator = (mutation: string, input: object): Step => ({
    as: ADMINISTRATOR,
    hat: id,
    mutation,
    input: { organisation: id, ...input },
  });
  const workers = USERS.flatMap((user, index) => {
    const roles = user.memberships.find(({ organisation: at }) => at === id)?.roles ?? [];
    if (roles.length === 0 || user.username === ADMINISTRATOR) return [];
    const { subject: worker, displayName, registrations, personId } = user;
    return [
      byAdministrator('registerWorker', { worker, name: displayName }),
      ...roles.map((role: Role) =>
        byAdministrator('grantHat', { worker, role, from: FROM, ...(personId === undefined ? {} : { personId }) }),
      ),
      ...(registrations.SKJ
        ? [byAdministrator('recordRegistration', { worker, number: `demo-${String(100_001 + index)}`, from: FROM })]
        : []),
    ];
  });
  const administrator = USERS.find(({ username }) => username === ADMINISTRATOR)?.subject;
  return [
    byPlatform('registerOrganisation', { kind: party, name, region }),
    byPlatform('registerWorker', { worker: administrator, name: nameOf(ADMINISTRATOR) }),
    byPlatform('grantHat', { worker: administrator, role: 'administrator', from: FROM }),
    ...workers,
    // The issuer of the demonstration makes their keys and keeps the public parts.
    ...(PARTNERS.some((partner) => partner.id === id)
      ? [byAdministrator('registerClientSystem', { clientId: systemClientOf(id), publicKeys: [], actsForWorkers: true })]
      : []),
  ];
}

function nameOf(username: string): string {
  return USERS.find((user) => user.username === username)?.displayName ?? username;
}
