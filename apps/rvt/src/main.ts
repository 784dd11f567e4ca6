// SPDX-License-Identifier: EUPL-1.2
import { Command } from 'commander';
import { accessCommands } from './access/access-commands.ts';
import { addAdministration } from './admin.ts';
import { knowledgeCommands } from './knowledge/knowledge-commands.ts';
import { familyReportCommands } from './family-report/family-report-commands.ts';
import { lookingBackCommands } from './looking-back/looking-back-commands.ts';
import { backupCommands } from './backup/backup-commands.ts';
import { retentionCommands } from './retention/retention-commands.ts';
import type { ExportCommandOptions } from './ledger/export.ts';
import type { TamperDrillOptions } from './ledger/tamper-drill.ts';
import type { VerifyAllOptions } from './ledger/verify-all.ts';
import type { WitnessCommandOptions } from './ledger/witness.ts';
import type { ScanOptions, TakeOptions } from './erasure/scan-plaintext.ts';
import type { RebuildOptions } from './rebuild.ts';
import type { SeedFamiliesOptions } from './region/seed-families.ts';
import type { DiffProjectionOptions } from './replay/diff-projection.ts';
import type { ReplayOptions } from './replay/replay.ts';

const URL = 'http://localhost:3000';
const ISSUER = 'http://localhost:3001';

/**
 * The command line. Exit 0: the claim holds; 1: it fails; 2: misuse. What a command needs is loaded when it is asked for: an inspector who
 * verifies a file runs the verifier and nothing else.
 */
const program = new Command('rvt')
  .description('Gezinslijn op de opdrachtregel')
  .showHelpAfterError()
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : 2));

