// SPDX-License-Identifier: EUPL-1.2
// npm test: every test there is: units, contracts, acceptance through the real API, and a real browser. Ends with `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ensureInstalled, node24, root, run, runBeside } from './installed.mjs';

ensureInstalled();
const chromium = findChromium();
const projects = ['libs', 'apps'].flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(kind, name)));
for (const project of projects) {
  rmSync(join(root, project, 'test-results'), { recursive: true, force: true });
  mkdirSync(join(root, project, 'test-results'), { recursive: true });
}

const failures = [];
const step = (what, code) => {
  if (code !== 0) failures.push(what);
};
console.log('Building …');
step('build', run('nx', ['run-many', '-t', 'build', '--output-style=static']));
console.log('Unit and contract tests …');
// Two halves of about equal length side by side: nx would begin the longest last, and one core would wait for it.
const half = ['rvt', 'timeline', 'family-case', 'identity', 'projector'].map((name) => `@gezinslijn/${name}`).join();
const units = (which) => runBeside('nx', ['run-many', '-t', 'test', which, '--output-style=static', '--parallel=1']);
const halves = await Promise.all([units(`--projects=${half}`), units(`--exclude=${half},@gezinslijn/acceptance`)]);
step('unit tests', Math.max(...halves));
const acceptance = join(root, 'apps/acceptance');
// The same tests on each place events can be kept; KurrentDB when a server for tests is named.
const kurrent = process.env.KURRENTDB_URL;
const stores = { sqlite: 'sqlite', postgres: 'postgres', ...(kurrent === undefined || kurrent === '' ? {} : { kurrentdb: kurrent }) };
for (const [name, store] of Object.entries(stores)) {
  console.log(`Acceptance through the API, events on ${name} …`);
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--rootDir', acceptance];
  const results = join(acceptance, `test-results/jest-${name}.json`);
  const args = [...jest, '--config', join(acceptance, 'jest.config.mjs'), '--json', '--outputFile', results];
  step(`acceptance on ${name}`, run(node24(), args, { ACCEPTANCE_STORE: store }));
}
console.log('In a real browser …');
step('browser', run('playwright', ['test', '--config', join(acceptance, 'playwright.config.ts')], { CHROMIUM_PATH: chromium }));

let [passed, failed] = [0, 0];
for (const project of projects) {
  const folder = join(root, project, 'test-results');
  const results = readdirSync(folder).filter((name) => /^jest.*\.json$/.test(name));
  for (const jest of results.map((name) => read(join(folder, name)))) {
    passed += jest.numPassedTests;
    failed += jest.numFailedTests + jest.numRuntimeErrorTestSuites;
    if (jest.numPendingTests > 0) failures.push(`${jest.numPendingTests} tests left out in ${project}`);
  }
}
const browser = read(join(acceptance, 'test-results/playwright.json'));
if (browser === undefined) failures.push('no result of the browser tests');
else {
  passed += browser.stats.expected + browser.stats.flaky;
  failed += browser.stats.unexpected + browser.stats.skipped;
}
if (failures.length > 0) {
  console.log(`Not in order: ${failures.join(', ')}`);
  failed = Math.max(failed, 1);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
