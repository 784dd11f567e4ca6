// SPDX-License-Identifier: EUPL-1.2
import { matrix2025, readerKey } from '@gezinslijn/family-case';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { AT_MIDNIGHT, JUST_BEFORE, readers } from './cast.ts';
import { projectViews, recordScenarios } from './kit.ts';
import type { Record, Views } from './kit.ts';
import { Oracle } from './oracle.ts';
import { walkReads, walkWakeUps } from './read-paths.ts';
import { Enough, Report } from './report.ts';
import { buildScenarios } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import type { Canaries } from './canaries.ts';

/** The made-up cases, recorded once, with the oracle of each. */
export interface World {
  readonly scenarios: readonly Scenario[];
  readonly canaries: Canaries;
  readonly record: Record;
  readonly oracles: ReadonlyMap<Scenario, Oracle>;
  /** The views of the product's own policy just before rights lapse, projected once; for who only reads them. */
  readonly views: () => Promise<Views>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const { scenarios, canaries } = buildScenarios();
  const record = await recordScenarios(scenarios);
  let projected: Promise<Views> | undefined;
  return {
    scenarios,
    canaries,
    record,
    oracles: new Map(scenarios.map((scenario) => [scenario, new Oracle(scenario)])),
    views: () => (projected ??= projectViews(record, matrix2025, JUST_BEFORE)),
    close: async () => (await projected)?.close(),
  };
}

export interface WalkOptions {
  /** All paths, or the few that tell a mutant. */
  readonly thorough: boolean;
  /** Stop at so many findings. */
  readonly limit: number;
  readonly onProgress?: (done: number, of: number) => void;
  /** More paths on the same views, for instance the API; called at each moment. */
  readonly more?: (views: Views, report: Report) => Promise<void>;
}

/**
 * Walks every reader over every case under a policy: just before the moment at which rights lapse by time, at that moment while the rows are
 * still of before, and after they were written anew.
 */
export async function walk(world: World, matrix: DisclosureMatrix, { thorough, limit, onProgress, more }: WalkOptions): Promise<Report> {
  const report = new Report(limit);
  const views = await projectViews(world.record, matrix, JUST_BEFORE);
  const total = 3 * world.scenarios.length * readers.length;
  let done = 0;
  const round = async () => {
    for (const scenario of world.scenarios) {
      const oracle = world.oracles.get(scenario) as Oracle;
      for (const who of readers) {
        await walkReads({ views, oracle, scenario, report, thorough }, who);
        done += 1;
        onProgress?.(done, total);
      }
    }
    await more?.(views, report);
  };
  try {
    for (const scenario of world.scenarios)
      await walkWakeUps(views, scenario, world.oracles.get(scenario) as Oracle, readers, readerKey, report);
    await round();
    views.now = AT_MIDNIGHT;
    await round();
    await views.projector.refreshDue();
    await round();
  } catch (failure) {
    if (!(failure instanceof Enough)) throw failure;
  } finally {
    await views.close();
  }
  return report;
}
