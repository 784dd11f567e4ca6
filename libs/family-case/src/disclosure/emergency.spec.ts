// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { gi, lt, metadataOf, recorded, stranger, vt } from '../../test/acts.ts';
import { child, item, members, mother, opened, reported } from '../../test/history.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case-event.ts';
import { clocksAt, evolveClocks, initialClocks } from '../norms/clocks.ts';
import type { OrganisationId, WorkerRef } from '../vocabulary/ids.ts';
import type { Author } from '../vocabulary/parties.ts';
import { EMERGENCY_OPENS } from './emergency.ts';
import { matrix2025 } from './matrix.ts';
import { readerKey, readerOf } from './readers.ts';
import type { Reader } from './readers.ts';
import { replayCase } from './replay.ts';

const USED_AT = '2025-04-04T22:00:00.000Z';
const UNTIL = '2025-04-05T02:00:00.000Z';
const DURING = '2025-04-04T23:00:00.000Z';
const concerning = members.map(({ personId }) => personId);
const accessId = item('emergency access');

const used: CaseEvent = { type: 'EmergencyAccessUsed', version: 1, data: { accessId, validUntil: UNTIL, concerning, reason: 'Acuut' } };
const review = (judgement: 'JUSTIFIED' | 'UNJUSTIFIED'): CaseEvent => ({
  type: 'EmergencyAccessReviewed',
  version: 1,
  data: { accessId, judgement, concerning, considerations: 'Bekeken' },
});
const voice = (confidential: boolean, words: string): CaseEvent => ({
  type: 'VoiceRecorded',
  version: 1,
  data: { speakerId: child, confidential, words, alone: true },
});

const at = (event: CaseEvent, who: Author, instant: string) => ({ event, who, instant });
const before = [
  at(opened, vt, '2025-03-12T08:00:00.000Z'),
  at(reported, vt, '2025-03-12T09:00:00.000Z'),
  at(voice(false, 'Ik wil rust'), lt, '2025-03-13T08:00:00.000Z'),
  at(voice(true, 'Niet zeggen'), lt, '2025-03-13T09:00:00.000Z'),
  at(
    { type: 'AddressShielded', version: 1, data: { personId: mother, change: 'SHIELDED', address: 'Geheim 1', region: 'x', reason: 'y' } },
    vt,
    '2025-03-14T08:00:00.000Z',
  ),
];
const history = (...more: readonly ReturnType<typeof at>[]): readonly RecordedCaseEvent[] =>
  [...before, at(used, stranger, USED_AT), ...more].map(({ event, who, instant }, index) =>
    recorded(event, index, metadataOf(who, { occurredAt: instant, recordedAt: instant })),
  );

const worker: Reader = { kind: 'organisation', organisation: stranger.organisation, emergency: stranger.worker };
const colleague: Reader = { kind: 'organisation', organisation: stranger.organisation, emergency: 'worker-other' as WorkerRef };
const organisation: Reader = { kind: 'organisation', organisation: stranger.organisation };
const supervisor: Reader = { kind: 'organisation', organisation: stranger.organisation, supervises: true };
const seen = (events: readonly RecordedCaseEvent[], reader: Reader, instant: string) => replayCase(events, reader, instant, matrix2025);
const types = (events: readonly RecordedCaseEvent[], reader: Reader, instant: string) =>
  seen(events, reader, instant)?.map(({ type }) => type);

