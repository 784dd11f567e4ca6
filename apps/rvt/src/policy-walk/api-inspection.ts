// SPDX-License-Identifier: EUPL-1.2
import { caseIdOf } from '@gezinslijn/family-case';
import type { Actor } from '@gezinslijn/gateway';
import { walkKeptInspection } from './api-retention.ts';
import type { Asking } from './asking.ts';
import type { View } from './oracle.ts';
import type { Scenario } from './scenarios.ts';

/** Questions on one case that an auditor may put; `entry` and `decisionBasis` name an entry. */
export type CaseQuestions = Readonly<Record<string, string>>;

/**
 * An auditor who stated one case and a period gets of that case what stood in it at the end of the period, on every path, and of any other
 * nothing. A stated moment outside it is refused.
 */
export async function walkInspection(asking: Asking, questions: CaseQuestions): Promise<void> {
  const { scenario, world, actor } = asking;
  const at = (share: number) => scenario.entries[Math.floor(scenario.entries.length * share)]?.recordedAt ?? '';
  const inspection = { caseId: caseIdOf(scenario.stream), from: at(1 / 3), until: at(2 / 3) };
  const inspecting: Actor = { ...actor, inspection };
  const within: View = asking.oracle.view({ kind: 'auditor' }, inspection.until, inspection.until);
  const later = scenario.entries.find(({ id }) => !within.has(id));
  const earlier = scenario.entries[0];
  for (const [path, document] of Object.entries(questions)) {
    for (const entry of [earlier, later]) {
      const variables = { id: entry?.id, entryId: entry?.id };
      asking.searched(`inspection, ${path}`, await asking.ask(document, variables, inspecting), within);
    }
    const answer = await asking.ask(
      document,
      { id: earlier?.id, entryId: earlier?.id, caseId: elsewhere(world.scenarios, scenario) },
      inspecting,
    );
    if (!answer.includes('"code":"INSPECTION_OUTSIDE"'))
      asking.found('leak', `inspection of another case, ${path}`, undefined, 'existence');
  }
  await walkKeptInspection(asking, inspecting, inspection.until);
  const proven = (await asking.ask(questions['ledgerProofs'] ?? '', {}, inspecting)).match(/"entryId"/g)?.length ?? 0;
  if (proven !== within.size) asking.found(proven > within.size ? 'leak' : 'withheld', 'inspection, ledgerProofs', undefined, 'entries');
}

function elsewhere(scenarios: readonly Scenario[], here: Scenario): string {
  const other = scenarios.find(({ stream }) => stream !== here.stream && stream.startsWith('familyCase-')) as Scenario;
  return caseIdOf(other.stream);
}
