// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { TimelineChangedDocument } from '@gezinslijn/api-contract';
import type { EntryFragment } from '@gezinslijn/api-contract';
import type { LiveStatus } from '../gateway/live-connection.ts';
import { useSession } from '../sign-in/session-context.ts';

type Listener = (entry: EntryFragment) => void;

/** Live news of one case, for whichever part of the screen wants it. */
export class CaseNews {
  readonly #listeners = new Set<Listener>();

  readonly listen = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly tell = (entry: EntryFragment): void => {
    for (const listener of this.#listeners) listener(entry);
  };
}

/** Follows a case for as long as it is on the screen. Not for an auditor, who looks back and is sent nothing. */
export function useFollowedCase(caseId: string, news: CaseNews): void {
  const client = useClient();
  const { me } = useSession();
  const follows = me.party !== 'AUDITOR';
  useEffect(() => {
    if (!follows) return undefined;
    const following = client.subscription(TimelineChangedDocument, { caseId }).subscribe(({ data }) => {
      if (data !== undefined) news.tell(data.timelineChanged);
    });
    return () => following.unsubscribe();
  }, [client, caseId, news, follows]);
}

export function useNews(news: CaseNews, listener: Listener): void {
  useEffect(() => news.listen(listener), [news, listener]);
}

export function useLiveStatus(): LiveStatus {
  const { live } = useSession();
  return useSyncExternalStore(live.onStatus, live.status);
}

/** Calls back each time live news (re)starts: something may have been missed before. */
export function useLiveAgain(onLive: () => void): void {
  const status = useLiveStatus();
  const last = useRef<LiveStatus>(undefined);
  useEffect(() => {
    const before = last.current;
    last.current = status;
    if (status === 'live' && before !== 'live' && before !== undefined) onLive();
  }, [status, onLive]);
}
