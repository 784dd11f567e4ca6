// SPDX-License-Identifier: EUPL-1.2
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { ProjectorConfig } from './config.ts';
import { Projection } from './projection.ts';

const CONFIG = Symbol('config');
const PROJECTION = Symbol('projection');

/** Live: the process runs. Ready: it keeps the views, or stands by to; otherwise it says what went wrong, by name. */
@Injectable()
export class ProjectorProcess implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #config: ProjectorConfig;
  readonly #projection: Projection;
  #health: Server | undefined;

  constructor(@Inject(CONFIG) config: ProjectorConfig, @Inject(PROJECTION) projection: Projection) {
    this.#config = config;
    this.#projection = projection;
  }

  get address(): string {
    return `http://${this.#config.host}:${String((this.#health?.address() as AddressInfo | null)?.port)}`;
  }

  async onApplicationBootstrap(): Promise<void> {
    const server = createServer((request, response) => {
      const { failure, ...status } = this.#projection.status;
      const live = request.url === '/health/live';
      const known = live || request.url === '/health/ready';
      response.statusCode = !known ? 404 : live || failure === undefined ? 200 : 503;
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(
        JSON.stringify(
          !known ? {} : live ? { status: 'live' } : { status: failure === undefined ? 'ready' : 'failing', ...status, why: failure },
        ),
      );
    });
    this.#health = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#config.port, this.#config.host, resolve);
    });
    this.#projection.start();
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.#health;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    await this.#projection.close();
  }
}

@Module({})
export class ProjectorModule {
  static for(config: ProjectorConfig): DynamicModule {
    return {
      module: ProjectorModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: PROJECTION, useFactory: () => Projection.open(config) },
        ProjectorProcess,
      ],
    };
  }
}
