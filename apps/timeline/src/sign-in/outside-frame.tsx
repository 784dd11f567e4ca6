// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTitle } from '../ui/arrival.ts';
import { Logo } from '../ui/logo.tsx';

interface OutsideFrameProps {
  readonly title: string;
  readonly notice?: ReactNode;
  readonly children: ReactNode;
}

/** Around screens for who is not at work yet. */
export function OutsideFrame({ title, notice, children }: OutsideFrameProps): ReactElement {
  useTitle(title);
  return (
    <div className="frame frame--outside">
      <header>
        <div className="top-bar">
          <div className="utrecht-page top-bar__inside">
            <span className="top-bar__home">
              <Logo />
              Gezinslijn
            </span>
          </div>
        </div>
        {notice}
      </header>
      <main className="utrecht-page page sign-in">
        <Heading level={1}>{title}</Heading>
        {children}
      </main>
    </div>
  );
}