describe('emergency access', () => {
  it('opens the case at once to this worker, and to no colleague of his', () => {
    expect(types(history(), worker, USED_AT)).toContain('CaseOpened');
    expect(seen(history(), colleague, DURING)).toBeNull();
    expect(seen(history(), organisation, DURING)).toBeNull();
  });
  it('is not there before it was used', () => {
    expect(seen(history(), worker, '2025-04-04T21:59:59.999Z')).toBeNull();
  });
  it('opens the report without who reported, and what people said but not in confidence', () => {
    const entries = seen(history(), worker, DURING) ?? [];
    const report = entries.find(({ type }) => type === 'ReportReceived');
    expect(report?.fields).toContain('conclusion');
    expect(report?.fields).not.toContain('reporter');
    expect(JSON.stringify(entries.map(({ data }) => data))).not.toMatch(/School|Niet zeggen|Geheim/);
    expect(JSON.stringify(entries.map(({ data }) => data))).toContain('Ik wil rust');
    expect(entries.some(({ type }) => type === 'AddressShielded')).toBe(false);
  });
  it.each(['C2', 'C4', 'C7', 'C16'] as const)('never opens %s', (category) => {
    expect(EMERGENCY_OPENS).not.toContain(category);
  });
  it('widens what an involved organisation sees, and takes nothing from it', () => {
    const asLt: Reader = { kind: 'organisation', organisation: lt.organisation, emergency: lt.worker };
    const events = history(at({ ...used, data: { ...used.data, accessId: item('other') } } as CaseEvent, lt, USED_AT));
    const usual = seen(events, { kind: 'organisation', organisation: lt.organisation }, DURING) ?? [];
    const wide = seen(events, asLt, DURING) ?? [];
    for (const entry of usual) {
      const widened = wide.find(({ id }) => id === entry.id);
      expect(entry.fields.filter((field) => widened?.fields.includes(field) !== true)).toEqual([]);
    }
    const report = (entries: typeof wide) => entries.find(({ type }) => type === 'ReportReceived')?.fields.length ?? 0;
    expect(report(wide)).toBeGreaterThan(report(usual));
  });
  it('is over after its hours: the case is not there any more', () => {
    expect(seen(history(), worker, '2025-04-05T01:59:59.999Z')).not.toBeNull();
    expect(seen(history(), worker, UNTIL)).toBeNull();
  });
  it('is over at once when it was found unjustified, and not when justified', () => {
    const leader = { ...stranger, role: 'supervisor' as const };
    expect(seen(history(at(review('UNJUSTIFIED'), leader, DURING)), worker, DURING)).toBeNull();
    expect(seen(history(at(review('JUSTIFIED'), leader, DURING)), worker, DURING)).not.toBeNull();
  });
  it('is shown to the supervisor of its organisation: that alone', () => {
    expect(types(history(), supervisor, DURING)).toEqual(['EmergencyAccessUsed']);
    expect(seen(history(), supervisor, '2025-05-01T12:00:00.000Z')?.[0]?.data['reason']).toBe('Acuut');
    expect(seen(history(), { ...supervisor, organisation: 'gi-west' as OrganisationId }, DURING)).toBeNull();
  });
  it('is shown with its reason to the lokaal team, as a fact to others, and in nobody’s own file of the family', () => {
    const find = (reader: Reader) => seen(history(), reader, DURING)?.find(({ type }) => type === 'EmergencyAccessUsed');
    expect(find({ kind: 'organisation', organisation: lt.organisation })?.fields).toContain('reason');
    expect(find({ kind: 'organisation', organisation: vt.organisation })?.fields ?? []).not.toContain('reason');
    expect(find({ kind: 'person', personId: mother })).toBeUndefined();
    expect(find({ kind: 'organisation', organisation: gi.organisation })).toBeUndefined();
  });
  it('has readers whose keys say who they are', () => {
    for (const reader of [worker, supervisor, organisation]) expect(readerOf(readerKey(reader))).toEqual(reader);
    expect(new Set([worker, colleague, supervisor, organisation].map(readerKey)).size).toBe(4);
  });
});

describe('the clock of a review', () => {
  const clock = (events: readonly RecordedCaseEvent[], instant: string) =>
    clocksAt(events.reduce(evolveClocks, initialClocks()), instant).find(({ norm }) => norm === 'N1');

  it('runs until the next working day: used on a Friday night, due on Monday', () => {
    expect(clock(history(), DURING)).toMatchObject({ status: 'running', holder: 'GI', heldBy: stranger.organisation, dueOn: '2025-04-07' });
    expect(clock(history(), '2025-04-08T08:00:00.000Z')).toMatchObject({ status: 'overdue' });
  });
  it('stops with the review, whatever it found', () => {
    const leader = { ...stranger, role: 'supervisor' as const };
    const events = history(at(review('UNJUSTIFIED'), leader, '2025-04-07T09:00:00.000Z'));
    expect(clock(events, '2025-04-08T08:00:00.000Z')).toMatchObject({ status: 'met' });
  });
});
