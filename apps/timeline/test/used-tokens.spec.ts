// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { prune } from '../build/used-tokens.ts';

describe('design tokens', () => {
  const source = `.theme {\n  --button-color: var(--brand);\n  --brand: #0f4c5c;\n  --unused: var(--brand);\n}\n`;

  it('stay when they are used, directly or through another', () => {
    expect(prune(source, new Set(['--button-color']))).toContain('--brand: #0f4c5c;');
  });

  it('go when nothing uses them', () => {
    expect(prune(source, new Set(['--button-color']))).not.toContain('--unused');
    expect(prune(source, new Set())).not.toContain('--');
  });
});
