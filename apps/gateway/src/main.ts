// SPDX-License-Identifier: EUPL-1.2
import 'reflect-metadata';
import { LedgerMismatch } from '@gezinslijn/ledger';
import { readConfig } from './config.ts';
import { StoreInUse } from './platform/held-store.ts';
import { startGateway } from './start.ts';

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
    void gateway.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((failure: unknown) => {
  const fault = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  process.stderr.write(
    `Gezinslijn kon niet starten: ${failure instanceof LedgerMismatch || failure instanceof StoreInUse ? failure.message : fault}\n`,
  );
  process.exit(1);
});
