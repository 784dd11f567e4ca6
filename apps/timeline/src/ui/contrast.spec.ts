// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');
const tokens = new Map([...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]));

function colour(name: string): string {
  const value = tokens.get(name) ?? name;
  const used = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  return used === undefined ? value : colour(used);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(colour(one)), luminance(colour(other))].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const ON_PAPER = ['--ink', '--soft', '--brand', '--danger', '--warning', '--positive', '--voorbeeld-kleuren-blauw-500'];
const PARTIES = ['--party-vt', '--party-lt', '--party-rvdk', '--party-gi', '--party-za', '--party-family'];

describe('colours', () => {
  it.each([...ON_PAPER, ...PARTIES].flatMap((text) => ['--paper', '--ground'].map((ground) => [text, ground])))(
    '%s reads on %s',
    (text, ground) => {
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each([
    ['--danger', '--danger-wash'],
    ['--warning', '--warning-wash'],
    ['--positive', '--positive-wash'],
    ['--brand', '--brand-wash'],
    ['--soft', '--danger-wash'],
    ['--soft', '--brand-mist'],
    ['--paper', '--danger'],
    ['--paper', '--brand'],
  ])('%s reads on its wash %s', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('draw the edge of a field so that it can be seen', () => {
    expect(contrast('--basis-form-control-border-color', '--paper')).toBeGreaterThanOrEqual(3);
  });
});
