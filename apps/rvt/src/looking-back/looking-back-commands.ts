// SPDX-License-Identifier: EUPL-1.2
import type { Command } from 'commander';
import { asking } from '../knowledge/knowledge-commands.ts';
import type { LookingBackOptions } from './looking-back.ts';
import type { NormsOptions } from './norms.ts';
import type { PlanOptions } from './plan.ts';

/** A case, its routekaart or its terms at a moment, as one may see them: asked of a running gateway, and logged there like a screen. */
export function lookingBackCommands(program: Command): void {
  lookingBack(program.command('timeline').description('the timeline of a case at a moment, oldest first')).action(
    async (options: LookingBackOptions) => {
      const { timelineCommand } = await import('./timeline.ts');
      process.exitCode = await timelineCommand(options);
    },
  );

  lookingBack(program.command('plan').description('the routekaart of a case at a moment, with its versions'))
    .option('--in-force', 'only the version in force; exit 1 when there is none')
    .action(async (options: PlanOptions) => {
      const { planCommand } = await import('./plan.ts');
      process.exitCode = await planCommand(options);
    });

  lookingBack(program.command('norms').description('the terms of a case at a moment: who must act, by when, and how that day came about'))
    .option('--explain', 'with every step')
    .action(async (options: NormsOptions) => {
      const { normsCommand } = await import('./norms.ts');
      process.exitCode = await normsCommand(options);
    });
}

function lookingBack(command: Command): Command {
  return asking(
    command
      .requiredOption('--case <id>', 'number of the case')
      .option('--as-of <moment>', 'as it was recorded up to an instant, or up to the end of a day in the Netherlands')
      .option('--happened-before <moment>', 'only what had happened before this instant, or by the end of this day')
      .option(
        '--as-seen-by <reader>',
        'through the eyes of an organisation (its id, for instance vt-haaglanden) or person (its number), under the rules of then; auditors only',
      ),
  );
}
