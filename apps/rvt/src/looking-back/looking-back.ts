// SPDX-License-Identifier: EUPL-1.2
import { momentOf } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';

export interface LookingBackOptions extends AskingOptions {
  readonly case: string;
  readonly asOf?: string;
  readonly happenedBefore?: string;
  readonly asSeenBy?: string;
}

/** @throws Misuse for what is no moment. */
export function caseVariables({ case: caseId, asOf, happenedBefore, asSeenBy }: LookingBackOptions): object {
  const moments = {
    ...(asOf === undefined ? {} : { knownAt: momentOf(asOf) }),
    ...(happenedBefore === undefined ? {} : { happenedBefore: momentOf(happenedBefore) }),
  };
  return {
    caseId,
    ...(Object.keys(moments).length === 0 ? {} : { asOf: moments }),
    ...(asSeenBy === undefined ? {} : { asSeenBy: readerNamed(asSeenBy) }),
  };
}

/** A person by his number, or else an organisation. */
export function readerNamed(id: string): { readonly kind: 'PERSON' | 'ORGANISATION'; readonly id: string } {
  return { kind: /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? 'PERSON' : 'ORGANISATION', id };
}

/** The same for what is not there and for what one may not see; also through somebody else's eyes, who may have had no part in it. */
export function noSuchCase(asSeenBy?: string): number {
  const seen =
    asSeenBy === undefined
      ? ''
      : ` voor ${asSeenBy}: geef het kenmerk van een organisatie of het nummer van een persoon die er toen bij hoorde`;
  process.stderr.write(`Er is niet zo’n casus${seen}.\n`);
  return 1;
}
