// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

export const TABLE_KINDS = {
  JBT: 'jeugdbeschermingstafel',
  URGENT_JBT: 'spoed-jeugdbeschermingstafel',
  ALIGNMENT: 'afstemmingstafel',
  CASE_TABLE: 'casuïstiekbespreking',
  VVT: 'Veilig Verder Team',
  RET: 'Regionale Expert Tafel',
} as const;

/** Tafel gehouden, with who sat at it and what came out. */
export type TableHeld = Event<
  'TableHeld',
  {
    readonly tableId: ItemId;
    readonly kind: keyof typeof TABLE_KINDS;
    readonly attending: readonly OrganisationId[];
    readonly concerning: readonly PersonId[];
    readonly outcome: Sealed<string>;
    readonly discussion: Sealed<string>;
  }
>;

/** Tegenspraak, or the answer to it (`answerTo`). A dissent must be answered. */
export type DissentRecorded = Event<
  'DissentRecorded',
  {
    readonly dissentId: ItemId;
    readonly answerTo?: ItemId;
    readonly attending: readonly OrganisationId[];
    readonly concerning: readonly PersonId[];
    readonly text: Sealed<string>;
  }
>;

export type CollaborationEvent = TableHeld | DissentRecorded;

export const collaborationEvents = {
  TableHeld: describeEvent<TableHeld>()({
    type: 'TableHeld',
    version: 1,
    term: 'tafel gehouden',
    category: 'C17',
    tookPart: 'attending',
    fields: {
      tableId: structure('C17', 'tafel (kenmerk)'),
      kind: structure('C17', 'soort tafel', { terms: TABLE_KINDS }),
      attending: structure('C17', 'aan tafel'),
      concerning: structure('C17', 'betreft'),
      outcome: personal('C17', 'concerning', 'uitkomst', { extract: true }),
      discussion: personal('C17', 'concerning', 'bespreking'),
    },
  }),
  DissentRecorded: describeEvent<DissentRecorded>()({
    type: 'DissentRecorded',
    version: 1,
    term: 'tegenspraak',
    category: 'C17',
    tookPart: 'attending',
    fields: {
      dissentId: structure('C17', 'tegenspraak (kenmerk)'),
      answerTo: structure('C17', 'antwoord op'),
      attending: structure('C17', 'aan tafel'),
      concerning: structure('C17', 'betreft'),
      text: personal('C17', 'concerning', 'tekst'),
    },
  }),
} as const;
