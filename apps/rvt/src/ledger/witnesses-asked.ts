// SPDX-License-Identifier: EUPL-1.2
import type { VerifierKey } from '@gezinslijn/ledger/verifier';
import { Misuse } from '../misuse.ts';

/**
 * How many witnesses must have signed: as many as was told; else one, and none when no key of a witness was given. What is no number is
 * refused: taken for one, it would ask for nobody. @throws Misuse
 */
export function witnessesAsked(told: string | undefined, keys: readonly VerifierKey[]): number {
  if (told === undefined) return keys.some(({ kind }) => kind === 'witness') ? 1 : 0;
  if (!/^\d{1,2}$/.test(told)) throw new Misuse('--witnesses is een getal van 0 tot en met 99.');
  return Number(told);
}

/** How many entries at the end of a ledger no witness needs to have seen; none unless told. @throws Misuse */
export function unseenAllowed(told: string | undefined): number {
  if (told === undefined) return 0;
  if (!/^\d{1,9}$/.test(told)) throw new Misuse('--unseen is een getal vanaf 0.');
  return Number(told);
}
