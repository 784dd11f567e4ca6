// SPDX-License-Identifier: EUPL-1.2
import { writeFileSync } from 'node:fs';
import { askGateway } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';
import { noSuchCase } from '../looking-back/looking-back.ts';
import { reportDocument } from './report-document.ts';
import type { ReportAnswer } from './report-document.ts';

export interface FamilyReportOptions extends AskingOptions {
  readonly case: string;
  readonly person?: string;
  readonly output?: string;
}

export const REPORT_QUERY = `query ($caseId: ID!, $personId: ID) { familyReport(caseId: $caseId, personId: $personId) {
  personId madeAt people { personId name }
  entries { entry { term occurredAt recordedAt organisation { name } workerRoleTerm statedBy { term personId }
    fields { term kind text values personId erased } corrections { term occurredAt organisation { name } }
    statements { personId words occurredAt } }
    notShown { term reason } } } }`;
const LOOKS = `query ($caseId: ID!, $personId: ID, $after: String) { whoLooked(caseId: $caseId, personId: $personId, first: 100, after: $after) {
  nodes { sentence } hasNextPage endCursor } }`;

interface Looks {
  readonly whoLooked: {
    readonly nodes: readonly { readonly sentence: string }[];
    readonly hasNextPage: boolean;
    readonly endCursor: string | null;
  } | null;
}

/** Prints the report as JSON, or writes it as a PDF. Answers 0, or 1 when there is no such case for that person. */
export async function familyReportCommand(options: FamilyReportOptions): Promise<number> {
  const whose = options.person === undefined ? {} : { personId: options.person };
  const variables = { caseId: options.case, ...whose };
  const { familyReport } = await askGateway<{ familyReport: ReportAnswer | null }>(options, REPORT_QUERY, variables);
  if (familyReport === null) return noSuchCase();
  const report = reportDocument(familyReport, await looksAt(options, variables));
  if (options.output !== undefined) {
    const { reportPdf } = await import('./report-pdf.ts');
    writeFileSync(options.output, await reportPdf(report, new Date(familyReport.madeAt)), { mode: 0o600 });
  }
  if (options.json === true || options.output === undefined) process.stdout.write(`${JSON.stringify(report)}\n`);
  else process.stdout.write(`${String(report.entries.length)} vermeldingen in ${options.output}\n`);
  return 0;
}

async function looksAt(options: FamilyReportOptions, variables: object): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (let after: string | null = null; ;) {
    const { whoLooked }: Looks = await askGateway<Looks>(options, LOOKS, { ...variables, ...(after === null ? {} : { after }) });
    sentences.push(...(whoLooked?.nodes ?? []).map(({ sentence }) => sentence));
    if (whoLooked?.hasNextPage !== true) return sentences;
    after = whoLooked.endCursor;
  }
}
