// SPDX-License-Identifier: EUPL-1.2
import type { AddressInfo } from 'node:net';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { ApolloDriver } from '@nestjs/apollo';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { JWTVerifyGetKey } from 'jose';
import type { NextFunction, Request, Response } from 'express';
import type { GatewayConfig } from './config.ts';
import { GatewayModule } from './gateway.module.ts';
import { Admission } from './platform/admission.ts';
import { LOGOUT_PATH, backChannelLogout } from './platform/back-channel-logout.ts';
import { FrontDoor, GRAPHQL_PATH, graphqlHttp } from './platform/graphql-http.ts';
import { holdStore } from './platform/held-store.ts';
import { RateLimits } from './platform/rate-limits.ts';
import { openPlatform } from './platform/platform.ts';
import type { Platform } from './platform/platform.ts';
import { SignedOutSessions } from './platform/signed-out-sessions.ts';
import { fromHttp, notAdmitted } from './platform/request-context.ts';
import { TokenVerifier, issuerKeys } from './platform/token-verifier.ts';

export interface Gateway {
  readonly address: string;
  readonly platform: Platform;
  /** Finishes what was acknowledged, then closes. */
  close(): Promise<void>;
}

/** Where keys of the issuer should be told, nothing is. */
export class IssuerSilent extends Error {
  constructor(issuer: string, options?: ErrorOptions) {
    super(`de issuer ${issuer} antwoordt niet. Draait die daar? Het adres geeft u met ISSUER.`, options);
    this.name = 'IssuerSilent';
  }
}

/** Opens the store, brings the views up to date and listens. @throws StoreInUse where another gateway has it open. */
export async function startGateway(config: GatewayConfig): Promise<Gateway> {
  const release = config.topology.kind === 'embedded' ? holdStore(config.data) : undefined;
  let platform: Platform | undefined;
  try {
    platform = await openPlatform({ ...config, keeping: 'thread' });
    const gateway = await serveGateway(config, platform, issuerKeys(config.jwksUri ?? (await discover(config.issuer))));
    return { ...gateway, close: () => gateway.close().finally(release) };
  } catch (failure) {
    await platform?.close();
    release?.();
    throw failure;
  }
}

/** Listens, on what was opened. */
export async function serveGateway(config: GatewayConfig, platform: Platform, keys: JWTVerifyGetKey): Promise<Gateway> {
  const { issuer, issuerName, audience } = config;
  const sessions = await SignedOutSessions.open(platform.store, platform.clock.now);
  const verifier = new TokenVerifier({ issuer, issuerName, audience, keys, sessions });
  const origins = config.origins ?? [`http://localhost:${String(config.port)}`, `http://127.0.0.1:${String(config.port)}`];
  const admission = new Admission({ platform, limits: new RateLimits(config.rates), registeredOnly: !platform.demonstration });
  const module = GatewayModule.for(platform, verifier, { introspection: platform.demonstration, origins, admission });
  // Nest would log refused inputs whole; faults are logged by the gateway itself, without what was written.
  const door = new FrontDoor();
  const app = await NestFactory.create<NestExpressApplication>(module, door, { logger: ['fatal'], bodyParser: false });
  app.disable('x-powered-by');
  const security = helmet(headers(config));
  app.use(security);
  serveHealth(app, platform);
  app.use(LOGOUT_PATH, backChannelLogout({ issuer, keys, clients: config.clients, sessions }));
  app.use('/client-config.json', (_request: Request, response: Response) => {
    response.json({ issuer: config.issuer, audience: config.audience, demonstration: platform.demonstration });
  });
  if (config.timeline !== undefined) serveTimeline(app, config.timeline);
  closeSecondDoor(app);
  await app.init();
  const driver = app.get<GraphQLModule<ApolloDriver>>(GraphQLModule).graphQlAdapter;
  limitMessages(driver);
  door.serveGraphql(
    graphqlHttp({
      server: driver.instance,
      context: async (request, asked, answer) => {
        const actor = { ...(await fromHttp({ platform, verifier, admission }, request)), answer };
        const refused = asked === undefined ? undefined : await admission.admit(actor, asked.query, asked.variables);
        if (refused !== undefined) throw notAdmitted(refused);
        return { actor };
      },
      headers: setBy(security),
    }),
  );
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  // One process has an embedded store open; a command that needs it for itself looks here. Others share a server.
  const pidFile = join(config.data, 'gateway.pid');
  if (config.topology.kind === 'embedded') writeFileSync(pidFile, String(process.pid));
  if (platform.directory.isEmpty) tellFirstCode(platform);
  return {
    address: `http://localhost:${String(port)}`,
    platform,
    close: async () => {
      await app.close();
      await sessions.close();
      await platform.close();
      rmSync(pidFile, { force: true });
    },
  };
}

/**
 * The framework answers GraphQL under every address that looks like the one: a slash behind it, other letters, more path. There nobody asks
 * for a token, a limit or a registered document, so there is nothing.
 */
