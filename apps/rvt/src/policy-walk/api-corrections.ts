// SPDX-License-Identifier: EUPL-1.2
import { earlyLook, isDelivered, isDeliveredEarly, isOpened } from './api-who-looked.ts';
import type { Asking } from './asking.ts';
import { JUST_BEFORE, people } from './cast.ts';
import type { View } from './oracle.ts';
import type { Scenario, WrittenEntry } from './scenarios.ts';

export const CORRECTED = `query ($caseId: ID!) { correctedSinceRead(caseId: $caseId) { readAt correctedAt entry { id type about fields { name text values personId }
  corrections { id reason askedBy { personId } } statements { id personId words } } } }`;

interface Told {
  readonly readAt: string;
  readonly correctedAt: string;
  readonly entry: { readonly id: string; readonly corrections: readonly { readonly id: string }[] };
}

/** Corrected since one read it: of entries of others that he sees, whose old text had gone to him and whose correction nobody there opened. */
export async function walkCorrectedSinceRead(asking: Asking, view: View): Promise<void> {
  const { who, scenario } = asking;
  const path = 'correctedSinceRead';
  const his: View = who.reader.kind === 'auditor' ? new Map() : view;
  const answer = await asking.look(path, CORRECTED, {}, his);
  const { data } = JSON.parse(answer) as { readonly data: { readonly correctedSinceRead: readonly Told[] } | null };
  if (data === null) asking.found('withheld', path, undefined, 'answer');
  const given = new Map((data?.correctedSinceRead ?? []).map((told) => [told.entry.id, told]));
  const expected = toBeTold(asking, his);
  for (const [id, { readAt, correctedAt, entry }] of given) {
    const due = expected.get(id);
    if (due === undefined) asking.found('leak', path, id, 'existence');
    else if (due.readAt !== readAt || due.correctedAt !== correctedAt) asking.found('leak', path, id, 'when');
    const shown = correctionsOf(scenario, his, id);
    if (entry.corrections.length !== shown.length)
      asking.found(entry.corrections.length > shown.length ? 'leak' : 'withheld', path, id, 'corrections');
  }
  for (const id of expected.keys()) if (!given.has(id)) asking.found('withheld', path, id, 'existence');
}

function toBeTold({ who: { reader }, plain, scenario }: Asking, view: View): ReadonlyMap<string, { readAt: string; correctedAt: string }> {
  const told = new Map<string, { readAt: string; correctedAt: string }>();
  // Whoever is not in the cast never looked.
  if (reader.kind === 'person' && !(Object.values(people) as readonly string[]).includes(reader.personId)) return told;
  for (const [index, { id }] of scenario.entries.entries()) {
    const last = correctionsOf(scenario, view, id).at(-1);
    if (last === undefined || !view.has(id)) continue;
    if (plain.kind === 'organisation' && last.by === plain.organisation) continue;
    if (isOpened(scenario.entries.indexOf(last))) continue;
    const early = earlyLook(scenario);
    const readAt = early !== undefined && isDeliveredEarly(scenario, index) ? early : isDelivered(index) ? JUST_BEFORE : undefined;
    if (readAt !== undefined && readAt < last.recordedAt) told.set(id, { readAt, correctedAt: last.recordedAt });
  }
  return told;
}

/** Of one entry, those that he sees, oldest first. */
const correctionsOf = ({ entries }: Scenario, view: View, entryId: string): readonly WrittenEntry[] =>
  entries.filter(({ id, event }) => event.type === 'EntryCorrected' && event.data.entryId === entryId && view.has(id));
