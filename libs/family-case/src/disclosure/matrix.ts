// SPDX-License-Identifier: EUPL-1.2
import type { Category } from '../vocabulary/categories.ts';
import type { Party } from '../vocabulary/parties.ts';

/**
 * Codes of the matrix (docs/domain/disclosure.md):
 * F full · FM full once the reader carries out a measure · FP full if it took part · X conclusion or extract · R reference only (it exists, when, whose)
 * · S own share · C with consent or a named duty · O own entries only · none nothing, not even that it exists.
 */
export type Code = 'F' | 'FM' | 'FP' | 'X' | 'R' | 'S' | 'C' | 'O' | 'none';

/** Columns with a place of their own on the timeline. The court, police and region read no timeline; an auditor reads all of it, with a purpose. */
export type Column = Party | 'FAMILY';

export interface DisclosureMatrix {
  /** Recorded in every event and every read, so that a decision can be computed again under the rules of its day. */
  readonly version: string;
  readonly cells: Readonly<Record<Category, Readonly<Record<Column, Code>>>>;
}

const row = (LT: Code, VT: Code, RvdK: Code, GI: Code, ZA: Code, FAMILY: Code) => ({ LT, VT, RvdK, GI, ZA, FAMILY });

/** The matrix of 1 January 2025: best-supported proposal, to be confirmed by a DPIA and legal sign-off before real use. */
export const matrix2025: DisclosureMatrix = {
  version: '2025-01',
  cells: {
    C1: row('F', 'F', 'F', 'F', 'S', 'S'),
    C2: row('none', 'F', 'C', 'C', 'S', 'S'),
    C3: row('X', 'F', 'C', 'C', 'none', 'S'),
    C4: row('none', 'F', 'none', 'none', 'none', 'none'),
    C5: row('F', 'F', 'F', 'F', 'X', 'S'),
    C6: row('F', 'F', 'F', 'F', 'X', 'F'),
    C7: row('none', 'O', 'O', 'O', 'none', 'none'),
    C8: row('X', 'X', 'F', 'FM', 'none', 'S'),
    C9: row('R', 'R', 'F', 'F', 'R', 'F'),
    C9H: row('F', 'F', 'F', 'F', 'R', 'F'),
    C10: row('R', 'none', 'R', 'F', 'none', 'S'),
    C11: row('F', 'R', 'C', 'F', 'O', 'S'),
    C12: row('C', 'X', 'C', 'C', 'O', 'S'),
    C13: row('X', 'X', 'X', 'X', 'none', 'none'),
    C14: row('F', 'X', 'X', 'X', 'none', 'S'),
    C15: row('F', 'F', 'F', 'F', 'X', 'S'),
    C16: row('none', 'O', 'O', 'O', 'O', 'S'),
    C17: row('F', 'FP', 'O', 'FP', 'O', 'X'),
    C18: row('O', 'O', 'O', 'O', 'O', 'S'),
    C19: row('F', 'F', 'F', 'F', 'F', 'F'),
  },
};
