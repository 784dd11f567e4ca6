// SPDX-License-Identifier: EUPL-1.2
import { migrateEvents } from '@gezinslijn/event-store';
import type { AppAccount } from '@gezinslijn/event-store';
import { migrateViews } from '@gezinslijn/party-view';

export interface MigrateOptions {
  readonly url: string;
  readonly gateway: string;
  readonly projector: string;
  readonly viewsOnly?: boolean;
  readonly demonstration?: boolean;
}

/** Passwords come from the environment: a command line is read by everybody on the machine. */
export async function migrateCommand(options: MigrateOptions, environment: NodeJS.ProcessEnv): Promise<void> {
  const gateway = account(options.gateway, environment['GATEWAY_PASSWORD']);
  const projector = account(options.projector, environment['PROJECTOR_PASSWORD']);
  if (options.viewsOnly !== true)
    await migrateEvents({
      url: options.url,
      accounts: [gateway, projector],
      info: { demonstration: String(options.demonstration === true) },
    });
  await migrateViews({ url: options.url, gateway, projector });
  const what = options.viewsOnly === true ? 'Weergaven' : 'Gebeurtenissen en weergaven';
  process.stdout.write(`${what}: tabellen, accounts en rechten staan klaar\n`);
}

function account(name: string, password: string | undefined): AppAccount {
  return password === undefined || password === '' ? { name } : { name, password };
}
