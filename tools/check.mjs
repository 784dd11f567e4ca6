// SPDX-License-Identifier: EUPL-1.2
// npm run check: what CI runs. Format, lint with boundaries, slices, dependencies, types, drift of generated files, then every test.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, node24, root, run } from './installed.mjs';

ensureInstalled();
const SOURCES = '^(libs|apps)/[^/]+/src/.*\\.tsx?$';
const BUILT = '^(libs|apps)/[^/]+/dist/.*\\.js$';
const cruise = (only) => ['--config', '.dependency-cruiser.cjs', 'libs', 'apps', '--output-type', 'err', '--include-only', only];
const steps = [
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['build', 'nx', ['run-many', '-t', 'build', '--output-style=static']],
  ['lint', 'nx', ['run-many', '-t', 'lint', '--output-style=static']],
  ['boundaries hold', node24(), ['tools/checks/boundary-canary.mjs']],
  ['slices stay apart', 'depcruise', cruise(SOURCES)],
  ['nothing goes in circles', 'depcruise', cruise(BUILT)],
  ['dependencies and their licences', node24(), ['tools/checks/dependencies.mjs']],
  ['that check finds what is wrong', node24(), ['tools/checks/dependency-canary.mjs']],
  ['every threat has its test', node24(), ['tools/checks/threat-model.mjs']],
  ['types', 'nx', ['run-many', '-t', 'typecheck', '--output-style=static']],
  ...generatedChecks(),
];
for (const [what, command, args] of steps) {
  console.log(`\n— ${what}`);
  if (run(command, args) !== 0) {
    console.error(`\n${what}: not in order, see above.`);
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}
console.log('\n— tests');
process.exit(run(node24(), ['tools/test.mjs']));

/** Generated files must equal what generating them gives now. */
function generatedChecks() {
  const wanted = ['schema.mjs', 'event-catalogue.mjs', 'disclosure-page.mjs', 'typed-documents.mjs'];
  const folder = join(root, 'tools/checks');
  return wanted
    .filter((name) => existsSync(folder) && readdirSync(folder).includes(name))
    .map((name) => [
      `${name.replace('.mjs', '').replaceAll('-', ' ')} as generated`,
      node24(),
      ['--no-warnings', '--conditions=@gezinslijn/source', join('tools/checks', name), '--check'],
    ]);
}
