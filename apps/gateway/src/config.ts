// SPDX-License-Identifier: EUPL-1.2
import { resolve } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** Folder of the embedded store: events, keys, views. */
  DATA: z.string().min(1).default('./data'),
  /** Base address of the OpenID Connect issuer. */
  ISSUER: z.url(),
  /** Where its keys are; discovered from the issuer when not given. */
  JWKS_URI: z.url().optional(),
  AUDIENCE: z.string().min(1).default('urn:gezinslijn:gateway'),
  /** Marks a new store as a demonstration: fictional families, entered on their own dates. */
  DEMONSTRATION: z.enum(['true', 'false']).default('false'),
  /** Folder of the built timeline app, served when present. */
  TIMELINE: z.string().optional(),
  /** Opened rows kept in memory; 0 opens each row every time. */
  CACHED_ROWS: z.coerce.number().int().min(0).default(50_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly issuer: string;
  readonly jwksUri: string | undefined;
  readonly audience: string;
  readonly demonstration: boolean;
  readonly timeline: string | undefined;
  readonly cachedRows: number;
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
    data: resolve(data.DATA),
    issuer: data.ISSUER,
    jwksUri: data.JWKS_URI,
    audience: data.AUDIENCE,
    demonstration: data.DEMONSTRATION === 'true',
    timeline: data.TIMELINE === undefined ? undefined : resolve(data.TIMELINE),
    cachedRows: data.CACHED_ROWS,
    logLevel: data.LOG_LEVEL,
  };
}
