// SPDX-License-Identifier: EUPL-1.2
// Runs benchmarks and prints each figure as a ratio against its ceiling, measured side by side in this run.
import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commandSqlite,
  dropStores,
  growthStream,
  growthStreamPostgres,
  growthViews,
  growthViewsPostgres,
  rebuilding,
  replay,
} from './engine.mjs';
import { ledger, proof, tree } from './ledger.mjs';
import { commandHttp, readLog } from './http.mjs';
import { page } from './page.mjs';
import { stopServers } from './places.mjs';
import { commandPostgres, pagePeer, tail } from './postgres.mjs';
import { slowDisk } from './slow-disk.mjs';
import { syncs } from './syncs.mjs';
import { timing } from './timing.mjs';

const all = {
  'command-sqlite': commandSqlite,
  page,
  replay,
  rebuild: rebuilding,
  'growth-stream': growthStream,
  'growth-views': growthViews,
  readlog: readLog,
  'command-http': commandHttp,
  timing,
  ledger,
  tree,
  proof,
  syncs,
  'command-postgres': commandPostgres,
  'page-peer': pagePeer,
  tail,
  'slow-disk': slowDisk,
  'growth-stream-postgres': growthStreamPostgres,
  'growth-views-postgres': growthViewsPostgres,
};
/** What one wants to see often: on the embedded store, within three minutes. */
const QUICK = ['command-sqlite', 'page', 'replay', 'rebuild', 'growth-stream', 'growth-views', 'syncs'];
const args = process.argv.slice(2);
const quick = args.includes('--quick');
if (args.includes('--help')) {
  console.log(`npm run bench -- [--quick] [NAME…]\n\nThere are: ${Object.keys(all).join(', ')}\n--quick alone: ${QUICK.join(', ')}`);
  process.exit(0);
}
const option = args.find((arg) => arg.startsWith('--') && arg !== '--quick');
if (option !== undefined) {
  console.error(`No such option: ${option}. npm run bench -- [--quick] [NAME…]`);
  process.exit(2);
}
const named = args.filter((arg) => !arg.startsWith('--'));
const unknown = named.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(all).join(', ')}`);
  process.exit(2);
}
const names = named.length > 0 ? named : quick ? QUICK : Object.keys(all);
const wanted = [...new Set(names.map((name) => all[name]))];
const results = [];
for (const bench of wanted) {
  console.log(`${bench.name} …`);
  const found = await bench({ quick });
  if (found === undefined) console.log(`${bench.name}: not measured, a tool it needs (strace) is not on this machine`);
  else results.push(...[found].flat());
}
await stopServers();
await dropStores();
const rows = results.map(({ name, ours, against, ratio = ours / against, target, atMost = false, exactly = false, unit, runs }) => {
  const holds = exactly ? ratio === target : atMost ? ratio <= target : ratio >= target;
  return { name, ratio, target, holds, ours, against, unit, runs, sign: exactly ? '=' : atMost ? '≤' : '≥' };
});
const figure = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));
console.log('\nname             ratio   target   holds  ours        against     unit');
for (const { name, ratio, target, holds, ours, against, unit, sign } of rows) {
  console.log(
    `${name.padEnd(16)} ${ratio.toFixed(2).padStart(5)}   ${`${sign} ${target}`.padEnd(7)}  ${holds ? 'yes' : 'NO '}    ${figure(ours).padEnd(11)} ${figure(against).padEnd(11)} ${unit}`,
  );
}
const out = join(import.meta.dirname, '../../dist');
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, 'bench.json'),
  `${JSON.stringify(
    rows.map(({ sign: _sign, ...row }) => row),
    null,
    2,
  )}\n`,
);
console.log(`\n${rows.filter(({ holds }) => holds).length} of ${rows.length} targets reached; figures in dist/bench.json`);
process.exit(0);
