// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ERASED } from '@gezinslijn/event-sourcing';
import type { EventStore, StoredEvent } from '@gezinslijn/event-sourcing';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { matrix2025, openAdministrationEvent, organisationRecord, organisationStream } from '@gezinslijn/family-case';
import type { AdministrationAuthor, OrganisationCommand, OrganisationId, OrganisationState, WorkerRef } from '@gezinslijn/family-case';
import { CaseStreams, streamDecider } from './case-streams.ts';
import type { WritingActor } from './case-streams.ts';
import { administrationForm } from './stream-form.ts';

const vt = 'vt-haaglanden' as OrganisationId;
const stream = organisationStream(vt);
const NAME = 'Noor van Dalen';

let store: EventStore;
let keys: KeyRing;
let streams: CaseStreams<OrganisationState, OrganisationCommand>;

const open = () =>
  new CaseStreams<OrganisationState, OrganisationCommand>({
    store,
    keys,
    decider: streamDecider<OrganisationCommand, OrganisationState>(organisationRecord),
    form: administrationForm,
    matrix: matrix2025,
    secret: createSecretKey(Buffer.alloc(32, 7)),
    now: () => '2025-04-02T12:00:00.000Z',
  });

beforeEach(() => {
  store = memoryEventStore();
  keys = memoryKeyRing();
  streams = open();
});

function actor(role: AdministrationAuthor['role'], organisation = 'beheer', worker: string = randomUUID()): WritingActor {
  const author: AdministrationAuthor = {
    organisation: organisation as OrganisationId,
    party: 'PLATFORM',
    worker: worker as WorkerRef,
    role,
  };
  return {
    subject: worker,
    reader: { kind: 'organisation', organisation: '' as OrganisationId },
    author: author as unknown as NonNullable<WritingActor['author']>,
    purpose: 'beheer',
    recordedAt: '2025-04-02T12:00:00.000Z',
    traceId: 'trace',
  };
}
const frame = (commandId: string = randomUUID()) => ({ commandId, legalBasis: 'own-task', validateOnly: false });
const register: OrganisationCommand = { type: 'RegisterOrganisation', organisation: vt, kind: 'VT', name: 'VT', region: 'haaglanden' };
const worker: OrganisationCommand = { type: 'RegisterWorker', worker: 'w1' as WorkerRef, issuer: 'own', name: NAME };

async function stored(): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(stream)) events.push(event);
  return events;
}

describe('administration in the write pipeline', () => {
  it('seals the name of a worker under his own key, for his organisation alone', async () => {
    await streams.handle(stream, register, actor('platformAdministrator'), frame());
    await streams.handle(stream, worker, actor('platformAdministrator'), frame());
    const events = await stored();
    const text = events.map(({ data, metadata }) => Buffer.from(data).toString() + Buffer.from(metadata).toString()).join();
    expect(text).toContain('w1');
    expect(text).not.toContain(NAME);
    expect(keys.controllersOf(stream, 'w1')).toEqual([vt]);
    expect(openAdministrationEvent(events[1] as StoredEvent, keys).event.data).toMatchObject({ name: NAME });
    await keys.destroy(stream, 'w1');
    expect(openAdministrationEvent(events[1] as StoredEvent, keys).event.data).toMatchObject({ name: ERASED });
  });

  it('does nothing twice, also after a restart, and refuses another input under the same id', async () => {
    await streams.handle(stream, register, actor('platformAdministrator'), frame());
    const who = actor('platformAdministrator', 'beheer', 'root');
    const once = frame();
    const first = await streams.handle(stream, worker, who, once);
    const again = await open().handle(stream, worker, who, once);
    expect(again).toEqual({ ...first, repeated: true });
    expect(await stored()).toHaveLength(2);
    expect(await streams.handle(stream, { ...worker, name: 'Anders' } as OrganisationCommand, who, once)).toEqual({ kind: 'reused' });
  });

  it('lets one of two claims win, in processes that do not know of each other', async () => {
    const claim: OrganisationCommand = {
      type: 'ClaimAdministration',
      organisation: 'beheer' as OrganisationId,
      name: 'Beheer',
      region: 'landelijk',
      issuer: 'own',
      workerName: 'Robin',
    };
    const place = organisationStream('beheer' as OrganisationId);
    const outcomes = await Promise.all([
      open().handle(place, claim, actor('claimant'), frame()),
      open().handle(place, claim, actor('claimant'), frame()),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['accepted', 'refused']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({ refusal: { code: 'ADMINISTRATION_ALREADY_CLAIMED' } });
  });

  it('answers a repeat that comes in at another gateway, whose memory is behind, as the first did; another input under its id is refused', async () => {
    const [other, administrator, asked] = [open(), actor('platformAdministrator'), frame()];
    await streams.handle(stream, register, actor('platformAdministrator'), frame());
    // Both have folded the stream up to here.
    await other.current(stream);
    const first = await streams.handle(stream, worker, administrator, asked);
    const { length } = await stored();
    expect(await other.handle(stream, { ...worker, name: 'Iemand anders' } as OrganisationCommand, administrator, asked)).toEqual({
      kind: 'reused',
    });
    expect(await other.handle(stream, worker, administrator, asked)).toEqual({ ...first, repeated: true });
    expect(await stored()).toHaveLength(length);
  });

  it('does the same when its memory ends right before the command', async () => {
    const [other, administrator, asked] = [open(), actor('platformAdministrator'), frame()];
    await streams.handle(stream, register, actor('platformAdministrator'), frame());
    await other.current(stream);
    const first = await streams.handle(stream, worker, administrator, asked);
    expect(await other.handle(stream, worker, administrator, asked)).toEqual({ ...first, repeated: true });
  });
});
