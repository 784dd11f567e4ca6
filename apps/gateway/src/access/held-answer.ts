// SPDX-License-Identifier: EUPL-1.2

/**
 * What one answer over HTTP waits for: it is worked out while its looks are written to the access log, and leaves when all of them stand
 * there. So the log is waited for once per answer, however many cases are in it.
 */
export class HeldAnswer {
  readonly #looks: Promise<void>[] = [];

  /** Nothing of this answer leaves before this look stands in the log. */
  until(look: Promise<void>): void {
    // It is waited for at the end: failing before that is not nobody's failure.
    look.catch(() => undefined);
    this.#looks.push(look);
  }

  /** Resolves when every look stands in the log. @throws when one could not be written: then nothing of the answer may be shown. */
  async released(): Promise<void> {
    await Promise.all(this.#looks);
  }
}
