// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CATEGORIES, caseEventDescriptions, matrix2025 } from '@gezinslijn/family-case';
import { buildSchema } from 'graphql';
import { openApiWalk } from '../src/policy-walk/api-paths.ts';
import { JUST_BEFORE } from '../src/policy-walk/cast.ts';
import { compareAnswers } from '../src/policy-walk/equivalence.ts';
import { CORRECTED, FEW_TOLD, LONG_AGO } from '../src/policy-walk/linked-people.ts';
import { mutantsFor, ruleMutants } from '../src/policy-walk/mutants.ts';
import { pathMutants } from '../src/policy-walk/path-mutants.ts';
import { pushMutants } from '../src/policy-walk/push-mutants.ts';
import type { Oracle } from '../src/policy-walk/oracle.ts';
import { tryMutants } from '../src/policy-walk/policy-walk.ts';
import { Report } from '../src/policy-walk/report.ts';
import { openWorld, walk } from '../src/policy-walk/walk.ts';
import type { World } from '../src/policy-walk/walk.ts';

/** The walk of `rvt policy walk`, shortened: every reader and every event, the rows and the replay; the API on one case. */
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ignore = () => undefined;
const ruleNamed = (text: string) => ruleMutants.filter(({ name }) => name.includes(text));

describe('the policy walk', () => {
  it('brings every event type into play, and every category that an event has', () => {
    const seen = new Set(world.scenarios.flatMap(({ entries }) => entries.map(({ event }) => event.type as string)));
    expect(Object.keys(caseEventDescriptions).filter((type) => !seen.has(type))).toEqual([]);
    const used = new Set(
      Object.values(caseEventDescriptions).flatMap(({ fields }) => Object.values(fields).map(({ category }) => category as string)),
    );
    // A category without an event cannot be walked: when one gets an event, this list must grow shorter.
    expect(Object.keys(CATEGORIES).filter((category) => !used.has(category) && category !== 'C9H')).toEqual([
      'C11',
      'C12',
      'C14',
      'C16',
      'C19',
    ]);
  });

  it('finds no leak and nothing withheld in more than 100,000 cells', async () => {
    const { cells, findings } = await walk(world, matrix2025, { thorough: false, limit: 20 });
    expect(findings).toEqual([]);
    expect(cells).toBeGreaterThan(100_000);
  }, 300_000);

  it('finds nothing in the answers of the API, its pushes and its absences, and asks every question the schema has', async () => {
    const few = world.scenarios.filter(({ name, stream }) => [FEW_TOLD, LONG_AGO].includes(name) || stream.startsWith('partyPrivate-'));
    // Who asks the same of every case asks it of the first.
    const visited = [...few, ...world.scenarios.slice(0, 1)];
    const views = await world.views();
    const api = await openApiWalk(world, matrix2025, undefined, few);
    const ofAll = await openApiWalk(world, matrix2025, undefined, visited.slice(-1));
    const report = new Report(20);
    await api.walk(views, report);
    await ofAll.walkPart('people', views, report);
    await ofAll.walkPart('retention', views, report);
    const corrected = await openApiWalk(
      world,
      matrix2025,
      undefined,
      world.scenarios.filter(({ name }) => name === CORRECTED),
    );
    await corrected.walkPart('corrections', views, report);
    await Promise.all([api.close(), ofAll.close(), corrected.close()]);
    expect(report.findings).toEqual([]);
    expect(report.cells).toBeGreaterThan(100_000);
    const schema = buildSchema(readFileSync(new URL('../../../libs/api-contract/schema.graphql', import.meta.url), 'utf8'));
    const asked = new Set([...api.asked, ...ofAll.asked]);
    // What is about nobody but who asks is not walked. A question that is new must be: then this fails.
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => !asked.has(name))).toEqual(['me', 'signedIn']);
    expect(asked).toContain('search');
  }, 300_000);

  it('hides from most readers something that somebody else reads: an oracle that allows all would prove nothing', () => {
    const [scenario] = world.scenarios;
    const oracle = world.oracles.get(scenario as never) as Oracle;
    const total = scenario?.entries.length ?? 0;
    const sees = (personOrOrganisation: Parameters<Oracle['view']>[0]) => oracle.view(personOrOrganisation, JUST_BEFORE).size;
    expect(sees({ kind: 'auditor' })).toBe(total);
    expect(sees({ kind: 'organisation', organisation: 'vt-a' as never })).toBeLessThan(total);
    expect(sees({ kind: 'organisation', organisation: 'gi-x' as never })).toBe(0);
  });

  it.each(['hidden-from is not looked at', 'withdrawal of consent is forgotten', 'own rights begin at thirteen'])(
    'notices when %s',
    async (name) => {
      const { killed, survived } = await tryMutants(world, ruleNamed(name), ignore);
      expect({ killed, survived }).toEqual({ killed: 1, survived: [] });
    },
  );

  it.each(pushMutants.map((mutant) => [mutant.name, mutant] as const))('notices when %s', async (_name, mutant) => {
    const { killed, survived } = await tryMutants(world, [mutant], ignore);
    expect({ killed, survived }).toEqual({ killed: 1, survived: [] });
  });

  // Each leaves out one look at rights; `rvt policy walk --mutate` tries all of them.
  it.each(
    [
      'whose decision it was',
      'one end that is seen',
      'records of others',
      'index of somebody else',
      'as of now',
      'keep to its period',
      'whom one may not know of',
      'people who joined later',
      'speaks for anybody',
      'count that one may not see',
    ].map((part) => [part, pathMutants.filter(({ name }) => name.includes(part))] as const),
  )(
    'notices the fault on a path: %s',
    async (_part, mutants) => {
      const { killed, survived } = await tryMutants(world, mutants, ignore);
      expect({ killed, survived }).toEqual({ killed: 1, survived: [] });
    },
    300_000,
  );

  it('knows a fault that changes no answer from one that does', async () => {
    const unused = { ...matrix2025, cells: { ...matrix2025.cells, C16: { ...matrix2025.cells.C16, LT: 'F' as const } } };
    expect((await compareAnswers(world, unused)).differs).toBe(false);
    const used = { ...matrix2025, cells: { ...matrix2025.cells, C5: { ...matrix2025.cells.C5, LT: 'none' as const } } };
    expect((await compareAnswers(world, used)).differs).toBe(true);
  });

  it('draws the same mutants from the same seed', () => {
    // Those of the paths come first and are not drawn.
    const names = (seed: number) => mutantsFor(50, seed).map(({ name }) => name);
    expect(names(7)).toEqual(names(7));
    expect(names(7)).not.toEqual(names(8));
    expect(new Set(mutantsFor(60, 1).map(({ name }) => name)).size).toBe(60);
  });
});
