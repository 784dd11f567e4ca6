// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { lt, metadataOf, recorded, vt } from '../../test/acts.ts';
import { auntJoined, child, item, mother, opened, reported } from '../../test/history.ts';
import type { CaseEvent } from '../case-event.ts';
import { matrix2025 } from '../disclosure/matrix.ts';
import { replayCase } from '../disclosure/replay.ts';
import type { FactRecorded } from '../inquiry/inquiry-events.ts';
import { reportMasks } from './report-masks.ts';

const informed: CaseEvent = {
  type: 'RightsExplained',
  version: 1,
  data: { persons: [{ personId: mother, content: { what: 'Inzage', understood: true } }] },
};
const fact = (more: Partial<FactRecorded['data']>): CaseEvent => ({
  type: 'FactRecorded',
  version: 1,
  data: {
    factId: item('f'),
    investigationId: item('i'),
    concerning: [child],
    kind: 'OBSERVATION',
    text: 't',
    source: 's',
    familyMarks: [],
    ...more,
  },
});
const at = { occurredAt: '2025-04-01', recordedAt: '2025-04-01T08:00:00.000Z' };

function masksOf(type: string, ...events: readonly CaseEvent[]) {
  const history = [opened, auntJoined, reported, informed, ...events].map((event, index) =>
    recorded(event, index, metadataOf(index % 2 ? lt : vt, at)),
  );
  const entries = replayCase(history, { kind: 'person', personId: mother }, '2025-06-01T12:00:00.000Z', matrix2025) ?? [];
  const entry = entries.findLast((one) => one.type === type);
  if (entry === undefined) throw new Error(`The mother does not see ${type}`);
  return reportMasks(entry, matrix2025);
}

describe('what somebody does not get in a report about himself', () => {
  it('is named with a reason in plain words', () => {
    expect(masksOf('FactRecorded', fact({ workingNote: 'navragen' }))).toContainEqual({
      term: 'werkaantekening',
      reason: 'Dit is een eigen aantekening van een medewerker bij het onderzoek. Die hoort niet bij wat u mag inzien.',
    });
  });
  it('is the same whether there was something or not', () => {
    const without = masksOf('FactRecorded', fact({}));
    expect(masksOf('FactRecorded', fact({ workingNote: 'navragen' }))).toEqual(without);
    const marks = [{ personId: mother, content: { mark: 'TRUE' as const } }];
    expect(masksOf('FactRecorded', fact({ familyMarks: marks }))).toEqual(without);
  });
  it('never names who reported, nor anything else of which even the existence is hidden', () => {
    expect(masksOf('ReportReceived').map(({ term }) => term)).not.toContain('melder');
  });
  it('leaves out what he does get, and what is his and was not written', () => {
    const terms = masksOf('FactRecorded', fact({})).map(({ term }) => term);
    for (const term of ['feit', 'bron', 'soort']) expect(terms).not.toContain(term);
  });
});
