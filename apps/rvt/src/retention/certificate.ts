// SPDX-License-Identifier: EUPL-1.2
import { existsSync, writeFileSync } from 'node:fs';
import { CertificateKeyDocument, CertificatesToKeepDocument } from '@gezinslijn/api-contract';
import type { CertificatesToKeepQuery } from '@gezinslijn/api-contract';
import { askGateway } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';
import { Misuse } from '../misuse.ts';

export interface CertificateOptions extends AskingOptions {
  readonly case: string;
  readonly entry?: string;
}

type Certificate = NonNullable<CertificatesToKeepQuery['erasureCertificates']>[number];

const WAITS: Readonly<Record<string, string>> = {
  DESTRUCTION: 'De vernietiging is nog niet uitgevoerd. Vraag het later opnieuw.',
  LEDGER: 'Het grootboek beslaat het besluit nog niet. Vraag het later opnieuw.',
};

/** What there is for who asks, one a line. Answers 0; 1 when there is nothing. */
export async function listCertificatesCommand(options: CertificateOptions): Promise<number> {
  const certificates = await certificatesOf(options);
  if (options.json === true) process.stdout.write(`${JSON.stringify(certificates.map(({ document: _document, ...one }) => one))}\n`);
  else {
    for (const { entryId, personId, decidedAt, organisation, waitsFor } of certificates)
      process.stdout.write(`${entryId}  ${decidedAt}  ${organisation.id}  ${personId}${waitsFor === null ? '' : `  ${waitsFor}`}\n`);
    process.stdout.write(`${String(certificates.length)} verklaringen\n`);
  }
  return certificates.length > 0 ? 0 : 1;
}

/** Writes a certificate to a file. Answers 0; 1 when there is none for who asks, or not yet. @throws Misuse */
export async function getCertificateCommand(options: CertificateOptions & { readonly output: string }): Promise<number> {
  if (existsSync(options.output)) throw new Misuse(`${options.output} bestaat al.`);
  const certificates = await certificatesOf(options);
  const [certificate] = certificates;
  if (certificates.length > 1) throw new Misuse('Er is meer dan een verklaring: geef --entry. rvt certificate list noemt ze.');
  const document = certificate?.document ?? null;
  if (document === null) {
    process.stderr.write(`${WAITS[certificate?.waitsFor ?? ''] ?? 'Er is geen vernietiging onder dit kenmerk.'}\n`);
    return 1;
  }
  writeFileSync(options.output, document, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`${options.output}: verklaring van vernietiging\n`);
  return 0;
}

async function certificatesOf(options: CertificateOptions): Promise<readonly Certificate[]> {
  const variables = { caseId: options.case, ...(options.entry === undefined ? {} : { entryId: options.entry }) };
  const answer = await askGateway(options, CertificatesToKeepDocument, variables);
  return answer.erasureCertificates ?? [];
}

/** Prints the public key of certificates. Answers 0, or 1 while there is none. */
export async function certificateKeyCommand(options: AskingOptions): Promise<number> {
  const { certificateKey } = await askGateway(options, CertificateKeyDocument, {});
  if (certificateKey === null) process.stderr.write('Er is nog geen grootboek, en dus geen sleutel.\n');
  else process.stdout.write(`${certificateKey}\n`);
  return certificateKey === null ? 1 : 0;
}
