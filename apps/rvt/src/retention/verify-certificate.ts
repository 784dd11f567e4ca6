// SPDX-License-Identifier: EUPL-1.2
import { verifyErasureCertificate } from '@gezinslijn/ledger/verifier';
import { reasonInDutch } from '../ledger/reasons.ts';
import { witnessesAsked } from '../ledger/witnesses-asked.ts';
import { textOf, trustedKeys } from '../ledger/trusted-keys.ts';

export interface VerifyCertificateOptions {
  readonly keys: string;
  /** How many witnesses must have signed; one unless told, none when no key of a witness was given. */
  readonly witnesses?: string;
  readonly json?: boolean;
}

/** Reads a certificate and the keys, nothing else: no store, no network. Answers 0 when it holds, 1 when not. @throws Misuse */
export function verifyCertificateCommand(file: string, options: VerifyCertificateOptions): number {
  const keys = trustedKeys(options.keys);
  const quorum = witnessesAsked(options.witnesses, keys);
  const report = verifyErasureCertificate(textOf(file), { keys, quorum });
  if (options.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    const { certificate, proven, treeSize } = report;
    for (const failure of report.failures) process.stdout.write(`${reasonInDutch(failure)}\n`);
    if (certificate !== undefined && report.ok) {
      const { controller, caseId, personId, part, decision, destroyedAt, copiesLapseOn } = certificate;
      const what = part === undefined ? personId : `${personId} in deel ${part}`;
      process.stdout.write(`${controller} vernietigde op ${destroyedAt} wat het had over ${what}, casus ${caseId}\n`);
      process.stdout.write(`besluit ${decision.entryId} van ${decision.recordedAt}, grond ${decision.ground}\n`);
      if (copiesLapseOn !== undefined) process.stdout.write(`kopieën van de sleutels bestaan uiterlijk tot en met ${copiesLapseOn}\n`);
    }
    const how = proven ? 'besluit bewezen' : 'besluit niet in de verklaring';
    process.stdout.write(`${report.ok ? 'KLOPT' : 'KLOPT NIET'}: ${how}, grootboek van ${String(treeSize)}\n`);
  }
  return report.ok ? 0 : 1;
}
