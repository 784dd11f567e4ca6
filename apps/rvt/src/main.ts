// SPDX-License-Identifier: EUPL-1.2
import { Command } from 'commander';
import { accessCommands } from './access/access-commands.ts';
import { addAdministration } from './admin.ts';
import { enterAdministration } from './administration.ts';
import { policyDiff } from './policy-diff.ts';
import { migrateCommand } from './migrate.ts';
import { rebuildCommand } from './rebuild.ts';
import type { RebuildOptions } from './rebuild.ts';
import { Seeder, tokenFor } from './seed.ts';
import { enterWaterlelie } from './waterlelie.ts';

const URL = 'http://localhost:3000';
const ISSUER = 'http://localhost:3001';

/** The command line. Exit 0: the claim holds; 1: it fails; 2: misuse. */
const program = new Command('rvt')
  .description('Gezinslijn op de opdrachtregel')
  .showHelpAfterError()
  .exitOverride((stop) => process.exit(stop.code === 'commander.helpDisplayed' || stop.code === 'commander.help' ? 0 : 2));

program
  .command('token')
  .description('an access token for scripts and examples; demonstration stores only')
  .requiredOption('--as <user>', 'who signs in, for instance vt')
  .option('--issuer <url>', 'address of sign-in', ISSUER)
  .action(async ({ as, issuer }: { as: string; issuer: string }) => {
    process.stdout.write(`${await tokenFor(issuer, as)}\n`);
  });

program
  .command('seed')
  .description(
    'enters the demonstration through the GraphQL API: organisations and workers, then the family, on its own dates; what stands there already is not entered twice',
  )
  .option('--url <url>', 'address of the gateway', URL)
  .option('--issuer <url>', 'address of sign-in', ISSUER)
  .option('--no-family', 'organisations and workers only')
  .action(async (options: { url: string; issuer: string; family: boolean }) => {
    const seeder = new Seeder(options);
    await enterAdministration(seeder, progress('Organisaties'));
    if (!options.family) return;
    const caseId = await enterWaterlelie(seeder, progress('Gezin Waterlelie'));
    process.stdout.write(`Gezin Waterlelie: casus ${caseId}\n`);
  });

program
  .command('rebuild')
  .description(
    'builds all views anew beside the live ones, compares digests and swaps; what keeps the views must be stopped: the gateway of an embedded store, the projectors of a server',
  )
  .option('--data <dir>', 'folder of the keys, and of the embedded store', './data')
  .option(
    '--store <store>',
    'sqlite, or the address of the events under the projector’s account; STORE says it too',
    process.env['STORE'] ?? 'sqlite',
  )
  .option('--views <url>', 'address of the views, when they are elsewhere; VIEWS says it too', process.env['VIEWS'])
  .option('--json', 'for programs')
  .option('--force', 'swap even when the digests differ')
  .action(async (options: RebuildOptions) => {
    process.exitCode = await rebuildCommand(options, progress('Weergaven'));
  });

const policy = program.command('policy').description('who may see what: versions of the matrix, and the proof that nothing leaks');

policy
  .command('diff <old> <next>')
  .description('who gains or loses what between two versions of the disclosure matrix, by name or as a JSON file')
  .option('--json', 'for programs')
  .action((old: string, next: string, options: { json?: boolean }) => {
    process.exitCode = policyDiff(old, next, options);
  });

policy
  .command('walk')
  .description(
    'every reader by every field by every path against an independent statement of the policy; with mutants, whether a fault is noticed',
  )
  .option('--mutate <n>', 'how many faults to put into the policy, one at a time', '0')
  .option('--seed <s>', 'which faults are drawn', '1')
  .option('--json', 'for programs')
  .action(async (options: { mutate: string; seed: string; json?: boolean }) => {
    // Loaded when asked for: it brings the whole gateway along.
    const { policyWalkCommand } = await import('./policy-walk/policy-walk.ts');
    process.exitCode = await policyWalkCommand(options, progress);
  });

program
  .command('migrate')
  .description(
    'makes or updates tables, accounts and rights on a PostgreSQL server; run it under the account that owns them, never under an application’s',
  )
  .requiredOption('--url <url>', 'address of the database, under its owner')
  .option('--gateway <account>', 'account of the gateways; its password from GATEWAY_PASSWORD', 'gezinslijn_gateway')
  .option('--projector <account>', 'account of the projectors; its password from PROJECTOR_PASSWORD', 'gezinslijn_projector')
  .option('--views-only', 'the events are on KurrentDB')
  .option('--demonstration', 'marks a new store as a demonstration, for good')
  .action(async (options: { url: string; gateway: string; projector: string; viewsOnly?: boolean; demonstration?: boolean }) => {
    await migrateCommand(options, process.env);
  });

accessCommands(program);
addAdministration(program);

program.parseAsync().catch((failure: unknown) => {
  process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exit(1);
});

/** A bar on a terminal; a line now and then elsewhere. */
function progress(what: string): (done: number, of: number) => void {
  let last = 0;
  return (done, of) => {
    const share = of === 0 ? 1 : done / of;
    if (process.stderr.isTTY) {
      const filled = Math.round(share * 30);
      process.stderr.write(
        `\r${what} ${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${String(done)}/${String(of)}${done >= of ? '\n' : ''}`,
      );
    } else if (share - last >= 0.25 || done >= of) {
      last = share;
      process.stderr.write(`${what}: ${String(done)}/${String(of)}\n`);
    }
  };
}
