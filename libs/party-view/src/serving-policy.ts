// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { canonicalJson } from '@gezinslijn/family-case';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import type { ViewEngine } from './view-engine.ts';

/** Which version of the matrix serves, and whether another is taking its place. */
export interface ServingPolicy {
  /** What may be shown now: while a change is under way, only what both versions show. */
  readonly matrix: DisclosureMatrix;
  /** The rows are of another version than the one adopted: until they are swapped they say no more than that a case may be there. */
  readonly changing: boolean;
}

/** A checkpoint of this name says under which version the rows were written. */
export const MARK = 'matrix ';
export const markOf = ({ version }: DisclosureMatrix): string => `${MARK}${version}`;

/** What administration names a version by. */
export const digestOf = (matrix: DisclosureMatrix): string => createHash('sha256').update(canonicalJson(matrix)).digest('hex');

/** Version under which the views were built; `undefined` for views that hold nothing yet, or are from before versions were marked. */
export async function versionOfViews(engine: Pick<ViewEngine, 'all'>): Promise<string | undefined> {
  const rows = await engine.all(`SELECT name FROM checkpoint WHERE name LIKE '${MARK}%'`, []);
  const name = rows[0]?.['name'];
  return typeof name === 'string' ? name.slice(MARK.length) : undefined;
}
