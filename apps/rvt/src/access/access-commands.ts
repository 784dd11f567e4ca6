// SPDX-License-Identifier: EUPL-1.2
import type { Command } from 'commander';
import type { ExportOptions } from './export.ts';
import type { VerifyOptions } from './verify.ts';

/** `rvt access …`: who looked at what, and whether that log is whole. Loaded when asked for: evidence is verified without any of it. */
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
      const { verifyCommand } = await import('./verify.ts');
      process.exitCode = await verifyCommand(options);
    });

  access
    .command('export')
    .description(
      'the looks at one case as NEN 7513 rows, FHIR AuditEvents or lines of Logboek Dataverwerkingen; asked of a running gateway, and logged',
    )
    .requiredOption('--format <format>', 'nen7513, fhir or ldv')
    .requiredOption('--case <id>', 'number of the case')
    .requiredOption('--as <user>', 'who signs in, for instance auditor; demonstration stores only')
    .requiredOption('--purpose <text>', 'for what')
    .option('--from <day>', 'on or after this day')
    .option('--until <day>', 'on or before this day')
    .option('--url <url>', 'address of the gateway', 'http://localhost:3000')
    .option('--issuer <url>', 'address of sign-in', 'http://localhost:3001')
    .action(async (options: ExportOptions) => {
      const { exportCommand } = await import('./export.ts');
      process.exitCode = await exportCommand(options);
    });
}
