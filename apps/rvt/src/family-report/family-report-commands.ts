// SPDX-License-Identifier: EUPL-1.2
import type { Command } from 'commander';
import { asking } from '../knowledge/knowledge-commands.ts';
import type { FamilyReportOptions } from './family-report.ts';

/** The copy of his file that somebody asks for (AVG 15): asked of a running gateway, and logged there like a screen. */
export function familyReportCommands(program: Command): void {
  asking(
    program
      .command('family-report')
      .description(
        'the file of a case as one person may see it, with what is not shown and why, and who looked; as JSON or as a tagged PDF',
      )
      .requiredOption('--case <id>', 'number of the case')
      .option('--person <id>', 'about whom; whoever signs in when left out, another only for an auditor')
      .option('-o, --output <file>', 'the file to make: a PDF, or JSON with --json; readable by its owner alone'),
  ).action(async (options: FamilyReportOptions) => {
    const { familyReportCommand } = await import('./family-report.ts');
    process.exitCode = await familyReportCommand(options);
  });
}
