// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { askGateway } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';
import { columns } from '../knowledge/rendering.ts';
import { Misuse } from '../misuse.ts';

export interface RetentionOptions extends AskingOptions {
  readonly case?: string;
  readonly entry?: string;
  readonly asOf?: string;
  readonly due?: boolean;
  readonly destroy?: string;
  readonly basis?: string;
}

/** Explains who keeps what until when, lists what is due, or destroys exactly such a list. @throws Misuse */
export async function retentionCommand(options: RetentionOptions): Promise<number> {
  const asked = [options.case !== undefined, options.due === true, options.destroy !== undefined].filter(Boolean).length;
  if (asked !== 1)
    throw new Misuse('Geef --case (met --entry als het om een vermelding gaat), --due, of --destroy met het kenmerk van een lijst.');
  if (options.due === true) return listDue(options);
  return options.destroy === undefined ? explain(options) : destroyDue(options, options.destroy);
}

interface Kept {
  readonly organisation: { readonly id: string };
  readonly personId: string;
  readonly status: string;
  readonly until: string | null;
  readonly rule: string | null;
  readonly source: string | null;
  readonly steps: readonly { readonly day: string; readonly text: string }[];
}

const KEPT = `query ($caseId: ID!, $entryId: ID, $asOf: String) { keptData(caseId: $caseId, entryId: $entryId, asOf: $asOf) {
  organisation { id } personId status until rule source steps { day text } } }`;

const STATUS: Readonly<Record<string, string>> = {
  INVOLVED: 'betrokken, er loopt geen termijn',
  RUNNING: 'bewaart',
  SUSPENDED: 'termijn voorbij, verzoek loopt',
  UNKNOWN: 'bewaart, geboortedatum onbekend',
  DUE: 'termijn voorbij',
  DESTROYED: 'vernietigd',
};

async function explain(options: RetentionOptions): Promise<number> {
  const { keptData } = await askGateway<{ keptData: readonly Kept[] }>(options, KEPT, {
    caseId: options.case,
    ...(options.entry === undefined ? {} : { entryId: options.entry }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
  });
  if (options.json === true) process.stdout.write(`${JSON.stringify(keptData)}\n`);
  else {
    const lines = columns(
      keptData.map(({ organisation, personId, status, until }) => [organisation.id, personId, STATUS[status] ?? status, until ?? '–']),
    ).split('\n');
    keptData.forEach(({ steps }, at) => {
      process.stdout.write(`${lines[at] ?? ''}\n`);
      for (const { day, text } of steps) process.stdout.write(`    ${day}  ${text}\n`);
    });
    process.stdout.write(`${String(keptData.length)} keer wordt iets bewaard of is het vernietigd\n`);
  }
  return keptData.length > 0 ? 0 : 1;
}

interface List {
  readonly asOf: string;
  readonly digest: string;
  readonly cases: readonly {
    readonly caseId: string;
    readonly keys: number;
    readonly people: readonly { readonly personId: string; readonly until: string; readonly rule: string }[];
  }[];
}

const DUE = 'query ($asOf: String) { retentionDue(asOf: $asOf) { asOf digest cases { caseId keys people { personId until rule } } } }';

/** Destroys nothing. Answers 0, or 1 to who may not see the list. */
async function listDue(options: RetentionOptions): Promise<number> {
  const variables = options.asOf === undefined ? {} : { asOf: options.asOf };
  const { retentionDue } = await askGateway<{ retentionDue: List | null }>(options, DUE, variables);
  if (retentionDue === null) {
    process.stderr.write('Deze lijst is er voor een leidinggevende van een organisatie.\n');
    return 1;
  }
  if (options.json === true) process.stdout.write(`${JSON.stringify(retentionDue)}\n`);
  else {
    const { asOf, digest, cases } = retentionDue;
    for (const { caseId, keys, people } of cases) {
      process.stdout.write(`${caseId}  ${String(people.length)} personen, ${String(keys)} sleutels\n`);
      for (const { personId, until, rule } of people) process.stdout.write(`    ${personId}  tot en met ${until}  ${rule}\n`);
    }
    const people = cases.reduce((sum, one) => sum + one.people.length, 0);
    process.stdout.write(`kenmerk ${digest}\n`);
    process.stdout.write(`per ${asOf}: ${String(people)} personen in ${String(cases.length)} casussen; er is niets vernietigd\n`);
  }
  return 0;
}

const DESTROY = `mutation ($input: DestroyDueInput!) { destroyDue(input: $input) {
  ... on DueDestroyed { cases people } ... on CommandRefused { code message } } }`;

/** Answers 0 when it was done, 1 when a rule said no. @throws Misuse */
async function destroyDue(options: RetentionOptions, digest: string): Promise<number> {
  const { asOf, basis } = options;
  if (asOf === undefined || basis === undefined)
    throw new Misuse('Geef --as-of van de lijst, en --basis: de grondslag van uw organisatie.');
  const input = { commandId: randomUUID(), legalBasis: basis, asOf, digest };
  const { destroyDue: result } = await askGateway<{
    destroyDue: { readonly cases?: number; readonly people?: number; readonly code?: string; readonly message?: string };
  }>(options, DESTROY, { input });
  if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (result.code === undefined)
    process.stdout.write(`vernietigd: ${String(result.people)} personen in ${String(result.cases)} casussen\n`);
  else process.stdout.write(`${result.message ?? ''} (${result.code})\n`);
  return result.code === undefined ? 0 : 1;
}
