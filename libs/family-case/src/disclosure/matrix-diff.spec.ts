// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { child, mother } from '../../test/history.ts';
import { gi, lt, metadataOf } from '../../test/acts.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case-event.ts';
import type { EntryId, PersonId } from '../vocabulary/ids.ts';
import { consentKey } from './consents.ts';
import { maskFor } from './disclose.ts';
import { diffMatrices, fieldsUnder } from './matrix-diff.ts';
import type { Way } from './matrix-diff.ts';
import { CODES, COLUMNS, matrix2025 } from './matrix.ts';
import type { Code, Column, DisclosureMatrix } from './matrix.ts';
import { cellInWords, columnInWords } from './plain-language.ts';
import type { Category } from '../vocabulary/categories.ts';
import type { Party } from '../vocabulary/parties.ts';

function changed(category: Category, column: Column, to: Code): DisclosureMatrix {
  return { ...matrix2025, version: 'next', cells: { ...matrix2025.cells, [category]: { ...matrix2025.cells[category], [column]: to } } };
}

describe('two versions of the matrix', () => {
  it('that are the same differ in nothing', () => expect(diffMatrices(matrix2025, matrix2025)).toEqual([]));
  it('say who gains which field', () => {
    const [difference, ...others] = diffMatrices(matrix2025, changed('C4', 'LT', 'F'));
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ category: 'C4', column: 'LT', from: 'none', to: 'F', loses: [] });
    expect(difference?.gains).toContainEqual({ field: 'ReportReceived.reporter', ways: ['always', 'existence'] });
    expect(difference?.gains.map(({ field }) => field)).not.toContain('ReportReceived.content');
  });
  it('say who loses what; a share opens nothing that was not open', () => {
    const [difference] = diffMatrices(matrix2025, changed('C3', 'VT', 'X'));
    expect(difference?.loses.find(({ field }) => field === 'ReportReceived.content')?.ways).toEqual(['always', 'existence']);
    expect(difference?.gains).toEqual([]);
    const [back] = diffMatrices(changed('C3', 'VT', 'none'), changed('C3', 'VT', 'X'));
    expect(back?.gains).toContainEqual({ field: 'ReportReceived.content', ways: ['share'] });
  });
  it('reach fields that fall under a category because of what happened', () => {
    expect(fieldsUnder('C9H').map(({ field }) => field)).toContain('MeasureOrdered.kind');
    expect(fieldsUnder('C2').map(({ field }) => field)).toContain('PlacementChanged.explanation');
  });
});

describe('what the difference says', () => {
  const entryOf = (event: CaseEvent): RecordedCaseEvent => ({
    ...({ id: 'entry' as EntryId, stream: 'familyCase-1', position: 1n, revision: 1 } as unknown as RecordedCaseEvent),
    event,
    metadata: metadataOf(lt, { occurredAt: '2025-04-01', recordedAt: '2025-04-01T08:00:00.000Z' }),
  });
  const voice = entryOf({
    type: 'VoiceRecorded',
    version: 1,
    data: { speakerId: child, confidential: false, words: 'bang', alone: true },
  });
  const address = entryOf({
    type: 'AddressShielded',
    version: 1,
    data: { personId: child, change: 'SHIELDED', address: 'Straat 1', region: 'x', reason: 'y' },
  });
  const organisation = {
    kind: 'organisation',
    organisation: gi.organisation,
    active: true,
    measure: false,
    signed: [],
    keptThrough: -1,
    clients: [],
    consents: [],
    shares: [],
    destroyed: [],
    validUntil: null,
  } as const;
  const person = (personId: PersonId, represents: readonly PersonId[] = []) =>
    ({ kind: 'person', personId, network: false, represents, validUntil: null }) as const;

  /** In which ways this entry opens to a column, found out by asking the one function that decides it. */
  function found(
    entry: RecordedCaseEvent,
    field: string,
    category: Category,
    column: Party | 'RVT' | 'FAMILY',
    matrix: DisclosureMatrix,
  ): readonly Way[] {
    const shows = (profile: Parameters<typeof maskFor>[1]) => maskFor(entry, profile, matrix)?.fields.includes(field) === true;
    if (column === 'FAMILY') {
      if (shows(person(mother))) return ['always', 'existence'];
      if (shows(person(mother, [child]))) return ['own share'];
      return shows(person(child)) ? ['himself'] : [];
    }
    // Of a client of its own: a reference that is given of those alone is looked for there, and what is opened about them is a way of its own.
    const clients = matrix.cells[category][column] === 'RC' ? [child] : [];
    const reader = { ...organisation, clients, column: column === 'RVT' ? 'GI' : column, rvt: column === 'RVT' } as const;
    const exists = maskFor(entry, reader, matrix) === null ? [] : (['existence'] as const);
    if (shows(reader)) return ['always', ...exists];
    const ways: readonly (readonly [Way, Partial<Record<keyof typeof organisation, unknown>>])[] = [
      ['measure', { measure: true }],
      ['own client', { clients: [child] }],
      ['consent', { consents: [consentKey(gi.organisation, child, category)] }],
      ['share', { shares: ['entry'] }],
    ];
    return [...ways.flatMap(([way, more]) => (shows({ ...reader, ...more } as typeof reader) ? [way] : [])), ...exists];
  }

  it.each(['LT', 'VT', 'RvdK', 'GI', 'ZA', 'RVT', 'FAMILY'] as const)('is what happens, for every code, to %s', (column) => {
    for (const [entry, field, category] of [
      [voice, 'words', 'C15'],
      [address, 'address', 'C2'],
    ] as const)
      for (const code of Object.keys(CODES) as Code[]) {
        // A member of the RVT reads within what his mother organisation reads: that is to be the same.
        const within = (cell: Code): DisclosureMatrix => {
          const row = { ...matrix2025.cells[category], [column]: cell, ...(column === 'RVT' ? { GI: code === 'C' ? 'C' : 'F' } : {}) };
          return { ...matrix2025, cells: { ...matrix2025.cells, [category]: row } } as DisclosureMatrix;
        };
        const next = within(code);
        const gains = diffMatrices(within('none'), next).flatMap((one) => one.gains);
        const said = gains.find((one) => one.field === `${entry.event.type}.${field}`)?.ways ?? [];
        // Not of these entries: nobody took part, and nobody has a task.
        const told = said.filter((way) => way !== 'took part' && way !== 'own task');
        expect([code, [...told].sort()]).toEqual([code, [...found(entry, field, category, column, next)].sort()]);
      }
  });
});

describe('the matrix in plain Dutch', () => {
  it('says per cell who reads what', () => {
    expect(cellInWords(matrix2025, 'C4', 'VT')).toBe('Veilig Thuis leest alles over: identiteit van de melder.');
    expect(cellInWords(matrix2025, 'C4', 'LT')).toBe(
      'Het lokaal team leest niets over: identiteit van de melder. Ook niet dat er iets over is vastgelegd.',
    );
    expect(cellInWords(matrix2025, 'C2', 'FAMILY')).toContain('Ook een ouder leest dit niet over een kind.');
  });
  it('has a ground and a sentence for every cell, in sentences short enough to read', () => {
    for (const column of Object.keys(COLUMNS) as Column[]) {
      const { ground, sentences } = columnInWords(matrix2025, column);
      expect(ground).not.toBe('');
      expect(sentences).toHaveLength(Object.keys(matrix2025.cells).length);
      for (const [, text] of sentences) for (const sentence of text.split('. ')) expect(sentence.split(' ').length).toBeLessThan(32);
    }
  });
});
