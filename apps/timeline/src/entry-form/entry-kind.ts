// SPDX-License-Identifier: EUPL-1.2
import type { StatedByInput } from '@gezinslijn/api-contract';
import type { Entry } from '../case-timeline/entries.ts';
import type { PartyCode } from '../ui/party-badge.tsx';
import type { FormValues } from './form-values.ts';
import type { CommandDocument, CommandFrame } from './send-command.ts';

/** Something an earlier entry introduced, that this one points at: an agreement, a condition, an inquiry. */
export interface ItemSource {
  readonly event: string;
  /** Field of that event that holds the id. */
  readonly id: string;
  /** Field of that event to call it by. */
  readonly label: string;
  /** Events that end such an item; an ended one is not offered. */
  readonly endedBy?: string;
  /** Only what one's own organisation made. */
  readonly own?: boolean;
}

export type Control =
  | { readonly control: 'text'; readonly rows?: number }
  | { readonly control: 'line' }
  | { readonly control: 'day' }
  | { readonly control: 'yesNo' }
  | { readonly control: 'switch' }
  | { readonly control: 'score' }
  | { readonly control: 'version' }
  | { readonly control: 'person'; readonly among: 'children' | 'everybody' }
  | { readonly control: 'people'; readonly except?: readonly string[] }
  | { readonly control: 'organisation' | 'organisations' }
  | { readonly control: 'responsible' }
  | { readonly control: 'source'; readonly police?: true }
  | { readonly control: 'choice'; readonly codes: readonly string[] }
  | { readonly control: 'item' | 'items'; readonly from: ItemSource };

export type Field = Control & {
  readonly name: string;
  readonly optional?: true;
  /** Asked only when this holds for what was filled in so far. */
  readonly when?: (values: FormValues) => boolean;
};

export interface FormContext {
  readonly caseId: string;
  readonly party: string;
  readonly organisation: string;
  /** Items the form can point at, by id. */
  readonly items: ReadonlyMap<string, Entry>;
}

export type Group = 'often' | 'safety' | 'plan' | 'inquiry' | 'together';

/** A kind of entry somebody can add: who may, what is asked, and how it is sent. Data, so that one form serves all. */
export interface EntryKind {
  /** In the address. */
  readonly code: string;
  readonly group: Group;
  readonly parties: readonly PartyCode[];
  /** Also for who holds this role, whatever the organisation. */
  readonly orAs?: string;
  readonly fields: readonly Field[];
  /** Sent only when nothing visible was added since the form was opened. */
  readonly guarded?: true;
  /** Whose words it holds, when not the writer's own. */
  readonly statedBy?: (values: FormValues, context: FormContext) => StatedByInput | undefined;
  /** Where the gateway names a field that no control has, the control to show it at. */
  readonly at?: Readonly<Record<string, string>>;
  /** Sends it. Built by `command`, which ties input and document together. */
  readonly command: Command;
}

export interface Command {
  readonly send: <Result>(
    values: FormValues,
    frame: CommandFrame & { readonly caseId: string; readonly expectedPosition?: string },
    context: FormContext,
    deliver: <Input>(document: CommandDocument<Input>, input: Input) => Result,
  ) => Result;
}

type Frame = CommandFrame & { readonly caseId: string; readonly expectedPosition?: string };

/** Ties the fields of a form to the input of a mutation; the compiler checks them against the schema. */
export function command<Input>(
  document: CommandDocument<Input>,
  toInput: (values: FormValues, frame: Frame, context: FormContext) => Input,
): Command {
  return { send: (values, frame, context, deliver) => deliver(document, toInput(values, frame, context)) };
}

/** Choices of a `source` besides the people of the case: the writing professional, or the police. */
export const WRITER = 'writer';
export const POLICE = 'police';

export const EVERY_PARTY: readonly PartyCode[] = ['LT', 'VT', 'RvdK', 'GI', 'ZA'];

/** What an organisation's power allows, as far as the kind of organisation and the role decide it. The gateway decides again. */
export function mayAdd({ parties, orAs }: EntryKind, party: string, role: string): boolean {
  return (parties as readonly string[]).includes(party) || (orAs !== undefined && orAs === role);
}

export function askedFields({ fields }: EntryKind, values: FormValues): readonly Field[] {
  return fields.filter(({ when }) => when === undefined || when(values));
}

/** A person's own words. */
export const byPerson = (personId: string): StatedByInput => ({ kind: 'PERSON', personId });
