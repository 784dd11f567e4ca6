// SPDX-License-Identifier: EUPL-1.2
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { topologyOf } from '@gezinslijn/event-store';
import type { Topology } from '@gezinslijn/event-store';
import { parseWitnesses } from '@gezinslijn/ledger';
import type { LedgerSettings } from '@gezinslijn/ledger';
import type { Client, Rate } from './platform/rate-limits.ts';

/** A reserved name: the controller's own register takes its place. */
export const DEFAULT_REGISTER = 'https://register.example/verwerkingsactiviteiten';

/** Scheme, host and port, as a browser writes them in the `Origin` of a request. */
const isOrigin = (text: string): boolean => URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
const listOf = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** Where events are kept: `sqlite` in DATA, or the address of a PostgreSQL or KurrentDB server, under the gateway's account. */
  STORE: z.string().min(1).default('sqlite'),
  /** Address of the PostgreSQL with the views, when that is not where the events are. */
  VIEWS: z.string().min(1).optional(),
  /** Folder of keys, and of the embedded store. */
  DATA: z.string().min(1).default('./data'),
  /** Base address of the OpenID Connect issuer. */
  ISSUER: z.url(),
  /** Where its keys are; discovered from the issuer when not given. */
  JWKS_URI: z.url().optional(),
  /** Applications people sign in to, by client id: the issuer tells of sessions that ended in their name. */
  CLIENTS: z.string().min(1).default('gezinslijn-timeline,gezinslijn-rvt'),
  /** What administration calls this issuer: workers are registered under it, so that its address may move. */
  ISSUER_NAME: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
    .default('own'),
  AUDIENCE: z.string().min(1).default('urn:gezinslijn:gateway'),
  /** Marks a new store as a demonstration: fictional families, entered on their own dates. */
  DEMONSTRATION: z.enum(['true', 'false']).default('false'),
  /** Where screens are served from, as a browser sees it: a WebSocket is taken from there only. This gateway on localhost unless told. */
  ORIGINS: z
    .string()
    .refine((text) => listOf(text).every(isOrigin), 'addresses such as https://gezinslijn.example without a path, with a comma between')
    .optional(),
  /** Folder of the built timeline app, served when present. */
  TIMELINE: z.string().optional(),
  /** Opened rows kept in memory; 0 opens each row every time. */
  CACHED_ROWS: z.coerce.number().int().min(0).default(50_000),
  /** Address of the register of processing activities, which the lines of the processing log point into. */
  PROCESSING_REGISTER: z.url().default(DEFAULT_REGISTER),
  /** Folder of the ledger of an embedded store; `ledger` in DATA unless told. */
  LEDGER: z.string().min(1).optional(),
  /** File of decisions to destroy, to keep apart from backups; `destroyed.jsonl` in DATA unless told. */
  DESTROY_LIST: z.string().min(1).optional(),
  /** Witnesses of that ledger: `url key, url key`. */
  WITNESSES: z.string().default(''),
  /** Points a worker gets back each second, and how many he can save up; 0: no limit. What a request costs: docs/api. */
  RATE_WORKER: z.coerce.number().min(0).default(50),
  RATE_WORKER_BURST: z.coerce.number().min(1).default(3_000),
  /** The same for a client system. */
  RATE_SYSTEM: z.coerce.number().min(0).default(500),
  RATE_SYSTEM_BURST: z.coerce.number().min(1).default(30_000),
  /** WebSockets one worker, and one client system, may hold open on this gateway. */
  SOCKETS_WORKER: z.coerce.number().int().min(1).default(50),
  SOCKETS_SYSTEM: z.coerce.number().int().min(1).default(500),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

/** In the data folder unless it is told elsewhere. */
export const DESTROY_LIST_FILE = 'destroyed.jsonl';

export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  readonly topology: Topology;
  readonly data: string;
  readonly issuer: string;
  readonly issuerName: string;
  readonly jwksUri: string | undefined;
  readonly audience: string;
  readonly clients: readonly string[];
  readonly demonstration: boolean;
  readonly origins: readonly string[] | undefined;
  readonly timeline: string | undefined;
  readonly cachedRows: number;
  readonly register: string;
  readonly ledger: LedgerSettings;
  readonly destroyList: string;
  readonly rates: Readonly<Record<Client['kind'], Rate>>;
  readonly logLevel: string;
}

/** The one place that reads the environment. @throws Error with a sentence per wrong value. */
export function readConfig(environment: NodeJS.ProcessEnv): GatewayConfig {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The configuration is not right.\n${faults.join('\n')}`);
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    topology: topologyOf(data.STORE, data.VIEWS),
    data: resolve(data.DATA),
    issuer: data.ISSUER,
    issuerName: data.ISSUER_NAME,
    jwksUri: data.JWKS_URI,
    audience: data.AUDIENCE,
    clients: listOf(data.CLIENTS),
    demonstration: data.DEMONSTRATION === 'true',
    origins: data.ORIGINS === undefined ? undefined : listOf(data.ORIGINS),
    timeline: data.TIMELINE === undefined ? undefined : resolve(data.TIMELINE),
    cachedRows: data.CACHED_ROWS,
    register: data.PROCESSING_REGISTER.replace(/\/$/, ''),
    ledger: { folder: resolve(data.LEDGER ?? join(data.DATA, 'ledger')), witnesses: parseWitnesses(data.WITNESSES) },
    destroyList: resolve(data.DESTROY_LIST ?? join(data.DATA, DESTROY_LIST_FILE)),
    rates: {
      person: { perSecond: data.RATE_WORKER, burst: data.RATE_WORKER_BURST, sockets: data.SOCKETS_WORKER },
      system: { perSecond: data.RATE_SYSTEM, burst: data.RATE_SYSTEM_BURST, sockets: data.SOCKETS_SYSTEM },
    },
    logLevel: data.LOG_LEVEL,
  };
}
