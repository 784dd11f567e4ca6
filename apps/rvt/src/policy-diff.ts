// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from 'node:fs';
import { CATEGORIES, CODES, COLUMNS, diffMatrices, matrices, matrixNamed } from '@gezinslijn/family-case';
import type { CellDifference, Category, DisclosureMatrix, FieldWay } from '@gezinslijn/family-case';

/** Prints who gains or loses what between two versions of the matrix. Answers 0, or 2 when there is no such version. */
export function policyDiff(old: string, next: string, { json = false }: { readonly json?: boolean }): number {
  const versions = [old, next].map(versionOf);
  const wrong = versions.find((version) => typeof version === 'string');
  if (typeof wrong === 'string') {
    process.stderr.write(`${wrong}\n`);
    return 2;
  }
  const [before, after] = versions as readonly DisclosureMatrix[];
  const differences = diffMatrices(before as DisclosureMatrix, after as DisclosureMatrix);
  process.stdout.write(json ? `${JSON.stringify(differences)}\n` : inWords(differences));
  return 0;
}

/** A version by its name, or a proposal in a file: `{ "version", "validFrom", "cells" }`, where only cells that differ from the last version need stand. */
export function versionOf(name: string): DisclosureMatrix | string {
  const known = matrixNamed(name);
  if (known !== undefined) return known;
  const names = matrices.map(({ version }) => version).join(', ');
  if (!existsSync(name)) return `Er is geen versie ${name} van de matrix. Er is: ${names}; of geef een bestand.`;
  return proposalIn(name);
}

function proposalIn(file: string): DisclosureMatrix | string {
  const last = matrices.at(-1) as DisclosureMatrix;
  let proposal: Partial<DisclosureMatrix>;
  try {
    proposal = JSON.parse(readFileSync(file, 'utf8')) as Partial<DisclosureMatrix>;
  } catch {
    return `${file} is geen JSON.`;
  }
  const cells = { ...last.cells };
  for (const [category, row] of Object.entries(proposal.cells ?? {})) {
    if (!(category in CATEGORIES)) return `${file}: er is geen categorie ${category}.`;
    for (const [column, code] of Object.entries(row)) {
      if (!(column in COLUMNS)) return `${file}: er is geen kolom ${column}.`;
      if (!(code in CODES)) return `${file}: er is geen code ${code}.`;
    }
    cells[category as Category] = { ...cells[category as Category], ...row };
  }
  return { ...last, version: proposal.version ?? file, validFrom: proposal.validFrom ?? last.validFrom, cells };
}

function inWords(differences: readonly CellDifference[]): string {
  const lines = differences.flatMap(({ category, column, from, to, gains, loses }) => [
    `${category} ${CATEGORIES[category]} · ${COLUMNS[column]}: ${from} → ${to}`,
    ...gains.map((change) => `  + ${wayLine(change)}`),
    ...loses.map((change) => `  - ${wayLine(change)}`),
  ]);
  return `${[...lines, `${String(differences.length)} cellen verschillen`].join('\n')}\n`;
}

const wayLine = ({ field, ways }: FieldWay): string => `${field} (${ways.join(', ')})`;
