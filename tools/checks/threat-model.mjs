// SPDX-License-Identifier: EUPL-1.2
// Every test that docs/security/threat-model.md names is there. First the check itself: faults are made on purpose, and must be found.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../installed.mjs';
import { faultsOf } from './threat-model-rules.mjs';

const page = readFileSync(join(root, 'docs/security/threat-model.md'), 'utf8');
const read = (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined);

const FIRST = /^ {2}- `([^`›]+) › (.+)`$/m;
const [line, file, name] = FIRST.exec(page) ?? [];
if (line === undefined) throw new Error('The threat model names no test');
const skipped = (text) => text.replace(`it('${name}'`, `it.skip('${name}'`);
const CANARIES = [
  ['a test that is not there', page.replace(line, line.replace(name, `${name} at all`)), read, 'has no test'],
  ['part of the name of a test', page.replace(line, line.replace(name, name.slice(0, -3))), read, 'has no test'],
  ['a test in another file', page.replace(line, line.replace(file, 'README.md')), read, 'has no test'],
  ['a file that is not there', page.replace(line, line.replace(file, 'libs/nothing.spec.ts')), read, 'there is no libs/nothing.spec.ts'],
  ['a test that is skipped', page, (path) => (path === file ? skipped(read(path)) : read(path)), 'has no test'],
  ['a threat without a test', page.replace('\n\n- **T1**', '\n| T999 | x | I | y |\n\n- **T1**'), read, 'T999 has no test'],
  ['a threat without a control', page.replace(/^(\| T1\s*\|.*\|)[^|]*\|$/m, '$1 |'), read, 'T1 has an empty cell'],
  ['a mapping to no threat', `${page}\n| V0 | T998 |\n`, read, 'T998, which is not there'],
];

let missed = 0;
for (const [what, faulty, from, expected] of CANARIES) {
  const caught = faultsOf(faulty, from).some((fault) => fault.includes(expected));
  console.log(`${caught ? 'refused' : 'NOT REFUSED'}  ${what}`);
  if (!caught) missed += 1;
}
const faults = faultsOf(page, read);
for (const fault of faults) console.error(fault);
console.log(
  `${page.match(/^\| T\d+/gm)?.length ?? 0} threats, ${page.match(new RegExp(FIRST, 'gm'))?.length ?? 0} tests named, ${faults.length} faults`,
);
process.exit(faults.length + missed === 0 ? 0 : 1);
