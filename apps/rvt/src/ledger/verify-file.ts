// SPDX-License-Identifier: EUPL-1.2
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { verifyEvidence } from '@gezinslijn/ledger/verifier';
import type { VerificationReport } from '@gezinslijn/ledger/verifier';
import { reasonInDutch } from './reasons.ts';
import { existing, textOf, trustedKeys } from './trusted-keys.ts';
import { witnessesAsked } from './witnesses-asked.ts';

export interface VerifyFileOptions {
  readonly keys: string;
  /** How many witnesses must have signed; one unless told, none when no key of a witness was given. */
  readonly witnesses?: string;
  readonly against?: readonly string[];
  readonly json?: boolean;
}

/** Of a store that was held against what witnesses signed, how many of its entries they vouch for. */
export interface WitnessedReport extends VerificationReport {
  readonly witnessed?: number;
}

/** Checks an evidence file. Reads that file and the keys, nothing else: no store, no network. Answers 0 when it holds, 1 when not. @throws Misuse */
export async function verifyFileCommand(file: string, options: VerifyFileOptions): Promise<number> {
  const keys = trustedKeys(options.keys);
  const quorum = witnessesAsked(options.witnesses, keys);
  const against = (options.against ?? []).map(textOf);
  const lines = createInterface({ input: createReadStream(existing(file)), crlfDelay: Infinity });
  return printReport(await verifyEvidence(lines, { keys, quorum, against }), options);
}

/** A line per failure, under its name in docs/audit, and one for the whole; or JSON. */
export function printReport(report: WitnessedReport, { json }: { readonly json?: boolean }): number {
  if (json === true) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return report.ok ? 0 : 1;
  }
  for (const { what, index, stream, revision, id, from, to, why } of report.failures) {
    const entry = index === undefined ? '' : ` vermelding ${String(index)}`;
    const name = stream === undefined ? '' : ` (${stream}, revisie ${String(revision)}, ${id ?? ''})`;
    const stretch = from === undefined ? '' : ` tussen ${String(from)} en ${String(to)}`;
    process.stdout.write(`${what}${entry}${name}${stretch}${why === undefined ? '' : `: ${reasonInDutch(why)}`}\n`);
  }
  const verdict = report.ok ? 'KLOPT' : `KLOPT NIET (${String(report.failures.length)})`;
  const seen = report.witnessed === undefined ? '' : `, waarvan getuigen er ${String(report.witnessed)} zagen`;
  process.stdout.write(`${verdict}: ${String(report.events)} vermeldingen, grootboek van ${String(report.treeSize)}${seen}\n`);
  return report.ok ? 0 : 1;
}
