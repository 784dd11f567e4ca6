// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { en } from './en/index.ts';
import { nl } from './nl/index.ts';

const flat = (texts: object, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value as object, `${path}${key}.`),
  );
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the languages', () => {
  it('have the same words to say and the same blanks in them', () => {
    const english = new Map(flat(en));
    const wrong = flat(nl).filter(([key, text]) => JSON.stringify(blanks(english.get(key) ?? '')) !== JSON.stringify(blanks(text)));
    expect(wrong).toEqual([]);
    expect(english.size).toBe(flat(nl).length);
  });

  it('address the reader as u, in sentences that are not long', () => {
    const sentences = flat(nl).flatMap(([key, text]) =>
      text.split(/(?<=[.!?]) /).map((sentence) => [key, sentence.split(' ').length] as const),
    );
    expect(sentences.filter(([, words]) => words > 25)).toEqual([]);
    expect(flat(nl).filter(([, text]) => /\b(je|jij|jouw)\b/i.test(text))).toEqual([]);
  });
});
