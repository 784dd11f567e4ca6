// SPDX-License-Identifier: EUPL-1.2
// Licences, exact versions and reasons of all packages, from the lockfile and what is installed: without a network. Then `npm audit`, which
// needs one; when its registry does not answer, that is said.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, withTools } from '../installed.mjs';
import { asked, faultsOf } from './dependency-rules.mjs';

const read = (...parts) => JSON.parse(readFileSync(join(root, ...parts), 'utf8'));
const projects = ['libs', 'apps'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')));

/** What the check looks at, as it stands in this folder. */
export function found() {
  return {
    lock: read('package-lock.json'),
    manifests: ['package.json', ...projects.filter((path) => existsSync(join(root, path)))].map((path) => ({ path, manifest: read(path) })),
    page: readFileSync(join(root, 'docs/dependencies.md'), 'utf8'),
    stated: (path) => (existsSync(join(root, path, 'package.json')) ? read(path, 'package.json') : undefined),
  };
}

/** Severities at which a known weakness stops a change. */
const STOPS = new Set(['high', 'critical']);

/** Answers whether nothing that stops a change is known. */
function audit() {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8', env: withTools(), timeout: 60_000 });
  let answer;
  try {
    answer = JSON.parse(stdout);
  } catch {
    answer = undefined;
  }
  if (answer?.vulnerabilities === undefined) {
    console.log(
      `npm audit: NOT DONE, the registry did not answer it (${answer?.statusCode ?? 'no answer'}). Known weaknesses were not looked for.`,
    );
    return true;
  }
  const weak = Object.values(answer.vulnerabilities);
  for (const { name, severity } of weak) console.log(`npm audit: ${name} (${severity})`);
  const stops = weak.filter(({ severity }) => STOPS.has(severity)).length;
  console.log(`npm audit: ${weak.length} packages with a known weakness, ${stops} of them high or critical`);
  return stops === 0;
}

if (process.argv[1] === import.meta.filename) {
  const input = found();
  const faults = faultsOf(input);
  for (const fault of faults) console.error(fault);
  const all = Object.keys(input.lock.packages).filter((path) => path.includes('node_modules/')).length;
  console.log(
    `${all} packages, ${new Set(asked(input.manifests).map(({ name }) => name)).size} asked for directly, ${faults.length} faults`,
  );
  process.exit(faults.length === 0 && audit() ? 0 : 1);
}
