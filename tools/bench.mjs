// SPDX-License-Identifier: EUPL-1.2
// npm run bench [-- --quick] [-- NAME …]: builds what is measured, then measures.
import { ensureInstalled, node24, run, serverFlags } from './installed.mjs';

ensureInstalled();
if (run('nx', ['run-many', '-t', 'build', '--projects=@gezinslijn/gateway,@gezinslijn/rvt', '--output-style=static']) !== 0)
  process.exit(1);
process.exit(run(node24(), [...serverFlags, 'tools/bench/run.mjs', ...process.argv.slice(2)]));
