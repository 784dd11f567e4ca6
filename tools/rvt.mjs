// SPDX-License-Identifier: EUPL-1.2
// npm run rvt -- …: the command line from the workspace, built when needed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, node24, root, run, withTools } from './installed.mjs';

ensureInstalled();
const main = join(root, 'apps/rvt/dist/main.js');
if (!existsSync(main) && run('nx', ['run-many', '-t', 'build', '--projects=@gezinslijn/rvt', '--output-style=static']) !== 0)
  process.exit(2);
const { status } = spawnSync(node24(), ['--no-warnings', main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: withTools(),
});
process.exit(status ?? 1);
