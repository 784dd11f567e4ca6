// SPDX-License-Identifier: EUPL-1.2
import { PlansLookedBackDocument } from '@gezinslijn/api-contract';
import { askGateway } from '../asking.ts';
import { caseVariables } from './looking-back.ts';
import type { LookingBackOptions } from './looking-back.ts';

export interface PlanOptions extends LookingBackOptions {
  readonly inForce?: boolean;
}

interface Line {
  readonly id: string;
  readonly text: string | null;
}

interface Plan {
  readonly version: number;
  readonly statusTerm: string;
  readonly contentHash: string | null;
  readonly conditions: readonly Line[];
  readonly agreements: readonly Line[];
  readonly actions: readonly Line[];
}

/** Answers 0, or 1 when there is no routekaart (in force) for who asks at that moment. */
export async function planCommand(options: PlanOptions): Promise<number> {
  const { routeMaps } = await askGateway(options, PlansLookedBackDocument, caseVariables(options));
  const plans = options.inForce === true ? routeMaps.filter(({ status }) => status === 'IN_FORCE') : routeMaps;
  if (options.json === true) process.stdout.write(`${JSON.stringify(plans)}\n`);
  else for (const plan of plans) process.stdout.write(inWords(plan));
  if (options.json !== true) process.stdout.write(`${String(plans.length)} ${plans.length === 1 ? 'versie' : 'versies'}\n`);
  return plans.length === 0 ? 1 : 0;
}

function inWords({ version, statusTerm, contentHash, conditions, agreements, actions }: Plan): string {
  const part = (name: string, lines: readonly Line[]) =>
    lines.length === 0 ? '' : `  ${name}\n${lines.map(({ text }) => `    – ${text ?? '…'}\n`).join('')}`;
  return (
    `Versie ${String(version)}  ${statusTerm}  ${contentHash ?? ''}\n` +
    `${part('voorwaarden', conditions)}${part('afspraken', agreements)}${part('acties', actions)}`
  );
}
