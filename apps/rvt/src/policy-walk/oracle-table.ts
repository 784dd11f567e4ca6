// SPDX-License-Identifier: EUPL-1.2
/**
 * The matrix once more, written down from the domain page and not from the code: `rvt policy walk` compares the product with this. F full,
 * FM with a measure, FP if it took part, X extract, XT extract and own tasks, R reference, RC reference of own clients, S own share, OWN himself
 * only, C consent or a share, O own entries, - nothing, hat as the mother organisation.
 */
const TABLE = `
      LT  VT  RvdK GI  ZA  RVT FAMILY
C1    F   F   F    F   S   hat S
C2    -   F   C    C   S   hat OWN
C3    X   F   C    C   -   hat S
C4    -   F   -    -   -   -   -
C5    F   F   F    F   X   hat S
C6    F   F   F    F   XT  F   F
C7    -   O   O    O   -   -   -
C8    X   X   F    FM  -   hat S
C9    R   R   F    F   RC  R   F
C9H   F   F   F    F   RC  R   F
C10   R   -   R    F   -   R   S
C11   F   R   C    F   O   R   S
C12   C   X   C    C   O   C   S
C13   X   X   X    X   -   hat -
C14   F   X   X    X   -   X   S
C15   F   F   F    F   X   hat S
C16   -   O   O    O   O   -   S
C17   F   FP  O    FP  O   F   X
C18   O   O   O    O   O   O   S
C19   F   F   F    F   F   F   F
`;

const [head = '', ...lines] = TABLE.trim().split('\n');
const columns = head.trim().split(/\s+/);

/** The code of a category for a column, as the table has it. */
export function codeOf(category: string, column: string): string {
  const line = lines.find((text) => text.startsWith(`${category} `));
  const code = line?.trim().split(/\s+/)[columns.indexOf(column) + 1];
  if (code === undefined) throw new TypeError(`The table of the oracle has no ${category} for ${column}`);
  return code;
}
