// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { COMMAND_LINE_CLIENT, COMMAND_LINE_REDIRECT, DEFAULT_AUDIENCE, SignInError, USERS, signIn, userNamed } from '@gezinslijn/identity';
import { Misuse } from './misuse.ts';
import { reach } from './reaching.ts';

/** One command of the demonstration: who enters it, when it is recorded, and what. */
export interface SeedStep {
  readonly username: string;
  readonly role?: string;
  /** The clock of the story: the instant it is recorded at. */
  readonly recordedAt: string;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface SeedTarget {
  readonly url: string;
  readonly issuer: string;
}

export class SeedRefused extends Error {
  constructor(step: SeedStep, why: string) {
    super(`${step.mutation} by ${step.username} at ${step.recordedAt}: ${why}`);
    this.name = 'SeedRefused';
  }
}

interface Accepted {
  readonly caseId: string;
  readonly entryIds: readonly string[];
  readonly position: string;
  readonly repeated: boolean;
}

/** Enters commands through the public GraphQL API, each as its own organisation. A command that stands there already is not entered twice. */
export class Seeder {
  readonly #target: SeedTarget;
  readonly #tokens = new Map<string, Promise<string>>();

  constructor(target: SeedTarget) {
    this.#target = target;
  }

  /** @throws SeedRefused when a rule says no: the story is then not what the rules allow. */
  async enter(asked: SeedStep): Promise<Accepted> {
    const step = await this.#searchedFirst(asked);
    const Type = `${step.mutation[0]?.toUpperCase() ?? ''}${step.mutation.slice(1)}Input`;
    const query = `mutation ($input: ${Type}!) { ${step.mutation}(input: $input) {
      __typename ... on CommandAccepted { caseId entryIds position repeated } ... on CommandRefused { code message field } ... on CaseChanged { code message } } }`;
    const answer = await this.query<
      Record<string, Accepted & { __typename: string; code?: string; message?: string; field?: string | null }>
    >(step.username, query, { input: step.input }, headersOf(step));
    const result = answer.data?.[step.mutation];
    if (result === undefined) throw new SeedRefused(step, JSON.stringify(answer.errors));
    if (result.__typename !== 'CommandAccepted')
      throw new SeedRefused(step, `${result.code ?? ''} ${result.field ?? ''} ${result.message ?? ''}`);
    return result;
  }

  /** Looks for everybody of a family before its case is opened, as the rules ask. Answers the proof of it. @throws SeedRefused */
  async #search(step: SeedStep, members: readonly SoughtMember[]): Promise<string> {
    const people = members.map(({ content: { name, birthDate } }) => ({ name, birthDate }));
    const answer = await this.query<{ search: { searchToken: string | null } }>(
      step.username,
      'mutation ($input: SearchInput!) { search(input: $input) { searchToken } }',
      { input: { people } },
      headersOf(step),
    );
    const token = answer.data?.search.searchToken;
    if (typeof token !== 'string') throw new SeedRefused(step, JSON.stringify(answer.errors));
    return token;
  }

  /** A command of administration, under a hat; as of the clock of the story. @throws SeedRefused */
  async administer(
    username: string,
    hat: string,
    recordedAt: string,
    mutation: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const Type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${Type}!) { result: ${mutation}(input: $input) {
      __typename ... on AdministrationAccepted { eventIds } ... on CommandRefused { code message field } } }`;
    const headers = { 'record-clock': recordedAt, 'acting-organisation': hat };
    const answer = await this.query<{ result: { __typename: string; code?: string; message?: string; field?: string | null } }>(
      username,
      query,
      { input },
      headers,
    );
    const result = answer.data?.result;
    const step = { username, recordedAt, mutation, input };
    if (result === undefined) throw new SeedRefused(step, JSON.stringify(answer.errors));
    if (result.__typename !== 'AdministrationAccepted')
      throw new SeedRefused(step, `${result.code ?? ''} ${result.field ?? ''} ${result.message ?? ''}`);
  }

  /** Resolves when what this user recorded up to a position stands in his view. */
  async shown(username: string, caseId: string, position: string): Promise<void> {
    const document = 'query ($caseId: ID!, $atLeast: String) { timeline(caseId: $caseId, first: 1, atLeast: $atLeast) { behind } }';
    await this.query(username, document, { caseId, atLeast: position });
  }

  async query<Data>(
    username: string,
    query: string,
    variables: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly data?: Data; readonly errors?: unknown }> {
    const { answer } = await reach<{ data?: Data; errors?: unknown }>(this.#target.url, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await this.#token(username)}`, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return answer;
  }

  async #searchedFirst(step: SeedStep): Promise<SeedStep> {
    const opening = step.input['opening'] as { readonly members: readonly SoughtMember[] } | undefined;
    return opening === undefined ? step : { ...step, input: { ...step.input, searchToken: await this.#search(step, opening.members) } };
  }

  #token(username: string): Promise<string> {
    let token = this.#tokens.get(username);
    if (token === undefined) {
      token = tokenFor(this.#target.issuer, username);
      this.#tokens.set(username, token);
    }
    return token;
  }
}

interface SoughtMember {
  readonly content: { readonly name: string; readonly birthDate?: string };
}

const headersOf = ({ recordedAt, role }: SeedStep): Readonly<Record<string, string>> => ({
  'record-clock': recordedAt,
  ...(role === undefined ? {} : { 'acting-role': role }),
});

/** Signs somebody of the demonstration in. @throws Misuse for a name that sign-in does not know; SignInError */
export async function tokenFor(issuer: string, username: string): Promise<string> {
  const { accessToken } = await signIn({
    issuer,
    clientId: COMMAND_LINE_CLIENT,
    redirectUri: COMMAND_LINE_REDIRECT,
    username,
    audience: DEFAULT_AUDIENCE,
  }).catch((failure: unknown) => {
    // What the page says then is for who looks at its list.
    if (failure instanceof SignInError && failure.code === 'sign_in_refused' && userNamed(username) === undefined)
      throw new Misuse(
        `${username} komt in de demonstratie niet voor. Geef met --as een van: ${USERS.map((user) => user.username).join(', ')}.`,
      );
    throw failure;
  });
  return accessToken;
}

/** A command id that follows from its place in the story, so that entering the story again repeats the same commands. */
export function seedCommandId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
