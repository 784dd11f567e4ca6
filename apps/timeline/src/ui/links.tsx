// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';
import { Link as DesignLink } from '@nl-design-system-candidate/link-react';
import { Link, useHref, useLinkClickHandler } from 'react-router';
import type { To } from 'react-router';

import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

interface LinkProps {
  readonly to: To;
  readonly children: ReactNode;
  readonly testId?: string;
}

/** The link of NL Design System, that goes to a screen of ours without loading the page anew. */
export function TextLink({ to, children, testId }: LinkProps): ReactElement {
  const href = useHref(to);
  const onClick = useLinkClickHandler<HTMLAnchorElement>(to);
  return (
    <DesignLink href={href} onClick={onClick} data-testid={testId}>
      {children}
    </DesignLink>
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
