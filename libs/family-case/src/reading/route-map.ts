// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { DisclosedEntry } from '../disclosure/disclosed-entry.ts';
import type { Phase } from '../route-map/route-map-events.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { Responsible } from '../vocabulary/people.ts';
import type { OccurredAt } from '../vocabulary/time.ts';
import { listOf, textOf, valueOf } from './entry-fields.ts';

/** The routekaart as one reader sees it: a fold of the entries disclosed to him, so that it can hold nothing they do not. */
export interface RouteMap extends Stated {
  readonly version: number;
  readonly status: 'AWAITING_SIGNATURES' | 'IN_FORCE' | 'SUPERSEDED' | 'WITHDRAWN';
  readonly publishedAt: Instant;
  readonly publishedOn: OccurredAt;
  readonly planLead: string;
  readonly contentHash: string | null;
  readonly summary: string | null;
  readonly reason: string | null;
  readonly includesFamilyPlan: boolean;
  readonly inForceFrom: Instant | null;
  readonly inForceUntil: Instant | null;
  readonly phase: { readonly phase: Phase; readonly since: OccurredAt; readonly exitCriteria: string | null } | null;
  readonly fixedFace: { readonly name: string; readonly organisation: string } | null;
  readonly conditions: readonly Condition[];
  readonly agreements: readonly Agreement[];
  readonly actions: readonly PlanAction[];
  readonly signatures: readonly Signature[];
  readonly positions: readonly Position[];
  readonly scores: readonly Score[];
}

/** What a line says, and what people say about it themselves (eigen verklaring), as far as this reader may see both. */
interface Stated {
  /** Entries of type StatementAttached, oldest first. */
  readonly statements: readonly DisclosedEntry[];
}

export interface Condition extends Stated {
  readonly id: string;
  readonly phase: Phase;
  readonly text: string | null;
  readonly test: string | null;
  readonly protects: readonly PersonId[];
  /** Under whose power it stands. */
  readonly organisation: string;
}
export interface Agreement extends Stated {
  readonly id: string;
  readonly conditionIds: readonly string[];
  readonly text: string | null;
  readonly concerning: readonly PersonId[];
  readonly restrains: readonly PersonId[];
  readonly checker: Responsible | null;
  readonly startsOn: string | null;
  readonly checkOn: string | null;
  /** People it is hidden from; empty for a reader who may not know. */
  readonly hiddenFrom: readonly PersonId[];
  readonly checks: readonly { readonly outcome: string | null; readonly on: OccurredAt; readonly note: string | null }[];
}
export interface PlanAction extends Stated {
  readonly id: string;
  readonly text: string | null;
  readonly owner: Responsible | null;
  readonly dueOn: string | null;
  readonly outcome: string | null;
  readonly note: string | null;
}
export interface Signature {
  readonly organisation: string;
  readonly required: boolean;
  readonly signedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
}
export interface Position extends Stated {
  readonly personId: PersonId;
  readonly position: string | null;
  readonly words: string | null;
  readonly on: OccurredAt;
}
/** 0 (fear of serious harm) to 10 (safe enough to close). Each rater his own; never averaged. */
export interface Score {
  readonly personId: PersonId | null;
  readonly organisation: string | null;
  readonly score: number | null;
  readonly on: OccurredAt;
}

interface Version {
  readonly entry: DisclosedEntry;
  readonly version: number;
  readonly contentHash: string | null;
  readonly required: readonly string[];
  readonly signed: Map<string, { at: Instant; withdrawnAt: Instant | null }>;
  readonly positions: Map<PersonId, Position>;
  readonly conditionIds: ReadonlySet<string>;
  readonly agreementIds: ReadonlySet<string>;
  readonly actionIds: ReadonlySet<string>;
  inForceFrom: Instant | null;
  inForceUntil: Instant | null;
  phase: RouteMap['phase'];
  fixedFace: RouteMap['fixedFace'];
}

/** Types this fold reads; a view that keeps only these of a case gives the same answer. */
export const ROUTE_MAP_TYPES = [
  'FixedFaceAppointed',
  'SafetyConditionSet',
  'AgreementMade',
  'AgreementChecked',
  'ActionAssigned',
  'ActionClosed',
  'RouteMapPublished',
  'RouteMapSigned',
  'RouteMapSignatureWithdrawn',
  'PlanPositionRecorded',
  'PhaseEntered',
  'SafetyScaled',
] as const;

