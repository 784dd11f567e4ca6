// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable, type EventStore } from '@gezinslijn/event-sourcing';
import { all, allAfter, rejection } from '../contract/samples.ts';
import { memoryEventStore } from '../memory/memory-event-store.ts';
import { TamperedEnvelope, openText, sealText } from '../sealing/envelope.ts';
import { memoryKeyRing } from '../sealing/open-key-ring.ts';
import type { AccessEntry } from './access-entry.ts';
import { openAccessLog } from './open-access-log.ts';
import { readAccessLog } from './read-access-log.ts';
import { SUBJECT_PLACE, lookKey, readProcessingLog } from './processing-log.ts';

const entry = (about: Partial<AccessEntry> = {}): AccessEntry => ({
  at: '2026-11-22T09:30:00.000Z',
  subject: 'worker-7',
  organisation: 'gi-a',
  party: 'GI',
  role: 'guardian',
  caseId: 'case-1',
  operation: 'timeline',
  manner: 'delivered',
  categories: ['C1'],
  entries: ['12'],
  people: ['person-1', 'person-2'],
  purpose: 'eigen taak',
  legalBasis: 'own-task',
  emergency: false,
  outcome: 'granted',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  ...about,
});

function logOn(store: EventStore) {
  const keys = memoryKeyRing();
  const secretOf = (name: string) => keys.secret(name);
  const processing = { register: 'https://register.example/activiteiten', secretOf };
  const log = openAccessLog({ store, secretOf, clock: () => '2026-11-22T09:30:00.123Z', processing });
  const lines = (looks?: ReadonlySet<string>) =>
    all(
      readProcessingLog({
        store,
        secretOf: (name) => keys.existingSecret(name),
        month: '2026-11',
        ...(looks === undefined ? {} : { looks }),
      }),
    );
  /** As who asks for the lines of some looks has them: from the access log. */
  const kept = async (): Promise<readonly AccessEntry[]> => {
    const month = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
    const entries = await all(readAccessLog({ store, secretOf: (name) => keys.existingSecret(name), ...month }));
    return entries.filter((one) => 'at' in one);
  };
  return { log, keys, lines, kept };
}

/** What the lines of a look have in common, as earlier versions kept it. */
const look = {
  trace_id: '0af7651916cd43dd8448eb211c80319c',
  name: 'timeline',
  status: 'Ok',
  start_time: '2026-11-22T09:30:00.000Z',
  end_time: '2026-11-22T09:30:00.123Z',
  attributes: { 'dpl.core.processing_activity_id': 'https://register.example/a/v1' },
};

