// SPDX-License-Identifier: EUPL-1.2
import {
  INTRODUCED_IN,
  instantAt,
  namesFrom,
  waterlelie,
  waterlelieLooks,
  waterlelieMeldcodeRecord,
  withIds,
} from '@gezinslijn/family-case';
import type { DemonstrationLook, DemonstrationStep } from '@gezinslijn/family-case';
import { seedCommandId } from './seed.ts';
import type { SeedStep, Seeder } from './seed.ts';

const STORY = 'waterlelie';

interface EntryAnswer {
  readonly entry: {
    readonly type: string;
    readonly fields: readonly { readonly name: string; readonly values: readonly string[] }[];
  } | null;
}

/** Enters the worked example line by line, on its own dates, each act by the organisation that did it. Answers the case's id. */
export async function enterWaterlelie(seeder: Seeder, onStep: (done: number, of: number) => void): Promise<string> {
  const names = new Map<string, string>();
  const looks = new Looks(seeder);
  let caseId = '';
  for (const [index, step] of waterlelie.entries()) {
    await looks.takeUntil(instantAt(step.day, step.time), caseId, names);
    const { caseId: answered, entryIds, position, repeated } = await seeder.enter(seedStep(step, index, caseId, names));
    if (step.stream === 'familyCase') caseId = answered;
    looks.after(step, { position, repeated });
    if (step.name !== undefined) await learnNames(seeder, step, { caseId, entryIds, position }, names);
    // Until the last of it is shown: who is told that the family is there must find all of it.
    if (index === waterlelie.length - 1) await seeder.shown(step.by.user, caseId, position);
    onStep(index + 1, waterlelie.length);
  }
  return caseId;
}

function seedStep(step: DemonstrationStep, index: number, caseId: string, names: ReadonlyMap<string, string>): SeedStep {
  const { type, ...fields } = withIds(step.command, names) as { readonly type: string } & Record<string, unknown>;
  const where = step.stream === 'meldcode' ? { recordId: waterlelieMeldcodeRecord } : caseId === '' ? {} : { caseId };
  return {
    username: step.by.user,
    role: step.role,
    recordedAt: instantAt(step.day, step.time),
    mutation: `${type[0]?.toLowerCase() ?? ''}${type.slice(1)}`,
    input: {
      commandId: seedCommandId(STORY, String(index)),
      occurredAt: step.happenedAt === undefined ? step.day : instantAt(step.day, step.happenedAt),
      legalBasis: step.basis,
      ...(step.statedBy === undefined ? {} : { statedBy: upperKind(step.statedBy) }),
      ...where,
      ...(Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, name === 'checker' || name === 'owner' ? upperKind(value) : value]),
      ) as object),
    },
  };
}

const TIMELINE = 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 100) { nodes { id } } }';
const OPENED = 'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }';

/** What was read in the story, each look between the two entries it came between. Where the story stands already, nobody reads again. */
class Looks {
  readonly #seeder: Seeder;
  readonly #looks = [...waterlelieLooks];
  #last: { readonly step: DemonstrationStep; readonly position: string; readonly repeated: boolean } | undefined;

  constructor(seeder: Seeder) {
    this.#seeder = seeder;
  }

  after(step: DemonstrationStep, { position, repeated }: { readonly position: string; readonly repeated: boolean }): void {
    if (step.stream === 'familyCase') this.#last = { step, position, repeated };
  }

  async takeUntil(instant: string, caseId: string, names: ReadonlyMap<string, string>): Promise<void> {
    const last = this.#last;
    while (last !== undefined && this.#looks[0] !== undefined && momentOf(this.#looks[0]) <= instant) {
      const look = this.#looks.shift() as DemonstrationLook;
      if (last.repeated) continue;
      await this.#seeder.shown(last.step.by.user, caseId, last.position);
      const headers = { 'record-clock': momentOf(look), purpose: encodeURIComponent(look.purpose) };
      if (look.opens.length === 0) await this.#seeder.query(look.user, TIMELINE, { caseId }, headers);
      for (const name of look.opens) await this.#seeder.query(look.user, OPENED, { caseId, id: withIds(name, names) }, headers);
    }
  }
}

const momentOf = ({ day, time }: DemonstrationLook): string => instantAt(day, time);

/** GraphQL writes codes in capitals; the domain writes these two lists in small letters. */
function upperKind(value: unknown): unknown {
  const { kind, ...rest } = value as { readonly kind: string };
  return { kind: kind.toUpperCase(), ...rest };
}

/** Reads back what a step made, as its author, so that later steps can point at it. */
async function learnNames(
  seeder: Seeder,
  step: DemonstrationStep,
  { caseId, entryIds, position }: { readonly caseId: string; readonly entryIds: readonly string[]; readonly position: string },
  names: Map<string, string>,
): Promise<void> {
  for (const id of entryIds) {
    const answer = await seeder.query<EntryAnswer>(
      step.by.user,
      'query ($caseId: ID!, $id: ID!, $atLeast: String) { entry(caseId: $caseId, id: $id, atLeast: $atLeast) { type fields { name values } } }',
      { caseId, id, atLeast: position },
      { 'record-clock': instantAt(step.day, step.time) },
    );
    const entry = answer.data?.entry;
    if (entry === null || entry === undefined) continue;
    if (entryIds.length > 1 && INTRODUCED_IN[entry.type] === undefined) continue;
    const data = Object.fromEntries(entry.fields.map(({ name, values }) => [name, values[0]]));
    for (const [name, value] of namesFrom(step.name ?? '', id, { type: entry.type, data })) names.set(name, value);
  }
}
