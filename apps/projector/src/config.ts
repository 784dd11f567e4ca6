// SPDX-License-Identifier: EUPL-1.2
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { topologyOf } from '@gezinslijn/event-store';
import type { Topology } from '@gezinslijn/event-store';
import { parseWitnesses } from '@gezinslijn/ledger';
import type { LedgerSettings } from '@gezinslijn/ledger';

const schema = z.object({
  /** Address of the events, under the projector's account. */
  STORE: z.string().min(1),
  /** Address of the views, under the projector's account; the same server as the events unless told. */
  VIEWS: z.string().min(1).optional(),
  /** Folder that holds the keys. */
  DATA: z.string().min(1).default('./data'),
  /** The mark of the store, as the gateways have it: whoever comes first to a new KurrentDB makes the store. */
  DEMONSTRATION: z.enum(['true', 'false']).default('false'),
  /** Folder of the ledger; `ledger` in DATA unless told. Projectors of one store share it. */
  LEDGER: z.string().min(1).optional(),
  /** Witnesses of the ledger: `url key, url key`. */
  WITNESSES: z.string().default(''),
  /** Where health is answered. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3002),
  HOST: z.string().default('127.0.0.1'),
  /** Milliseconds after which another takes over from one that no longer says it is there. */
  LEASE: z.coerce.number().int().min(500).max(600_000).default(5_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

export interface ProjectorConfig {
  readonly topology: Exclude<Topology, { kind: 'embedded' }>;
  readonly keys: string;
  readonly demonstration: boolean;
  readonly ledger: LedgerSettings;
  readonly port: number;
  readonly host: string;
  readonly lease: number;
  /** Names this process to people who look who is active. */
  readonly holder: string;
  readonly logLevel: string;
}

/** The one place that reads the environment. @throws Error with a sentence per wrong value. */
export function readConfig(environment: NodeJS.ProcessEnv): ProjectorConfig {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The configuration is not right.\n${faults.join('\n')}`);
  }
  const { data } = parsed;
  const topology = topologyOf(data.STORE, data.VIEWS);
  if (topology.kind === 'embedded')
    throw new Error('With STORE=sqlite the gateway keeps the views itself; a projector serves PostgreSQL and KurrentDB.');
  return {
    topology,
    keys: resolve(data.DATA, 'keys'),
    demonstration: data.DEMONSTRATION === 'true',
    ledger: { folder: resolve(data.LEDGER ?? join(data.DATA, 'ledger')), witnesses: parseWitnesses(data.WITNESSES) },
    port: data.PORT,
    host: data.HOST,
    lease: data.LEASE,
    holder: `${hostname()}:${String(process.pid)}`,
    logLevel: data.LOG_LEVEL,
  };
}
