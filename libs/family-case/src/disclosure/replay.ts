// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import { applyToContext, emptyContext } from './case-context.ts';
import type { CaseContext } from './case-context.ts';
import { isAttachment } from '../recording/entry-outline.ts';
import { maskFor, rulesAround, textMask } from './disclose.ts';
import type { Mask } from './disclose.ts';
import { maskEntry, withAttached } from './disclosed-entry.ts';
import type { DisclosedEntry } from './disclosed-entry.ts';
import type { DisclosureMatrix } from './matrix.ts';
import { ownRightsFrom, profileOf } from './reader-profile.ts';
import type { ReaderProfile } from './reader-profile.ts';
import type { Reader } from './readers.ts';
import { both } from './stricter.ts';
import type { DisclosureRules } from './rules.ts';

/** The case as one reader may see it, from its events up to some moment, with the rules of the instant `at`. `null`: not involved. */
export function replayCase(
  events: readonly RecordedCaseEvent[],
  reader: Reader,
  at: Instant,
  matrix: DisclosureMatrix,
): readonly DisclosedEntry[] | null {
  const context = emptyContext();
  const rules = rulesAround(matrix);
  for (const event of events) applyToContext(context, event, rules);
  const profile = events.length === 0 ? null : profileOf(context, reader, at, rules);
  return profile === null ? null : disclosed(events, [{ profile, matrix }]);
}

/** The versions in force then and now. */
export interface ThenAndNow {
  readonly then: DisclosureMatrix;
  readonly now: DisclosureMatrix;
}

/**
 * What a reader could see then and may see now: the entries known then, each masked by both profiles.
 * Later shares do not open the past; a right that was lost closes it.
 */
export function replayThenAndNow(
  known: readonly RecordedCaseEvent[],
  all: readonly RecordedCaseEvent[],
  reader: Reader,
  then: Instant,
  now: Instant,
  matrix: DisclosureMatrix | ThenAndNow,
): readonly DisclosedEntry[] | null {
  const matrices = 'then' in matrix ? matrix : { then: matrix, now: matrix };
  const context = emptyContext();
  const rules = rulesAround(matrices.then);
  for (const event of known) applyToContext(context, event, rules);
  const before = known.length === 0 || !readsAt(context, reader, then, rules) ? null : profileOf(context, reader, then, rules);
  const today = emptyContext();
  const rulesNow = rulesAround(matrices.now);
  for (const event of all) applyToContext(today, event, rulesNow);
  const after = profileOf(today, reader, now, rulesNow);
  if (before === null || after === null) return null;
  const views = [
    { profile: before, matrix: matrices.then },
    { profile: after, matrix: matrices.now },
  ];
  return disclosed(known, views);
}

/** A child under twelve did not read in its own right then. Through whose eyes an auditor looks is another matter: there it counts as a reader. */
function readsAt(context: CaseContext, reader: Reader, at: Instant, rules: DisclosureRules): boolean {
  const from = reader.kind === 'person' ? ownRightsFrom(context, reader.personId, rules) : null;
  return from === null || from <= at;
}

function disclosed(
  events: readonly RecordedCaseEvent[],
  views: readonly { readonly profile: ReaderProfile; readonly matrix: DisclosureMatrix }[],
): readonly DisclosedEntry[] {
  return besideOneAnother(
    events.flatMap((entry) => {
      const masks = views.map(({ profile, matrix }) => maskFor(entry, profile, matrix));
      const mask = masks.reduce(both);
      return mask === null ? [] : [{ entry, mask }];
    }),
  );
}

/** An entry and what somebody may see of it. */
export interface MaskedEntry {
  readonly entry: RecordedCaseEvent;
  readonly mask: Mask;
}

/** Entries as one reader gets them, oldest first, each with what is attached to it further on: a corrected text in the place of the old one. */
export function besideOneAnother(masked: readonly MaskedEntry[]): readonly DisclosedEntry[] {
  const entries: DisclosedEntry[] = [];
  const attached = new Map<string, DisclosedEntry[]>();
  for (const { entry, mask } of masked) {
    entries.push(maskEntry(entry, mask));
    if (!isAttachment(entry)) continue;
    const { entryId } = entry.event.data;
    const shown = maskEntry(entry, entry.event.type === 'EntryCorrected' ? textMask(mask) : mask);
    attached.set(entryId, [...(attached.get(entryId) ?? []), shown]);
  }
  return attached.size === 0 ? entries : entries.map((entry) => withAttached(entry, attached.get(entry.id) ?? []));
}
