// SPDX-License-Identifier: EUPL-1.2
/** One of `of` parts of all streams: what one thread goes through while others go through the rest. A stream is in just one. */
export interface Share {
  /** From 0. */
  readonly index: number;
  readonly of: number;
}

export const WHOLE: Share = { index: 0, of: 1 };

/** By a hash (FNV-1a, 32 bits) of the name, so that every process divides them alike and large shares do not come about by their names. */
export function isInShare(stream: string, { index, of }: Share): boolean {
  if (of === 1) return true;
  let hash = 0x811c9dc5;
  for (let at = 0; at < stream.length; at += 1) hash = Math.imul(hash ^ stream.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % of === index;
}
