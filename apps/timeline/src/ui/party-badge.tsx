// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export const PARTY_CODES = ['LT', 'VT', 'RvdK', 'GI', 'ZA'] as const;
export type PartyCode = (typeof PARTY_CODES)[number];

export const isParty = (code: string): code is PartyCode => (PARTY_CODES as readonly string[]).includes(code);

/** Class that sets the colour of a party. The colour never stands alone: the letters stand beside it. */
export function partyClass(party: string): string {
  return `party-${isParty(party) ? party.toLowerCase() : 'family'}`;
}

/** The letters of a kind of organisation, in its colour, with the full words for who asks. */
export function PartyBadge({ party }: { readonly party: string }): ReactElement {
  const { t } = useTranslation();
  const words = isParty(party) ? t(`party.${party}`) : t('party.FAMILY');
  const letters = isParty(party) ? party : t('party.familyShort');
  return (
    <abbr className={`party ${partyClass(party)}`} title={words}>
      {letters}
    </abbr>
  );
}
