// SPDX-License-Identifier: EUPL-1.2
import { matrix2025 } from '@gezinslijn/family-case';
import { openApiWalk } from './api-paths.ts';
import { compareAnswers } from './equivalence.ts';
import { mutantsFor } from './mutants.ts';
import type { Mutant } from './mutants.ts';
import { Enough, Report } from './report.ts';
import type { Finding } from './report.ts';
import { openWorld, walk } from './walk.ts';
import type { World } from './walk.ts';

export interface WalkResult {
  readonly cells: number;
  readonly leaks: readonly Finding[];
  readonly mutants: number;
  readonly killed: number;
  /** Mutants that answer nothing differently, with the number of questions that shows it. */
  readonly equivalent: readonly { readonly name: string; readonly reason: string }[];
  /** Mutants that answer something differently and were not noticed. */
  readonly survived: readonly string[];
}

export interface PolicyWalkOptions {
  readonly mutate: number;
  readonly seed: number;
  readonly onWalk: (done: number, of: number) => void;
  readonly onMutant: (done: number, of: number) => void;
}

/** How many findings are gathered before the walk gives up: the first few say enough. */
const LIMIT = 200;

/** Walks the policy of the product on every path, then each mutant until it is noticed. */
export async function policyWalk({ mutate, seed, onWalk, onMutant }: PolicyWalkOptions): Promise<WalkResult> {
  const world = await openWorld();
  try {
    const api = await openApiWalk(world, matrix2025);
    let moments = 0;
    const report = await walk(world, matrix2025, {
      thorough: true,
      limit: LIMIT,
      onProgress: onWalk,
      // The API is walked once: what changes with time it reads through the same views, which are walked at every moment.
      more: (views, found) => (moments++ === 0 ? api.walk(views, found) : Promise.resolve()),
    });
    await api.close();
    const tried = await tryMutants(world, mutantsFor(mutate, seed), onMutant);
    return { cells: report.cells, leaks: report.findings, ...tried };
  } finally {
    await world.close();
  }
}

/** Each mutant is walked until something is found; what nothing is found in must answer every question as the product does. */
export async function tryMutants(
  world: World,
  mutants: readonly Mutant[],
  onMutant: (done: number, of: number) => void,
): Promise<Pick<WalkResult, 'mutants' | 'killed' | 'equivalent' | 'survived'>> {
  let killed = 0;
  const equivalent: { name: string; reason: string }[] = [];
  const survived: string[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const { name } = mutant;
    if (await isNoticed(world, mutant)) killed += 1;
    // A fault of the gateway is no policy that could be put all questions to: one that is not noticed is a gap.
    else if ('faulty' in mutant) survived.push(name);
    else {
      const { matrix } = mutant;
      const { differs, questions } = await compareAnswers(world, matrix);
      if (differs) survived.push(name);
      else equivalent.push({ name, reason: `answers all of ${String(questions)} questions as the product does` });
    }
    onMutant(index + 1, mutants.length);
  }
  return { mutants: mutants.length, killed, equivalent, survived };
}

async function isNoticed(world: World, mutant: Mutant): Promise<boolean> {
  if (!('faulty' in mutant)) return (await walk(world, mutant.matrix, { thorough: false, limit: 1 })).findings.length > 0;
  const api = await openApiWalk(world, matrix2025, mutant);
  const report = new Report(1);
  try {
    await api.walkPart(mutant.part, await world.views(), report);
  } catch (failure) {
    if (!(failure instanceof Enough)) throw failure;
  } finally {
    await api.close();
  }
  return report.findings.length > 0;
}

/** Runs it from the command line. Answers 0 without leaks and with every mutant noticed that answers differently, 1 otherwise, 2 on misuse. */
export async function policyWalkCommand(
  options: { readonly mutate?: string; readonly seed?: string; readonly json?: boolean },
  progress: (what: string) => (done: number, of: number) => void,
): Promise<number> {
  const [mutate, seed] = [options.mutate ?? '0', options.seed ?? '1'].map(Number) as [number, number];
  if (!Number.isSafeInteger(mutate) || mutate < 0 || !Number.isSafeInteger(seed)) {
    process.stderr.write('--mutate en --seed zijn hele getallen.\n');
    return 2;
  }
  const result = await policyWalk({ mutate, seed, onWalk: progress('Paden'), onMutant: progress('Mutanten') });
  process.stdout.write(options.json === true ? `${JSON.stringify(result)}\n` : inWords(result));
  return result.leaks.length === 0 && result.survived.length === 0 ? 0 : 1;
}

function inWords({ cells, leaks, mutants, killed, equivalent, survived }: WalkResult): string {
  const lines = [
    ...leaks.map(({ kind, path, reader, scenario, type, field }) => `${kind}  ${path}  ${reader}  ${scenario}  ${type}.${field}`),
    ...survived.map((name) => `niet gevonden  ${name}`),
    ...equivalent.map(({ name, reason }) => `gelijkwaardig  ${name}: ${reason}`),
    `${String(cells)} cellen, ${String(leaks.length)} lekken`,
    ...(mutants === 0
      ? []
      : [
          `${String(mutants)} mutanten, ${String(killed)} gevonden, ${String(equivalent.length)} gelijkwaardig, ${String(survived.length)} gemist`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}
