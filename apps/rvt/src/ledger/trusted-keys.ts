// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MalformedNote, parseKeys } from '@gezinslijn/ledger/verifier';
import type { VerifierKey } from '@gezinslijn/ledger/verifier';
import { Misuse } from '../misuse.ts';

/** Public keys somebody names, one a line. A file that is not there or holds something else is no finding about what was to be checked. @throws Misuse */
export function trustedKeys(file: string): VerifierKey[] {
  try {
    return parseKeys(textOf(file));
  } catch (failure) {
    if (!(failure instanceof MalformedNote)) throw failure;
    throw new Misuse(`${resolve(file)} is geen bestand met openbare sleutels, een per regel: naam+nummer+sleutel.`);
  }
}

/** What stands in a file that somebody names. @throws Misuse when it is not there */
export function textOf(file: string): string {
  existing(file);
  return readFileSync(file, 'utf8');
}

/** The file that somebody names. @throws Misuse when it is not there */
export function existing(file: string): string {
  if (!existsSync(file)) throw new Misuse(`Er is geen bestand ${resolve(file)}.`);
  return file;
}