describe('the processing log', () => {
  it('has a line per data subject, with the trace the access log has too', async () => {
    const store = memoryEventStore();
    const { log, keys, lines: read } = logOn(store);
    await log.record(entry());
    const lines = await read();
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      name: 'timeline',
      status: 'Ok',
      start_time: '2026-11-22T09:30:00.000Z',
      end_time: '2026-11-22T09:30:00.123Z',
      attributes: {
        'dpl.core.processing_activity_id': 'https://register.example/activiteiten/raadplegen-tijdlijn/v1',
        'dpl.core.data_subject_id_type': 'urn:gezinslijn:persoon',
      },
    });
    expect(new Set(lines.map(({ span_id }) => span_id)).size).toBe(2);
    const secret = await keys.secret('processing-2026-11');
    expect(lines.map(({ attributes }) => openText(secret, SUBJECT_PLACE, attributes['dpl.core.data_subject_id'] ?? ''))).toEqual([
      'person-1',
      'person-2',
    ]);
  });

  it('never says who acted, for what case or about whom in the clear', async () => {
    const store = memoryEventStore();
    await logOn(store).log.record(entry());
    const events = await allAfter(store, null, { filter: { streamPrefixes: ['processing-'] } });
    const text = Buffer.concat(events.flatMap(({ data, metadata }) => [data, metadata])).toString();
    for (const hidden of ['worker-7', 'gi-a', 'guardian', 'case-1', 'person-1', 'eigen taak']) expect(text).not.toContain(hidden);
  });

  it('names the register entry of the kind of processing, and a refusal as an error without a data subject', async () => {
    const store = memoryEventStore();
    const { log, lines } = logOn(store);
    await log.record(entry({ operation: 'SeeChild', outcome: 'denied', rule: 'CASE_UNKNOWN', people: [] }));
    await log.record(entry({ party: 'AUDITOR', people: [], traceId: '6f1c2a7e-5b3d-4c8f-9e0a-1b2c3d4e5f60' }));
    const [refused, audit] = await lines();
    expect(refused).toMatchObject({
      status: 'Error',
      attributes: { 'dpl.core.processing_activity_id': expect.stringMatching(/vastleggen/) },
    });
    expect(refused?.attributes).not.toHaveProperty(['dpl.core.data_subject_id']);
    expect(audit).toMatchObject({
      trace_id: '6f1c2a7e5b3d4c8f9e0a1b2c3d4e5f60',
      attributes: { 'dpl.core.processing_activity_id': 'https://register.example/activiteiten/toezicht/v1' },
    });
  });

  it('is asked for some looks, and is bound to its event', async () => {
    const store = memoryEventStore();
    const { log, keys, lines, kept } = logOn(store);
    const other = '4bf92f3577b34da6a3ce929d0e0e4736';
    const looks = [
      entry(),
      entry({ people: ['person-3'], traceId: other }),
      // One trace, as of a WebSocket: another moment and another operation are other looks.
      entry({ traceId: other, at: '2026-11-22T09:31:00.000Z' }),
      entry({ traceId: other, operation: 'entry' }),
    ];
    await Promise.all(looks.map((look) => log.record(look)));
    const secret = await keys.secret('processing-2026-11');
    const [, asked] = await kept();
    const [line, ...more] = await lines(new Set(asked === undefined ? [] : [lookKey(asked)]));
    expect(more).toEqual([]);
    expect(openText(secret, SUBJECT_PLACE, line?.attributes['dpl.core.data_subject_id'] ?? '')).toBe('person-3');
    const [event] = await allAfter(store, null, { filter: { streamPrefixes: ['processing-'] } });
    await store.append('processing-2026-11', 'any', [
      { ...event, id: '11111111-1111-4111-8111-111111111111', type: 'ProcessingRecorded' } as never,
    ]);
    expect(await rejection(lines())).toBeInstanceOf(TamperedEnvelope);
  });

  it('gives the lines of a look at one case without those of others in the same answer, also once the key of the month is gone', async () => {
    const { log, keys, lines, kept } = logOn(memoryEventStore());
    const crowd = Array.from({ length: 600 }, (_, index) => `person-${String(index)}`);
    const looks = [entry({ caseId: 'case-1' }), entry({ caseId: 'case-2', people: crowd }), entry({ caseId: 'case-3', people: [] })];
    await Promise.all(looks.map((look) => log.record(look)));
    const counts = async () => {
      const each = (await kept()).map(async (look) => (await lines(new Set([lookKey(look)]))).length);
      return Promise.all(each);
    };
    expect(await counts()).toEqual([2, 600, 1]);
    for (const line of await lines()) expect(line).not.toHaveProperty('look');
    await keys.destroySecret('processing-2026-11');
    expect(await counts()).toEqual([2, 600, 1]);
  });

  it('has looks of before they had something of their own: these are found by what they share', async () => {
    const store = memoryEventStore();
    const { lines } = logOn(store);
    const bytes = (value: object) => Buffer.from(JSON.stringify(value));
    const id = '44444444-4444-4444-8444-444444444444';
    const { trace_id, ...rest } = look;
    const inFull = { trace_id, span_id: '00f067aa0ba902b7', ...rest };
    const kept = [
      { id, type: 'ProcessingRecorded', data: bytes({ lines: [inFull] }), metadata: bytes({ version: 1 }) },
      {
        id: id.replaceAll('4', '5').replace('-5555-8', '-4555-8'),
        type: 'ProcessingRecorded',
        data: bytes({ looks: [{ ...look, spans: ['00f067aa0ba902b8', '00f067aa0ba902b9'] }] }),
        metadata: bytes({ version: 3 }),
      },
    ];
    await store.append('processing-2026-11', 'any', kept);
    await logOn(store).log.record(entry());
    const found = await lines(new Set([lookKey(entry())]));
    expect(found.map(({ span_id }) => span_id)).toEqual(['00f067aa0ba902b7', '00f067aa0ba902b8', '00f067aa0ba902b9']);
  });

  it('tells that there was somebody, no more, once the key of the month is gone', async () => {
    const { log, keys, lines } = logOn(memoryEventStore());
    // Of one moment, so that they stand in one event.
    await Promise.all([log.record(entry({ people: ['person-1'] })), log.record(entry({ people: [] }))]);
    await keys.destroySecret('processing-2026-11');
    const [about, nobody] = await lines();
    expect(about?.attributes).toEqual({
      'dpl.core.processing_activity_id': 'https://register.example/activiteiten/raadplegen-tijdlijn/v1',
      'dpl.core.data_subject_id_type': 'urn:gezinslijn:persoon',
    });
    expect(nobody?.attributes).not.toHaveProperty(['dpl.core.data_subject_id_type']);
  });

  it('is still read as it was written first, with every id encrypted by itself', async () => {
    const store = memoryEventStore();
    const { lines } = logOn(store);
    const first = {
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id: '00f067aa0ba902b7',
      name: 'timeline',
      status: 'Ok',
      start_time: '2026-11-22T09:30:00.000Z',
      end_time: '2026-11-22T09:30:00.123Z',
      attributes: { 'dpl.core.processing_activity_id': 'https://register.example/a/v1', 'dpl.core.data_subject_id': 'AbCd' },
    };
    const bytes = (value: object) => Buffer.from(JSON.stringify(value));
    const written = {
      id: '22222222-2222-4222-8222-222222222222',
      type: 'ProcessingRecorded',
      data: bytes({ lines: [first] }),
      metadata: bytes({ version: 1 }),
    };
    await store.append('processing-2026-11', 'any', [written]);
    expect(await lines()).toEqual([first]);
  });

  it('is still read as it was written next, with every line in full and whose data it was in one list', async () => {
    const store = memoryEventStore();
    const { keys, lines } = logOn(store);
    const line = (span_id: string) => ({
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id,
      name: 'timeline',
      status: 'Ok',
      start_time: '2026-11-22T09:30:00.000Z',
      end_time: '2026-11-22T09:30:00.123Z',
      attributes: { 'dpl.core.processing_activity_id': 'https://register.example/a/v1' },
    });
    const written = [line('00f067aa0ba902b7'), line('00f067aa0ba902b8')];
    const secret = await keys.secret('processing-2026-11');
    const id = '33333333-3333-4333-8333-333333333333';
    const subjects = sealText(secret, `processing-2026-11\0${id}\0${SUBJECT_PLACE}`, JSON.stringify(['person-1', null]));
    const bytes = (value: object) => Buffer.from(JSON.stringify(value));
    const event = { id, type: 'ProcessingRecorded', data: bytes({ lines: written, subjects }), metadata: bytes({ version: 2 }) };
    await store.append('processing-2026-11', 'any', [event]);
    const [about, nobody] = await lines();
    expect(about).toMatchObject({ ...written[0], attributes: written[0]?.attributes });
    expect(openText(secret, SUBJECT_PLACE, about?.attributes['dpl.core.data_subject_id'] ?? '')).toBe('person-1');
    expect(nobody).toEqual(written[1]);
  });

  it('is still read as it was written after that, look by look', async () => {
    const store = memoryEventStore();
    const { keys, lines } = logOn(store);
    const secret = await keys.secret('processing-2026-11');
    const id = '66666666-6666-4666-8666-666666666666';
    const looks = [
      { ...look, spans: ['00f067aa0ba902b7', '00f067aa0ba902b8'], look: 'aaaaaaaaaaaaaaaa' },
      { ...look, spans: ['00f067aa0ba902b9'], look: 'bbbbbbbbbbbbbbbb' },
    ];
    const subjects = sealText(secret, `processing-2026-11\0${id}\0${SUBJECT_PLACE}`, JSON.stringify(['person-1', 'person-2', 'person-3']));
    const data = Buffer.from(JSON.stringify({ looks, subjects }));
    await store.append('processing-2026-11', 'any', [
      { id, type: 'ProcessingRecorded', data, metadata: Buffer.from(JSON.stringify({ version: 3 })) },
    ]);
    const key = lookKey({ traceId: look.trace_id, at: look.start_time, operation: look.name, look: 'bbbbbbbbbbbbbbbb' });
    const [line, ...more] = await lines(new Set([key]));
    expect(more).toEqual([]);
    expect(line).toMatchObject({ span_id: '00f067aa0ba902b9', name: 'timeline', status: 'Ok' });
    expect(openText(secret, SUBJECT_PLACE, line?.attributes['dpl.core.data_subject_id'] ?? '')).toBe('person-3');
    expect(await lines()).toHaveLength(3);
  });

  it('stays within what an event may be, however many people were in one look', async () => {
    const store = memoryEventStore();
    const { log, keys, lines } = logOn(store);
    const crowd = Array.from({ length: 1_203 }, (_, index) => `person-${String(index)}`);
    await Promise.all([log.record(entry({ people: ['first'] })), log.record(entry({ people: crowd })), log.record(entry({ people: [] }))]);
    const secret = await keys.secret('processing-2026-11');
    const read = await lines();
    const people = read
      .map(({ attributes }) => attributes['dpl.core.data_subject_id'])
      .map((id) => id && openText(secret, SUBJECT_PLACE, id));
    expect(people).toEqual(['first', ...crowd, undefined]);
    expect(new Set(read.map(({ span_id }) => span_id)).size).toBe(read.length);
    const events = await allAfter(store, null, { filter: { streamPrefixes: ['processing-'] } });
    const sizes = events.map(({ data }) => {
      const { inShort } = JSON.parse(Buffer.from(data).toString()) as { inShort: readonly unknown[][] };
      return inShort.flatMap((look) => look[6]).length;
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(events.every(({ data }) => data.byteLength < 100_000)).toBe(true);
  });

  it('is confirmed: when it cannot be written nothing is shown either', async () => {
    const inner = memoryEventStore();
    const store: EventStore = {
      append: (stream, ...rest) =>
        stream.startsWith('processing-') ? Promise.reject(new StoreUnavailable('disk full')) : inner.append(stream, ...rest),
      readStream: (...args) => inner.readStream(...args),
      streams: (...args) => inner.streams(...args),
      readAll: (...args) => inner.readAll(...args),
      subscribeAll: (...args) => inner.subscribeAll(...args),
      head: () => inner.head(),
      close: () => inner.close(),
    };
    expect(await rejection(logOn(store).log.record(entry()))).toBeInstanceOf(StoreUnavailable);
  });
});
