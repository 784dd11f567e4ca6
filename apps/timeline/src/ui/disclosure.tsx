// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface DisclosureProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
  readonly testId?: string;
}

/** More, for who asks. The browser's own element: works with a keyboard, a screen reader and search on the page. */
export function Disclosure({ summary, children, open, onToggle, testId }: DisclosureProps): ReactElement {
  return (
    <details className="disclosure" open={open} data-testid={testId} onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}>
      <summary>
        <Icon name="arrow" />
        <span>{summary}</span>
      </summary>
      {children}
    </details>
  );
}
