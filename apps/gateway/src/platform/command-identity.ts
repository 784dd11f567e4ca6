// SPDX-License-Identifier: EUPL-1.2
import { createHmac, hash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Namespace of every name-based id this product makes (RFC 9562, version 5). */
const NAMESPACE = Buffer.from('6f1c2a7e5b3d4c8f9e0a1b2c3d4e5f60', 'hex').toString('latin1');

/** UUID version 5 of the parts: the same parts always give the same id, so that a repeated command makes the same events. */
export function deterministicUuid(...parts: readonly string[]): string {
  const name = NAMESPACE + parts.map((part) => `${String(part.length)}:${part}`).join('|');
  const digest = hash('sha1', Buffer.from(name, 'latin1'), 'hex');
  const variant = ((parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const hex = `${digest.slice(0, 12)}5${digest.slice(13, 16)}${variant}${digest.slice(18, 32)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Keyed hash of an input: tells a repeat from a reuse of the same command id, and says nothing of the content to who lacks the key. */
export function inputHash(secret: KeyObject, input: unknown): string {
  return createHmac('sha256', secret).update(canonical(input)).digest('base64url').slice(0, 22);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}
