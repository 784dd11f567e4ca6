// SPDX-License-Identifier: EUPL-1.2

/** It cannot be done with what was given. Exit 2. */
export class Misuse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Misuse';
  }
}
