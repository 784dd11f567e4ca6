// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { To } from 'react-router';

interface LinkProps {
  readonly to: To;
  readonly children: ReactNode;
  readonly testId?: string;
}

export function TextLink({ to, children, testId }: LinkProps): ReactElement {
  return (
    <Link className="nl-link" to={to} data-testid={testId}>
      {children}
    </Link>
  );
}

/** A link that looks like a button, because it leads to doing something. */
export function ButtonLink({ to, children, testId, purpose = 'primary' }: LinkProps & { readonly purpose?: 'primary' | 'secondary' }): ReactElement {
  return (
    <Link className={`nl-button nl-button--${purpose}`} to={to} data-testid={testId}>
      {children}
    </Link>
  );
}
