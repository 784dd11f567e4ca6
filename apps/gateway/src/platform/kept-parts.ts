// SPDX-License-Identifier: EUPL-1.2
import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  Kind,
  OperationTypeNode,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLOutputType,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import { BoundedCache } from '@gezinslijn/event-store';

/** Where an object keeps how it was written out, by what was asked of it. */
export const TEXTS = Symbol('how it was written out');

/**
 * An object of an answer that says the same as long as it is there, so that it is written out once per form and not once per answer. Only
 * what says nothing of who asks may be one.
 */
export interface Kept {
  [TEXTS]?: { readonly edition: number; readonly byForm: Map<Form, string> } | undefined;
}

/** What is asked of a kept object: one for the same selection, whatever document it stands in. */
interface Form {
  readonly query: CompiledQuery;
}

/** Forms that are remembered, and texts an object keeps: screens ask in a few. */
const FORMS = 100;
const TEXTS_OF_ONE = 3;
/** A longer text is not kept: how long it gets is up to who asks, by aliases. */
const LONGEST_KEPT = 16 * 1024;

/** Which parts of an answer are kept objects, by the keys that lead there. */
export interface Part {
  readonly form?: Form;
  readonly within: ReadonlyMap<string, Part>;
}

/** A document of which the kept objects are left as they are, and what is to be written in their place. */
export interface DocumentWithParts {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly part: Part;
}

/**
 * Objects of one type, written out once: an answer with fifty of them is put together from fifty texts. Each text comes of the same compiled
 * execution as any answer.
 */
export class KeptParts {
  readonly #around: GraphQLSchema;
  readonly #alone: GraphQLSchema;
  readonly #edition: () => number;
  readonly #forms = new BoundedCache<string, Form>(FORMS);

