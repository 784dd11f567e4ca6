// SPDX-License-Identifier: EUPL-1.2
import { randomBytes, createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import type { OrganisationId, PersonId } from '@gezinslijn/family-case';
import { guardSchema } from './permissions.ts';
import { PositionTokens } from './position-tokens.ts';

describe('position tokens', () => {
  const tokens = new PositionTokens(createSecretKey(randomBytes(32)));
  const mother = { kind: 'person', personId: 'm' as PersonId } as const;
  const vt = { kind: 'organisation', organisation: 'vt-a' as OrganisationId } as const;

  it('open for their own reader and nobody else', () => {
    const token = tokens.seal(1234n, vt);
    expect(tokens.open(token, vt)).toBe(1234n);
    expect(tokens.open(token, mother)).toBeNull();
  });

  it('tell neither order nor distance', () => {
    const [one, two] = [tokens.seal(1n, vt), tokens.seal(2n, vt)].map((token) => Buffer.from(token, 'base64url'));
    const same = [...(one ?? [])].filter((byte, index) => byte === two?.[index]).length;
    expect(same).toBeLessThan(6);
  });

  it('say the same whoever sealed what before them, so that another process opens them', () => {
    const secret = createSecretKey(randomBytes(32));
    const [one, other] = [new PositionTokens(secret), new PositionTokens(secret)];
    const sealed = [5n, 6n, 5n].map((position) => one.seal(position, vt));
    expect(sealed[2]).toBe(sealed[0]);
    expect(other.seal(6n, vt)).toBe(sealed[1]);
    expect(sealed.map((token) => other.open(token, vt))).toEqual([5n, 6n, 5n]);
  });

  it('that were tampered with, or are no tokens, are refused', () => {
    const sealed = Buffer.from(tokens.seal(7n, vt), 'base64url');
    sealed[0] = (sealed[0] ?? 0) ^ 1;
    for (const token of [sealed.toString('base64url'), '', 'x', 'AAAA']) expect(tokens.open(token, vt)).toBeNull();
  });
});

describe('the second lock', () => {
  it('does not start with a field that declares no permission', () => {
    expect(() => guardSchema(buildSchema('type Query { secret: String }'))).toThrow('Query.secret declares no permission');
  });
});
