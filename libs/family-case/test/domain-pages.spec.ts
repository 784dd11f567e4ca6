// SPDX-License-Identifier: EUPL-1.2
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { NORMS } from '../src/norms/register.ts';
import { refusalSentences } from '../src/refusals.ts';

const here = import.meta.dirname;
const docs = join(here, '../../../docs/domain');
/** Tables are padded by the formatter: runs of spaces count as one. */
const text = readdirSync(docs)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(docs, name), 'utf8'))
  .join('\n')
  .replace(/ +/g, ' ');

const RULE = /\b(?:RM|RT|RE|ME|AD|[ACEGHIKMNPRSVW])-\d+\b/g;
const OURS =
  /^(?:administration|frame|household|reports|safety|route-map|inquiry|measures|guardianship|collaboration|voice|monitoring|privacy|emergency|retention|rectification|matching|norms)\//;

const code = readdirSync(join(here, '../src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => OURS.test(path) && path.endsWith('.ts') && !path.endsWith('.spec.ts'))
  .map((path) => readFileSync(join(here, '../src', path), 'utf8'))
  .join('\n');

describe('the pages of docs/domain', () => {
  it('give every refusal with its sentences, and no others', () => {
    const rows = Object.entries(refusalSentences).map(([name, { nl, en }]) => `| \`${name}\` | ${nl} | ${en} |`);
    expect(rows.filter((row) => !text.includes(row))).toEqual([]);
    const documented = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(documented.filter((name) => name !== undefined && !(name in refusalSentences))).toEqual([]);
  });
  it('state every rule that the code names', () => {
    const named = new Set(code.match(RULE));
    const stated = new Set([...text.matchAll(/^\| \*\*([A-Z]+-\d+)\*\* \|/gm)].map(([, rule]) => rule));
    expect(named.size).toBeGreaterThan(60);
    expect([...named].filter((rule) => !stated.has(rule))).toEqual([]);
  });
  it('give every norm of the register with its Dutch words and source', () => {
    for (const { key, title, source, reading } of NORMS) {
      expect(text).toContain(`| ${key} | ${reading} | ${title} |`);
      expect(text).toContain(`| ${source} |`);
    }
  });
});
