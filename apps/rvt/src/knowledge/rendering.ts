// SPDX-License-Identifier: EUPL-1.2

/** An entry without its content. */
export interface Outline {
  readonly id: string;
  readonly type: string;
  readonly term: string;
  readonly party: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly category: string;
}

interface Look {
  readonly at: string;
  readonly worker: string | null;
  readonly roleTerm: string;
  readonly emergency: boolean;
}

export interface KnownEntry {
  readonly entry: Outline;
  readonly known: { readonly visible: string | null; readonly delivered: readonly Look[]; readonly opened: readonly Look[] };
}

/** The furthest he got, and who did so first. */
export function degreeOf({ visible, delivered, opened }: KnownEntry['known']): string {
  const [first] = opened.length > 0 ? opened : delivered;
  if (first === undefined) return visible === null ? '–' : 'zichtbaar';
  const who = `${first.at.slice(0, 16).replace('T', ' ')} ${first.roleTerm}${first.emergency ? ', noodtoegang' : ''}`;
  return `${opened.length > 0 ? 'geopend' : 'verstrekt'} (${who})${visible === null ? ', niet zichtbaar' : ''}`;
}

/** Rows of text as columns as wide as they need to be; the last is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return rows.map((row) => `${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  ')}\n`).join('');
}
