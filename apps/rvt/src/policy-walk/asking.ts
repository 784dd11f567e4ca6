// SPDX-License-Identifier: EUPL-1.2
import type { Actor } from '@gezinslijn/gateway';
import type { Reader } from '@gezinslijn/family-case';
import type { Place } from './canaries.ts';
import type { NamedReader } from './cast.ts';
import type { Views } from './kit.ts';
import type { Oracle, View } from './oracle.ts';
import type { Scenario } from './scenarios.ts';
import type { World } from './walk.ts';

/** One reader in front of one case, and how he asks the API: what the files with further paths share. */
export interface Asking {
  readonly who: NamedReader;
  /** Whose rights he has here: with emergency access that runs those, else his organisation's. */
  readonly reader: Reader;
  /** Whose rights he has without it. */
  readonly plain: Reader;
  readonly actor: Actor;
  readonly scenario: Scenario;
  readonly oracle: Oracle;
  readonly views: Views;
  /** All cases: an answer that goes over several is searched for what is in any of them. */
  readonly world: World;
  /** The answer as text; the case's id goes in by itself. `as`: somebody else than who walks. */
  ask(document: string, variables: object, as?: Actor): Promise<string>;
  /** Asks, and searches the answer for what is not in this view. */
  look(path: string, document: string, variables: object, view: View): Promise<string>;
  searched(path: string, answer: string, view: View): void;
  /** Searches an answer for what he may not see of any case; `besides` says of a place elsewhere that he may. */
  searchedEverywhere(path: string, answer: string, besides?: (place: Place) => boolean): void;
  found(kind: 'leak' | 'withheld', path: string, entryId: string | undefined, field: string): void;
}

/** What an answer holds; nothing where the whole of it failed. */
export function dataIn<T extends object>(answer: string): Partial<T> {
  const { data } = JSON.parse(answer) as { readonly data: Partial<T> | null };
  return data ?? {};
}

/** Too many is a leak, too few is something withheld. */
export function sameAs(asking: Asking, path: string, given: readonly string[], expected: readonly string[]): void {
  const [here, there] = [new Set(given), new Set(expected)];
  if (here.size < given.length) asking.found('leak', path, undefined, 'twice');
  for (const one of here) if (!there.has(one)) asking.found('leak', path, undefined, one);
  for (const one of there) if (!here.has(one)) asking.found('withheld', path, undefined, one);
}
