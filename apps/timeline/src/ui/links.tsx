// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { To } from 'react-router';

import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

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

interface ButtonLinkProps extends LinkProps {
  readonly icon: IconName;
  readonly purpose?: 'primary' | 'secondary';
}

/** A link that looks like a button, because it leads to doing something. */
export function ButtonLink({ to, children, testId, icon, purpose = 'primary' }: ButtonLinkProps): ReactElement {
  return (
    <Link className={`nl-button nl-button--${purpose}`} to={to} data-testid={testId}>
      <span className="nl-button__icon-start">
        <Icon name={icon} />
      </span>
      <span className="nl-button__label">{children}</span>
    </Link>
  );
}
