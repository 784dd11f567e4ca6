// SPDX-License-Identifier: EUPL-1.2
// npm run bench [-- --quick] [-- NAME …]: builds what is measured, then measures.
import { ensureInstalled, node24, run } from './installed.mjs';

ensureInstalled();
if (run('nx', ['run-many', '-t', 'build', '--projects=@gezinslijn/gateway', '--output-style=static']) !== 0) process.exit(1);
process.exit(run(node24(), ['--no-warnings', 'tools/bench/run.mjs', ...process.argv.slice(2)]));
