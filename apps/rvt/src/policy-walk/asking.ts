// SPDX-License-Identifier: EUPL-1.2
import type { Reader } from '@gezinslijn/family-case';
import type { NamedReader } from './cast.ts';
import type { Views } from './kit.ts';
import type { Oracle, View } from './oracle.ts';
import type { Scenario } from './scenarios.ts';

/** One reader in front of one case, and how he asks the API: what the files with further paths share. */
export interface Asking {
  readonly who: NamedReader;
  /** Whose rights he has here: with emergency access that runs those, else his organisation's. */
  readonly reader: Reader;
  readonly scenario: Scenario;
  readonly oracle: Oracle;
  readonly views: Views;
  /** The answer as text; the case's id goes in by itself. */
  ask(document: string, variables: object): Promise<string>;
  /** Asks, and searches the answer for what is not in this view. */
  look(path: string, document: string, variables: object, view: View): Promise<string>;
  searched(path: string, answer: string, view: View): void;
  found(kind: 'leak' | 'withheld', path: string, entryId: string | undefined, field: string): void;
}
