// SPDX-License-Identifier: EUPL-1.2

/** What an auditor says he will look at, before he sees anything: for what, which case, and as of which days. The gateway holds him to it. */
export interface Inspection {
  readonly purpose: string;
  readonly caseId: string;
  /** First and last day, inclusive. */
  readonly from: string;
  readonly until: string;
}

const CASE_NUMBER = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The number of a case, or an address that holds it. */
export function caseNumberIn(text: string): string | undefined {
  return CASE_NUMBER.exec(text)?.[0].toLowerCase();
}
