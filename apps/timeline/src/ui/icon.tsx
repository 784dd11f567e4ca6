// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';

const PATHS = {
  alert: 'M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.6v.1',
  arrow: 'm9 6 6 6-6 6',
  back: 'm14 6-6 6 6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 7v5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  cross: 'm6 6 12 12M18 6 6 18',
  down: 'm6 9 6 6 6-6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  filter: 'M4 6h16M7 12h10m-7 6h4',
  hidden:
    'M3 3l18 18M10 5.8A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.8 3.4M6.5 7.6A16.5 16.5 0 0 0 2.5 12S6 18.5 12 18.5a9.3 9.3 0 0 0 4.2-1M9.9 9.9a3 3 0 0 0 4.2 4.2',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5.5m0-8.6v.1',
  live: 'M12 12h.01M8.5 15.5a5 5 0 0 1 0-7m7 0a5 5 0 0 1 0 7M5.6 18.4a9 9 0 0 1 0-12.8m12.8 0a9 9 0 0 1 0 12.8',
  lock: 'M6.5 11V8a5.5 5.5 0 0 1 11 0v3M5 11h14v9H5v-9Z',
  pen: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19 4 20Zm10.5-14 3.5 3.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8.5c.7-3.7 3.7-6 7.5-6s6.8 2.3 7.5 6',
  plus: 'M12 5v14M5 12h14',
  quote: 'M5 17c3-1 4-3 4-6H5V6h5v5c0 4-1.5 6.5-5 7.5M14 17c3-1 4-3 4-6h-4V6h5v5c0 4-1.5 6.5-5 7.5',
  road: 'M8 20 10.5 4m5.5 16L13.5 4M12 5v2m0 3v3m0 3v3',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words that say the same: hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
