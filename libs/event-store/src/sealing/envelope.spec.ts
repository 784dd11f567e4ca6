// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey, openText, sealText, TamperedEnvelope } from './envelope.ts';

const key = newKey();

describe('an envelope', () => {
  it('gives back any text that UTF-8 can carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string(), (text, aad) => {
        expect(openText(key, aad, sealText(key, aad, text))).toBe(text);
      }),
    );
  });

  it('refuses text that would come back changed', () => {
    expect(() => sealText(key, 'here', 'half a pair: \ud83d.')).toThrow(RangeError);
  });

  it('is base64url without padding: version 1, 12 bytes nonce, ciphertext as long as the text, 16 bytes tag', () => {
    const envelope = sealText(key, 'here', 'zeven');
    expect(envelope).toMatch(/^[A-Za-z0-9_-]+$/);
    const bytes = Buffer.from(envelope, 'base64url');
    expect(bytes.length).toBe(1 + 12 + 5 + 16);
    expect(bytes[0]).toBe(1);
    expect(bytes.includes('zeven')).toBe(false);
  });

  it('never looks the same twice', () => {
    const envelopes = Array.from({ length: 5_000 }, () => sealText(key, 'here', 'same'));
    expect(new Set(envelopes.map((envelope) => Buffer.from(envelope, 'base64url').subarray(1, 13).toString('hex'))).size).toBe(5_000);
  });

  it('does not open with any one bit changed', () => {
    const bytes = Buffer.from(sealText(key, 'here', 'a secret'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openText(key, 'here', changed.toString('base64url'))).toThrow(TamperedEnvelope);
    }
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -4)],
    ['empty', () => ''],
    ['only a tag', () => Buffer.alloc(20, 1).toString('base64url')],
    ['longer', (text: string) => `${text}AAAA`],
    ['with padding', (text: string) => `${text}=`],
    ['with white space', (text: string) => `${text.slice(0, 8)}\n${text.slice(8)}`],
    ['in the other base64 alphabet', (text: string) => text.replaceAll('-', '+').replaceAll('_', '/')],
  ])('does not open %s', (_how, change) => {
    // Text long enough to hold both signs in which the alphabets differ.
    const envelope = sealText(key, 'here', 'x'.repeat(2_000));
    expect(() => openText(key, 'here', change(envelope))).toThrow(TamperedEnvelope);
  });

  it('opens in its one canonical spelling only, whatever its length', () => {
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const length of [6, 7, 8]) {
      const envelope = sealText(key, 'here', 'x'.repeat(length));
      const others = [...signs].map((sign) => envelope.slice(0, -1) + sign).filter((text) => text !== envelope);
      for (const text of [...others, `${envelope}A`, `${envelope}==`, envelope.slice(0, -1)])
        expect(() => openText(key, 'here', text)).toThrow(TamperedEnvelope);
    }
  });

  it('opens only where it was sealed, and only with its key', () => {
    const envelope = sealText(key, 'here', 'a secret');
    expect(() => openText(key, 'there', envelope)).toThrow(TamperedEnvelope);
    expect(() => openText(newKey(), 'here', envelope)).toThrow(TamperedEnvelope);
  });
});
