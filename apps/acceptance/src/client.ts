// SPDX-License-Identifier: EUPL-1.2
import { COMMAND_LINE_CLIENT, COMMAND_LINE_REDIRECT, DEFAULT_AUDIENCE, signIn } from '@gezinslijn/identity';
import type { Product } from './product.ts';

export interface Answer<Data> {
  readonly status: number;
  readonly data: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  /** Everything that came over the wire, to look for what must not be in it. */
  readonly text: string;
}

export interface Client {
  readonly token: string;
  query<Data = Record<string, unknown>>(
    document: string,
    variables?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Data>>;
}

/** Somebody signed in through the real sign-in page. */
export async function signedIn(
  product: Pick<Product, 'origin' | 'issuer'>,
  username: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const { accessToken } = await signIn({
    issuer: product.issuer,
    clientId: COMMAND_LINE_CLIENT,
    redirectUri: COMMAND_LINE_REDIRECT,
    username,
    audience: DEFAULT_AUDIENCE,
  });
  return clientWith(product, accessToken, headers);
}

export function clientWith(product: Pick<Product, 'origin'>, token: string, standing: Readonly<Record<string, string>> = {}): Client {
  return {
    token,
    query: async <Data>(query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}) => {
      const response = await fetch(`${product.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...standing, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const { data = null, errors } = JSON.parse(text) as { data?: Data; errors?: Answer<Data>['errors'] };
      return { status: response.status, data, text, ...(errors === undefined ? {} : { errors }) };
    },
  };
}
