// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { memoryEventStore, openKeyRing } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { familyCase, isDestroyed, matrix2025, openEvent } from '@gezinslijn/family-case';
import type { CaseCommand, CaseState, ItemId, OrganisationId, Party, PersonId, WorkerRef, WorkerRole } from '@gezinslijn/family-case';
import { CaseStreams, streamDecider } from './case-streams.ts';
import type { Outcome } from './case-streams.ts';
import { Destruction } from './destruction.ts';

const CASE = '11111111-1111-4111-8111-111111111111';
const STREAM = `familyCase-${CASE}`;
const [mother, father, child] = ['2', '3', '4'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111` as PersonId) as [
  PersonId,
  PersonId,
  PersonId,
];
const NOW = '2025-06-01T10:00:00.000Z';

let folder: string;
let store: EventStore;
let keys: KeyRing;
let cases: CaseStreams<CaseState, CaseCommand>;
let destruction: Destruction;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'destruction-'));
  store = memoryEventStore();
  await serve();
});
afterEach(async () => {
  await keys.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the keys and what stands on them, as a process does when it starts. */
async function serve(): Promise<void> {
  keys = await openKeyRing({ folder: join(folder, 'keys') });
  destruction = new Destruction({ store, keys });
  await destruction.look();
  const secret = createSecretKey(Buffer.alloc(32, 7));
  const decider = streamDecider<CaseCommand, CaseState>(familyCase);
  cases = new CaseStreams<CaseState, CaseCommand>({ store, keys, matrix: matrix2025, secret, now: () => NOW, decider });
}

function actor(organisation: string, party: Party, role: WorkerRole) {
  const worker = `worker of ${organisation}` as WorkerRef;
  const id = organisation as OrganisationId;
  return {
    subject: worker as string,
    reader: { kind: 'organisation' as const, organisation: id },
    author: { organisation: id, party, worker, role, registered: true },
    purpose: 'test',
    recordedAt: NOW,
    traceId: 'test',
  };
}
const vt = actor('vt', 'VT', 'caseworker');
const lt = actor('lt', 'LT', 'fixedFace');
/** Not involved in the case. */
const outsider = actor('elders', 'VT', 'caseworker');

async function attempt(by: typeof vt, command: CaseCommand, speaker?: PersonId): Promise<Outcome> {
  return cases.handle(STREAM, command, by, {
    commandId: randomUUID(),
    occurredAt: '2025-05-30',
    legalBasis: by.author.party === 'VT' ? 'wmo-4.1.1' : 'jeugdwet-2.3',
    validateOnly: false,
    search: { reference: 'test', covers: () => true },
    ...(speaker === undefined ? {} : { statedBy: { kind: 'person', personId: speaker } as const }),
  });
}

async function done(by: typeof vt, command: CaseCommand, speaker?: PersonId): Promise<string> {
  const outcome = await attempt(by, command, speaker);
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome.entryIds[0] as string;
}

async function dataOf(entryId: string): Promise<Readonly<Record<string, unknown>>> {
  for await (const stored of store.readStream(STREAM)) {
    if (stored.id === entryId) return openEvent(stored, keys).event.data as unknown as Record<string, unknown>;
  }
  throw new Error('No such entry');
}

const open: CaseCommand = {
  type: 'OpenCase',
  householdKind: 'FAMILY_WITH_MINORS',
  region: 'haaglanden',
  parties: [{ organisation: lt.author.organisation, party: 'LT' }],
  pilot: false,
  reopened: false,
  name: 'Gezin Toets',
  municipality: 'Duinrade',
  reason: 'Zorgen',
  members: [
    { personId: mother, content: { name: 'M', role: 'mother', birthDate: '1985-01-01', households: ['A'] } },
    { personId: father, content: { name: 'V', role: 'father', birthDate: '1985-01-01', households: ['A'] } },
    {
      personId: child,
      content: { name: 'K', role: 'child', birthDate: '2016-01-01', households: ['A'], authorityBy: [mother, father] },
    },
  ],
};
const see = (observation: string): CaseCommand => ({ type: 'SeeChild', childId: child, alone: true, where: 'SCHOOL', observation });
const voice = (personId: PersonId, words: string): CaseCommand => ({
  type: 'RecordVoice',
  speakerId: personId,
  confidential: false,
  alone: true,
  words,
});

/** A request of somebody to an organisation, granted. */
async function destroy(by: typeof vt, personId: PersonId, speaker: PersonId): Promise<void> {
  const entry = await done(by, { type: 'ReceiveAccessRequest', kind: 'DESTRUCTION', personId, wording: 'Alles weg' }, speaker);
  const requestId = (await dataOf(entry))['requestId'] as ItemId;
  const worker = `colleague in ${by.author.organisation}` as WorkerRef;
  const colleague = { ...by, subject: worker as string, author: { ...by.author, worker } };
  await done(colleague, { type: 'DecideAccessRequest', requestId, outcome: 'GRANTED', considerations: 'Er is geen bezwaar' });
  await destruction.look();
}

describe('what a controller decided to destroy', () => {
  beforeEach(async () => {
    await done(vt, open);
  });

  it('is destroyed for that controller; another reads on, of the same entry', async () => {
    const seen = await done(lt, see('speelde rustig'));
    expect(keys.controllersOf(STREAM, child)).toEqual(['lt', 'vt']);
    await destroy(vt, child, mother);
    expect(keys.controllersOf(STREAM, child)).toEqual(['lt']);
    expect((await dataOf(seen))['observation']).toBe('speelde rustig');
    expect(keys.controllersOf(STREAM, mother)).toEqual(['lt', 'vt']);
  });

  it('is erased once the last controller destroyed it, and every rule still runs', async () => {
    const seen = await done(lt, see('speelde rustig'));
    await destroy(vt, child, mother);
    await destroy(lt, child, father);
    expect((await dataOf(seen))['observation']).toEqual({ erased: true });
    expect((await dataOf(seen))['childId']).toBe(child);
    await expect(attempt(vt, see('meer'))).resolves.toMatchObject({ kind: 'refused', refusal: { code: 'RETENTION_DESTROYED' } });
    await done(lt, voice(mother, 'Het gaat beter'), mother);
  });

  it('stays closed to it: what others record later about the same person it gets no key to', async () => {
    await destroy(vt, child, mother);
    const later = await done(lt, see('vertelde over school'));
    expect((await dataOf(later))['observation']).toBe('vertelde over school');
    expect(keys.controllersOf(STREAM, child)).toEqual(['lt']);
  });

  it('stays closed to it for a key that another process makes on what it read before the decision', async () => {
    const jointly = `${child}+${father}`;
    await destroy(vt, child, mother);
    await destroy(vt, father, father);
    // As a process would whose fold is older than both decisions: its append is refused for the revision, but the key is made first.
    await keys.ensure(STREAM, [jointly, `${child}#report`], ['vt', 'lt'], isDestroyed);
    await keys.addController(STREAM, 'vt', undefined, isDestroyed);
    expect(keys.controllersOf(STREAM, jointly)).toEqual(['lt']);
    expect(keys.controllersOf(STREAM, `${child}#report`)).toEqual(['lt']);
  });

  it('answers in words when everybody destroyed what it would be kept under: in an emergency too', async () => {
    for (const [personId, speaker] of [
      [child, mother],
      [father, father],
      [mother, mother],
    ] as const)
      await destroy(lt, personId, speaker);
    const use: CaseCommand = { type: 'UseEmergencyAccess', reason: 'Kind belt: er is ruzie' };
    expect(await attempt(outsider, use)).toMatchObject({ kind: 'accepted' });
    for (const [personId, speaker] of [
      [child, mother],
      [father, father],
      [mother, mother],
    ] as const)
      await destroy(vt, personId, speaker);
    await keys.destroyWraps(STREAM, [[mother, father, child].sort().join('+')], 'elders');
    const erased = { kind: 'refused', refusal: { code: 'RETENTION_ERASED' } };
    expect(await attempt({ ...outsider, author: { ...outsider.author, worker: 'another' as WorkerRef } }, use)).toMatchObject(erased);
    expect(await attempt(vt, use)).toMatchObject(erased);
  });

  it('takes the keys of who reported along when the last member goes by its term, and not before', async () => {
    const decide = async (personId: PersonId, ground: 'TERM' | 'COURT_ORDER') => {
      const data = { version: 1, data: { open: { decisionId: randomUUID(), personId, ground }, sealed: [] } };
      const metadata = { recordedAt: NOW, occurredAt: NOW, actingOrganisation: 'vt', workerRef: 'w', commandId: randomUUID() };
      const [bytes, about] = [Buffer.from(JSON.stringify(data)), Buffer.from(JSON.stringify(metadata))];
      await store.append(STREAM, 'any', [{ id: randomUUID(), type: 'RetentionDecided', data: bytes, metadata: about }]);
      await destruction.look();
    };
    const reporter = 'reporter#report';
    await keys.ensure(STREAM, [reporter], ['vt', 'lt']);
    await decide(mother, 'TERM');
    await decide(child, 'TERM');
    await decide(father, 'COURT_ORDER');
    expect(keys.controllersOf(STREAM, reporter)).toEqual(['lt', 'vt']);
    await decide(father, 'TERM');
    expect(keys.controllersOf(STREAM, reporter)).toEqual(['lt']);
    expect(keys.controllersOf(STREAM, father)).toEqual(['lt']);
  });

  it('leaves what is about several people jointly until it is gone for each of them', async () => {
    const jointly = `${father}+${mother}`;
    await keys.ensure(STREAM, [jointly], ['vt', 'lt']);
    await destroy(vt, father, father);
    expect(keys.controllersOf(STREAM, jointly)).toEqual(['lt', 'vt']);
    await destroy(vt, mother, mother);
    expect(keys.controllersOf(STREAM, jointly)).toEqual(['lt']);
  });

  it('is done again on a copy of the keys that is put back, before anything is served', async () => {
    const seen = await done(lt, see('speelde rustig'));
    await keys.close();
    cpSync(join(folder, 'keys'), join(folder, 'backup'), { recursive: true });
    await serve();
    await destroy(vt, child, mother);
    await destroy(lt, child, father);
    await keys.close();
    rmSync(join(folder, 'keys'), { recursive: true });
    cpSync(join(folder, 'backup'), join(folder, 'keys'), { recursive: true });

    const restored = await openKeyRing({ folder: join(folder, 'keys') });
    expect(restored.controllersOf(STREAM, child)).toEqual(['lt', 'vt']);
    await restored.close();
    await serve();
    expect(keys.controllersOf(STREAM, child)).toEqual([]);
    expect((await dataOf(seen))['observation']).toEqual({ erased: true });
  });

  it('is done once, however often one looks and by however many', async () => {
    await destroy(vt, child, mother);
    const other = await openKeyRing({ folder: join(folder, 'keys') });
    await new Destruction({ store, keys: other }).look();
    await destruction.look();
    expect(other.controllersOf(STREAM, child)).toEqual(['lt']);
    await other.close();
  });

  it('lingers in no memory: a case that was folded before is folded anew', async () => {
    await done(lt, see('speelde rustig'));
    await destroy(vt, child, mother);
    await destroy(lt, child, father);
    const state = await cases.current(STREAM);
    expect(state.household.frame.people.get(child)?.member).toEqual({ erased: true });
    expect(JSON.stringify([...state.household.frame.people.values()])).not.toContain('"K"');
  });
});
