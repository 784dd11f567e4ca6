// SPDX-License-Identifier: EUPL-1.2
import type { Command } from 'commander';
import type { BackupOptions } from './backup.ts';
import type { ReapplyOptions, RestoreOptions } from './restore.ts';

/** A copy, putting it back, and destroying again what was destroyed since. */
export function backupCommands(program: Command): void {
  program
    .command('backup')
    .description('a copy of an embedded store while it runs: events and ledger in one folder, keys in another, to be kept apart')
    .option('--data <dir>', 'folder of the embedded store', './data')
    .requiredOption('--output <dir>', 'folder to make for events and ledger')
    .requiredOption('--keys-output <dir>', 'folder to make for the keys; keep it elsewhere, and briefly')
    .option('--ledger <dir>', 'folder of the ledger, when it is not in the data folder; LEDGER says it too', process.env['LEDGER'])
    .option('--kept-days <n>', 'after how many days the copy of the keys is removed; certificates of erasure name that day', '30')
    .option(
      '--destroy-list <file>',
      'where that day is noted as well, apart from copies, when it is not in the data folder; DESTROY_LIST says it too',
      process.env['DESTROY_LIST'],
    )
    .option('--json', 'for programs')
    .action(async (options: BackupOptions) => {
      const { backupCommand } = await import('./backup.ts');
      process.exitCode = await backupCommand(options);
    });

  program
    .command('restore')
    .description('puts a copy back in an empty folder, and destroys again what was destroyed since before anything can serve it')
    .requiredOption('--from <dir>', 'folder of events and ledger that rvt backup made')
    .requiredOption('--keys <dir>', 'folder of keys of the same copy')
    .requiredOption('--data <dir>', 'empty folder to put it in')
    .option('--destroy-list <file>', 'decisions to destroy, kept apart from copies: destroyed.jsonl, or what DESTROY_LIST names')
    .option('--no-destroy-list', 'there is none; what was destroyed after the copy comes back')
    .option('--json', 'for programs')
    .action(async (options: Omit<RestoreOptions, 'destroyList'> & { destroyList?: string | boolean }) => {
      const { restoreCommand } = await import('./restore.ts');
      process.exitCode = await restoreCommand({ ...options, destroyList: asked(options.destroyList) });
    });

  program
    .command('reapply-erasures')
    .description('after events or keys were put back by other means, such as pg_restore, and before anything serves')
    .option('--data <dir>', 'folder of the keys, and of the embedded store', './data')
    .option(
      '--store <store>',
      'sqlite, or the address of the events under the gateway’s account; STORE says it too',
      process.env['STORE'] ?? 'sqlite',
    )
    .option('--destroy-list <file>', 'decisions to destroy, kept apart from copies: destroyed.jsonl, or what DESTROY_LIST names')
    .option('--no-destroy-list', 'there is none; what was destroyed after the copy comes back')
    .option('--json', 'for programs')
    .action(async (options: Omit<ReapplyOptions, 'destroyList'> & { destroyList?: string | boolean }) => {
      const { reapplyCommand } = await import('./restore.ts');
      process.exitCode = await reapplyCommand({ ...options, destroyList: asked(options.destroyList) });
    });
}

/** `true` is what the option is when neither it nor its opposite was given. */
const asked = (destroyList: string | boolean | undefined): string | false | undefined => (destroyList === true ? undefined : destroyList);
