// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import { elsewhereQuestion, matrix2025, privateStream } from '@gezinslijn/family-case';
import type { ElsewhereCommand, ElsewhereState, OrganisationId, WorkerRef } from '@gezinslijn/family-case';
import { CaseStreams, streamDecider } from './case-streams.ts';
import { ElsewherePost } from './elsewhere-post.ts';

const vt = 'vt' as OrganisationId;
const lt = 'lt' as OrganisationId;

it('a question waits until the views that say who knows whom stand where it was asked', async () => {
  const [store, keys] = [memoryEventStore(), memoryKeyRing()];
  const questions = new CaseStreams<ElsewhereState, ElsewhereCommand>({
    store,
    keys,
    matrix: matrix2025,
    secret: createSecretKey(Buffer.alloc(32, 7)),
    now: () => '2025-06-01T10:00:00.000Z',
    decider: streamDecider<ElsewhereCommand, ElsewhereState>(elsewhereQuestion),
  });
  const asker = {
    subject: 'w',
    reader: { kind: 'organisation' as const, organisation: vt },
    author: { organisation: vt, party: 'VT' as const, worker: 'w' as WorkerRef, role: 'caseworker' as const, registered: true },
    purpose: 'test',
    recordedAt: '2025-06-01T10:00:00.000Z',
    traceId: 'test',
  };
  const asked = await questions.handle(
    privateStream(vt, randomUUID()),
    { type: 'AskKnownElsewhere', name: 'Lotte Proef', birthDate: '2015-01-01', reason: 'Zorgen' },
    asker,
    { commandId: randomUUID(), occurredAt: '2025-05-30', legalBasis: 'wmo-4.1.1', validateOnly: false },
  );
  if (asked.kind !== 'accepted' || asked.position === null) throw new Error(JSON.stringify(asked));
  const views = { position: (asked.position - 1n) as bigint | null };
  let saved: bigint | null = null;
  let looked = 0;
  const post = new ElsewherePost({
    store,
    keys,
    questions,
    upTo: () => views.position,
    progress: {
      load: () => Promise.resolve(saved),
      save: (position) => {
        saved = position;
        return Promise.resolve();
      },
    },
    knowers: {
      find: () => {
        looked += 1;
        return Promise.resolve([{ organisation: lt, party: 'LT', people: [] }]);
      },
    },
  });
  const received = async () => {
    const { events } = await store.readAll({ after: null, limit: 10, filter: { types: ['KnownElsewhereReceived'] } });
    return events.length;
  };
  await post.look();
  expect({ looked, saved, received: await received() }).toEqual({ looked: 0, saved: null, received: 0 });
  views.position = asked.position;
  await post.look();
  await post.look();
  expect({ looked, saved, received: await received() }).toEqual({ looked: 1, saved: asked.position, received: 1 });
});
