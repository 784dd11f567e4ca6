// SPDX-License-Identifier: EUPL-1.2
/** What a store says of itself, written when it is made and never changed: `storeId`, and marks such as `demonstration`. */
export type StoreInfo = Readonly<Record<string, string>>;

/** Something is there, and it is not the store that was asked for. Nothing was changed. Its message is meant for an operator. */
export class WrongStore extends Error {
  readonly code = 'WRONG_STORE';
  constructor(message: string) {
    super(message);
    this.name = 'WrongStore';
  }
}

/** @throws WrongStore when a mark that is asked for is another one in the store, or is not there. */
export function checkInfo(standing: StoreInfo, wanted: StoreInfo): void {
  for (const [key, value] of Object.entries(wanted)) {
    const stands = standing[key];
    if (stands !== value)
      throw new WrongStore(`The store was made with ${key} = ${stands ?? '(not set)'}, not ${value}; that never changes`);
  }
}
