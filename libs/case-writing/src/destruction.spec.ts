// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { COPIES_LAPSE, memoryEventStore, openKeyRing } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { familyCase, isDestroyed, matchStream, matrix2025, openEvent, privateStream, sealEvent, subjectsOf } from '@gezinslijn/family-case';
import type {
  CaseCommand,
  CaseId,
  CaseState,
  ItemId,
  OrganisationId,
  Party,
  PersonId,
  WorkerRef,
  WorkerRole,
} from '@gezinslijn/family-case';
import { CaseStreams, streamDecider } from './case-streams.ts';
import type { Outcome } from './case-streams.ts';
import { DestroyList, readCopiesLapse, readDestroyList } from './destroy-list.ts';
import { Destruction } from './destruction.ts';
import { reapplyErasures } from './reapply-erasures.ts';

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

/** As another part of the product has it recorded. */
async function put(stream: string, event: object, controllers: readonly string[]): Promise<void> {
  const id = randomUUID();
  const recorded = event as Parameters<typeof subjectsOf>[0];
  await keys.ensure(stream, subjectsOf(recorded), controllers);
  const metadata = { recordedAt: NOW, occurredAt: NOW, actingOrganisation: controllers[0], workerRef: 'w', commandId: id };
  const data = Buffer.from(sealEvent(recorded, keys, stream, id));
  await store.append(stream, 'any', [{ id, type: recorded.type, data, metadata: Buffer.from(JSON.stringify(metadata)) }]);
}

/** A request of somebody to an organisation, granted. */
async function destroy(by: typeof vt, personId: PersonId, speaker: PersonId): Promise<void> {
  const entry = await done(by, { type: 'ReceiveAccessRequest', kind: 'DESTRUCTION', personId, wording: 'Alles weg' }, speaker);
  const requestId = (await dataOf(entry))['requestId'] as ItemId;
  const worker = `colleague in ${by.author.organisation}` as WorkerRef;
  const colleague = { ...by, subject: worker as string, author: { ...by.author, worker } };
  await done(colleague, { type: 'DecideAccessRequest', requestId, outcome: 'GRANTED', considerations: 'Er is geen bezwaar' });
  await destruction.look();
}

/** As a run over what is due, or an order, has it recorded. Gives the id of the decision. */
async function decide(organisation: string, personId: PersonId, ground: 'TERM' | 'COURT_ORDER'): Promise<string> {
  const id = randomUUID();
  const data = { version: 1, data: { open: { decisionId: randomUUID(), personId, ground }, sealed: [] } };
  const metadata = { recordedAt: NOW, occurredAt: NOW, actingOrganisation: organisation, workerRef: 'w', commandId: randomUUID() };
  const [bytes, about] = [Buffer.from(JSON.stringify(data)), Buffer.from(JSON.stringify(metadata))];
  await store.append(STREAM, 'any', [{ id, type: 'RetentionDecided', data: bytes, metadata: about }]);
  await destruction.look();
  return id;
}

const reporter = 'reporter#report';
/** Somebody who is none of the family reported. */
const reported = () =>
  put(
    STREAM,
    {
      type: 'ReportReceived',
      version: 1,
      data: {
        reportId: 'report',
        concerning: [child],
        acute: false,
        kind: 'CITIZEN',
        reporterId: 'reporter',
        reporter: 'De buurvrouw',
        reporterShielded: false,
        conclusion: 'Zorgen',
        content: 'Hoorde geschreeuw',
      },
    },
    ['vt', 'lt'],
  );

