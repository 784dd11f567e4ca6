// SPDX-License-Identifier: EUPL-1.2
import { refuse } from '@gezinslijn/event-sourcing';
import type { Fault } from '../frame/admission.ts';

/** Members of a JWK that are secret (RFC 7518, sections 6.2.2, 6.3.2 and 6.4). */
const SECRET = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Each a JWK as text, of a kind that signs, without a secret part: a private key in an event could never be taken back. */
export function publicKeyFault(keys: readonly string[]): Fault<'ADMINISTRATION_KEY_NOT_PUBLIC'> | undefined {
  return keys.every(isPublicKey) ? undefined : refuse('ADMINISTRATION_KEY_NOT_PUBLIC', { field: 'publicKeys' });
}

function isPublicKey(text: string): boolean {
  try {
    const key = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    if (key === null || typeof key !== 'object' || SECRET.some((member) => member in key)) return false;
    return key['kty'] === 'RSA' || key['kty'] === 'EC' || key['kty'] === 'OKP';
  } catch {
    return false;
  }
}
