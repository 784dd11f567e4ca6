// SPDX-License-Identifier: EUPL-1.2
// npm test: every test there is: units, contracts, acceptance through the real API, and a real browser. Ends with `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ensureInstalled, node24, root, run } from './installed.mjs';

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
step('unit tests', run('nx', ['run-many', '-t', 'test', '--exclude=@gezinslijn/acceptance', '--output-style=static', '--parallel=2']));
console.log('Acceptance through the API …');
const acceptance = join(root, 'apps/acceptance');
step(
  'acceptance',
  run(node24(), [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--rootDir',
    acceptance,
    '--config',
    join(acceptance, 'jest.config.mjs'),
    '--json',
    '--outputFile',
    join(acceptance, 'test-results/jest.json'),
  ]),
);
console.log('In a real browser …');
step('browser', run('playwright', ['test', '--config', join(acceptance, 'playwright.config.ts')], { CHROMIUM_PATH: chromium }));

let [passed, failed] = [0, 0];
for (const project of projects) {
  const jest = read(join(root, project, 'test-results/jest.json'));
  if (jest !== undefined) {
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
