// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto';
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
  it('finds nothing in files that hold none of it, and its own control in every form', async () => {
    put('clean', OTHER, deflateSync(OTHER));
    expect(await scanFolders([folder], [TEXT])).toMatchObject({ files: 1, findings: [], blindTo: [] });
  });

  it.each(FORMS)('finds a text that was left as %s', async (form) => {
    put('left', 'x'.repeat(1_001), planted(`${OTHER} ${TEXT} ${OTHER}`, form), 'y'.repeat(77));
    const { findings } = await scanFolders([folder], [TEXT]);
    expect(findings.map(({ file, text }) => ({ file, text }))).toContainEqual({ file: 'left', text: 0 });
  });

  it('finds a part of a text, wherever it was cut', async () => {
    for (let from = 0; from + 48 <= TEXT.length; from += 5) {
      put('left', TEXT.slice(from, from + 48));
      expect({ from, found: (await scanFolders([folder], [TEXT])).findings.length }).toEqual({ from, found: 1 });
    }
  });

  it('finds a text on the edge of what it reads at once', async () => {
    put('large', Buffer.alloc(16 * 1024 * 1024 - 20, 'a'), TEXT, Buffer.alloc(1024, 'b'));
    expect((await scanFolders([folder], [TEXT])).findings).toEqual([{ file: 'large', form: 'utf-8', text: 0 }]);
  });

  it.each(['zlib', 'gzip', 'zip'] as const)(
    'finds a text in what is packed as %s, however large, and wherever it stands in it',
    async (form) => {
      const pages = (count: number) => randomBytes(count * 512).toString('hex');
      // Larger unpacked than is unpacked at once; and, of random signs, larger packed than is read at once.
      for (const text of [`${TEXT}${'b'.repeat(17 * 1024 * 1024)}`, `${pages(35 * 1024)}${TEXT}${pages(3)}`]) {
        put('dump', 'x'.repeat(1_001), planted(text, form), 'y'.repeat(77));
        expect((await scanFolders([folder], [TEXT])).findings).toEqual([{ file: 'dump', form, text: 0 }]);
      }
    },
  );

  it('goes on after what only looks like the beginning of something packed', async () => {
    put(
      'left',
      Buffer.from([0x78, 0x9c]),
      randomBytes(5_000),
      Buffer.from([0x1f, 0x8b, 0x08]),
      TEXT,
      Buffer.from([0x1f, 0x8b, 0x08, 0x04]),
    );
    expect((await scanFolders([folder], [TEXT])).findings).toEqual([{ file: 'left', form: 'utf-8', text: 0 }]);
  });

  it('says which text by its number, and leaves nothing behind', async () => {
    put('left', OTHER);
    const scan = await scanFolders([folder], [TEXT, OTHER]);
    expect(scan.findings).toEqual([{ file: 'left', form: 'utf-8', text: 1 }]);
    expect(JSON.stringify(scan)).not.toContain('zusjes');
    expect(readdirSync(folder)).toEqual(['left']);
  });

  it('takes no text so short that it could be anybody’s', () => {
    expect(piecesOf('te kort')).toEqual([]);
    expect(piecesOf(TEXT).every((piece) => piece.length <= 32)).toBe(true);
  });
});
