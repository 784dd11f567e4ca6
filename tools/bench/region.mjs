// SPDX-License-Identifier: EUPL-1.2
// A synthetic region for measuring: cases opened and written to through the same pipeline as the product's, without HTTP.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlatform } from '../../apps/gateway/dist/platform/platform.js';
import { checkedInput } from '../../apps/gateway/dist/platform/input-pipe.js';
import { SeeChildInput } from '../../apps/gateway/dist/safety/safety.input.js';
import { commandOf } from '../../apps/gateway/dist/commands/case-command.js';

export function folder() {
  return mkdtempSync(join(tmpdir(), 'gezinslijn-bench-'));
}
export function drop(path) {
  rmSync(path, { recursive: true, force: true });
}

export const worker = {
  subject: '11111111-1111-4111-8111-111111111111',
  reader: { kind: 'organisation', organisation: 'lt-duinrade' },
  author: { organisation: 'lt-duinrade', party: 'LT', worker: '11111111-1111-4111-8111-111111111111', role: 'fixedFace', registered: true },
  organisation: 'lt-duinrade',
  party: 'LT',
  role: 'caseworker',
  purpose: 'meting',
  language: 'nl',
  recordedAt: '2025-06-01T10:00:00.000Z',
  expiresAt: 4102444800,
  traceId: 'bench',
};

/** Somebody of an organisation that has no part in these cases. */
export const outsider = {
  ...worker,
  subject: '22222222-2222-4222-8222-222222222222',
  reader: { kind: 'organisation', organisation: 'vt-elders' },
  author: { organisation: 'vt-elders', party: 'VT', worker: '22222222-2222-4222-8222-222222222222', role: 'caseworker', registered: true },
  organisation: 'vt-elders',
  party: 'VT',
};

export const openBench = (data) => openPlatform({ data, demonstration: true, keeping: 'thread' });

/** Registers a worker with the hat he measures under: over HTTP a gateway looks up what he may. */
export async function registerWorker({ administration: { organisations }, directory }, who = worker) {
  const { organisation, subject, party } = who;
  const by = (role) => ({
    ...who,
    subject: 'bench-administrator',
    author: { organisation, party, worker: 'bench-administrator', role },
  });
  const commands = [
    ['platformAdministrator', { type: 'RegisterOrganisation', organisation, kind: party, name: organisation, region: 'meting' }],
    ['administrator', { type: 'RegisterWorker', worker: subject, issuer: 'own', name: 'Meting' }],
    ['administrator', { type: 'GrantHat', worker: subject, role: who.author.role, from: '2025-01-01' }],
    ['administrator', { type: 'RecordRegistration', worker: subject, register: 'SKJ', number: 'meting', from: '2025-01-01' }],
  ];
  for (const [role, command] of commands) {
    const outcome = await organisations.handle(`organisation-${organisation}`, command, by(role), { ...frame(), legalBasis: 'own-task' });
    if (outcome.kind !== 'accepted') throw new Error(`The bench may not ${command.type}: ${JSON.stringify(outcome)}`);
    await directory.reached(outcome.position, 5_000);
  }
}

const observation =
  'Het kind speelde rustig met blokken en vertelde uit zichzelf over school. Er waren geen zichtbare verwondingen. ' +
  'Bij het noemen van thuis werd het kind stiller en keek weg. Afgesproken is dat we volgende week weer langskomen, samen met de juf. '.repeat(
    3,
  );

const frame = (occurredAt = '2025-05-30') => ({
  commandId: randomUUID(),
  occurredAt,
  legalBasis: 'jeugdwet-2.3',
  validateOnly: false,
});

/** Opens a case with two parents and one child. Answers its stream and the child's id. */
export async function openCase(platform) {
  const [mother, father, child] = [randomUUID(), randomUUID(), randomUUID()];
  const stream = `familyCase-${randomUUID()}`;
  const command = {
    type: 'OpenCase',
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [{ organisation: 'vt-haaglanden', party: 'VT' }],
    pilot: false,
    reopened: false,
    name: 'Gezin Meting',
    municipality: 'Duinrade',
    reason: 'Zorgen over veiligheid thuis.',
    members: [
      { personId: mother, content: { name: 'A Meting', role: 'mother', birthDate: '1985-01-01', households: ['A'] } },
      { personId: father, content: { name: 'B Meting', role: 'father', birthDate: '1985-01-01', households: ['A'] } },
      {
        personId: child,
        content: { name: 'C Meting', role: 'child', birthDate: '2016-01-01', households: ['A'], authorityBy: [mother, father] },
      },
    ],
  };
  const outcome = await platform.cases.handle(stream, command, worker, {
    ...frame('2025-05-01'),
    search: { reference: 'bench', covers: () => true },
  });
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  return { stream, caseId: stream.slice('familyCase-'.length), child };
}

/** What a caller states when a child was seen; another command every time. */
export function sighting({ caseId, child }) {
  return { ...frame(), validateOnly: undefined, caseId, childId: child, alone: true, where: 'SCHOOL', observation };
}

/** One command as the gateway treats it after HTTP: form checked, decided, sealed, appended. */
export async function seeChild(platform, { stream, caseId, child }) {
  const { validateOnly: _checked, ...stated } = sighting({ caseId, child });
  const { commandId, occurredAt, legalBasis } = stated;
  const input = checkedInput(SeeChildInput, stated);
  const outcome = await platform.cases.handle(stream, commandOf('SeeChild', input), worker, {
    commandId,
    occurredAt,
    legalBasis,
    validateOnly: false,
  });
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** Runs `total` pieces of work, `width` at a time. Answers seconds. */
export async function concurrently(width, total, work) {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let index = next++; index < total; index = next++) await work(index);
    }),
  );
  return (performance.now() - started) / 1000;
}

export async function cases(platform, count) {
  const opened = [];
  for (let index = 0; index < count; index += 16) {
    opened.push(...(await Promise.all(Array.from({ length: Math.min(16, count - index) }, () => openCase(platform)))));
  }
  return opened;
}

/** Ours and what it is held against, measured in turn: the ratio of each pair, so that a machine that changes its pace changes both. */
export const paired = (ours, against) => ({
  ours: median(ours),
  against: median(against),
  ratio: median(ours.map((one, index) => one / against[index])),
});

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
