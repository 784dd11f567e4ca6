// SPDX-License-Identifier: EUPL-1.2
import {
  openEvent,
  applyToContext,
  emptyContext,
  maskFor,
  matrix2025,
  ownRightsFrom,
  profileOf,
  rulesAround,
} from '@gezinslijn/family-case';
import type { DisclosureMatrix, PersonId, Reader, ReaderProfile, RecordedCaseEvent } from '@gezinslijn/family-case';
import { AT_MIDNIGHT, JUST_BEFORE, organisations, people, readers } from './cast.ts';
import type { World } from './walk.ts';

/** Whether a policy answers anything differently from the product's own, anywhere in the space of questions; and how many were put. */
export interface Comparison {
  readonly differs: boolean;
  readonly questions: number;
}

/**
 * Puts every question there is to both policies: each entry of each made-up case to each reader, at the end and part of the way through its
 * history, at both sides of midnight; and each entry to every kind of profile, whether or not a history leads to it. A mutant that answers
 * all of them as the product does is equivalent, and that is computed here, not said.
 */
export async function compareAnswers(world: World, mutant: DisclosureMatrix): Promise<Comparison> {
  let questions = 0;
  for (const { stream } of world.scenarios) {
    const entries: RecordedCaseEvent[] = [];
    for await (const stored of world.record.store.readStream(stream)) entries.push(openEvent(stored, world.record.keys));
    for (const { known, reader, at } of looksAt(entries)) {
      questions += known.length;
      if (answers(known, reader, at, matrix2025) !== answers(known, reader, at, mutant)) return { differs: true, questions };
    }
    for (const profile of everyProfile(entries)) {
      for (const entry of entries) {
        questions += 1;
        const [ours, theirs] = [maskFor(entry, profile, matrix2025), maskFor(entry, profile, mutant)];
        if (JSON.stringify(ours) !== JSON.stringify(theirs)) return { differs: true, questions };
      }
    }
  }
  return { differs: false, questions };
}

/** Every reader, part of the way through a history and at its end, at both sides of midnight. */
function looksAt(entries: readonly RecordedCaseEvent[]) {
  const lengths = [Math.floor(entries.length / 3), Math.floor((2 * entries.length) / 3), entries.length];
  return lengths.flatMap((length) =>
    [JUST_BEFORE, AT_MIDNIGHT].flatMap((at) => readers.map(({ reader }) => ({ known: entries.slice(0, length), reader, at }))),
  );
}

/** All a reader is shown, as one text. */
function answers(known: readonly RecordedCaseEvent[], reader: Reader, at: string, matrix: DisclosureMatrix): string {
  const rules = rulesAround(matrix);
  const context = emptyContext();
  for (const entry of known) applyToContext(context, entry, rules);
  const profile = profileOf(context, reader, at, rules);
  const from = reader.kind === 'person' ? ownRightsFrom(context, reader.personId, rules) : null;
  return JSON.stringify([from !== null && from > at, profile === null ? null : known.map((entry) => maskFor(entry, profile, matrix))]);
}

/** Profiles of every column, with and without whatever opens something. */
function everyProfile(entries: readonly RecordedCaseEvent[]): readonly ReaderProfile[] {
  const all = Object.values(people);
  const shares = entries.map(({ id }) => id as never);
  const columns = ['LT', 'VT', 'RvdK', 'GI', 'ZA'] as const;
  const profiles: ReaderProfile[] = [];
  for (const column of columns) {
    const categories = Object.keys(matrix2025.cells);
    const consents = all.flatMap((person) => categories.map((category) => `${organisations.strangerVt}|${person}|${category}`));
    const plain = {
      kind: 'organisation' as const,
      organisation: organisations.strangerVt,
      column,
      rvt: false,
      active: true,
      measure: false,
      signed: [],
      keptThrough: -1,
      clients: [],
      consents: [],
      shares: [],
      destroyed: [],
      validUntil: null,
    };
    profiles.push(plain, { ...plain, rvt: true }, { ...plain, measure: true }, { ...plain, active: false, keptThrough: 40 });
    profiles.push({ ...plain, consents }, { ...plain, shares }, { ...plain, clients: all }, { ...plain, consents, rvt: true });
  }
  for (const personId of [...all, organisations.strangerVt as string as PersonId]) {
    for (const network of [false, true]) {
      profiles.push({ kind: 'person', personId, network, represents: [], validUntil: null });
      profiles.push({ kind: 'person', personId, network, represents: [people.child8, people.child11], validUntil: null });
    }
  }
  return profiles;
}
