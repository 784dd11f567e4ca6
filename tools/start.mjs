// SPDX-License-Identifier: EUPL-1.2
// npm start: builds what changed, starts sign-in, gateways and what their store needs, fills a new store with the demonstration, prints the address.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, node24, root, run, serverFlags, withTools } from './installed.mjs';
import { prepareStore } from './servers.mjs';

const { values } = parsed({
  options: {
    data: { type: 'string', default: './data' },
    port: { type: 'string', default: '3000' },
    store: { type: 'string', default: 'sqlite' },
    views: { type: 'string' },
    gateways: { type: 'string', default: '1' },
    projectors: { type: 'string', default: '1' },
    empty: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`npm start [-- --data DIR] [--port N] [--store STORE] [--empty]

  --data DIR      where keys, and the embedded store, are kept (default ./data)
  --port N        port of the screens and GraphQL; sign-in listens on N + 1 (default 3000)
  --store STORE   sqlite (default): one process, one folder
                  postgres: a PostgreSQL started for the occasion; what it holds is gone when it stops
                  postgres://owner:password@host/database: yours, under the account that owns it
                  kurrentdb://host:port?tls=false: events there, views on a PostgreSQL (--views, the same as above)
  --gateways N    how many gateways, on N, N + 2, N + 3 … (default 1); more than one needs a server
  --projectors N  how many projectors beside them, one active (default 1)
  --empty         do not enter the demonstration family into a new store: organisations and workers only`);
  process.exit(0);
}
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65534) {
  console.error(`--port must be a number from 1 to 65534, not "${values.port}".`);
  process.exit(2);
}
const count = (name) => {
  const wanted = Number(values[name]);
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= 20) return wanted;
  console.error(`--${name} must be a number from 1 to 20, not "${values[name]}".`);
  process.exit(2);
};
const [gateways, projectors] = [count('gateways'), count('projectors')];
if (values.store === 'sqlite' && gateways > 1) {
  console.error('The embedded store is for one gateway. For more, choose a server: npm start -- --store postgres --gateways 2');
  process.exit(2);
}
ensureInstalled();
const data = resolve(root, values.data);
const origin = `http://localhost:${port}`;
const issuer = `http://localhost:${port + 1}`;

const ports = [port, ...Array.from({ length: gateways - 1 }, (_, index) => port + 2 + index)];
for (const wanted of [...ports, port + 1]) {
  if (!(await free(wanted))) {
    console.error(`Port ${wanted} is in use. Stop what listens there, or choose another: npm start -- --port 4000`);
    process.exit(2);
  }
}
if (!values['no-build']) {
  console.log('Building what changed …');
  if (
    run('nx', [
      'run-many',
      '-t',
      'build',
      '--output-style=static',
      '--projects=@gezinslijn/gateway,@gezinslijn/projector,@gezinslijn/identity,@gezinslijn/rvt,@gezinslijn/timeline',
    ]) !== 0
  ) {
    console.error('The build failed; see above.');
    process.exit(1);
  }
}

const children = [];
let prepared;
let stopping = false;
function start(name, script, env, ready) {
  const child = spawn(node24(), [...serverFlags, join(root, script)], {
    cwd: root,
    env: withTools(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((done, failed) => {
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text) => {
      if (ready.test(text)) done(child);
      if (!ready.test(text) || name === 'projector') process.stdout.write(text);
    });
    child.on('exit', (code) => {
      failed(new Error(`${name} stopped (exit ${code})`));
      if (!stopping) void stop(1);
    });
  });
}
async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const child of children.reverse()) {
    if (child.exitCode !== null) continue;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await Promise.race([gone, new Promise((done) => setTimeout(done, 10_000).unref())]);
    if (child.exitCode === null) child.kill('SIGKILL');
  }
  await prepared?.stop();
  process.exit(code);
}
process.once('SIGINT', () => void stop(0));
process.once('SIGTERM', () => void stop(0));

try {
  await start(
    'sign-in',
    'apps/identity/dist/main.js',
    { PORT: String(port + 1), ISSUER: issuer, TIMELINE_ORIGIN: origin, DATA: join(data, 'identity') },
    /staat klaar/,
  );
  prepared = await prepareStore({ store: values.store, views: values.views, data });
  if (prepared.projector !== undefined)
    for (let index = 0; index < projectors; index += 1)
      await start(
        'projector',
        'apps/projector/dist/main.js',
        { ...prepared.projector, PORT: '0', DATA: data, DEMONSTRATION: 'true' },
        /draait/,
      );
  for (const listens of ports)
    await start(
      'gateway',
      'apps/gateway/dist/main.js',
      {
        ...prepared.gateway,
        PORT: String(listens),
        DATA: data,
        ISSUER: issuer,
        DEMONSTRATION: 'true',
        TIMELINE: join(root, 'apps/timeline/dist'),
      },
      /luistert op/,
    );
  const caseId = await seed();
  // Commands look on the usual ports: on others they are told where.
  const at = issuer === 'http://localhost:3001' ? '' : ` --issuer ${issuer}`;
  const asked = `npm run rvt -- timeline --case ${caseId} --as vt --purpose kennismaking${at === '' ? '' : ` --url ${origin}${at}`}`;
  console.log(`
Gezinslijn is ready: ${origin}

  Everything here is fictional. Sign in by choosing a name on the sign-in page: ${caseId === undefined ? 'there is no family yet' : 'the family Waterlelie is there'}.
    vt · lt · raad · gi      staff of Veilig Thuis, lokaal team, Raad, Jeugdbescherming west
    moeder · vader · k2      family members          auditor   an inspector
    beheerder · platform     administrators of the organisations and of the platform
  GraphQL: ${origin}/graphql   (a token for scripts: npm run rvt -- token --as vt${at})
${caseId === undefined ? '' : `  Case:    ${caseId}   (${asked})\n`}  Data:    ${data}${values.store === 'sqlite' ? '' : ' (keys only)'}${ports.length > 1 ? `\n  Gateways: ${ports.join(', ')}; projectors: ${projectors}` : ''}
  Stop with Ctrl+C.
`);
} catch (failure) {
  console.error(failure.message);
  await stop(1);
}

/** The options; what is none of them stops the start with a sentence. */
function parsed(known) {
  try {
    return parseArgs(known);
  } catch (failure) {
    console.error(`${failure.message}\nnpm start -- --help tells which options there are.`);
    process.exit(2);
  }
}

/** Enters the demonstration through the GraphQL API as its own organisations. Repeating it does nothing twice. Answers the number of its case. */
function seed() {
  const child = spawn(
    node24(),
    [
      '--no-warnings',
      join(root, 'apps/rvt/dist/main.js'),
      'seed',
      '--url',
      origin,
      '--issuer',
      issuer,
      ...(values.empty ? ['--no-family'] : []),
    ],
    {
      cwd: root,
      env: withTools(),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let printed = '';
  child.stdout.on('data', (text) => {
    printed += text;
    process.stdout.write(text);
  });
  return new Promise((done, failed) =>
    child.on('close', (code) =>
      code === 0 ? done(/casus (\S+)/.exec(printed)?.[1]) : failed(new Error('The demonstration could not be entered.')),
    ),
  );
}

function free(wanted) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
