// SPDX-License-Identifier: EUPL-1.2
import type { Command } from 'commander';
import { verifyCommand } from './verify.ts';
import type { VerifyOptions } from './verify.ts';

/** `rvt access …`: who looked at what, and whether that log is whole. */
export function accessCommands(program: Command): void {
  const access = program.command('access').description('the log of who looked at what');

  access
    .command('verify')
    .description('follows the chain of the access log: nothing was changed, taken out, put in or moved; the gateway must be stopped')
    .option('--data <dir>', 'folder of the store', './data')
    .option('--store <url>', 'address of the events, when they are on a server', 'sqlite')
    .option('--views <url>', 'address of the views, when the events are on KurrentDB')
    .option('--head <hash>', 'a head that was noted down earlier: it must still be there')
    .option('--json', 'for programs')
    .action(async (options: VerifyOptions) => {
      process.exitCode = await verifyCommand(options);
    });
}
