// SPDX-License-Identifier: EUPL-1.2
import { useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useArrival } from './arrival.ts';

/** The heading of a screen: where the focus goes on arrival. */
export function PageHeading({ children, level = 1 }: { readonly children: ReactNode; readonly level?: 1 | 2 }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  return (
    <Heading level={level} ref={heading} tabIndex={-1}>
      {children}
    </Heading>
  );
}
