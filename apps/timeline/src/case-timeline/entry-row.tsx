// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import type { Entry } from './entries.ts';
import { EntryCard } from './entry-card.tsx';
import { EntryDetails } from './entry-details.tsx';

interface EntryRowProps {
  readonly entry: Entry;
  /** Came in since the screen opened. */
  readonly fresh?: boolean;
}

/** An entry on the timeline, with the way to open it; a reference has nothing to open. */
export function EntryRow({ entry, fresh = false }: EntryRowProps): ReactElement {
  return (
    <EntryCard entry={entry} fresh={fresh}>
      {entry.access !== 'REFERENCE' && <EntryDetails entry={entry} />}
    </EntryCard>
  );
}
