// SPDX-License-Identifier: EUPL-1.2
import 'reflect-metadata';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { LedgerMismatch } from '@gezinslijn/ledger';
import { readConfig } from './config.ts';
import { StoreInUse } from './platform/held-store.ts';
import { IssuerSilent, startGateway } from './start.ts';

/** Starts the gateway from its environment. Exit 2: the configuration is not right; 1: it could not start. */
async function main(): Promise<void> {
  // Files of the store are their owner's alone.
  process.umask(0o077);
  let config;
  try {
    config = readConfig(process.env);
  } catch (failure) {
    process.stderr.write(`${(failure as Error).message}\n`);
    process.exit(2);
  }
  const gateway = await startGateway(config);
  process.stdout.write(`Gezinslijn luistert op ${gateway.address}\n`);
  const stop = () => {
    gateway.close().then(
      () => process.exit(0),
      (failure: unknown) => {
        process.stderr.write(`Gezinslijn kon niet netjes stoppen: ${told(failure)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((failure: unknown) => {
  process.stderr.write(`Gezinslijn kon niet starten: ${told(failure)}\n`);
  process.exit(1);
});

/** What who starts it can put right is said in a sentence; of anything else also where it came from. */
function told(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const { code, syscall } = failure as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'de poort is al in gebruik. Kies een andere met PORT.';
  const known = [LedgerMismatch, StoreInUse, StoreUnavailable, IssuerSilent].some((kind) => failure instanceof kind);
  return known || syscall !== undefined ? failure.message : (failure.stack ?? failure.message);
}