  /** @param edition rises whenever what a kept object says may have changed: names of organisations, say. @throws for a type with resolvers. */
  constructor(schema: GraphQLSchema, typeName: string, edition: () => number) {
    const kept = schema.getType(typeName);
    if (!isObjectType(kept)) throw new TypeError(`${typeName} is no type of object`);
    assertPlain(kept);
    this.#edition = edition;
    this.#around = withLeaf(schema, kept);
    this.#alone = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Alone',
        fields: { each: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(kept))) } },
      }),
    });
  }

  /** `undefined` for a document without kept objects, or one that asks for them in a form that is not the same each time. */
  in(document: DocumentNode): DocumentWithParts | undefined {
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const [operation] = operations;
    const query = this.#around.getQueryType();
    if (operation?.operation !== OperationTypeNode.QUERY || operations.length > 1 || query == null) return undefined;
    const found = this.#partOf(operation.selectionSet, query, fragmentsOf(document));
    if (found === undefined || found.part.within.size === 0) return undefined;
    const left: OperationDefinitionNode = { ...operation, selectionSet: found.selectionSet };
    return {
      schema: this.#around,
      // Fragments are used within kept objects only.
      document: { ...document, definitions: [left] },
      part: found.part,
    };
  }

  /** The answer as JSON. @throws what an object throws that cannot be written out. */
  write(value: unknown, part: Part): string {
    if (part.form !== undefined) {
      if (value === null) return 'null';
      const texts = this.#textsOf(Array.isArray(value) ? (value as readonly Kept[]) : [value as Kept], part.form);
      return Array.isArray(value) ? `[${texts.join(',')}]` : (texts[0] ?? 'null');
    }
    if (part.within.size === 0 || value === null || typeof value !== 'object') return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map((item) => this.write(item, part)).join(',')}]`;
    const fields = Object.entries(value).flatMap(([name, held]: [string, unknown]) => {
      if (held === undefined) return [];
      const inner = part.within.get(name);
      return [`${JSON.stringify(name)}:${inner === undefined ? JSON.stringify(held) : this.write(held, inner)}`];
    });
    return `{${fields.join(',')}}`;
  }

  #textsOf(items: readonly Kept[], form: Form): readonly string[] {
    const edition = this.#edition();
    const missing = items.filter((item) => item[TEXTS]?.edition !== edition || !item[TEXTS].byForm.has(form));
    // One execution for all that are not at hand: of a page that was not opened before, those are all.
    const each = missing.length === 0 ? [] : objectsOf(form.query, missing);
    const made = new Map(missing.map((item, index) => [item, JSON.stringify(each[index])]));
    for (const [item, text] of made) {
      if (text.length > LONGEST_KEPT) continue;
      let texts = item[TEXTS];
      if (texts?.edition !== edition || texts.byForm.size >= TEXTS_OF_ONE) texts = { edition, byForm: new Map() };
      texts.byForm.set(form, text);
      item[TEXTS] = texts;
    }
    return items.map((item) => made.get(item) ?? item[TEXTS]?.byForm.get(form) ?? 'null');
  }

  /** `undefined` when it is asked in a form that cannot be taken apart: then all of it is answered as any other. */
  #partOf(
    { selections }: SelectionSetNode,
    type: GraphQLObjectType,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ): { readonly selectionSet: SelectionSetNode; readonly part: Part } | undefined {
    const within = new Map<string, Part>();
    const left: FieldNode[] = [];
    const names = new Set<string>();
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) return undefined;
      const name = (selection.alias ?? selection.name).value;
      // Asked for twice, its selections would have to be joined.
      if (names.has(name)) return undefined;
      names.add(name);
      const field = type.getFields()[selection.name.value];
      const inner = field === undefined ? undefined : getNamedType(field.type);
      if (selection.selectionSet === undefined) left.push(selection);
      else if (inner?.name === LEAF) {
        const form = this.#formOf(selection.selectionSet, fragments);
        if (form === undefined) return undefined;
        const { selectionSet: _asked, ...bare } = selection;
        left.push(bare);
        within.set(name, { form, within: new Map() });
      } else if (isObjectType(inner)) {
        const found = this.#partOf(selection.selectionSet, inner, fragments);
        if (found === undefined) return undefined;
        left.push({ ...selection, selectionSet: found.selectionSet });
        if (found.part.within.size > 0) within.set(name, found.part);
      } else return undefined;
    }
    return { selectionSet: { kind: Kind.SELECTION_SET, selections: left }, part: { within } };
  }

  #formOf(selectionSet: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Form | undefined {
    const used = new Map<string, FragmentDefinitionNode>();
    if (!isConstant(selectionSet, fragments, used)) return undefined;
    const each: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'each' }, selectionSet };
    const operation = {
      kind: Kind.OPERATION_DEFINITION,
      operation: 'query',
      selectionSet: { kind: Kind.SELECTION_SET, selections: [each] },
    };
    const document = { kind: Kind.DOCUMENT, definitions: [operation, ...used.values()] } as DocumentNode;
    const key = print(document);
    let form = this.#forms.get(key);
    if (form === undefined) {
      const query = compileQuery(this.#alone, document);
      if (!isCompiledQuery(query)) return undefined;
      form = { query };
      this.#forms.set(key, form);
    }
    return form;
  }
}

const LEAF = 'KeptPart';

function objectsOf(query: CompiledQuery, items: readonly Kept[]): readonly unknown[] {
  const { data, errors } = query.query({ each: items }, {}, {}) as ExecutionResult<{ readonly each: readonly unknown[] }>;
  const [error] = errors ?? [];
  if (data == null || error !== undefined) throw error?.originalError ?? error ?? new TypeError('There is no answer');
  return data.each;
}

/** The same schema, with a leaf that is given on as it is wherever an object of this type stands, as far as queries reach it. */
function withLeaf(schema: GraphQLSchema, kept: GraphQLObjectType): GraphQLSchema {
  const leaf = new GraphQLScalarType({ name: LEAF, serialize: (value) => value });
  const known = new Map<GraphQLObjectType, GraphQLObjectType>();
  const put = (type: GraphQLOutputType): GraphQLOutputType => {
    if (isNonNullType(type)) return new GraphQLNonNull(put(type.ofType));
    if (isListType(type)) return new GraphQLList(put(type.ofType));
    if (type === kept) return leaf;
    return isObjectType(type) ? object(type) : type;
  };
  const object = (type: GraphQLObjectType): GraphQLObjectType => {
    let same = known.get(type);
    if (same === undefined) {
      const { fields, ...rest } = type.toConfig();
      same = new GraphQLObjectType({
        ...rest,
        fields: () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, type: put(field.type) }])),
      });
      known.set(type, same);
    }
    return same;
  };
  const query = schema.getQueryType();
  return new GraphQLSchema(query == null ? {} : { query: object(query) });
}

/** A text holds for all who may see the object: nothing below it may be asked of somebody. */
function assertPlain(type: GraphQLObjectType, seen = new Set<GraphQLObjectType>()): void {
  if (seen.has(type)) return;
  seen.add(type);
  for (const { name, resolve, args, type: given } of Object.values(type.getFields())) {
    if (resolve !== undefined || args.length > 0) throw new TypeError(`${type.name}.${name} does more than read what stands there`);
    const inner = getNamedType(given);
    if (isObjectType(inner)) assertPlain(inner, seen);
  }
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
}

/** Nothing in it hangs on a variable, also behind fragments; those are gathered in `used`. */
function isConstant(
  selectionSet: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  used: Map<string, FragmentDefinitionNode>,
): boolean {
  let constant = true;
  visit(selectionSet, {
    Variable: () => void (constant = false),
    Directive: () => void (constant = false),
    FragmentSpread: ({ name: { value: name } }) => {
      const fragment = fragments.get(name);
      if (fragment === undefined) constant = false;
      else if (!used.has(name)) {
        used.set(name, fragment);
        if (!isConstant(fragment.selectionSet, fragments, used)) constant = false;
      }
    },
  });
  return constant;
}
