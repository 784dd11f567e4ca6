// SPDX-License-Identifier: EUPL-1.2
import { hash } from 'node:crypto';
import { Kind, OperationTypeNode, parse, print, valueFromASTUntyped, visit } from 'graphql';
import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { BoundedCache } from '@gezinslijn/event-store';

/** What the doors know of a document before it is let in: nothing of it was executed or held against the schema. */
export interface DocumentFacts {
  /** SHA-256 of the text as it was sent, in hex. */
  readonly text: string;
  /** SHA-256 of its form, in hex; `undefined` for what is no document. */
  readonly form: string | undefined;
  /** Root fields of all its operations, also those behind fragments; empty for what is no document. */
  readonly roots: readonly Root[];
  readonly mutates: boolean;
  /** How many fields are asked for, root fields included. */
  readonly fields: number;
}

/** A root field, and what its variables stand for when they are not given. */
export interface Root {
  readonly node: FieldNode;
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** As in the limits of Apollo's own parser (graphql-armor): what is longer is refused there too. */
const MOST_TOKENS = 2_000;
/** Documents whose facts are kept: hashes and root fields, not the texts. */
const KEPT = 500;

export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/**
 * What stays of a document when its layout, comments and unnamed `__typename` fields are left out. A client library may add those, and
 * they ask for nothing; everything else must be as it was registered.
 */
export function formOf(document: DocumentNode): string {
  return print(
    visit(document, {
      Field: ({ name, alias, directives }) =>
        name.value === '__typename' && alias === undefined && !directives?.length ? null : undefined,
    }),
  );
}

/** Reads documents once each; a document that comes again is known by its hash. */
export class Documents {
  readonly #known = new BoundedCache<string, DocumentFacts>(KEPT);

  read(query: string): DocumentFacts {
    const text = sha256(query);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const fresh = factsOf(text, query);
    this.#known.set(text, fresh);
    return fresh;
  }
}

function factsOf(text: string, query: string): DocumentFacts {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: MOST_TOKENS, noLocation: true });
  } catch {
    return { text, form: undefined, roots: [], mutates: false, fields: 0 };
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  let fields = 0;
  visit(document, { Field: () => void (fields += 1) });
  return {
    text,
    form: sha256(formOf(document)),
    roots: operations.flatMap((operation) => rootsOf(operation, document)),
    mutates: operations.some(({ operation }) => operation === OperationTypeNode.MUTATION),
    fields,
  };
}

/** The fields a document asks for at the top, also behind fragments, with what a variable stands for when it is not given. */
function rootsOf(operation: OperationDefinitionNode, document: DocumentNode): readonly Root[] {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue) as unknown] as const],
    ),
  );
  const roots: Root[] = [];
  const entered = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) roots.push({ node: selection, defaults });
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!entered.has(selection.name.value)) {
        entered.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return roots;
}

/** Points: one for asking, and for every 25 fields. */
const FIELDS_A_POINT = 25;
/** A write is synced to disk and shown to others. */
const MUTATION_POINTS = 5;
/** Looking back folds the case anew. */
const REPLAY_POINTS = 20;
const REPLAYS: ReadonlySet<string> = new Set(['asOf', 'asSeenBy']);
/** These always do, or go through many cases. */
const DEAR: ReadonlySet<string> = new Set([
  'knowledge',
  'decisionBasis',
  'ledgerProofs',
  'erasureCertificates',
  'retentionDue',
  'possiblePersonMatches',
]);
/** Entries on a page for which one point is counted. */
const ENTRIES_A_POINT = 25;

/** What it costs to answer, in points of the rate limit (docs/api): always at least one. */
export function costOf({ roots, mutates, fields }: DocumentFacts, variables: Readonly<Record<string, unknown>> = {}): number {
  let points = 1 + Math.floor(fields / FIELDS_A_POINT);
  for (const { node, defaults } of roots) {
    if (mutates) points += MUTATION_POINTS;
    let replays = DEAR.has(node.name.value);
    for (const { name, value } of node.arguments ?? []) {
      const given: unknown = valueFromASTUntyped(value, { ...defaults, ...variables });
      if (REPLAYS.has(name.value) && given !== null && given !== undefined) replays = true;
      if (name.value === 'first' && typeof given === 'number' && given > 0) points += Math.floor(Math.min(given, 100) / ENTRIES_A_POINT);
    }
    if (replays) points += REPLAY_POINTS;
  }
  return points;
}
