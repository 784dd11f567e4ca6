// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { print } from 'graphql';
import * as contract from '@gezinslijn/api-contract';
import type { DocumentNode } from 'graphql';
import { reach } from './reaching.ts';

const URL = 'http://localhost:3000';
const ISSUER = 'http://localhost:3001';

interface Where {
  readonly url: string;
  readonly issuer: string;
  /** A user of a demonstration; without one, somebody signs in with his browser. */
  readonly as?: string;
  readonly hat?: string;
  readonly json?: boolean;
}

/** `rvt admin`: what the screen Beheer does, for scripts and for the first day. Exit 0: done or shown; 1: refused. */
export function addAdministration(program: Command): void {
  const admin = program.command('admin').description('organisations, workers, hats and systems, through the gateway; and key ceremonies');

  acting(admin, 'claim', 'become the first administrator of an empty store, with the code that stands on the server')
    .requiredOption('--code <code>', 'the one-time code')
    .requiredOption('--organisation-name <name>', 'what the organisation that runs the platform is called')
    .requiredOption('--name <name>', 'what you are called, for the screens')
    .action(async ({ code, organisationName, name, ...where }: Where & { code: string; organisationName: string; name: string }) => {
      await change({ ...where, hat: '-' }, 'claimAdministration', { code, organisationName, workerName: name });
    });

  const organisations = admin.command('organisations').description('organisations you administer');
  acting(organisations, 'list', 'all of them for the administrator of the platform, else your own').action((where: Where) =>
    show(where, contract.OrganisationsDocument, {}, (data) =>
      (data['organisations'] as Rows).map(({ id, name, kind, region, oin, ended }) => ({ id, name, kind, region, oin, ended })),
    ),
  );
  acting(organisations, 'add <id>', 'registers an organisation')
    .requiredOption('--kind <kind>', 'LT, VT, RvdK, GI, ZA, AUDITOR or FAMILY')
    .requiredOption('--name <name>', 'name')
    .requiredOption('--region <region>', 'region')
    .option('--oin <oin>', 'organisatie-identificatienummer')
    .action((organisation: string, options: Where & Fields) => changeWith(options, 'registerOrganisation', { organisation }));
  acting(organisations, 'end <id>', 'nobody acts for it any more').action((organisation: string, where: Where) =>
    change(where, 'endOrganisation', { organisation }),
  );
  acting(organisations, 'add-region <id>', 'registers a region')
    .requiredOption('--name <name>', 'name')
    .action((region: string, options: Where & Fields) => changeWith(options, 'registerRegion', { region }));

  const workers = admin.command('workers').description('workers of an organisation');
  acting(workers, 'list <organisation>', 'workers with their hats and registrations').action((id: string, where: Where) =>
    show(where, contract.OrganisationAdministrationDocument, { organisation: id }, (data) =>
      (of(data)['workers'] as readonly Listed[]).map(({ worker, name, hats, registrations }) => ({
        worker,
        name: name ?? '(gewist)',
        hats: hats.map(({ id: hat, role, until }) => `${role}${until === null ? '' : ` t/m ${until}`} [${hat}]`).join(', '),
        registrations: registrations.map(({ id: registration, number }) => `${number ?? '(gewist)'} [${registration}]`).join(', '),
      })),
    ),
  );
  acting(workers, 'add <organisation> <worker>', 'registers a worker by his subject at the issuer, or his new name')
    .requiredOption('--name <name>', 'name, for the screens')
    .option('--at <issuer>', 'name of the issuer, when it is not the gateway’s own')
    .action((organisation: string, worker: string, { at, ...options }: Where & Fields) =>
      changeWith(options as Where & Fields, 'registerWorker', { organisation, worker, ...(at === undefined ? {} : { issuer: at }) }),
    );

  const hats = admin.command('hats').description('roles of workers');
  acting(hats, 'grant <organisation> <worker> <role>', 'gives a hat')
    .option('--from <day>', 'first day')
    .option('--until <day>', 'last day')
    .option('--person-id <id>', 'family members only: who this is in the case')
    .action((organisation: string, worker: string, role: string, options: Where & Fields) =>
      changeWith(options, 'grantHat', { organisation, worker, role }),
    );
  acting(hats, 'end <organisation> <hat>', 'takes a hat away, at once').action((organisation: string, hatId: string, where: Where) =>
    change(where, 'endHat', { organisation, hatId }),
  );

  const registrations = admin.command('registrations').description('SKJ registrations of workers');
  acting(registrations, 'add <organisation> <worker> <number>', 'records a registration')
    .requiredOption('--from <day>', 'first day')
    .option('--until <day>', 'last day')
    .action((organisation: string, worker: string, number: string, options: Where & Fields) =>
      changeWith(options, 'recordRegistration', { organisation, worker, number }),
    );
  acting(registrations, 'end <organisation> <registration>', 'at once').action(
    (organisation: string, registrationId: string, where: Where) => change(where, 'endRegistration', { organisation, registrationId }),
  );

  const systems = admin.command('systems').description('systems of an organisation');
  acting(systems, 'list <organisation>', 'systems').action((id: string, where: Where) =>
    show(where, contract.OrganisationAdministrationDocument, { organisation: id }, (data) =>
      (of(data)['systems'] as readonly { clientId: string; actsForWorkers: boolean; publicKeys: readonly string[] }[]).map((system) => ({
        ...system,
        publicKeys: system.publicKeys.length,
      })),
    ),
  );
  acting(systems, 'add <organisation> <clientId>', 'registers a system, or its new keys or right')
    .option('--acts-for-workers', 'it may act for a worker who stands behind it')
    .option('--key <jwk...>', 'public keys, each a JWK')
    .action((organisation: string, clientId: string, options: Where & { actsForWorkers?: boolean; key?: readonly string[] }) =>
      change(options, 'registerClientSystem', {
        organisation,
        clientId,
        publicKeys: options.key ?? [],
        actsForWorkers: options.actsForWorkers === true,
      }),
    );
  acting(systems, 'end <organisation> <clientId>', 'at once').action((organisation: string, clientId: string, where: Where) =>
    change(where, 'endClientSystem', { organisation, clientId }),
  );

  const documents = admin.command('documents').description('GraphQL documents that systems of an organisation may send');
  acting(
    documents,
    'register <organisation> <file...>',
    'registers the documents for one purpose, each a file as it will be sent; others are off',
  )
    .requiredOption('--purpose <text>', 'the purpose they are sent for, as the system will state it')
    .action((organisation: string, files: readonly string[], options: Where & { purpose: string }) =>
      change(options, 'registerDocumentSet', {
        organisation,
        purpose: options.purpose,
        documents: files.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex')),
      }),
    );

  admin
    .command('keys')
    .description('key ceremony on the folder of the keys: fingerprints, and a record to sign; with --rotate, new keys')
    .option('--data <dir>', 'folder of the store', './data')
    .option('--rotate <whose>', 'a controller, "installation", or "all"')
    .option('--attended <name...>', 'who is there; printed, kept nowhere')
    .option('--json', 'for programs')
    .action(async ({ attended = [], ...options }: { data: string; rotate?: string; attended?: readonly string[]; json?: boolean }) => {
      const { keyCeremony } = await import('./admin-keys.ts');
      process.exitCode = await keyCeremony({ ...options, attended }, () => new Date());
    });
}

