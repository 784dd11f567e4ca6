// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FORMS, piecesOf, planted } from '../src/erasure/needles.ts';
import { scanFolders } from '../src/erasure/scan.ts';

const TEXT = 'Vader vertelde dat hij ’s nachts niet slaapt en daarover met niemand praat.';
const OTHER = 'Moeder zei dat de zusjes graag samen naar school lopen.';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rvt-scan-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const put = (name: string, ...parts: readonly (Buffer | string)[]) => {
  writeFileSync(join(folder, name), Buffer.concat(parts.map((part) => Buffer.from(part as string))));
};

describe('a scan for plaintext', () => {
  it('finds nothing in files that hold none of it, and its own control in every form', () => {
    put('clean', OTHER, deflateSync(OTHER));
    expect(scanFolders([folder], [TEXT])).toMatchObject({ files: 1, findings: [], blindTo: [] });
  });

  it.each(FORMS)('finds a text that was left as %s', (form) => {
    put('left', 'x'.repeat(1_001), planted(`${OTHER} ${TEXT} ${OTHER}`, form), 'y'.repeat(77));
    const { findings } = scanFolders([folder], [TEXT]);
    expect(findings.map(({ file, text }) => ({ file, text }))).toContainEqual({ file: 'left', text: 0 });
  });

  it('finds a part of a text, wherever it was cut', () => {
    for (let from = 0; from + 48 <= TEXT.length; from += 5) {
      put('left', TEXT.slice(from, from + 48));
      expect({ from, found: scanFolders([folder], [TEXT]).findings.length }).toEqual({ from, found: 1 });
    }
  });

  it('finds a text on the edge of what it reads at once', () => {
    put('large', Buffer.alloc(16 * 1024 * 1024 - 20, 'a'), TEXT, Buffer.alloc(1024, 'b'));
    expect(scanFolders([folder], [TEXT]).findings).toEqual([{ file: 'large', form: 'utf-8', text: 0 }]);
  });

  it('says which text by its number, and leaves nothing behind', () => {
    put('left', OTHER);
    const scan = scanFolders([folder], [TEXT, OTHER]);
    expect(scan.findings).toEqual([{ file: 'left', form: 'utf-8', text: 1 }]);
    expect(JSON.stringify(scan)).not.toContain('zusjes');
    expect(readdirSync(folder)).toEqual(['left']);
  });

  it('takes no text so short that it could be anybody’s', () => {
    expect(piecesOf('te kort')).toEqual([]);
    expect(piecesOf(TEXT).every((piece) => piece.length <= 32)).toBe(true);
  });
});
