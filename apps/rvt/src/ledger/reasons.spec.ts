// SPDX-License-Identifier: EUPL-1.2
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reasonInDutch } from './reasons.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const FOLDERS = [
  'libs/ledger/src/verify',
  'libs/ledger/src/certificate',
  'libs/ledger/src/tree',
  'libs/ledger/src/log',
  'apps/rvt/src/ledger',
];

/** Texts in the source that become the reason of a finding, with a number for what varies. */
function reasonsIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8'))
    .flatMap((text) => [
      ...text.matchAll(
        /(?:why(?:: string)?(?::| =)|NO_EVIDENCE =|FORM =|return \[|failures\.push\(|(?:UntrustedCheckpoint|ProofError|MalformedNote)\()\s*(['`])(.+?)\1/g,
      ),
    ])
    .map(([, , reason = '']) => reason.replaceAll(/\$\{[^}]*\? '([^']*)'[^}]*\}/g, '$1').replaceAll(/\$\{[^}]*\}/g, '7'));
}

describe('a reason of the ledger', () => {
  const reasons = [
    ...FOLDERS.flatMap(reasonsIn),
    ...reasonsIn('libs/ledger/src/notes').filter((reason) => !/key/i.test(reason) || reason.includes('named in the checkpoint')),
  ];

  it('is said in Dutch, whichever it is', () => {
    expect(reasons.length).toBeGreaterThan(30);
    expect(reasons.filter((reason) => reasonInDutch(reason) === reason)).toEqual([]);
  });

  it('keeps what varies in it, and is left as it is when it is not known', () => {
    expect(reasonInDutch('2 of the 3 witnesses asked for signed the checkpoint')).toBe(
      '2 van de 3 gevraagde getuigen ondertekenden de stand',
    );
    expect(reasonInDutch('something new')).toBe('something new');
  });
});
