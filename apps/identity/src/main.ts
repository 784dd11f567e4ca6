// SPDX-License-Identifier: EUPL-1.2
import { ConfigurationError, readConfiguration } from './configuration.ts';
import { startIdentityServer } from './server.ts';
import { KeyFileError } from './signing-keys.ts';

/** Exit 2: a setting is wrong. Exit 1: the start failed for another reason. Exit 0: asked to stop. */
async function main(): Promise<void> {
  const server = await startIdentityServer(readConfiguration(process.env));
  console.log(`Inloggen voor de demonstratie staat klaar op ${server.issuer}`);
  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigurationError || error instanceof KeyFileError) {
    console.error(error.message);
    process.exitCode = 2;
    return;
  }
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(taken ? 'De poort is al in gebruik. Kies een andere met PORT.' : `Starten lukt niet: ${String(error)}`);
  process.exitCode = 1;
});