/** Every version of the routekaart in what this reader may see, oldest first. */
export function routeMapsOf(entries: readonly DisclosedEntry[]): readonly RouteMap[] {
  const conditions = new Map<string, Condition>();
  const agreements = new Map<string, Agreement & { readonly checks: Agreement['checks'][number][] }>();
  const actions = new Map<string, PlanAction>();
  const scores = new Map<string, Score>();
  const versions: Version[] = [];
  let phase: RouteMap['phase'] = null;
  let fixedFace: RouteMap['fixedFace'] = null;
  const at = (version: unknown) => versions.find((candidate) => candidate.version === version);

  for (const entry of entries) {
    const { data } = entry;
    switch (entry.type) {
      case 'FixedFaceAppointed':
        fixedFace = { name: textOf(entry, 'workerName') ?? '', organisation: textOf(entry, 'organisation') ?? '' };
        updateLatest(versions, (version) => (version.fixedFace = fixedFace));
        break;
      case 'PhaseEntered':
        phase = {
          phase: valueOf<Phase>(entry, 'phase') ?? 'DIRECT_SAFETY',
          since: entry.occurredAt,
          exitCriteria: textOf(entry, 'exitCriteria'),
        };
        updateLatest(versions, (version) => (version.phase = phase));
        break;
      case 'SafetyConditionSet':
        conditions.set(String(data['conditionId']), conditionOf(entry));
        break;
      case 'AgreementMade':
        agreements.set(String(data['agreementId']), agreementOf(entry));
        break;
      case 'AgreementChecked':
        agreements
          .get(String(data['agreementId']))
          ?.checks.push({ outcome: textOf(entry, 'outcome'), on: entry.occurredAt, note: textOf(entry, 'note') });
        break;
      case 'ActionAssigned':
        actions.set(String(data['actionId']), actionOf(entry));
        break;
      case 'ActionClosed': {
        const open = actions.get(String(data['actionId']));
        if (open !== undefined) actions.set(open.id, { ...open, outcome: textOf(entry, 'outcome'), note: textOf(entry, 'note') });
        break;
      }
      case 'SafetyScaled':
        addScore(scores, entry);
        break;
      case 'RouteMapPublished':
        versions.push({
          entry,
          version: Number(data['version']),
          contentHash: textOf(entry, 'contentHash'),
          required: listOf<string>(entry, 'signatories'),
          signed: new Map(),
          positions: new Map(),
          conditionIds: new Set(conditions.keys()),
          agreementIds: new Set(agreements.keys()),
          actionIds: new Set(actions.keys()),
          inForceFrom: null,
          inForceUntil: null,
          phase,
          fixedFace,
        });
        break;
      case 'RouteMapSigned':
        sign(versions, at(data['version']), entry);
        break;
      case 'RouteMapSignatureWithdrawn':
        withdraw(at(data['version']), entry);
        break;
      case 'PlanPositionRecorded': {
        const personId = String(data['personId']) as PersonId;
        at(data['version'])?.positions.set(personId, {
          personId,
          position: textOf(entry, 'position'),
          words: textOf(entry, 'words'),
          on: entry.occurredAt,
          statements: statementsOf(entry),
        });
        break;
      }
      default:
        break;
    }
  }
  return versions.map((version) => asRouteMap(version, conditions, agreements, actions, scores));
}

function asRouteMap(
  version: Version,
  conditions: ReadonlyMap<string, Condition>,
  agreements: ReadonlyMap<string, Agreement>,
  actions: ReadonlyMap<string, PlanAction>,
  scores: ReadonlyMap<string, Score>,
): RouteMap {
  const { entry } = version;
  return {
    version: version.version,
    status: statusOf(version),
    publishedAt: entry.recordedAt,
    publishedOn: entry.occurredAt,
    planLead: textOf(entry, 'planLead') ?? entry.organisation,
    contentHash: version.contentHash,
    summary: textOf(entry, 'summary'),
    reason: textOf(entry, 'reason'),
    includesFamilyPlan: valueOf<boolean>(entry, 'includesFamilyPlan') ?? false,
    inForceFrom: version.inForceFrom,
    inForceUntil: version.inForceUntil,
    phase: version.phase,
    fixedFace: version.fixedFace,
    conditions: [...conditions.values()].filter(({ id }) => version.conditionIds.has(id)),
    agreements: [...agreements.values()].filter(({ id }) => version.agreementIds.has(id)),
    actions: [...actions.values()].filter(({ id }) => version.actionIds.has(id)),
    signatures: signaturesOf(version),
    positions: [...version.positions.values()],
    scores: [...scores.values()],
    statements: statementsOf(entry),
  };
}

