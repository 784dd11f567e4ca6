// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';

/** Our own mark: a line through the points of a family's story. */
export function Logo(): ReactElement {
  return (
    <svg width="44" height="28" viewBox="0 0 44 28" aria-hidden="true" focusable="false">
      <path d="M2 20h10l8-12h10l8 6h4" fill="none" stroke="#8fd0d8" strokeWidth="3" strokeLinejoin="round" />
      <circle cx="12" cy="20" r="4.5" fill="#fff" />
      <circle cx="25" cy="8" r="4.5" fill="#ffd36b" />
      <circle cx="37" cy="14" r="4.5" fill="#fff" />
    </svg>
  );
}
