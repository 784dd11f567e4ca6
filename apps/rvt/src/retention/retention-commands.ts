// SPDX-License-Identifier: EUPL-1.2
import type { Command } from 'commander';
import { asking } from '../knowledge/knowledge-commands.ts';
import type { AskingOptions } from '../asking.ts';
import type { CertificateOptions } from './certificate.ts';
import type { RetentionOptions } from './retention.ts';
import type { VerifyCertificateOptions } from './verify-certificate.ts';

/** What is kept how long, what went, and how one can show it. */
export function retentionCommands(program: Command): void {
  asking(
    program
      .command('retention')
      .description('bewaartermijnen: who keeps what until when and why; what is due; and the destruction of exactly such a list. Logged')
      .option('--case <id>', 'explain one case')
      .option('--entry <id>', 'only of the people this entry is about')
      .option('--as-of <day>', 'as of which day, which may lie ahead; today when not said')
      .option('--due', 'list what is due for the organisation of who asks; nothing is destroyed')
      .option('--destroy <digest>', 'destroy what stands on the list of this digest, as of its day')
      .option('--basis <key>', 'with --destroy: the legal basis'),
  ).action(async (options: RetentionOptions) => {
    const { retentionCommand } = await import('./retention.ts');
    process.exitCode = await retentionCommand(options);
  });

  const certificate = program.command('certificate').description('verklaring van vernietiging: get one, and check one offline');

  asking(
    certificate
      .command('get')
      .description('the certificate of a decision to destroy, in a file; asked of a running gateway, and logged')
      .requiredOption('--case <id>', 'number of the case')
      .option('--entry <id>', 'the decision, where there is more than one')
      .requiredOption('-o, --output <file>', 'the file to make'),
  ).action(async (options: CertificateOptions & { readonly output: string }) => {
    const { getCertificateCommand } = await import('./certificate.ts');
    process.exitCode = await getCertificateCommand(options);
  });

  asking(
    certificate
      .command('list')
      .description('decisions to destroy of which there is a certificate for who asks; asked of a running gateway, and logged')
      .requiredOption('--case <id>', 'number of the case'),
  ).action(async (options: CertificateOptions) => {
    const { listCertificatesCommand } = await import('./certificate.ts');
    process.exitCode = await listCertificatesCommand(options);
  });

  asking(certificate.command('key').description('the public key of certificates, to keep before one is needed')).action(
    async (options: AskingOptions) => {
      const { certificateKeyCommand } = await import('./certificate.ts');
      process.exitCode = await certificateKeyCommand(options);
    },
  );

  certificate
    .command('verify <file>')
    .description('checks a certificate, with no network and no database')
    .requiredOption('--keys <file>', 'public keys that are trusted, one a line: of certificates, of the ledger, and of its witnesses')
    .option('--witnesses <n>', 'how many witnesses must have signed; one when --keys has a key of one')
    .option('--json', 'for programs')
    .action(async (file: string, options: VerifyCertificateOptions) => {
      const { verifyCertificateCommand } = await import('./verify-certificate.ts');
      process.exitCode = verifyCertificateCommand(file, options);
    });
}
