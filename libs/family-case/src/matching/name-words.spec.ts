// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { couldBeSame, isSought, nameWords } from './name-words.ts';

describe('names as they are compared', () => {
  it('takes accents, capitals, tussenvoegsels and the order of words away, and writes ij as y', () => {
    expect(nameWords('Noël van der Wijde-de Boer')).toEqual(['boer', 'noel', 'wyde']);
    expect(nameWords('DE BOER, Noël')).toEqual(nameWords('Noel Boer'));
    expect(nameWords('Yvonne Dyk')).toEqual(nameWords('ijvonne dijk'));
  });

  it('keeps a name that is nothing but a tussenvoegsel', () => {
    expect(nameWords('Van')).toEqual(['van']);
  });

  it('has no words for what is no name', () => {
    expect(nameWords(' -- ')).toEqual([]);
  });
});

describe('who is sought', () => {
  const lotte = { name: 'Lotte Waterlelie', birthDate: '2015-09-14' };

  it('finds by the beginning of words and by the day of birth, and asks for both when both are given', () => {
    expect(isSought(lotte, { name: 'wat lo' })).toBe(true);
    expect(isSought(lotte, { birthDate: '2015-09-14' })).toBe(true);
    expect(isSought(lotte, { name: 'lotte', birthDate: '2015-09-15' })).toBe(false);
    expect(isSought(lotte, { name: 'lotte daan' })).toBe(false);
    expect(isSought(lotte, { name: 'otte' })).toBe(false);
  });

  it('finds nobody by nothing', () => {
    expect(isSought(lotte, {})).toBe(false);
    expect(isSought(lotte, { name: ' ' })).toBe(false);
  });
});

describe('who could be the same', () => {
  it('allows for a name that is left out, on the same day of birth only', () => {
    const lotte = { name: 'Lotte Waterlelie', birthDate: '2015-09-14' };
    expect(couldBeSame(lotte, { name: 'Lotte Maria Waterlelie', birthDate: '2015-09-14' })).toBe(true);
    expect(couldBeSame(lotte, { name: 'Lotte Waterlelie', birthDate: '2015-09-15' })).toBe(false);
    expect(couldBeSame({ name: 'Lotte Waterlelie' }, { name: 'Lotte Waterlelie' })).toBe(false);
  });

  it('does not take twins for one child, nor a first name alone for a person', () => {
    expect(couldBeSame({ name: 'Lotte Waterlelie', birthDate: '2015-09-14' }, { name: 'Lies Waterlelie', birthDate: '2015-09-14' })).toBe(
      false,
    );
    expect(couldBeSame({ name: 'Lotte', birthDate: '2015-09-14' }, { name: 'Lotte Waterlelie', birthDate: '2015-09-14' })).toBe(false);
  });
});
