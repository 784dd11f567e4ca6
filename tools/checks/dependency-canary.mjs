// SPDX-License-Identifier: EUPL-1.2
// The check of dependencies is itself put to the test: each fault is made on a copy of what stands here, and must be found.
import { found } from './dependencies.mjs';
import { faultsOf } from './dependency-rules.mjs';

const entryOf = ({ lock }, name) => lock.packages[`node_modules/${name}`];
/** What is installed says the same as the lockfile, so that one alone does not hide what the other shows. */
const licensed = (licence) => (input) => {
  entryOf(input, 'helmet').license = licence;
  const { stated } = input;
  input.stated = (path) => (path === 'node_modules/helmet' ? { ...stated(path), license: licence } : stated(path));
};
const rootOf = ({ manifests }) => manifests.find(({ path }) => path === 'package.json').manifest;

const CANARIES = [
  ['a licence that does not go with ours', licensed('GPL-3.0-only'), 'helmet@'],
  ['one that hides behind a good one', licensed('MIT AND AGPL-3.0-only'), 'helmet@'],
  ['an expression that is none', licensed('(MIT OR'), 'helmet@'],
  ['words in place of a licence', licensed('SEE LICENSE IN LICENSE'), 'helmet@'],
  ['no licence', licensed(undefined), 'states no licence'],
  ['a licence of letters on a program', licensed('OFL-1.1'), 'helmet@'],
  [
    'a licence that only the installed package has',
    (input) => {
      const { stated } = input;
      input.stated = (path) => (path === 'node_modules/helmet' ? { ...stated(path), license: 'SSPL-1.0' } : stated(path));
    },
    'SSPL-1.0',
  ],
  ['another licence than the page says', licensed('ISC'), 'docs/dependencies.md says'],
  ['a range', (input) => void (rootOf(input).devDependencies.nx = '^23.0.0'), 'not one exact version'],
  ['a tag', (input) => void (rootOf(input).devDependencies.nx = 'latest'), 'not one exact version'],
  ['an address', (input) => void (rootOf(input).devDependencies.nx = 'git+https://host.example/nx'), 'not one exact version'],
  ['an override that is a range', (input) => void (rootOf(input).overrides['unrs-resolver'] = '>=1.0.0'), 'not one exact version'],
  ['a package without a reason', (input) => void (rootOf(input).devDependencies['left-pad'] = '1.3.0'), 'left-pad has no row'],
  [
    'a reason without a package',
    (input) => void (input.page = input.page.replace('| `helmet`', '| `left-pad` | pads | MIT |\n| `helmet`')),
    'nothing asks for it',
  ],
  ['a row without a reason', (input) => void (input.page = input.page.replace(/(\| `helmet`\s+\|)[^|]*\|/, '$1 |')), 'helmet has no row'],
  ['no fingerprint', (input) => void delete entryOf(input, 'helmet').integrity, 'no sha512'],
  ['a weak fingerprint', (input) => void (entryOf(input, 'helmet').integrity = 'sha1-AAAA'), 'no sha512'],
  ['another version than the lockfile’s', (input) => void (entryOf(input, 'helmet').version = '0.0.1'), 'the lockfile says 0.0.1'],
];

const before = new Set(faultsOf(found()));
let missed = 0;
for (const [what, make, expected] of CANARIES) {
  const real = found();
  const input = { ...structuredClone({ ...real, stated: undefined }), stated: real.stated };
  make(input);
  const caught = faultsOf(input).some((fault) => !before.has(fault) && fault.includes(expected));
  console.log(`${caught ? 'refused' : 'NOT REFUSED'}  ${what}`);
  if (!caught) missed += 1;
}
process.exit(missed === 0 ? 0 : 1);
