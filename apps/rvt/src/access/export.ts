// SPDX-License-Identifier: EUPL-1.2
import { print } from 'graphql';
import { LinesToExportDocument, LooksToExportDocument } from '@gezinslijn/api-contract';
import { GatewayRefused } from '../asking.ts';
import type { GatewayError } from '../asking.ts';
import { Seeder } from '../seed.ts';
import { fhirBundle } from './fhir-audit-event.ts';
import type { ExportedLook } from './look.ts';
import { nen7513 } from './nen7513.ts';

export const EXPORT_FORMATS = ['nen7513', 'fhir', 'ldv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions {
  readonly format: string;
  readonly case: string;
  readonly from?: string;
  readonly until?: string;
  readonly as: string;
  readonly purpose: string;
  readonly url: string;
  readonly issuer: string;
}

const LOOKED = print(LooksToExportDocument);
const LINES = print(LinesToExportDocument);

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** Asks a running gateway, as somebody who signed in and states for what: the export is logged like any screen. Answers 0, 1 or 2. */
export async function exportCommand(options: ExportOptions): Promise<number> {
  const { format, case: caseId, from, until } = options;
  if (!isFormat(format)) {
    process.stderr.write(`Kies --format uit ${EXPORT_FORMATS.join(', ')}.\n`);
    return 2;
  }
  const api = new Seeder({ url: options.url, issuer: options.issuer });
  const ask = async <Data>(query: string, more: object): Promise<Data> => {
    const variables = { caseId, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }), ...more };
    const answer = await api.query<Data>(options.as, query, variables, { purpose: encodeURIComponent(options.purpose) });
    if (Array.isArray(answer.errors)) throw new GatewayRefused(answer.errors as readonly GatewayError[]);
    if (answer.data === undefined || answer.data === null) throw new Error('De gateway gaf geen antwoord.');
    return answer.data;
  };
  if (format === 'ldv') {
    const pages = await pagesOf(async (after) => {
      const { processingLines } = await ask<{ processingLines: Page<{ readonly json: string }> }>(LINES, after);
      return processingLines;
    });
    // The pages go back in time, the lines of a page forward.
    for (const page of (pages ?? []).reverse()) for (const { json } of page) process.stdout.write(`${json}\n`);
    return 0;
  }
  const pages = await pagesOf(async (after) => {
    const { whoLooked } = await ask<{ whoLooked: Page<ExportedLook> | null }>(LOOKED, { first: 100, ...after });
    return whoLooked;
  });
  if (pages === undefined) {
    process.stderr.write('Er is niet zo’n casus.\n');
    return 1;
  }
  const looks = pages.flat().reverse();
  process.stdout.write(format === 'nen7513' ? nen7513(looks, caseId) : `${JSON.stringify(fhirBundle(looks, caseId), null, 2)}\n`);
  return 0;
}

/** Every page, in the order they come; nothing when there is no such case. */
async function pagesOf<Node>(
  ask: (after: { readonly after?: string }) => Promise<Page<Node> | null>,
): Promise<(readonly Node[])[] | undefined> {
  const pages: (readonly Node[])[] = [];
  for (let page = await ask({}); page !== null; page = await ask({ after: page.endCursor })) {
    pages.push(page.nodes);
    if (!page.hasNextPage || page.endCursor === null) return pages;
  }
  return undefined;
}

const isFormat = (text: string): text is ExportFormat => (EXPORT_FORMATS as readonly string[]).includes(text);
