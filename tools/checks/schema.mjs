// SPDX-License-Identifier: EUPL-1.2
// The committed GraphQL schema must equal what the built gateway prints. With --write it is written instead.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { node24, root, withTools } from '../installed.mjs';
import { inRepository } from './generated.mjs';

const committed = inRepository('libs/api-contract/schema.graphql');
const printer = inRepository('apps/gateway/dist/print-schema.js');
if (!existsSync(printer)) {
  console.error('The gateway is not built: npm run build');
  process.exit(2);
}
const args = ['--no-warnings', '--conditions=@gezinslijn/source', printer];
const { status, stdout, stderr } = spawnSync(node24(), args, {
  cwd: root,
  encoding: 'utf8',
  env: withTools(),
  maxBuffer: 64 * 1024 * 1024,
});
if (status !== 0 || stdout === '') {
  console.error(`The gateway printed no schema.\n${stderr}`);
  process.exit(1);
}
const standing = existsSync(committed) ? readFileSync(committed, 'utf8') : '';
if (process.argv.includes('--write')) {
  if (standing !== stdout) writeFileSync(committed, stdout);
  console.log(
    standing === stdout
      ? 'The schema stands as it is.'
      : 'Wrote libs/api-contract/schema.graphql; generate the typed documents anew as well.',
  );
  process.exit(0);
}
if (standing === stdout) process.exit(0);
const [now, then] = [stdout.split('\n'), standing.split('\n')];
const at = now.findIndex((text, index) => text !== then[index]);
const line = at === -1 ? now.length : at;
console.error(`libs/api-contract/schema.graphql differs from what the gateway serves, first on line ${line + 1}:`);
console.error(`  committed: ${then[line] ?? '(end of file)'}\n  served:    ${now[line] ?? '(end of file)'}`);
console.error('Write it: node tools/checks/schema.mjs --write; then add the change to CHANGELOG.md.');
process.exit(1);
