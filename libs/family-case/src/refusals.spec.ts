// SPDX-License-Identifier: EUPL-1.2
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { refusalSentences } from './refusals.ts';

const specs = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && file.name.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
    .join('\n');

const codes = Object.entries(refusalSentences);
const placesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe('refusals', () => {
  it('speak plain sentences that end in a full stop', () => {
    for (const [, { nl, en }] of codes) for (const sentence of [nl, en]) expect(sentence).toMatch(/^[A-Z].*[.]$/);
  });
  it('fill the same facts in both languages', () => {
    for (const [, { nl, en }] of codes) expect(placesIn(nl)).toEqual(placesIn(en));
  });
  it('are each provoked by a test', () => {
    const tested = specs(join(import.meta.dirname, '.'));
    expect(codes.map(([code]) => code).filter((code) => !tested.includes(`'${code}'`))).toEqual([]);
  });
});
