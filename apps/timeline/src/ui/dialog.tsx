// SPDX-License-Identifier: EUPL-1.2
import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question that must be answered first. The browser keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps): ReactElement {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it still stands in the page: once it is taken out, the browser no longer knows where the focus came from.
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={box} className="dialog stack" aria-labelledby={titleId} onCancel={onClose}>
      <Heading level={2} id={titleId}>
        {title}
      </Heading>
      {children}
    </dialog>
  );
}
