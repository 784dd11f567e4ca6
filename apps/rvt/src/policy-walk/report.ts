// SPDX-License-Identifier: EUPL-1.2
import type { Scenario, WrittenEntry } from './scenarios.ts';
import { tokensOf } from './oracle.ts';

/** Something a path gave that the policy does not allow, or the reverse. Names and pseudonyms of made-up people only. */
export interface Finding {
  readonly kind: 'leak' | 'withheld';
  readonly path: string;
  readonly reader: string;
  readonly scenario: string;
  /** Type of the entry, and the field, or `existence`. */
  readonly type: string;
  readonly field: string;
}

/** Enough was found: a mutant is told by its first finding. */
export class Enough extends Error {}

/** Counts cells, and keeps what was found. */
export class Report {
  readonly findings: Finding[] = [];
  cells = 0;
  readonly #limit: number;
  readonly #sizes = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws Enough once as many were found as asked for. */
  found(finding: Finding): void {
    this.findings.push(finding);
    if (this.findings.length >= this.#limit) throw new Enough();
  }

  /** A path was walked for a reader: every field of these entries, and their existence, were looked at. */
  walked(entries: readonly WrittenEntry[]): void {
    for (const entry of entries) this.cells += this.#sizeOf(entry);
  }

  #sizeOf(entry: WrittenEntry): number {
    let size = this.#sizes.get(entry.id);
    if (size === undefined) {
      size = tokensOf(entry).size + 1;
      this.#sizes.set(entry.id, size);
    }
    return size;
  }
}

/** Where a finding was made. */
export interface Spot {
  readonly path: string;
  readonly reader: string;
  readonly scenario: Scenario;
}

export function finding(kind: Finding['kind'], { path, reader, scenario }: Spot, entry: WrittenEntry | undefined, field: string): Finding {
  return { kind, path, reader, scenario: scenario.name, type: entry?.event.type ?? 'unknown', field };
}
