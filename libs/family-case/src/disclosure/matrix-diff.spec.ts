// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { diffMatrices, fieldsUnder } from './matrix-diff.ts';
import { COLUMNS, matrix2025 } from './matrix.ts';
import type { Code, Column, DisclosureMatrix } from './matrix.ts';
import { cellInWords, columnInWords } from './plain-language.ts';
import type { Category } from '../vocabulary/categories.ts';

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