type Rows = readonly Readonly<Record<string, unknown>>[];
type Fields = Readonly<Record<string, string | undefined>>;
interface Listed {
  readonly worker: string;
  readonly name: string | null;
  readonly hats: readonly { readonly id: string; readonly role: string; readonly until: string | null }[];
  readonly registrations: readonly { readonly id: string; readonly number: string | null }[];
}

function acting(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--url <url>', 'address of the gateway', URL)
    .option('--issuer <url>', 'address of sign-in', ISSUER)
    .option('--as <user>', 'who signs in, demonstrations only; without it your browser does')
    .option('--hat <organisation>', 'the organisation you act for, when you administer several')
    .option('--json', 'for programs');
}

function of(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const found = data['organisationAdministration'];
  if (found === null || found === undefined) throw new Error('Deze organisatie is niet van u om te beheren.');
  return found as Readonly<Record<string, unknown>>;
}

async function show(
  where: Where,
  query: DocumentNode,
  variables: object,
  rows: (data: Readonly<Record<string, unknown>>) => Rows,
): Promise<void> {
  const found = rows(await ask(where, query, variables));
  if (where.json === true) process.stdout.write(`${JSON.stringify(found)}\n`);
  else process.stdout.write(`${table(found)}${String(found.length)}\n`);
}

/** With the options that are input, under their own names. */
function changeWith({ url, issuer, as, hat, json, ...fields }: Where & Fields, mutation: string, input: object): Promise<void> {
  const where = { url, issuer, ...(as === undefined ? {} : { as }), ...(hat === undefined ? {} : { hat }), json: json !== undefined };
  return change(where as Where, mutation, { ...fields, ...input });
}

async function change(where: Where, mutation: string, input: object): Promise<void> {
  const query = documentOf(mutation);
  const { result } = (await ask(where, query, { input: { commandId: randomUUID(), ...input } })) as {
    result: { eventIds?: readonly string[]; code?: string; message?: string; field?: string | null };
  };
  if (where.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (result.code === undefined)
    process.stdout.write(`${result.eventIds?.length === 0 ? 'Er hoefde niets te veranderen.' : 'Vastgelegd.'}\n`);
  else process.stderr.write(`${result.message ?? ''} (${result.code}${typeof result.field === 'string' ? `, ${result.field}` : ''})\n`);
  process.exitCode = result.code === undefined ? 0 : 1;
}

/** The document of a mutation of administration: those the screens send too, so that it is registered with every gateway. */
function documentOf(mutation: string): DocumentNode {
  const name = `${(mutation[0] ?? '').toUpperCase()}${mutation.slice(1)}Document`;
  const found = (contract as unknown as Readonly<Record<string, DocumentNode | undefined>>)[name];
  if (found === undefined) throw new TypeError(`There is no document for ${mutation}`);
  return found;
}

async function inBrowser(issuer: string): Promise<string> {
  const { browserSignIn } = await import('./browser-sign-in.ts');
  return browserSignIn(issuer, (address) => void process.stderr.write(`Open in uw browser:\n${address}\n`));
}

async function ask({ url, issuer, as, hat }: Where, query: DocumentNode, variables: object): Promise<Readonly<Record<string, unknown>>> {
  const token = as === undefined ? await inBrowser(issuer) : await (await import('./seed.ts')).tokenFor(issuer, as);
  const { status, answer } = await reach<{ data?: Readonly<Record<string, unknown>> | null; errors?: { message: string }[] }>(url, {
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'accept-language': 'nl',
      ...(hat === undefined ? {} : { 'acting-organisation': hat }),
    },
    body: JSON.stringify({ query: print(query), variables }),
  });
  const { data, errors } = answer;
  if (errors !== undefined || data === undefined || data === null)
    throw new Error(errors?.map(({ message }) => message).join('\n') ?? `The gateway answers ${String(status)}.`);
  return data;
}

function table(rows: Rows): string {
  const names = Object.keys(rows[0] ?? {});
  const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value as string | number | boolean));
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => text(row[name]).length)));
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  return rows.length === 0 ? '' : line(names) + rows.map((row) => line(names.map((name) => text(row[name])))).join('');
}
