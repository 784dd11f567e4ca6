// SPDX-License-Identifier: EUPL-1.2
import { Command } from '@nestjs/cqrs';
import type { CaseCommand } from '@gezinslijn/family-case';
import type { Actor } from '../platform/actor.ts';
import type { CommandResult } from './command-result.types.ts';
import { deterministicUuid } from '@gezinslijn/case-writing';
import type { CaseInput, FrameInput } from './command.input.ts';

type CommandOf<Type extends CaseCommand['type']> = Extract<CaseCommand, { readonly type: Type }>;
/** An input class must name every field of its command: one that is forgotten does not compile. */
type InputOf<Type extends CaseCommand['type']> = { readonly [Field in keyof CommandOf<Type> as Exclude<Field, 'type'>]: unknown };

type OptionalIn<Shape> = { [Field in keyof Shape]-?: object extends Pick<Shape, Field> ? Field : never }[keyof Shape];
/** Nor may it ask for what the rule can do without, or carry what the command does not have. */
type Fits<Type extends CaseCommand['type'], Input> = [OptionalIn<CommandOf<Type>>] extends [OptionalIn<Input>]
  ? [Exclude<keyof Input, keyof CaseInput | 'searchToken' | keyof CommandOf<Type>>] extends [never]
    ? unknown
    : { readonly 'a field the command does not have': Exclude<keyof Input, keyof CaseInput | 'searchToken' | keyof CommandOf<Type>> }
  : { readonly 'must be optional': Exclude<OptionalIn<CommandOf<Type>>, OptionalIn<Input>> };

/** A command on a family case, on its way over the bus. */
export class ActOnCase extends Command<CommandResult> {
  readonly actor: Actor;
  readonly caseId: string;
  readonly input: FrameInput & Partial<CaseInput> & { readonly searchToken?: string };
  readonly command: CaseCommand;

  constructor(actor: Actor, caseId: string, input: ActOnCase['input'], command: CaseCommand) {
    super();
    this.actor = actor;
    this.caseId = caseId;
    this.input = input;
    this.command = command;
  }
}

const FRAME = new Set(['commandId', 'caseId', 'occurredAt', 'legalBasis', 'statedBy', 'expectedPosition', 'validateOnly', 'searchToken']);

/** The command an input states: its own fields, without the frame and without what was left out. Its form was checked; its meaning is the decider's. */
export function actOnCase<Type extends CaseCommand['type'], Input extends CaseInput & InputOf<Type>>(
  actor: Actor,
  type: Type,
  input: Input & Fits<Type, Input>,
): ActOnCase {
  return new ActOnCase(actor, input.caseId, input, commandOf(type, input));
}

export function commandOf<Type extends CaseCommand['type']>(type: Type, input: object): CommandOf<Type> {
  const command: Record<string, unknown> = { type };
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && value !== null && !FRAME.has(name)) command[name] = plain(value);
  }
  return command as CommandOf<Type>;
}

/** A command that opens a case: its id follows from the command, so that a repeat opens the same one. */
export function actOnNewCase(actor: Actor, command: { readonly type: 'OpenCase' | 'ReceiveReport' }, input: FrameInput): ActOnCase {
  const caseId = deterministicUuid('case', actor.subject, actor.organisation, input.commandId);
  return new ActOnCase(actor, caseId, input, plain(command) as CaseCommand);
}

/** Input objects as plain data, without what was left out. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && part !== null)
      .map(([name, part]) => [name, plain(part)]),
  );
}
