// SPDX-License-Identifier: EUPL-1.2
import { createContext, useContext, useEffect, useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { FormValues } from './form-values.ts';

/** What somebody is writing down. In memory only: a browser on a shared laptop keeps nothing of it. */
export interface Draft {
  readonly commandId: string;
  readonly values: FormValues;
  /** Position of the case that was on the screen when this was begun. */
  readonly seenAt: string;
}

export class Drafts {
  readonly #drafts = new Map<string, Draft>();

  readonly get = (caseId: string, kind: string): Draft | undefined => this.#drafts.get(`${caseId}|${kind}`);
  readonly keep = (caseId: string, kind: string, draft: Draft): void => void this.#drafts.set(`${caseId}|${kind}`, draft);
  readonly drop = (caseId: string, kind: string): void => void this.#drafts.delete(`${caseId}|${kind}`);
  readonly has = (caseId: string, kind: string): boolean => this.#drafts.has(`${caseId}|${kind}`);
  readonly isEmpty = (): boolean => this.#drafts.size === 0;
}

const DraftsContext = createContext<Drafts | null>(null);

/** Drafts last as long as somebody is at work here. Leaving the page with one unfinished asks first. */
export function DraftsProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const drafts = useMemo(() => new Drafts(), []);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!drafts.isEmpty()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [drafts]);
  return <DraftsContext value={drafts}>{children}</DraftsContext>;
}

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (drafts === null) throw new Error('There is no place for drafts around this form');
  return drafts;
}
