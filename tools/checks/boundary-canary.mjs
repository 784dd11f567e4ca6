// SPDX-License-Identifier: EUPL-1.2
// The boundary rules skip themselves when something is wrong with them. So: forbidden imports are put in on purpose, and must be refused.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, withTools } from '../installed.mjs';

const CANARIES = [
  {
    file: 'libs/family-case/src/canary.ts',
    text: "import { openKeyRing } from '@gezinslijn/event-store';\nexport const canary = openKeyRing;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    file: 'libs/event-sourcing/src/canary.ts',
    text: "import { readFileSync } from 'node:fs';\nexport const canary = readFileSync;\n",
    rule: 'no-restricted-imports',
  },
  { file: 'libs/family-case/src/canary-clock.ts', text: 'export const canary = () => Date.now();\n', rule: 'no-restricted-syntax' },
  {
    file: 'apps/timeline/src/canary.ts',
    text: "import { familyCase } from '@gezinslijn/family-case';\nexport const canary = familyCase;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    file: 'libs/ledger/src/canary.ts',
    text: "import { memoryEventStore } from '@gezinslijn/event-store';\nexport const canary = memoryEventStore;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    file: 'libs/ledger/src/canary-package.ts',
    text: "import pg from 'pg';\nexport const canary = pg;\n",
    rule: '@nx/enforce-module-boundaries',
  },
];

let missed = 0;
for (const { file, text, rule } of CANARIES) {
  const path = join(root, file);
  const project = join(root, file.split('/').slice(0, 2).join('/'));
  try {
    writeFileSync(path, text);
    const { stdout } = spawnSync('eslint', ['--format', 'json', path], { cwd: project, encoding: 'utf8', env: withTools() });
    const messages = JSON.parse(stdout || '[]').flatMap(({ messages: found }) => found);
    const caught = messages.some(({ ruleId }) => ruleId === rule);
    console.log(`${caught ? 'refused' : 'NOT REFUSED'}  ${file}  ${rule}`);
    if (!caught) missed += 1;
  } finally {
    rmSync(path, { force: true });
  }
}
process.exit(missed === 0 ? 0 : 1);
