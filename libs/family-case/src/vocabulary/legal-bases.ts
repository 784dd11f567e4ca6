// SPDX-License-Identifier: EUPL-1.2
import type { Party } from './parties.ts';

/** Register of legal bases: data with a source, not code. A screen offers only those its party may use. */
export const LEGAL_BASES = {
  'jeugdwet-2.3': { text: 'Jeugdwet 2.3: jeugdhulp en toegang', parties: ['LT'] },
  'jeugdwet-2.4': { text: 'Jeugdwet 2.4: verzoek tot onderzoek', parties: ['LT', 'VT', 'GI'] },
  'wmo-4.1.1': { text: 'Wmo 2015 4.1.1: taken Veilig Thuis', parties: ['VT'] },
  'wmo-5.2.6': { text: 'Wmo 2015 5.2.6: meldrecht', parties: ['LT', 'ZA', 'GI'] },
  'wmo-2.3': { text: 'Wmo 2015 2.3: maatschappelijke ondersteuning', parties: ['LT'] },
  'jeugdwet-3.1': { text: 'Jeugdwet 3.1: onderzoek door de Raad', parties: ['RvdK'] },
  'bw-1:255': { text: 'BW 1:255: ondertoezichtstelling', parties: ['RvdK', 'GI'] },
  'bw-1:262': { text: 'BW 1:262: uitvoering ondertoezichtstelling', parties: ['GI'] },
  'jeugdwet-3.2': { text: 'Jeugdwet 3.2: uitvoering maatregelen', parties: ['GI'] },
  'jeugdwet-7.3.11': { text: 'Jeugdwet 7.3.11: inlichtingen aan de gecertificeerde instelling', parties: ['LT', 'VT', 'RvdK', 'ZA'] },
  'wth-2': { text: 'Wet tijdelijk huisverbod 2', parties: ['LT', 'VT'] },
  'avg-6-1-d': { text: 'AVG 6 lid 1 onder d: vitale belangen (noodtoegang)', parties: ['LT', 'VT', 'RvdK', 'GI', 'ZA'] },
  consent: { text: 'Toestemming van de betrokkene', parties: ['LT', 'VT', 'RvdK', 'GI', 'ZA'] },
} as const satisfies Record<string, { text: string; parties: readonly Party[] }>;
export type LegalBasis = keyof typeof LEGAL_BASES;

export function mayUseBasis(party: Party, basis: string): basis is LegalBasis {
  const entry = (LEGAL_BASES as Record<string, { parties: readonly Party[] } | undefined>)[basis];
  return entry?.parties.includes(party) ?? false;
}
