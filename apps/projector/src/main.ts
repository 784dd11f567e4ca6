// SPDX-License-Identifier: EUPL-1.2
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { readConfig } from './config.ts';
import type { ProjectorConfig } from './config.ts';
import { ProjectorModule, ProjectorProcess } from './projector.module.ts';

/** Keeps the views of a store on a server. Start as many as wanted: one is active. Exit 2: the configuration is not right; 1: it could not start. */
async function main(): Promise<void> {
  process.umask(0o077);
  let config: ProjectorConfig;
  try {
    config = readConfig(process.env);
  } catch (failure) {
    process.stderr.write(`${(failure as Error).message}\n`);
    process.exit(2);
  }
  const app = await NestFactory.createApplicationContext(ProjectorModule.for(config), { logger: ['fatal'], abortOnError: false });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  process.stdout.write(`De projector draait: ${app.get(ProjectorProcess).address} (proces ${String(process.pid)})\n`);
}

main().catch((failure: unknown) => {
  process.stderr.write(`De projector kon niet starten: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exit(1);
});
