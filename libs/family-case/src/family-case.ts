// SPDX-License-Identifier: EUPL-1.2
import { refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from './case-decider.ts';
import type { RecordedCaseEvent } from './case-event.ts';
import { collaboration } from './collaboration/collaboration.decider.ts';
import type { FamilyEvent } from './family-event.ts';
import { emergency } from './emergency/emergency.decider.ts';
import { guardianship } from './guardianship/guardianship.decider.ts';
import { household } from './household/household.decider.ts';
import { inquiry } from './inquiry/inquiry.decider.ts';
import { measures } from './measures/measures.decider.ts';
import { monitoring } from './monitoring/monitoring.decider.ts';
import { privacy } from './privacy/privacy.decider.ts';
import { rectification } from './rectification/rectification.decider.ts';
import { subjectsOf } from './recording/event-codec.ts';
import { reports } from './reports/reports.decider.ts';
import { isDestroyed } from './retention/destroyed.ts';
import { retention } from './retention/retention.decider.ts';
import { routeMap } from './route-map/route-map.decider.ts';
import { safety } from './safety/safety.decider.ts';
import type { Act } from './vocabulary/act.ts';
import type { EntryId } from './vocabulary/ids.ts';
import type { RefusalOf } from './vocabulary/command.ts';
import { voice } from './voice/voice.decider.ts';

/** The slices of a family case. One command belongs to one slice; an event is folded by every slice that needs it. */
const slices = {
  household,
  reports,
  safety,
  routeMap,
  inquiry,
  measures,
  guardianship,
  collaboration,
  voice,
  monitoring,
  privacy,
  emergency,
  retention,
  rectification,
} as const;
type Slices = typeof slices;
type SliceName = keyof Slices;

export type CaseState = { -readonly [Name in SliceName]: ReturnType<Slices[Name]['initial']> };
export type CaseCommand = { [Name in SliceName]: Parameters<Slices[Name]['decide']>[1] }[SliceName];
/** One kind of command, by its type. */
export type CaseCommandOf<Type extends CaseCommand['type']> = Extract<CaseCommand, { readonly type: Type }>;
export type CaseRefusal =
  { [Name in SliceName]: RefusalOf<Slices[Name]['decide']> }[SliceName] | 'RETENTION_DESTROYED' | 'RETENTION_ERASED';

type CommandTypesOf<Name extends SliceName> = keyof Slices[Name]['commands'];
type HandledTwice = {
  [Name in SliceName]: CommandTypesOf<Name> & { [Other in Exclude<SliceName, Name>]: CommandTypesOf<Other> }[Exclude<SliceName, Name>];
}[SliceName];
type Never<Nothing extends never> = Nothing;
/** Does not compile when two slices decide the same command. */
export type NoCommandIsHandledTwice = Never<HandledTwice>;

/** A slice as the registry sees it: the tables below only ever bring together a slice, its own state and what it declared to handle. */
type AnySlice = CaseDecider<CaseCommand, unknown, FamilyEvent, CaseRefusal, FamilyEvent>;
const sliceNames = Object.keys(slices) as readonly SliceName[];
const anySlice = (name: SliceName) => slices[name] as unknown as AnySlice;

const deciderOf = new Map<string, SliceName>(
  sliceNames.flatMap((name) => Object.keys(slices[name].commands).map((type): [string, SliceName] => [type, name])),
);
const foldersOf = new Map<string, readonly { readonly name: SliceName; readonly evolve: AnySlice['evolve'] }[]>();
for (const name of sliceNames) {
  const { evolve } = anySlice(name);
  for (const type of Object.keys(slices[name].handles)) foldersOf.set(type, [...(foldersOf.get(type) ?? []), { name, evolve }]);
}
const NOBODY: NonNullable<ReturnType<typeof foldersOf.get>> = [];

export function initialCase(): CaseState {
  return Object.fromEntries(sliceNames.map((name) => [name, slices[name].initial()])) as CaseState;
}

/** Folds one event into the state it is given: one fold owns its state. An event no slice needs changes nothing. */
export function evolveCase(state: CaseState, recorded: RecordedCaseEvent): CaseState {
  const draft = state as Record<SliceName, unknown>;
  for (const { name, evolve } of foldersOf.get(recorded.event.type) ?? NOBODY) {
    draft[name] = evolve(draft[name], recorded.event as FamilyEvent, recorded as Parameters<AnySlice['evolve']>[2]);
  }
  return state;
}

/** Everybody who would answer for it destroyed what he held about that: there is nothing to keep it under. Rule RT-7. */
function nobodyHolds({ retention: { destroyed, frame } }: CaseState, subjects: readonly string[], { author }: Act): boolean {
  const holders = [...new Set([...frame.involved.keys(), author.organisation])].map((holder) => destroyed.get(holder) ?? new Set<string>());
  return subjects.some((subject) => holders.every((gone) => isDestroyed(gone, subject)));
}

/** What the rules answer to a command; never changes the state. */
export function decideCase(state: CaseState, command: CaseCommand, act: Act): Decision<FamilyEvent, CaseRefusal> {
  const name = deciderOf.get(command.type);
  if (name === undefined) throw new TypeError(`No slice decides ${command.type}`);
  const destroyed = state.retention.destroyed.get(act.author.organisation);
  const named = act.entry?.recorded;
  // Who destroyed what an entry of his said is not told whether a text is that one: a guess would be confirmed. Rule RT-6.
  if (
    destroyed !== undefined &&
    named?.metadata.actingOrganisation === act.author.organisation &&
    subjectsOf(named.event).some((subject) => isDestroyed(destroyed, subject))
  )
    return refuse('RETENTION_DESTROYED');
  const decision = anySlice(name).decide(state[name], command, act);
  // Most cases were never destroyed anything of: whom an event says something about is not asked then.
  if (!decision.accepted || state.retention.destroyed.size === 0) return decision;
  const kept = decision.events.flatMap((event) => subjectsOf(event));
  // Who destroyed what it held about somebody keeps nothing new about him either (RT-6). In an emergency one looks after a person, whatever one
  // held about him before.
  if (destroyed !== undefined && name !== 'emergency' && kept.some((subject) => isDestroyed(destroyed, subject)))
    return refuse('RETENTION_DESTROYED');
  return nobodyHolds(state, kept, act) ? refuse('RETENTION_ERASED') : decision;
}

/** The entry a command is about, of those whose rule asks what it says; the others never have it looked up. */
export const entryNamedBy = (command: CaseCommand): EntryId | undefined =>
  command.type === 'CorrectEntry' || command.type === 'AttachStatement' ? command.entryId : undefined;

export function isCaseCommandType(type: string): type is CaseCommand['type'] {
  return deciderOf.has(type);
}

const everyEvent = Object.fromEntries([...foldersOf.keys()].map((type) => [type, true])) as AnySlice['handles'];
const everyCommand = Object.fromEntries([...deciderOf.keys()].map((type) => [type, true])) as AnySlice['commands'];

/** The family case as one decider. */
export const familyCase: CaseDecider<CaseCommand, CaseState, FamilyEvent, CaseRefusal, FamilyEvent> & {
  readonly entryOf: typeof entryNamedBy;
} = {
  entryOf: entryNamedBy,
  commands: everyCommand,
  handles: everyEvent,
  initial: initialCase,
  decide: decideCase,
  evolve: (state, _event, recorded) => evolveCase(state, recorded),
};
