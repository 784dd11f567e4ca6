// SPDX-License-Identifier: EUPL-1.2
import type { Command } from 'commander';
import type { DecisionOptions } from './decision.ts';
import type { KnowledgeOptions } from './knowledge.ts';

/** `rvt knowledge` and `rvt decision`: who knew what when. Asked of a running gateway, as somebody who signed in and says for what. */
export function knowledgeCommands(program: Command): void {
  asking(
    program
      .command('knowledge')
      .description('wie wist wat wanneer: what was visible, delivered and opened at a moment; without content, and logged')
      .requiredOption('--case <id>', 'number of the case')
      .option('--at <moment>', 'an instant, or a day: then its end in the Netherlands; now when not said')
      .option('--party <organisation>', 'whose knowledge: an organisation, by its id: for instance vt-haaglanden')
      .option('--person <id>', 'whose knowledge: a family member, by his number')
      .option('--worker <pseudonym>', 'only what this worker got')
      .option('--against <what>', 'hold it against another organisation or person, or against another moment'),
  ).action(async (options: KnowledgeOptions) => {
    const { knowledgeCommand } = await import('./knowledge.ts');
    process.exitCode = await knowledgeCommand(options);
  });

  asking(
    program
      .command('decision <entry>')
      .description('what lay before whoever recorded a decision, what was not visible to him, and what came later; logged')
      .requiredOption('--case <id>', 'number of the case'),
  ).action(async (entry: string, options: DecisionOptions) => {
    const { decisionCommand } = await import('./decision.ts');
    process.exitCode = await decisionCommand(entry, options);
  });
}

/** What every command takes that asks a gateway for what is in a case. */
export function asking(command: Command): Command {
  return command
    .requiredOption('--as <user>', 'who signs in, for instance auditor; demonstration stores only')
    .requiredOption('--purpose <text>', 'for what')
    .option('--role <role>', 'under which role, where one has more than one: for instance supervisor')
    .option('--json', 'for programs')
    .option('--url <url>', 'address of the gateway', 'http://localhost:3000')
    .option('--issuer <url>', 'address of sign-in', 'http://localhost:3001');
}
