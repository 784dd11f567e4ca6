// SPDX-License-Identifier: EUPL-1.2
import type { Me } from '../sign-in/session-context.ts';

/** The basis of an organisation's own task: chosen beforehand, because it is right nearly always. Another is one choice away. */
const OWN_TASK: Readonly<Record<string, string>> = {
  LT: 'jeugdwet-2.3',
  VT: 'wmo-4.1.1',
  RvdK: 'jeugdwet-3.1',
  GI: 'jeugdwet-3.2',
  ZA: 'wmo-5.2.6',
};

/** Only a basis this organisation may use; empty when there is none. */
export function ownTaskBasis({ party, legalBases }: Pick<Me, 'party' | 'legalBases'>): string {
  const own = legalBases.find(({ key }) => key === OWN_TASK[party]);
  return (own ?? legalBases[0])?.key ?? '';
}
