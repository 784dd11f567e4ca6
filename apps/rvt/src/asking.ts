// SPDX-License-Identifier: EUPL-1.2
import { print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { addDays, isInstant, isLocalDate, startOfLocalDay } from '@gezinslijn/family-case';
import { Misuse } from './misuse.ts';
import { Seeder } from './seed.ts';

/** Who asks a running gateway, and for what. */
export interface AskingOptions {
  readonly as: string;
  readonly purpose: string;
  readonly url: string;
  readonly issuer: string;
  /** Under which of his roles, where who asks has more than one. */
  readonly role?: string;
  readonly json?: boolean;
}

/** A document of the contract, with what it answers: only such run where a gateway takes registered documents alone. */
type Contracted<Data> = DocumentNode & { readonly __apiType?: (variables: never) => Data };

/** The gateway answered that it does not answer this, and says why. */
export class GatewayRefused extends Error {
  /** As they stand in the `extensions` of its errors: READER_REQUIRED and such. */
  readonly codes: readonly string[];

  constructor(errors: readonly GatewayError[]) {
    super(errors.map((error) => error.message ?? JSON.stringify(error)).join('\n'));
    this.name = 'GatewayRefused';
    this.codes = errors.flatMap(({ extensions }) => extensions?.code ?? []);
  }
}

export interface GatewayError {
  readonly message?: string;
  readonly extensions?: { readonly code?: string };
}

/** Asks as somebody who signed in and states for what: it is logged there like any screen. @throws GatewayRefused, Misuse */
export async function askGateway<Data>(options: AskingOptions, document: Contracted<Data>, variables: object): Promise<Data> {
  const api = new Seeder({ url: options.url, issuer: options.issuer });
  const { as, purpose, role } = options;
  const headers = { purpose: encodeURIComponent(purpose), ...(role === undefined ? {} : { 'acting-role': role }) };
  const answer = await api.query<Data>(as, print(document), variables, headers);
  if (Array.isArray(answer.errors)) throw new GatewayRefused(answer.errors as readonly GatewayError[]);
  if (answer.data === undefined || answer.data === null) throw new Error('De gateway gaf geen antwoord.');
  return answer.data;
}

/** An instant as it is; of a day its last millisecond in the Netherlands. @throws Misuse */
export function momentOf(text: string): string {
  if (isLocalDate(text)) return new Date(Date.parse(startOfLocalDay(addDays(text, 1))) - 1).toISOString();
  if (isInstant(text)) return new Date(text).toISOString();
  throw new Misuse(`${text}: geef een dag (JJJJ-MM-DD) of een tijdstip in UTC (2025-04-12T10:00:00Z).`);
}
