// SPDX-License-Identifier: EUPL-1.2
/**
 * A process for a drill: `node writing.child.ts URL HOLDER` takes the lease, then counts up in a row of the views, each time by one and
 * under its fence. Prints `held TOKEN`, and how it ended.
 */
import { Fenced, Lease, PostgresViewEngine } from '../src/index.ts';
import { checkpoint } from '../src/schema.ts';

const [, , url = '', holder = ''] = process.argv;
const lease = new Lease({ url, name: 'projector', holder, lasts: 1_000 });
const engine = await PostgresViewEngine.open({ url, access: 'write', deadline: 2_000 });

let held = await lease.acquire();
while (held === null) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  held = await lease.acquire();
}
process.stdout.write(`held ${String(held.token)}\n`);

try {
  for (let renewed = performance.now(); ;) {
    const [row] = await engine.all(`SELECT position FROM checkpoint WHERE name = 'count'`, []);
    const next = Number(row?.['position'] ?? 0) + 1;
    const mine = [`${holder}-${String(next)}`, next];
    await engine.write([held.fence, { kind: 'put', table: checkpoint, rows: [['count', next], mine] }]);
    if (performance.now() - renewed < 200) continue;
    renewed = performance.now();
    await lease.renew();
  }
} catch (error) {
  process.stdout.write(error instanceof Fenced ? 'fenced\n' : `failed ${String(error)}\n`);
}
process.exit(0);
