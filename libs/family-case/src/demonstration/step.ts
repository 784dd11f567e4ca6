// SPDX-License-Identifier: EUPL-1.2
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import type { CaseCommand } from '../family-case.ts';
import type { MeldcodeCommand } from '../reports/meldcode.decider.ts';
import type { StatedBy } from '../vocabulary/act.ts';
import type { LegalBasis } from '../vocabulary/legal-bases.ts';
import type { ItemId, OrganisationId, WorkerRef } from '../vocabulary/ids.ts';
import type { Party, WorkerRole } from '../vocabulary/parties.ts';
import { addDays, startOfLocalDay } from '../vocabulary/time.ts';

/** Somebody who writes in a demonstration. `user` is what he signs in with. */
export interface DemonstrationWorker {
  readonly user: string;
  readonly worker: WorkerRef;
  readonly name: string;
  readonly organisation: OrganisationId;
  readonly party: Party;
  readonly registered: boolean;
}

/**
 * One act of a worked example, as data. Ids that exist only once a step has been done are written as names: `@condition` is the thing that the
 * step named `condition` introduced, `@report/entry` the entry it made, `@version1/hash` the content hash it published.
 */
export interface DemonstrationStep {
  /** Line of the worked example: the steps of one line belong together. */
  readonly line: number;
  readonly day: LocalDate;
  /** Local time (Europe/Amsterdam) it was written down, HH:MM. */
  readonly time: string;
  /** Local time it happened, where that is known; without it the day is all that is known. */
  readonly happenedAt?: string;
  readonly by: DemonstrationWorker;
  readonly role: WorkerRole;
  readonly statedBy?: StatedBy;
  readonly basis: LegalBasis;
  readonly purpose: string;
  /** The family's stream, or the writer's private record with the meldcode. */
  readonly stream: 'familyCase' | 'meldcode';
  readonly name?: string;
  readonly command: CaseCommand | MeldcodeCommand;
}

/** The instant of a local time of day: counted from the midnight on the same side of a change of the clock, which is always at night. */
export function instantAt(day: LocalDate, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const sinceMidnight = (hours * 60 + minutes) * 60_000;
  const untilMidnight = 24 * 3_600_000 - sinceMidnight;
  const instant =
    hours < 3 ? Date.parse(startOfLocalDay(day)) + sinceMidnight : Date.parse(startOfLocalDay(addDays(day, 1))) - untilMidnight;
  return new Date(instant).toISOString();
}

type Extra = Partial<Pick<DemonstrationStep, 'name' | 'statedBy' | 'happenedAt' | 'role' | 'basis' | 'stream'>>;

/** Writes steps for one worker: what is the same for all his acts is said once. */
export function writer(by: DemonstrationWorker, usual: Pick<DemonstrationStep, 'role' | 'basis' | 'purpose'>) {
  return (line: number, day: LocalDate, time: string, command: DemonstrationStep['command'], extra: Extra = {}): DemonstrationStep => ({
    line,
    day,
    time,
    by,
    stream: 'familyCase',
    ...usual,
    ...extra,
    command,
  });
}

/** The id something will have, by the name of the step that introduces it. */
export const idOf = (name: string): ItemId => `@${name}` as ItemId;

/** Which field of its event holds the thing a step introduces. */
export const INTRODUCED_IN: Readonly<Record<string, string>> = {
  ReportReceived: 'reportId',
  SafetyAssessed: 'assessmentId',
  AcuteDangerDeclared: 'dangerId',
  SafetyConditionSet: 'conditionId',
  AgreementMade: 'agreementId',
  ActionAssigned: 'actionId',
  InvestigationRequested: 'requestId',
  InvestigationStarted: 'investigationId',
  FactRecorded: 'factId',
  MeasureRequested: 'requestId',
  MeasureOrdered: 'measureId',
  HearingHeld: 'hearingId',
  PlacementChanged: 'placementId',
  ActionPlanAdopted: 'planId',
  TableHeld: 'tableId',
  DissentRecorded: 'dissentId',
  SafetyWatchHandedOver: 'handoverId',
  AccessRequestReceived: 'requestId',
};

/** What names stand for once their steps were done. */
export type Names = ReadonlyMap<string, string>;

/** The names one recorded event gives to later steps. */
export function namesFrom(
  name: string,
  entryId: string,
  event: { readonly type: string; readonly data: object },
): readonly (readonly [string, string])[] {
  const data = event.data as Readonly<Record<string, unknown>>;
  const item = data[INTRODUCED_IN[event.type] ?? ''];
  const hash = data['contentHash'];
  return [
    [`@${name}/entry`, entryId],
    ...(typeof item === 'string' ? [[`@${name}`, item] as const] : []),
    ...(typeof hash === 'string' ? [[`@${name}/hash`, hash] as const] : []),
  ];
}

/** A command with every name replaced by the id it stands for. @throws RangeError for a name nothing was given to yet. */
export function withIds<Command>(command: Command, names: Names): Command {
  return replaced(command, names) as Command;
}

function replaced(value: unknown, names: Names): unknown {
  if (typeof value === 'string' && value.startsWith('@')) {
    const id = names.get(value);
    if (id === undefined) throw new RangeError(`Nothing is named ${value}`);
    return id;
  }
  if (Array.isArray(value)) return value.map((part) => replaced(part, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, replaced(part, names)]));
}
