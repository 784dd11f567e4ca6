// SPDX-License-Identifier: EUPL-1.2
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { validationError } from './failures.ts';

/** Checks the form of inputs. All our checks are synchronous, so no input waits a turn of the event loop for each of its fields. */
export class InputPipe implements PipeTransform {
  /** @throws GraphQLError BAD_USER_INPUT that names every field at fault. */
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type !== 'body' || metatype === undefined || BUILT_IN.has(metatype) || value === null || typeof value !== 'object') return value;
    return checkedInput(metatype as new () => object, value);
  }
}

const BUILT_IN: ReadonlySet<unknown> = new Set([String, Boolean, Number, Array, Object]);

/** @throws GraphQLError BAD_USER_INPUT */
export function checkedInput<Input extends object>(type: new () => Input, stated: object): Input {
  const input = flatInput(type, stated) ?? plainToInstance(type, withoutNulls(stated) as object);
  const faults = validateSync(input, { forbidUnknownValues: false });
  if (faults.length > 0) throw validationError(faults);
  return input;
}

/**
 * Rules of a class stand once it is there; the library looks for them among those of all classes, for each input anew. That took as long as
 * all checks of an input together.
 */
function keepRules(): void {
  const storage = getMetadataStorage();
  type Find = typeof storage.getTargetValidationMetadatas;
  const find: Find = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, Map<string, ReturnType<Find>>>();
  storage.getTargetValidationMetadatas = (type, schema, always, strictGroups, groups) => {
    if (always || strictGroups || groups !== undefined) return find(type, schema, always, strictGroups, groups);
    const ofType = known.get(type) ?? new Map<string, ReturnType<Find>>();
    known.set(type, ofType);
    const rules = ofType.get(schema) ?? find(type, schema, always, strictGroups, groups);
    ofType.set(schema, rules);
    return rules;
  };
  const group = storage.groupByPropertyName.bind(storage);
  const grouped = new WeakMap<object, ReturnType<typeof group>>();
  storage.groupByPropertyName = (rules) => {
    const byProperty = grouped.get(rules) ?? group(rules);
    grouped.set(rules, byProperty);
    return byProperty;
  };
}
keepRules();

/** An input without inputs inside it needs no transformation, only its class; most have none. `undefined` for one that has. */
function flatInput<Input extends object>(type: new () => Input, stated: object): Input | undefined {
  const input = new type() as Record<string, unknown>;
  for (const [name, value] of Object.entries(stated) as [string, unknown][]) {
    if (value === null || value === undefined) continue;
    const nested = Array.isArray(value) ? value.some((item) => typeof item === 'object') : typeof value === 'object';
    if (nested) return undefined;
    input[name] = value;
  }
  return input as Input;
}

/** What a caller left out and what he set to null are the same: not said. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  const said: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) if (part !== null && part !== undefined) said[name] = withoutNulls(part);
  return said;
}