program
  .command('token')
  .description('an access token for scripts and examples; demonstration stores only')
  .requiredOption('--as <user>', 'who signs in, for instance vt')
  .option('--issuer <url>', 'address of sign-in', ISSUER)
  .action(async ({ as, issuer }: { as: string; issuer: string }) => {
    const { tokenFor } = await import('./seed.ts');
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
  .option('--families <n>', 'instead: so many made-up families, straight into a demonstration store whose gateway is stopped')
  .option('--seed <s>', 'with --families: the same one makes the same families', '1')
  .option('--data <dir>', 'with --families: folder of the keys, and of the embedded store', './data')
  .option('--store <store>', 'with --families: sqlite, or the address of the events; STORE says it too', process.env['STORE'] ?? 'sqlite')
  .option('--json', 'with --families: for programs')
  .action(async (options: { url: string; issuer: string; family: boolean } & Partial<SeedFamiliesOptions>) => {
    if (options.families !== undefined) {
      const { seedFamiliesCommand } = await import('./region/seed-families.ts');
      await seedFamiliesCommand(options as SeedFamiliesOptions, progress('Gezinnen'));
      return;
    }
    const [{ Seeder }, { enterAdministration }] = await Promise.all([import('./seed.ts'), import('./administration.ts')]);
    const seeder = new Seeder(options);
    await enterAdministration(seeder, progress('Organisaties'));
    if (!options.family) return;
    const { enterWaterlelie } = await import('./waterlelie.ts');
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
  .option('--threads <n>', 'how many threads share the work on a large embedded store; one per core unless told')
  .option('--force', 'swap even when the digests differ')
  .action(async (options: RebuildOptions) => {
    const { rebuildCommand } = await import('./rebuild.ts');
    process.exitCode = await rebuildCommand(options, progress('Weergaven'));
  });

program
  .command('replay')
  .description('folds every family case from its events, each envelope opened, and prints one digest of what they came to')
  .option('--data <dir>', 'folder of the keys, and of the embedded store', './data')
  .option('--store <store>', 'sqlite, or the address of the events; STORE says it too', process.env['STORE'] ?? 'sqlite')
  .option('--views <url>', 'address of the views, when they are elsewhere; VIEWS says it too', process.env['VIEWS'])
  .option('--after <position>', 'only what comes after this position')
  .option('--until <position>', 'only up to and with this position')
  .option('--threads <n>', 'how many threads share the cases; one per core unless told')
  .option('--json', 'for programs')
  .action(async (options: ReplayOptions) => {
    const { replayCommand } = await import('./replay/replay.ts');
    await replayCommand(options, progress('Casussen'));
  });

program
  .command('diff-projection <old> <next>')
  .description(
    'what a changed projection would alter for whom, before it serves anybody. Each side: live, rebuilt, a version of the matrix by name or as a JSON file, or a file with views. Exit 0 nothing differs, 1 something does',
  )
  .option('--data <dir>', 'folder of the keys and of the embedded store, whose gateway is stopped', './data')
  .option('--json', 'for programs')
  .action(async (old: string, next: string, options: DiffProjectionOptions) => {
    const { diffProjectionCommand } = await import('./replay/diff-projection.ts');
    process.exitCode = await diffProjectionCommand(old, next, options, progress);
  });

const policy = program.command('policy').description('who may see what: versions of the matrix, and the proof that nothing leaks');

policy
  .command('diff <old> <next>')
  .description('who gains or loses what between two versions of the disclosure matrix, by name or as a JSON file')
  .option('--json', 'for programs')
  .action(async (old: string, next: string, options: { json?: boolean }) => {
    const { policyDiff } = await import('./policy-diff.ts');
    process.exitCode = policyDiff(old, next, options);
  });

policy
  .command('walk')
  .description(
    'every reader by every field by every path against an independent statement of the policy; with mutants, whether a fault is noticed. Takes minutes',
  )
  .option('--mutate <n>', 'how many faults to put into the policy, one at a time', '0')
  .option('--seed <s>', 'which faults are drawn', '1')
  .option('--json', 'for programs')
  .action(async (options: { mutate: string; seed: string; json?: boolean }) => {
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
    const { migrateCommand } = await import('./migrate.ts');
    await migrateCommand(options, process.env);
  });

const STORE_OPTION = [
  '--store <store>',
  'sqlite, or the address of the events; STORE says it too',
  process.env['STORE'] ?? 'sqlite',
] as const;
const LEDGER_OPTION = [
  '--ledger <dir>',
  'folder of the ledger, when it is not in the data folder; LEDGER says it too',
  process.env['LEDGER'],
] as const;

program
  .command('export')
  .description('writes the evidence of one case to one file, sealed as it is stored; it opens nothing and asks for no sign-in')
  .requiredOption('--case <id>', 'the case, by its id or the name of its stream')
  .option('--proof', 'with proofs of inclusion')
  .requiredOption('-o, --output <file>', 'the file to make')
  .option('--complete', 'with proof that the case has no other entries; names later entries of other cases, for auditors')
  .option('--since <checkpoint>', 'with proof that the ledger continues a checkpoint somebody kept')
  .option('--data <dir>', 'folder of the embedded store', './data')
  .option(...STORE_OPTION)
  .option(...LEDGER_OPTION)
  .action(async (options: ExportCommandOptions) => {
    const { exportCommand } = await import('./ledger/export.ts');
    process.exitCode = await exportCommand(options);
  });

program
  .command('verify [file]')
  .description('checks an evidence file, with no network and no database; or with --all a whole store against its ledger')
  .option('--keys <file>', 'public keys that are trusted, one a line: of the ledger, and of its witnesses')
  .option('--witnesses <n>', 'how many witnesses must have signed; one when --keys has a key of one')
  .option('--unseen <n>', 'with --all: how many entries at the end no witness needs to have seen; none unless told')
  .option('--against <checkpoint...>', 'checkpoints that were kept: what is shown must continue each of them')
  .option('--all', 'the whole store')
  .option('--data <dir>', 'folder of the embedded store', './data')
  .option(...STORE_OPTION)
  .option(...LEDGER_OPTION)
  .option('--json', 'for programs')
  .action(async (file: string | undefined, options: VerifyAllOptions & { all?: boolean }, command: Command) => {
    if ((file === undefined) === (options.all !== true) || (file !== undefined && options.keys === undefined))
      command.error('Geef een bestand met --keys, of --all.', { exitCode: 2 });
    if (file !== undefined) {
      const { verifyFileCommand } = await import('./ledger/verify-file.ts');
      process.exitCode = await verifyFileCommand(file, { ...options, keys: options.keys ?? '' });
    } else {
      const { verifyAllCommand } = await import('./ledger/verify-all.ts');
      process.exitCode = await verifyAllCommand(options, progress('Vermeldingen'));
    }
  });

program
  .command('tamper-drill')
  .description('tampers with a copy of the events in every way that is known, and counts what verification finds')
  .option('--data <dir>', 'folder of the embedded store', './data')
  .option(...STORE_OPTION)
  .option('--events <n>', 'only the first so many')
  .option('--file <file>', 'an evidence file in the place of a store')
  .option('--keys <file>', 'with --file: the public keys it is checked with')
  .option('--sample <n>', 'at so many entries; unless told at all of up to 500 events, at 200 of more')
  .option('--seed <s>', 'another one takes other entries', '1')
  .option('--json', 'for programs')
  .action(async (options: TamperDrillOptions) => {
    const { tamperDrillCommand } = await import('./ledger/tamper-drill.ts');
    process.exitCode = await tamperDrillCommand(options, progress('Pogingen'));
  });

program
  .command('witness')
  .description('a process with its own key and memory that signs the checkpoints of a ledger as long as its history only grows')
  .option('--port <n>', 'where it listens', '3010')
  .option('--host <address>', 'the address it listens on', '127.0.0.1')
  .requiredOption('--key <file>', 'its private key; made when it is not there')
  .option('--name <name>', 'name of a key that is made now')
  .requiredOption('--memory <dir>', 'folder of what it saw')
  .requiredOption('--log <file...>', 'public keys of the ledgers it watches: log.key.pub of each')
  .action(async (options: WitnessCommandOptions) => {
    const { witnessCommand } = await import('./ledger/witness.ts');
    await witnessCommand(options);
  });

program
  .command('needles')
  .description('before an erasure: the texts about one person, to look for afterwards; asked of a running gateway, and logged')
  .requiredOption('--case <id>', 'number of the case')
  .requiredOption('--person <id>', 'about whom')
  .requiredOption('--as <user>', 'who signs in; demonstration stores only')
  .requiredOption('--purpose <text>', 'for what')
  .requiredOption('-o, --output <file>', 'the file to make; destroy it after the scan')
  .option('--url <url>', 'address of the gateway', URL)
  .option('--issuer <url>', 'address of sign-in', ISSUER)
  .action(async (options: TakeOptions) => {
    const { takeNeedlesCommand } = await import('./erasure/scan-plaintext.ts');
    process.exitCode = await takeNeedlesCommand(options);
  });

program
  .command('scan-plaintext')
  .description('looks through every byte of store, views, logs and copies for texts that should be gone, in every form they could have')
  .requiredOption('--needles <file>', 'the texts, one a line: rvt needles makes it')
  .option('--data <dir...>', 'folders to look through', ['./data'])
  .option('--json', 'for programs')
  .action(async (options: ScanOptions) => {
    const { scanPlaintextCommand } = await import('./erasure/scan-plaintext.ts');
    process.exitCode = await scanPlaintextCommand(options, progress('Bestanden'));
  });

accessCommands(program);
knowledgeCommands(program);
lookingBackCommands(program);
retentionCommands(program);
backupCommands(program);
familyReportCommands(program);
addAdministration(program);

program.parseAsync().catch((failure: unknown) => {
  process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exit(failure instanceof Error && ['Misuse', 'WrongTopology'].includes(failure.name) ? 2 : 1);
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
