// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import type { Category } from '../vocabulary/categories.ts';
import type { DisclosureRules } from './rules.ts';

/** Codes of the matrix and what each opens, in English for the pages (docs/domain/disclosure.md). Only the first group opens anything on the timeline. */
export const CODES = {
  F: 'full',
  FM: 'full once the reader carries out a measure',
  FP: 'full if it took part',
  X: 'conclusion or extract',
  XT: 'extract, and in full the lines it checks or does',
  R: 'reference only: it exists, when, and whose',
  RC: 'reference, of its own clients',
  S: 'own share: a person’s own fields and those of a child he represents; an organisation’s clients',
  OWN: 'own only: fields about himself, never by representing a child',
  C: 'with consent or a named duty',
  O: 'own entries only',
  none: 'nothing, not even that it exists',
  hat: 'as the mother organisation',
  file: 'in the frozen court file only',
  sealed: 'in the frozen court file only, sealed',
  A: 'for an audit, with a purpose',
  aggregate: 'figures only',
  count: 'a count only',
} as const;
export type Code = keyof typeof CODES;

/** Every column of the matrix. Parties, the family and the RVT have a place on the timeline, an auditor looks with a purpose; the others read none. */
export const COLUMNS = {
  LT: 'lokaal team',
  RVT: 'Regionaal Veiligheidsteam',
  VT: 'Veilig Thuis',
  RvdK: 'Raad voor de Kinderbescherming',
  GI: 'gecertificeerde instelling',
  ZA: 'zorgaanbieder',
  COURT: 'kinderrechter',
  POLICE: 'politie en OM',
  FAMILY: 'gezinslid',
  AUDIT: 'toezichthouder',
  REGION: 'regio',
} as const;
export type Column = keyof typeof COLUMNS;

export interface DisclosureMatrix {
  readonly id: string;
  /** Recorded in every event and every read, so that a decision can be computed again under the rules of its day. */
  readonly version: string;
  readonly validFrom: LocalDate;
  readonly cells: Readonly<Record<Category, Readonly<Record<Column, Code>>>>;
  /** Rules (a) to (k) around the table; the standard ones when not given. */
  readonly rules?: DisclosureRules;
  /** Only what this version shows too; while one takes the place of the other (stricter.ts). */
  readonly alsoAsks?: DisclosureMatrix;
}

const ORDER = ['LT', 'RVT', 'VT', 'RvdK', 'GI', 'ZA', 'COURT', 'POLICE', 'FAMILY', 'AUDIT', 'REGION'] as const;

/** One row, in the order of the columns above. */
function row(...codes: readonly Code[] & { readonly length: 11 }): Readonly<Record<Column, Code>> {
  return Object.fromEntries(ORDER.map((column, index) => [column, codes[index]])) as Record<Column, Code>;
}

/** The matrix of 1 January 2025: best-supported proposal, to be confirmed by a DPIA and legal sign-off before real use. */
export const matrix2025: DisclosureMatrix = {
  id: 'disclosure-matrix',
  version: '2025-01',
  validFrom: '2025-01-01',
  //           LT      RVT     VT      RvdK    GI      ZA      court     police  family  audit  region
  cells: {
    C1: row('F', 'hat', 'F', 'F', 'F', 'S', 'file', 'none', 'S', 'A', 'none'),
    C2: row('none', 'hat', 'F', 'C', 'C', 'S', 'sealed', 'none', 'OWN', 'A', 'none'),
    C3: row('X', 'hat', 'F', 'C', 'C', 'none', 'file', 'O', 'S', 'A', 'none'),
    C4: row('none', 'none', 'F', 'none', 'none', 'none', 'none', 'none', 'none', 'A', 'none'),
    C5: row('F', 'hat', 'F', 'F', 'F', 'X', 'file', 'none', 'S', 'A', 'none'),
    C6: row('F', 'F', 'F', 'F', 'F', 'XT', 'file', 'none', 'F', 'A', 'none'),
    C7: row('none', 'none', 'O', 'O', 'O', 'none', 'none', 'none', 'none', 'A', 'none'),
    C8: row('X', 'hat', 'X', 'F', 'FM', 'none', 'file', 'none', 'S', 'A', 'none'),
    C9: row('R', 'R', 'R', 'F', 'F', 'RC', 'F', 'none', 'F', 'A', 'none'),
    C9H: row('F', 'R', 'F', 'F', 'F', 'RC', 'F', 'none', 'F', 'A', 'none'),
    C10: row('R', 'R', 'none', 'R', 'F', 'none', 'X', 'none', 'S', 'A', 'aggregate'),
    C11: row('F', 'R', 'R', 'C', 'F', 'O', 'X', 'none', 'S', 'A', 'aggregate'),
    C12: row('C', 'C', 'X', 'C', 'C', 'O', 'X', 'none', 'S', 'A', 'none'),
    C13: row('X', 'hat', 'X', 'X', 'X', 'none', 'file', 'O', 'none', 'A', 'none'),
    C14: row('F', 'X', 'X', 'X', 'X', 'none', 'X', 'none', 'S', 'A', 'none'),
    C15: row('F', 'hat', 'F', 'F', 'F', 'X', 'file', 'none', 'S', 'A', 'none'),
    C16: row('none', 'none', 'O', 'O', 'O', 'O', 'none', 'none', 'S', 'A', 'count'),
    C17: row('F', 'F', 'FP', 'O', 'FP', 'O', 'none', 'none', 'X', 'A', 'none'),
    C18: row('O', 'O', 'O', 'O', 'O', 'O', 'none', 'none', 'S', 'A', 'none'),
    C19: row('F', 'F', 'F', 'F', 'F', 'F', 'none', 'none', 'F', 'F', 'F'),
  },
};

/** Every version there ever was, oldest first. A version is never edited: a change is a new one. */
export const matrices: readonly DisclosureMatrix[] = [matrix2025];

/** One version that was adopted, and the day it is in force from. */
export interface AdoptedMatrix {
  readonly adopted: string;
  readonly from: LocalDate;
}

/**
 * The version in force on a day: of those adopted by then (oldest adoption first) the last that had begun; before anything was adopted, the
 * newest that was valid. @throws RangeError for an adopted version this program does not have: rules are never guessed.
 */
export function matrixInForce(
  versions: readonly DisclosureMatrix[],
  adopted: readonly AdoptedMatrix[],
  day: LocalDate,
): DisclosureMatrix | undefined {
  const begun = adopted.filter(({ from }) => from <= day).at(-1);
  if (begun !== undefined) {
    const found = versions.find(({ version }) => version === begun.adopted);
    if (found === undefined) throw new RangeError(`Version ${begun.adopted} of the disclosure matrix was adopted and is not known here`);
    return found;
  }
  const byAge = [...versions].sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  return byAge.findLast(({ validFrom }) => validFrom <= day) ?? byAge[0];
}

export function matrixNamed(version: string): DisclosureMatrix | undefined {
  return matrices.find((matrix) => matrix.version === version);
}