function statusOf(version: Version): RouteMap['status'] {
  if (version.inForceFrom === null) return 'AWAITING_SIGNATURES';
  if (version.inForceUntil === null) return 'IN_FORCE';
  return [...version.signed.values()].some(({ withdrawnAt }) => withdrawnAt !== null) ? 'WITHDRAWN' : 'SUPERSEDED';
}

function signaturesOf(version: Version): readonly Signature[] {
  const all = new Set([...version.required, ...version.signed.keys()]);
  return [...all].map((organisation) => {
    const signature = version.signed.get(organisation);
    return {
      organisation,
      required: version.required.includes(organisation),
      signedAt: signature?.at ?? null,
      withdrawnAt: signature?.withdrawnAt ?? null,
    };
  });
}

/** In force once every required organisation signed this very content; the version before it is superseded at that moment. */
function sign(versions: readonly Version[], version: Version | undefined, entry: DisclosedEntry): void {
  if (version === undefined || textOf(entry, 'contentHash') !== version.contentHash) return;
  version.signed.set(entry.organisation, { at: entry.recordedAt, withdrawnAt: null });
  const complete = version.required.every((organisation) => version.signed.get(organisation)?.withdrawnAt === null);
  if (!complete || (version.inForceFrom !== null && version.inForceUntil === null)) return;
  for (const older of versions) {
    if (older.version < version.version && older.inForceFrom !== null) older.inForceUntil ??= entry.recordedAt;
  }
  const superseded = versions.some((newer) => newer.version > version.version && newer.inForceFrom !== null);
  if (superseded) return;
  version.inForceFrom = entry.recordedAt;
  version.inForceUntil = null;
}

function withdraw(version: Version | undefined, entry: DisclosedEntry): void {
  const signature = version?.signed.get(entry.organisation);
  if (version === undefined || signature === undefined) return;
  signature.withdrawnAt = entry.recordedAt;
  if (version.inForceFrom !== null && version.required.includes(entry.organisation)) version.inForceUntil ??= entry.recordedAt;
}

function updateLatest(versions: readonly Version[], change: (version: Version) => void): void {
  const latest = versions.at(-1);
  if (latest !== undefined) change(latest);
}

function conditionOf(entry: DisclosedEntry): Condition {
  return {
    id: textOf(entry, 'conditionId') ?? '',
    phase: valueOf<Phase>(entry, 'phase') ?? 'DIRECT_SAFETY',
    text: textOf(entry, 'text'),
    test: textOf(entry, 'test'),
    protects: listOf<PersonId>(entry, 'protects'),
    organisation: entry.organisation,
    statements: statementsOf(entry),
  };
}

function agreementOf(entry: DisclosedEntry) {
  return {
    id: textOf(entry, 'agreementId') ?? '',
    conditionIds: listOf<string>(entry, 'conditionIds'),
    text: textOf(entry, 'text'),
    concerning: listOf<PersonId>(entry, 'concerning'),
    restrains: listOf<PersonId>(entry, 'restrains'),
    checker: valueOf<Responsible>(entry, 'checker'),
    startsOn: textOf(entry, 'startsOn'),
    checkOn: textOf(entry, 'checkOn'),
    hiddenFrom: listOf<PersonId>(entry, 'hiddenFrom'),
    checks: [] as Agreement['checks'][number][],
    statements: statementsOf(entry),
  };
}

function actionOf(entry: DisclosedEntry): PlanAction {
  return {
    id: textOf(entry, 'actionId') ?? '',
    text: textOf(entry, 'text'),
    owner: valueOf<Responsible>(entry, 'owner'),
    dueOn: textOf(entry, 'dueOn'),
    outcome: null,
    note: null,
    statements: statementsOf(entry),
  };
}

const NONE: readonly DisclosedEntry[] = [];

export function statementsOf({ attached = NONE }: DisclosedEntry): readonly DisclosedEntry[] {
  return attached.filter(({ type }) => type === 'StatementAttached');
}

function addScore(scores: Map<string, Score>, entry: DisclosedEntry): void {
  const personId = valueOf<PersonId>(entry, 'rater');
  const score = valueOf<number>(entry, personId === null ? 'professionalScore' : 'ownScore');
  const organisation = personId === null ? entry.organisation : null;
  scores.set(personId ?? entry.organisation, { personId, organisation, score, on: entry.occurredAt });
}
