// SPDX-License-Identifier: EUPL-1.2
import { randomBytes, createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import type { OrganisationId, PersonId } from '@gezinslijn/family-case';
import { actorOf } from './actor.ts';
import type { RequestFacts, TokenClaims } from './actor.ts';
import { guardSchema } from './permissions.ts';
import { PositionTokens } from './position-tokens.ts';
import { RecordClock } from './record-clock.ts';

const claims: TokenClaims = {
  subject: 's',
  organisations: [
    { id: 'vt-a', party: 'VT', roles: ['caseworker', 'dutyOfficer'], name: 'VT' },
    { id: 'gi-a', party: 'GI', roles: ['guardian'], name: 'GI' },
  ],
  registered: true,
  personId: undefined,
  expiresAt: 0,
  sessionOfToken: { session: 's', subject: 'sub', issuedAt: 0 },
};
const facts: RequestFacts = {
  actingOrganisation: undefined,
  actingRole: undefined,
  purpose: undefined,
  language: undefined,
  recordClock: undefined,
  traceId: 't',
};
const clock = new RecordClock(false);

describe('hats', () => {
  it('one is worn at a time, and only one the token carries', () => {
    expect(actorOf(claims, { ...facts, actingOrganisation: 'gi-a' }, clock)).toMatchObject({
      party: 'GI',
      role: 'guardian',
      organisation: 'gi-a',
    });
    expect(() => actorOf(claims, { ...facts, actingOrganisation: 'lt-a' }, clock)).toThrow('ACTING_ORGANISATION_NOT_YOURS');
    expect(() => actorOf(claims, { ...facts, actingOrganisation: 'gi-a', actingRole: 'dutyOfficer' }, clock)).toThrow(
      'ACTING_ORGANISATION_NOT_YOURS',
    );
  });

  it('a system without a worker behind it reads and writes nothing', () => {
    const system = { ...claims, organisations: [{ id: 'vt-a', party: 'VT', roles: [], name: 'VT' }] };
    expect(actorOf(system, facts, clock).author).toBeUndefined();
  });

  it('a family member reads as himself, never as an organisation', () => {
    const member = { ...claims, personId: 'p1', organisations: [{ id: 'gezin', party: 'FAMILY', roles: ['familyMember'], name: 'Gezin' }] };
    const actor = actorOf(member, facts, clock);
    expect(actor.reader).toEqual({ kind: 'person', personId: 'p1' });
    expect(actor.author).toBeUndefined();
  });

  it('an auditor states a purpose', () => {
    const auditor = { ...claims, organisations: [{ id: 'inspectie', party: 'AUDITOR', roles: ['auditor'], name: 'Inspectie' }] };
    expect(() => actorOf(auditor, facts, clock)).toThrow('PURPOSE_REQUIRED');
    expect(actorOf(auditor, { ...facts, purpose: 'calamiteit' }, clock).reader).toEqual({ kind: 'auditor' });
  });

  it('the clock of a story is for a demonstration store only, and never ahead of time', () => {
    const asked = '2025-04-12T10:00:00.000Z';
    expect(() => actorOf(claims, { ...facts, recordClock: asked }, clock)).toThrow('RECORD_CLOCK_NOT_ALLOWED');
    const story = new RecordClock(true);
    expect(actorOf(claims, { ...facts, recordClock: asked }, story).recordedAt).toBe(asked);
    expect(() => actorOf(claims, { ...facts, recordClock: '2999-01-01T00:00:00.000Z' }, story)).toThrow('RECORD_CLOCK_INVALID');
  });
});

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
