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

/** Asks as somebody who signed in and states for what: it is logged there like any screen. @throws Error with what the gateway said. */
export async function askGateway<Data>(options: AskingOptions, document: Contracted<Data>, variables: object): Promise<Data> {
  const api = new Seeder({ url: options.url, issuer: options.issuer });
  const { as, purpose, role } = options;
  const headers = { purpose: encodeURIComponent(purpose), ...(role === undefined ? {} : { 'acting-role': role }) };
  const answer = await api.query<Data>(as, print(document), variables, headers);
  if (answer.data === undefined || answer.data === null || answer.errors !== undefined) throw new Error(messagesOf(answer.errors));
  return answer.data;
}

/** An instant as it is; of a day its last millisecond in the Netherlands. @throws Misuse */
export function momentOf(text: string): string {
  if (isLocalDate(text)) return new Date(Date.parse(startOfLocalDay(addDays(text, 1))) - 1).toISOString();
  if (isInstant(text)) return new Date(text).toISOString();
  throw new Misuse(`${text}: geef een dag (JJJJ-MM-DD) of een tijdstip in UTC (2025-04-12T10:00:00Z).`);
}

function messagesOf(errors: unknown): string {
  if (!Array.isArray(errors)) return 'De gateway gaf geen antwoord.';
  return errors.map((error: { readonly message?: string }) => error.message ?? JSON.stringify(error)).join('\n');
}
