// SPDX-License-Identifier: EUPL-1.2
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { TimelineDocument } from '@gezinslijn/api-contract';
import type { TimelineQuery } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';
import { endOf } from '../language/moments.ts';
import { NO_ENTRIES, arrived, continued, missed, newest, opened, shown } from './entries.ts';
import type { Entries, Entry } from './entries.ts';
import { belongsIn, filterOf } from './timeline-view.ts';
import type { TimelineView } from './timeline-view.ts';

const PAGE = 50;
/** After a gap in the live news this many of the newest entries are looked through for what was missed. */
const CATCH_UP = 50;

type Page = NonNullable<TimelineQuery['timeline']>;

export interface TimelineState {
  readonly status: 'loading' | 'ready' | 'failed' | 'none';
  readonly entries: Entries;
  readonly endCursor: string | null;
  readonly hasMore: boolean;
  /** The view did not yet hold what was asked for. */
  readonly behind: boolean;
  readonly busy: boolean;
  readonly fault: Fault | undefined;
}

type Change =
  | { readonly type: 'page'; readonly page: Page; readonly fresh: readonly string[] }
  | { readonly type: 'none' }
  | { readonly type: 'fault'; readonly fault: Fault }
  | { readonly type: 'asking' }
  | { readonly type: 'more'; readonly page: Page }
  | { readonly type: 'arrived'; readonly entry: Entry }
  | { readonly type: 'missed'; readonly entries: readonly Entry[]; readonly since: string }
  | { readonly type: 'show'; readonly view: TimelineView };

const START: TimelineState = {
  status: 'loading',
  entries: NO_ENTRIES,
  endCursor: null,
  hasMore: false,
  behind: false,
  busy: false,
  fault: undefined,
};

export function timelineReducer(state: TimelineState, change: Change): TimelineState {
  switch (change.type) {
    case 'page': {
      const { nodes, pageInfo, behind } = change.page;
      const waiting = state.entries.waiting.filter(({ id }) => !nodes.some((node) => node.id === id));
      return {
        ...START,
        status: 'ready',
        entries: { ...opened(nodes, change.fresh), waiting },
        behind,
        endCursor: pageInfo.endCursor,
        hasMore: pageInfo.hasNextPage,
      };
    }
    case 'none':
      return { ...START, status: 'none' };
    case 'fault':
      return { ...state, busy: false, fault: change.fault, status: state.status === 'ready' ? 'ready' : 'failed' };
    case 'asking':
      return { ...state, busy: true, fault: undefined };
    case 'more': {
      const { nodes, pageInfo } = change.page;
      return {
        ...state,
        busy: false,
        entries: continued(state.entries, nodes),
        endCursor: pageInfo.endCursor,
        hasMore: pageInfo.hasNextPage,
      };
    }
    case 'arrived':
      return { ...state, entries: arrived(state.entries, change.entry) };
    case 'missed':
      return { ...state, entries: missed(state.entries, change.entries, change.since) };
    case 'show':
      return { ...state, entries: shown(state.entries, change.view.order, state.hasMore) };
  }
}

interface Question {
  readonly caseId: string;
  readonly view: TimelineView;
  /** Position of something just recorded: the answer should hold it. */
  readonly atLeast: string | undefined;
  readonly fresh: readonly string[];
}

export interface Timeline {
  readonly state: TimelineState;
  readonly more: () => void;
  readonly again: () => void;
  readonly show: () => void;
  readonly arrive: (entry: Entry) => void;
  /** Looks for what was missed while there was no live news. */
  readonly catchUp: () => void;
}

/** A timeline page by page, and what comes in live beside it. Give it a new key for another question. */
export function useTimeline({ caseId, view, atLeast, fresh }: Question): Timeline {
  const client = useClient();
  const language = useTranslation().i18n.language;
  const [state, change] = useReducer(timelineReducer, START);

  const ask = useCallback(
    async (first: number, after: string | null) => {
      const variables = {
        caseId,
        first,
        after,
        order: view.order,
        filter: filterOf(view),
        atLeast: after === null ? (atLeast ?? null) : null,
        asOf: view.knownOn === undefined ? null : { knownAt: endOf(view.knownOn) },
      };
      const { data, error } = await client.query(TimelineDocument, variables, { requestPolicy: 'network-only' }).toPromise();
      if (error !== undefined) return { fault: faultOf(error, language) };
      return { page: data?.timeline ?? null };
    },
    [client, caseId, view, atLeast, language],
  );

  const open = useCallback(
    async (isCurrent: () => boolean) => {
      const { page, fault } = await ask(PAGE, null);
      if (!isCurrent()) return;
      if (fault !== undefined) change({ type: 'fault', fault });
      else change(page === null || page === undefined ? { type: 'none' } : { type: 'page', page, fresh });
    },
    [ask, fresh],
  );

  useEffect(() => {
    let current = true;
    void open(() => current);
    return () => {
      current = false;
    };
  }, [open]);

  const more = async () => {
    change({ type: 'asking' });
    const { page, fault } = await ask(PAGE, state.endCursor);
    if (fault !== undefined) change({ type: 'fault', fault });
    else change(page === null || page === undefined ? { type: 'none' } : { type: 'more', page });
  };

  const known = useRef(NO_ENTRIES);
  useEffect(() => {
    known.current = state.entries;
  }, [state.entries]);

  const catchUp = useCallback(async () => {
    if (view.knownOn !== undefined) return;
    const since = newest(known.current);
    const variables = { caseId, first: CATCH_UP, order: 'RECORDED', filter: filterOf(view) } as const;
    const { data } = await client.query(TimelineDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    const nodes = data?.timeline?.nodes;
    if (nodes !== undefined) change({ type: 'missed', entries: nodes, since });
  }, [client, caseId, view]);

  const arrive = useCallback(
    (entry: Entry) => {
      if (belongsIn(view, entry)) change({ type: 'arrived', entry });
    },
    [view],
  );

  return {
    state,
    more: () => void more(),
    again: () => void open(() => true),
    show: () => change({ type: 'show', view }),
    arrive,
    catchUp: () => void catchUp(),
  };
}
