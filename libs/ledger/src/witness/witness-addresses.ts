// SPDX-License-Identifier: EUPL-1.2
import { parseVerifierKey } from '../notes/keys.ts';
import type { WitnessAddress } from './witness-client.ts';

/** Reads `url key, url key`: each witness by its address and its public key, with a space between. @throws Error with a sentence. */
export function parseWitnesses(text: string): WitnessAddress[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [url = '', key = '', ...more] = one.split(/\s+/);
      if (!/^https?:\/\//.test(url) || more.length > 0)
        throw new Error('WITNESSES: each is an http(s) address and a public key, with a space between');
      const parsed = parseVerifierKey(key);
      if (parsed.kind !== 'witness') throw new Error(`WITNESSES: the key of ${parsed.name} is not one of a witness`);
      return { url, key: parsed };
    });
}
