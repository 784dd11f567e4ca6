// SPDX-License-Identifier: EUPL-1.2
import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useLocation } from 'react-router';

let arrivedAt: string | undefined;

/** The address at which the application started: there the browser itself puts the focus. */
export function startedAt(pathname: string): void {
  arrivedAt = pathname;
}

/** Going to another screen puts the focus on its heading, once, so that a keyboard and a screen reader go along. */
export function useArrival(heading: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  useEffect(() => {
    if (heading.current === null || arrivedAt === pathname) return;
    const first = arrivedAt === undefined;
    arrivedAt = pathname;
    if (first) return;
    heading.current.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [heading, pathname]);
}

/** No name of a family in a title: a browser keeps titles in its history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Gezinslijn`;
  }, [title]);
}