function closeSecondDoor(app: NestExpressApplication): void {
  app.use(GRAPHQL_PATH, (_request: Request, response: Response) => {
    response.status(404).end();
  });
}

/** Bytes of one message on a WebSocket: above the longest document and what it says about itself. */
const MESSAGE_LIMIT = 64 * 1024;

/** The server takes 100 MB in one message, also of who is not signed in yet, and the framework passes no option for it. @throws when it moved. */
function limitMessages(driver: ApolloDriver): void {
  const { _subscriptionService: service } = driver as unknown as {
    readonly _subscriptionService?: { readonly wss?: { readonly options: { maxPayload?: number } } };
  };
  if (service?.wss === undefined) throw new TypeError('The WebSocket server is not where it was: its messages would have no limit');
  service.wss.options.maxPayload = MESSAGE_LIMIT;
}

/** Once, on the screen of who starts the server; the file of its owner keeps it until it is redeemed. */
function tellFirstCode({ firstAdministrator }: Platform): void {
  const offered = firstAdministrator.offer();
  if (offered === undefined) return;
  process.stdout.write(
    `Deze opslag heeft nog geen beheerder. Meld u aan en gebruik tot ${offered.expiresAt} eenmalig deze code: ${offered.code}\n`,
  );
}

async function discover(issuer: string): Promise<string> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`).catch((cause: unknown) => {
    throw new IssuerSilent(issuer, { cause });
  });
  if (!answer.ok) throw new IssuerSilent(`${issuer} (${String(answer.status)})`);
  return ((await answer.json()) as { jwks_uri: string }).jwks_uri;
}

function headers({ issuer }: GatewayConfig): Parameters<typeof helmet>[0] {
  const self = "'self'";
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [self],
        styleSrc: [self],
        imgSrc: [self, 'data:'],
        fontSrc: [self],
        // Our own WebSocket with it; `ws:` would be that of anybody.
        connectSrc: [self, issuer],
        frameSrc: [self, issuer],
        formAction: [self, issuer],
        frameAncestors: [self],
        baseUri: ["'none'"],
      },
    },
    // Silent sign-in frames our own redirect page.
    xFrameOptions: { action: 'sameorigin' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  };
}

/** The headers a middleware sets on every answer, whatever was asked. */
function setBy(middleware: ReturnType<typeof helmet>): Readonly<Record<string, string>> {
  const set: Record<string, string> = {};
  const response = { setHeader: (name: string, value: string) => (set[name] = value), removeHeader: () => undefined };
  middleware({} as Request, response as unknown as Response, () => undefined);
  return set;
}

/** Live: the process runs. Ready: it can answer rightly; otherwise it says why not. */
function serveHealth(app: NestExpressApplication, platform: Platform): void {
  app.use('/health/live', (_request: Request, response: Response) => {
    response.json({ status: 'live' });
  });
  app.use('/health/ready', (_request: Request, response: Response) => {
    void readiness(platform).then(({ status, ...rest }) => response.status(status === 'stopped' ? 503 : 200).json({ status, ...rest }));
  });
}

interface Readiness {
  readonly status: 'ready' | 'behind' | 'stopped';
  /** Events that do not stand in the views yet, where positions are counted; for operators, not for users. */
  readonly behind?: string;
  readonly why?: string;
  /** Why the ledger is not kept, or what a witness refused: for operators. Work goes on. */
  readonly ledger?: string;
}

/** A gateway whose views are kept elsewhere goes on without: it serves what there is, and says that it is behind. */
async function readiness({ views, store, directory, ledger: kept, policy }: Platform): Promise<Readiness> {
  const { failure } = views;
  const ledger = kept?.failure === undefined ? {} : { ledger: kept.failure.name };
  try {
    const head = await store.head();
    const distance = (head ?? 0n) - (views.position ?? 0n);
    if (!directory.current) return { status: 'stopped', why: 'DirectoryBehind' };
    if (policy?.failure !== undefined) return { status: 'stopped', why: policy.failure.name };
    if (views.lagging) {
      const why = failure === undefined ? {} : { why: failure.name };
      return { status: views.hosted ? 'stopped' : 'behind', behind: String(distance), ...why, ...ledger };
    }
    return { status: 'ready', ...ledger };
  } catch (fault) {
    return { status: 'stopped', why: fault instanceof Error ? fault.name : 'unknown' };
  }
}

/** The built app; every address that is no file of it is a screen of it. */
function serveTimeline(app: NestExpressApplication, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  app.useStaticAssets(folder, { index: false, maxAge: '1h' });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isScreen = request.method === 'GET' && !request.path.startsWith(GRAPHQL_PATH) && request.accepts('html') !== false;
    if (isScreen) response.sendFile(join(folder, 'index.html'), { headers: { 'cache-control': 'no-cache' } });
    else next();
  });
}
