// SPDX-License-Identifier: EUPL-1.2
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { Witness, formatVerifierKey, openKeyFile, serveWitness } from '@gezinslijn/ledger';
import { trustedKeys } from './trusted-keys.ts';

export interface WitnessCommandOptions {
  readonly port: string;
  readonly host: string;
  readonly key: string;
  readonly memory: string;
  readonly name?: string;
  readonly log: readonly string[];
}

/** Runs a witness until it is told to stop. Give it a machine, an account and a folder that whoever runs the ledger cannot reach. */
export async function witnessCommand({ port, host, key: file, memory, name, log }: WitnessCommandOptions): Promise<void> {
  const logs = log.flatMap(trustedKeys);
  const key = openKeyFile(resolve(file), 'witness', name ?? `getuige/${hostname()}`);
  const witness = new Witness({ key, memory: resolve(memory), logs, now: () => Math.floor(Date.now() / 1_000) });
  const server = await serveWitness(witness, { port: Number(port), host });
  process.stdout.write(`De getuige luistert op ${server.address}\nWITNESSES="${server.address} ${formatVerifierKey(key)}"\n`);
  const stop = () => void server.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
