// SPDX-License-Identifier: EUPL-1.2
import type { EntryFragment, EntryOrder, TimelineFilter } from '@gezinslijn/api-contract';
import { dayOf, isDay, today } from '../language/moments.ts';
import { PARTY_CODES } from '../ui/party-badge.tsx';
import type { PartyCode } from '../ui/party-badge.tsx';
import { typesOf } from './entry-kinds.ts';

/** How somebody looks at a timeline. Lives in the address bar, as codes: no name, no word of the case. */
export interface TimelineView {
  readonly order: EntryOrder;
  readonly parties: readonly PartyCode[];
  /** A theme or an event type. */
  readonly kind: string | undefined;
  /** Pseudonym of a person. */
  readonly person: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Looking back: as it was known at the end of this day. Absent for now. */
  readonly knownOn: string | undefined;
}

export const EVERYTHING: TimelineView = {
  order: 'HAPPENED',
  parties: [],
  kind: undefined,
  person: undefined,
  from: undefined,
  until: undefined,
  knownOn: undefined,
};

const PERSON = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What an address says; anything in it that is no code of ours is left out. */
export function viewOf(params: URLSearchParams): TimelineView {
  const text = (name: string) => params.get(name) ?? undefined;
  const day = (name: string) => (isDay(text(name) ?? '') ? text(name) : undefined);
  const kind = text('soort');
  const person = text('persoon');
  return {
    order: text('volgorde') === 'vastgelegd' ? 'RECORDED' : 'HAPPENED',
    parties: PARTY_CODES.filter((party) => text('partij')?.split(',').includes(party) ?? false),
    kind: kind !== undefined && typesOf(kind) !== undefined ? kind : undefined,
    person: person !== undefined && PERSON.test(person) ? person : undefined,
    from: day('van'),
    until: day('tot'),
    knownOn: pastDay(day('op')),
  };
}

/** Looking at today or later is looking at now. */
const pastDay = (day: string | undefined): string | undefined => (day !== undefined && day < today() ? day : undefined);

export function addressOf({ order, parties, kind, person, from, until, knownOn }: TimelineView): URLSearchParams {
  return new URLSearchParams({
    ...(order === 'RECORDED' ? { volgorde: 'vastgelegd' } : {}),
    ...(parties.length === 0 ? {} : { partij: parties.join(',') }),
    ...(kind === undefined ? {} : { soort: kind }),
    ...(person === undefined ? {} : { persoon: person }),
    ...(from === undefined ? {} : { van: from }),
    ...(until === undefined ? {} : { tot: until }),
    ...(knownOn === undefined ? {} : { op: knownOn }),
  });
}

export const isFiltered = ({ parties, kind, person, from, until }: TimelineView): boolean =>
  parties.length > 0 || [kind, person, from, until].some((part) => part !== undefined);

/** The same as a question to the gateway; `null` asks for everything. */
export function filterOf(view: TimelineView): TimelineFilter | null {
  const { parties, kind, person, from, until } = view;
  const types = kind === undefined ? undefined : typesOf(kind);
  if (!isFiltered(view)) return null;
  return {
    ...(types === undefined ? {} : { types: [...types] }),
    ...(parties.length === 0 ? {} : { parties: [...parties] }),
    ...(person === undefined ? {} : { person }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Would this entry, that came in live, stand in this view? Never in one of the past. */
export function belongsIn(view: TimelineView, entry: Pick<EntryFragment, 'type' | 'party' | 'about' | 'occurredAt'>): boolean {
  const { parties, kind, person, from, until } = view;
  const day = dayOf(entry.occurredAt);
  return (
    view.knownOn === undefined &&
    (parties.length === 0 || (parties as readonly string[]).includes(entry.party)) &&
    (kind === undefined || (typesOf(kind)?.includes(entry.type) ?? false)) &&
    (person === undefined || entry.about.includes(person)) &&
    (from === undefined || day >= from) &&
    (until === undefined || day <= until)
  );
}