describe('what a controller decided to destroy', () => {
  beforeEach(async () => {
    await done(vt, open);
  });

  it('stands on the list of every gateway, also of one that was down when another destroyed it', async () => {
    const [here, there] = ['here', 'there'].map((name) => join(folder, name, 'destroyed.jsonl')) as [string, string];
    const started = (file: string) => new Destruction({ store, keys, list: new DestroyList(file) });
    await done(lt, see('speelde rustig'));
    await destroy(vt, child, mother);
    await started(there).look();
    await destroy(lt, mother, mother);
    await started(here).look();
    expect(readDestroyList(here)).toHaveLength(2);
    expect(readDestroyList(there)).toHaveLength(1);
    await started(there).look();
    expect(readDestroyList(there)).toEqual(readDestroyList(here));
  });

  it.each([
    ['a copy that the list was not told of', '2026-05-15', undefined],
    ['keys of before a later copy', '2026-05-01', '2026-05-15'],
    ['keys of before any copy', undefined, '2026-05-15'],
    ['a list of before a later copy', '2026-05-15', '2026-05-01'],
  ])('until when copies of the keys may exist never goes back, with %s', async (_name, withKeys, listed) => {
    const file = join(folder, 'apart', 'destroyed.jsonl');
    if (withKeys !== undefined) keys.note(COPIES_LAPSE, withKeys);
    if (listed !== undefined) new DestroyList(file).noteCopiesLapse(listed);
    await new Destruction({ store, keys, list: new DestroyList(file) }).look();
    expect(keys.noted(COPIES_LAPSE)).toBe('2026-05-15');
    expect(readCopiesLapse(file)).toBe('2026-05-15');
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

  describe('outside the case', () => {
    const [record, mixed, alien, task] = (['lt/5', 'lt/8', 'lt-elders/6', 'lt/7'] as const).map((name) => {
      const [organisation, digit = ''] = name.split('/');
      return privateStream(organisation as OrganisationId, `${digit.repeat(8)}-1111-4111-8111-111111111111`);
    }) as [string, string, string, string];
    const [asSame, asOther] = ['a', 'b'].map((name) => matchStream(name)) as [string, string];
    const [twin, pseudonym] = ['twin', 'pseudonym'] as [PersonId, PersonId];
    const both = [child, twin].sort().join('+');
    const match = (decision: 'SAME' | 'NOT_SAME') => ({
      type: 'PersonMatchDecided' as const,
      version: 1,
      data: { decision, caseIds: [CASE, 'other'] as unknown as readonly CaseId[], personIds: [child, twin], basis: 'Zelfde geboortedag' },
    });
    const step = (personId: PersonId) => ({
      type: 'MeldcodeStepTaken',
      version: 1,
      data: { step: 1, concerning: [personId], considerations: 'Blauw oog', adviceOfVeiligThuis: false },
    });
    const asked = {
      type: 'KnownElsewhereReceived',
      version: 1,
      data: {
        questionId: 'q',
        askedOf: 'lt',
        askedOfParty: 'LT',
        personId: pseudonym,
        name: 'K',
        birthDate: '2016-01-01',
        reason: 'Zorgen',
        matches: [{ caseId: CASE, personId: child }],
      },
    };
    const decidedIn = async (stream: string): Promise<readonly object[]> => {
      const decided = [];
      for await (const stored of store.readStream(stream))
        if (stored.type === 'RetentionDecided') decided.push(openEvent(stored, keys).event.data);
      return decided;
    };

    it('reaches the private records of the same organisation, its tasks of questions, and what it decided about him and another', async () => {
      await put(record, step(child), ['lt', 'vt']);
      await put(alien, step(child), ['lt-elders']);
      await put(task, asked, ['lt']);
      await put(asSame, match('SAME'), ['lt', 'vt']);
      await put(asOther, match('NOT_SAME'), ['lt', 'vt']);
      await destroy(lt, child, mother);
      expect(keys.controllersOf(record, child)).toEqual(['vt']);
      expect(keys.controllersOf(alien, child)).toEqual(['lt-elders']);
      expect(keys.isErased(task, pseudonym)).toBe(true);
      expect(keys.controllersOf(asSame, both)).toEqual(['vt']);
      expect(keys.controllersOf(asOther, both)).toEqual(['lt', 'vt']);
      // It is a decision there, once, so that rows and rules follow from it as in a case.
      await new Destruction({ store, keys, fromStart: true }).look();
      for (const stream of [record, task])
        expect(await decidedIn(stream)).toMatchObject([{ personId: stream === task ? pseudonym : child, ground: 'OWN_REQUEST' }]);
    });

    it('reaches nothing that was recorded after the decision, when that is done again', async () => {
      await put(mixed, step(mother), ['lt']);
      await put(asOther, match('NOT_SAME'), ['lt', 'vt']);
      await destroy(lt, child, mother);
      // It came back to the case, and knows him again.
      await put(record, step(child), ['lt', 'vt']);
      await put(mixed, step(child), ['lt']);
      await put(task, asked, ['lt']);
      await put(asSame, match('SAME'), ['lt', 'vt']);
      await put(asOther, match('SAME'), ['lt', 'vt']);
      const places = [record, mixed, task, asSame, asOther];
      const held = () => places.map((stream) => keys.subjectsOf(stream).map((subject) => [subject, keys.controllersOf(stream, subject)]));
      const decided = () => Promise.all(places.map(decidedIn));
      const before = [held(), await decided()];
      await reapplyErasures({ store, keys }, []);
      expect([held(), await decided()]).toEqual(before);
    });
  });

  it('takes the keys of who reported along when the last member goes by its term, and not before', async () => {
    await reported();
    await decide('vt', mother, 'TERM');
    await decide('vt', child, 'TERM');
    await decide('vt', father, 'COURT_ORDER');
    expect(keys.controllersOf(STREAM, reporter)).toEqual(['lt', 'vt']);
    await decide('vt', father, 'TERM');
    expect(keys.controllersOf(STREAM, reporter)).toEqual(['lt']);
    expect(keys.controllersOf(STREAM, father)).toEqual(['lt']);
  });

  it('takes them along when the last member that it knew goes: who came after it left is none of those', async () => {
    await reported();
    const membership = { type: 'ChangeMembership', reason: 'anders' } as const;
    await done(lt, { ...membership, change: 'PARTY_LEFT', organisation: lt.author.organisation, members: [] } as CaseCommand);
    const baby = {
      personId: 'baby' as PersonId,
      content: { name: 'B', role: 'child', birthDate: '2025-05-01', households: ['A'] },
    } as const;
    await done(vt, { ...membership, change: 'PERSON_JOINED', members: [baby] } as unknown as CaseCommand);
    expect(keys.controllersOf(STREAM, 'baby')).toEqual(['vt']);
    for (const personId of [mother, child, father]) {
      expect(keys.controllersOf(STREAM, reporter)).toEqual(['lt', 'vt']);
      await decide('lt', personId, 'TERM');
    }
    expect(keys.controllersOf(STREAM, reporter)).toEqual(['vt']);
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

  it.each([
    ['as they are', false],
    ['of before the decisions', true],
  ])('leaves an organisation that came back what it was given since, done again on keys %s', async (_name, older) => {
    const membership = { type: 'ChangeMembership', reason: 'anders' } as const;
    const joining = { organisation: lt.author.organisation, party: 'LT', members: [] };
    const baby = 'baby' as PersonId;
    await reported();
    await done(lt, { ...membership, change: 'PARTY_LEFT', organisation: lt.author.organisation, members: [] } as CaseCommand);
    const backup = join(folder, 'backup');
    await keys.close();
    cpSync(join(folder, 'keys'), backup, { recursive: true });
    await serve();
    const decisions: string[] = [];
    for (const personId of [mother, child, father]) decisions.push(await decide('lt', personId, 'TERM'));
    const born = { personId: baby, content: { name: 'B', role: 'child', birthDate: '2025-05-01', households: ['A'] } } as const;
    await done(vt, { ...membership, change: 'PERSON_JOINED', members: [born] } as unknown as CaseCommand);
    await done(vt, { ...membership, ...joining, change: 'PARTY_JOINED' } as unknown as CaseCommand);
    const seen = await done(lt, { ...see('lacht'), childId: baby } as CaseCommand);
    const closed = () => decisions.map((decision) => keys.closed(STREAM, 'lt', decision)?.subjects);
    const before = { closed: closed(), born: keys.controllersOf(STREAM, baby) };
    expect(before.born).toContain('lt');
    expect(before.closed.at(-1)).toContain(reporter);
    if (older) {
      await keys.close();
      rmSync(join(folder, 'keys'), { recursive: true });
      cpSync(backup, join(folder, 'keys'), { recursive: true });
      keys = await openKeyRing({ folder: join(folder, 'keys') });
      await keys.ensure(STREAM, [baby], ['vt', 'lt']);
      expect(keys.controllersOf(STREAM, reporter)).toEqual(['lt', 'vt']);
    }
    await reapplyErasures({ store, keys }, []);
    expect(closed()).toEqual(before.closed);
    expect(keys.controllersOf(STREAM, baby)).toEqual(before.born);
    for (const subject of [mother, child, father, reporter]) expect(keys.controllersOf(STREAM, subject)).toEqual(['vt']);
    if (!older) expect((await dataOf(seen))['observation']).toBe('lacht');
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
