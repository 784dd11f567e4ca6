// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { DestroyDueDocument, KeptUntilDocument, RetentionDueDocument } from '@gezinslijn/api-contract';
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

const STATUS: Readonly<Record<string, string>> = {
  INVOLVED: 'betrokken, er loopt geen termijn',
  RUNNING: 'bewaart',
  SUSPENDED: 'termijn voorbij, verzoek loopt',
  UNKNOWN: 'bewaart, geboortedatum onbekend',
  DUE: 'termijn voorbij',
  DESTROYED: 'vernietigd',
};

async function explain(options: RetentionOptions): Promise<number> {
  const { keptData } = await askGateway(options, KeptUntilDocument, {
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

/** Destroys nothing. Answers 0, or 1 to who may not see the list. */
async function listDue(options: RetentionOptions): Promise<number> {
  const variables = options.asOf === undefined ? {} : { asOf: options.asOf };
  const { retentionDue } = await askGateway(options, RetentionDueDocument, variables);
  if (retentionDue === null) {
    process.stderr.write(
      'Deze lijst is er voor een leidinggevende van een organisatie. Bent u dat ook: vraag haar met --role supervisor.\n',
    );
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

/** Answers 0 when it was done, 1 when a rule said no. @throws Misuse */
async function destroyDue(options: RetentionOptions, digest: string): Promise<number> {
  const { asOf, basis } = options;
  if (asOf === undefined || basis === undefined)
    throw new Misuse('Geef --as-of van de lijst, en --basis: de grondslag van uw organisatie.');
  const input = { commandId: randomUUID(), legalBasis: basis, asOf, digest };
  const { destroyDue: result } = await askGateway(options, DestroyDueDocument, { input });
  const refused = 'code' in result;
  if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (refused) process.stdout.write(`${result.message} (${result.code})\n`);
  else process.stdout.write(`vernietigd: ${String(result.people)} personen in ${String(result.cases)} casussen\n`);
  return refused ? 1 : 0;
}
