// SPDX-License-Identifier: EUPL-1.2
import { ClocksLookedBackDocument } from '@gezinslijn/api-contract';
import { askGateway } from '../asking.ts';
import { columns } from '../knowledge/rendering.ts';
import { caseVariables, noSuchCase } from './looking-back.ts';
import type { LookingBackOptions } from './looking-back.ts';

export interface NormsOptions extends LookingBackOptions {
  readonly explain?: boolean;
}

interface Clock {
  readonly norm: string;
  readonly term: string;
  readonly reading: string;
  readonly source: string;
  readonly subjects: readonly string[];
  readonly startedAt: string | null;
  readonly dueOn: string | null;
  readonly stoppedAt: string | null;
  readonly status: string;
  readonly holder: string | null;
  readonly steps: readonly { readonly day: string; readonly text: string }[];
}

const STATUS: Readonly<Record<string, string>> = {
  running: 'loopt',
  met: 'gehaald',
  late: 'te laat gehaald',
  overdue: 'verlopen',
  void: 'vervallen',
  cancelled: 'ingetrokken',
  notApplicable: 'loopt niet',
};

const READING: Readonly<Record<string, string>> = { law: 'wet', practice: 'praktijk' };

/** Answers 0, or 1 when there is no such case for who asks at that moment. */
export async function normsCommand(options: NormsOptions): Promise<number> {
  const answer = await askGateway(options, ClocksLookedBackDocument, caseVariables(options));
  if (answer.case === null) return noSuchCase(options.asSeenBy);
  const { clocks } = answer.case;
  if (options.json === true) {
    const rows = clocks.map(({ subjects, ...clock }) => ({ ...clock, subject: subjects }));
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    return 0;
  }
  const row = (clock: Clock) => [
    clock.norm,
    READING[clock.reading] ?? clock.reading,
    STATUS[clock.status] ?? clock.status,
    clock.dueOn ?? '–',
    clock.holder ?? '–',
    `${clock.term} (${clock.source})`,
  ];
  const lines = columns(clocks.map(row)).split('\n');
  clocks.forEach((clock, at) => {
    process.stdout.write(`${lines[at] ?? ''}\n`);
    if (options.explain === true) for (const { day, text } of clock.steps) process.stdout.write(`    ${day}  ${text}\n`);
  });
  const missed = clocks.filter(({ status }) => status === 'overdue' || status === 'late');
  process.stdout.write(`\n${String(clocks.length)} termijnen, ${String(missed.length)} niet op tijd\n`);
  return 0;
}
