// SPDX-License-Identifier: EUPL-1.2
import { BasisOfDecisionDocument } from '@gezinslijn/api-contract';
import { askGateway } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';
import { columns, degreeOf } from './rendering.ts';
import type { Outline } from './rendering.ts';

export interface DecisionOptions extends AskingOptions {
  readonly case: string;
}

/** Answers 0, or 1 when this entry is not shown to who asks. */
export async function decisionCommand(entryId: string, options: DecisionOptions): Promise<number> {
  const { decisionBasis: basis } = await askGateway(options, BasisOfDecisionDocument, { caseId: options.case, entryId });
  if (basis === null) {
    process.stderr.write('Er is niet zo’n besluit.\n');
    return 1;
  }
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(basis)}\n`);
    return 0;
  }
  const opened = basis.known.filter(({ known }) => known.opened.length > 0);
  const row = ({ recordedAt, party, term, id }: Outline) => [recordedAt.slice(0, 16).replace('T', ' '), party, term, id];
  process.stdout.write(`${basis.decision.term}, vastgelegd op ${basis.decision.recordedAt}\n\nBekend bij de organisatie:\n`);
  process.stdout.write(columns(basis.known.map(({ entry, known }) => [...row(entry).slice(0, 3), degreeOf(known), entry.id])));
  if (basis.notVisible !== null) process.stdout.write(`\nEr was, maar niet zichtbaar:\n${columns(basis.notVisible.map(row))}`);
  process.stdout.write(`\nAl gebeurd, later vastgelegd:\n${columns(basis.arrivedLater.map(row))}`);
  process.stdout.write(
    `\n${String(basis.known.length)} bekend, ${String(opened.length)} geopend, ` +
      `${basis.notVisible === null ? '' : `${String(basis.notVisible.length)} niet zichtbaar, `}${String(basis.arrivedLater.length)} later\n`,
  );
  return 0;
}
