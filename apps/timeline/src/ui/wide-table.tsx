// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';

/** Around a table that may be wider than the screen: it scrolls by itself, never the page. */
export function WideTable({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard (WCAG 2.1.1)
    <div className="lanes" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
