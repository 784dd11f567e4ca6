// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode, Ref } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

type Kind = 'info' | 'ok' | 'warning' | 'error';
const ICONS: Readonly<Record<Kind, IconName>> = { info: 'info', ok: 'check', warning: 'alert', error: 'alert' };

interface AlertProps {
  readonly kind: Kind;
  readonly children: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits its turn; without either it is only read where it stands. */
  readonly role?: 'alert' | 'status';
  readonly boxRef?: Ref<HTMLDivElement>;
  readonly testId?: string;
}

export function Alert({ kind, children, role, boxRef, testId }: AlertProps): ReactElement {
  const focusable = boxRef === undefined ? {} : { ref: boxRef, tabIndex: -1 };
  return (
    <div className={`utrecht-alert utrecht-alert--${kind}`} role={role} data-testid={testId} {...focusable}>
      <Icon name={ICONS[kind]} />
      <div className="utrecht-alert__content">{children}</div>
    </div>
  );
}
