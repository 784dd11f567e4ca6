// SPDX-License-Identifier: EUPL-1.2
import { hash } from 'node:crypto';

/** Namespace of every name-based id this product makes (RFC 9562, version 5). */
const NAMESPACE = Buffer.from('6f1c2a7e5b3d4c8f9e0a1b2c3d4e5f60', 'hex').toString('latin1');

/** UUID version 5 of the parts: the same parts always give the same id, so that a repeated command makes the same events. */
export function deterministicUuid(...parts: readonly string[]): string {
  let name = NAMESPACE;
  for (const [index, part] of parts.entries()) name += `${index === 0 ? '' : '|'}${String(part.length)}:${part}`;
  const digest = hash('sha1', Buffer.from(name, 'latin1'), 'hex');
  const variant = ((parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const hex = `${digest.slice(0, 12)}5${digest.slice(13, 16)}${variant}${digest.slice(18, 32)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/**
 * Keyed hash of an input: tells a repeat from a reuse of the same command id, and says nothing of the content to who lacks the key.
 * GraphQL hands inputs over in the order of the schema, whatever order the caller wrote them in: their JSON is one text.
 */
export function inputHash(secret: string, input: unknown): string {
  return hash('sha256', `${secret}${JSON.stringify(input)}${secret}`, 'base64url').slice(0, 22);
}
