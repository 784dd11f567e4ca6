// SPDX-License-Identifier: EUPL-1.2
import type { CaseDecider } from '../case-decider.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent, Framed } from '../frame/case-frame.ts';
import type { RefusalOf } from '../vocabulary/command.ts';
import type { EntryId } from '../vocabulary/ids.ts';
import { attachStatement } from './attach-statement.ts';
import type { AttachStatement } from './attach-statement.ts';
import { correctEntry, textKey } from './correct-entry.ts';
import type { CorrectEntry } from './correct-entry.ts';
import type { RectificationEvent } from './rectification-events.ts';

export type RectificationCommand = CorrectEntry | AttachStatement;
export type RectificationRefusal = RefusalOf<typeof correctEntry> | RefusalOf<typeof attachStatement>;

export interface RectificationState extends Framed {
  /** The last correction of each text, by entry and field. */
  readonly last: Map<string, EntryId>;
}

/** Corrections of what was recorded, and what people say about it themselves. Rules: docs/domain/rectification.md. */
export const rectification: CaseDecider<
  RectificationCommand,
  RectificationState,
  RectificationEvent,
  RectificationRefusal,
  RectificationEvent | FrameEvent
> = {
  commands: { CorrectEntry: true, AttachStatement: true },
  handles: { ...frameEvents, EntryCorrected: true, StatementAttached: true },
  initial: () => ({ frame: emptyFrame(), last: new Map() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'CorrectEntry':
        return correctEntry(state, command, act);
      case 'AttachStatement':
        return attachStatement(state, command, act);
    }
  },
  evolve: (state, event, { id, metadata }) => {
    if (isFrameEvent(event)) foldFrame(state.frame, { event, metadata });
    else if (event.type === 'EntryCorrected') state.last.set(textKey(event.data.entryId, event.data.field), id as EntryId);
    return state;
  },
};
