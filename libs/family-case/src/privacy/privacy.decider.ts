// SPDX-License-Identifier: EUPL-1.2
import type { CaseDecider } from '../case-decider.ts';
import type { FamilyEvent } from '../family-event.ts';
import { familyEventTypes } from '../family-event.ts';
import { emptyFrame, foldFrame, isFrameEvent } from '../frame/case-frame.ts';
import type { RefusalOf } from '../vocabulary/command.ts';
import type { EntryId } from '../vocabulary/ids.ts';
import { changeConsent } from './change-consent.ts';
import type { ChangeConsent } from './change-consent.ts';
import { endShare, grantShare } from './grant-share.ts';
import type { EndShare, GrantShare } from './grant-share.ts';
import type { PrivacyEvent } from './privacy-events.ts';
import { entryOf, shareKey } from './privacy-state.ts';
import type { PrivacyState } from './privacy-state.ts';

export type PrivacyCommand = ChangeConsent | GrantShare | EndShare;
export type PrivacyRefusal = RefusalOf<typeof changeConsent> | RefusalOf<typeof grantShare> | RefusalOf<typeof endShare>;

/** Consent, and shares of single entries. Folds every event, because every entry can be shared. Rules: docs/domain/privacy.md. */
export const privacy: CaseDecider<PrivacyCommand, PrivacyState, PrivacyEvent, PrivacyRefusal, FamilyEvent> = {
  commands: { ChangeConsent: true, GrantShare: true, EndShare: true },
  handles: familyEventTypes,
  initial: () => ({ frame: emptyFrame(), entries: new Map(), shares: new Map() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'ChangeConsent':
        return changeConsent(state, command, act);
      case 'GrantShare':
        return grantShare(state, command, act);
      case 'EndShare':
        return endShare(state, command, act);
    }
  },
  evolve: (state, event, { id, metadata }) => {
    state.entries.set(id as EntryId, entryOf(event, metadata.actingOrganisation));
    if (isFrameEvent(event)) foldFrame(state.frame, { event, metadata });
    if (event.type === 'ShareGranted') {
      state.shares.set(shareKey(event.data), {
        by: metadata.actingOrganisation,
        hiddenFrom: event.data.hiddenFrom,
        ofCategory: event.data.ofCategory,
      });
    }
    if (event.type === 'ShareEnded') state.shares.delete(shareKey(event.data));
    return state;
  },
};
