// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import type { HatRole, OrganisationId, OrganisationKind, PersonId } from '@gezinslijn/family-case';
import { actorOf } from './actor.ts';
import type { RequestFacts } from './actor.ts';
import type { Bearer } from './bearer.ts';
import type { HeldHat } from './directory.ts';
import { RecordClock } from './record-clock.ts';

function hat(id: string, kind: OrganisationKind, roles: readonly HatRole[], more: Partial<HeldHat> = {}): HeldHat {
  const organisation = { id: id as OrganisationId, kind, name: id, region: 'r', oin: undefined, ended: false };
  return { organisation, roles: roles.map((role) => ({ role, endsAt: undefined })), registered: true, personId: undefined, ...more };
}
const bearer = (...hats: Bearer['hats']): Bearer => ({
  subject: 's',
  kind: 'person',
  hats,
  expiresAt: 2_000_000_000,
  sessionOfToken: { session: 's', subject: 'sub', issuedAt: 0 },
});
const worker = bearer(hat('vt-a', 'VT', ['caseworker', 'dutyOfficer']), hat('gi-a', 'GI', ['guardian'], { registered: false }));
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
  it('one is worn at a time, and only one the directory grants', () => {
    expect(actorOf(worker, { ...facts, actingOrganisation: 'gi-a' }, clock)).toMatchObject({
      party: 'GI',
      role: 'guardian',
      organisation: 'gi-a',
      author: { registered: false },
    });
    expect(actorOf(worker, facts, clock).author).toMatchObject({ organisation: 'vt-a', registered: true });
    expect(() => actorOf(worker, { ...facts, actingOrganisation: 'lt-a' }, clock)).toThrow('ACTING_ORGANISATION_NOT_YOURS');
    expect(() => actorOf(worker, { ...facts, actingOrganisation: 'gi-a', actingRole: 'dutyOfficer' }, clock)).toThrow(
      'ACTING_ORGANISATION_NOT_YOURS',
    );
  });

  it('of the Regionaal Veiligheidsteam is that of one mother organisation at a time, and another reader than her workers are', () => {
    const member = bearer(hat('vt-a', 'VT', ['rvtMember', 'caseworker']), hat('gi-a', 'GI', ['rvtMember']));
    const as = (actingOrganisation: string, actingRole: string) => actorOf(member, { ...facts, actingOrganisation, actingRole }, clock);
    expect(as('vt-a', 'rvtMember')).toMatchObject({
      reader: { kind: 'organisation', organisation: 'vt-a', rvt: 'VT' },
      author: { organisation: 'vt-a', party: 'VT', role: 'rvtMember' },
    });
    expect(as('gi-a', 'rvtMember').reader).toEqual({ kind: 'organisation', organisation: 'gi-a', rvt: 'GI' });
    expect(as('vt-a', 'caseworker').reader).toEqual({ kind: 'organisation', organisation: 'vt-a' });
    expect(() => as('gi-a', 'caseworker')).toThrow('ACTING_ORGANISATION_NOT_YOURS');
  });

  it('nobody without one does more than find out that he has none', () => {
    for (const asked of [undefined, 'vt-a'])
      expect(() => actorOf(bearer(), { ...facts, actingOrganisation: asked }, clock)).toThrow('ACTING_ORGANISATION_NOT_YOURS');
    for (const who of [bearer(), worker]) {
      const actor = actorOf(who, { ...facts, actingOrganisation: '-' }, clock);
      expect([actor.hatless, actor.author, actor.reader]).toEqual([true, undefined, { kind: 'organisation', organisation: 'geen:' }]);
    }
  });

  it('what was opened under one ends with it', () => {
    const until = hat('vt-a', 'VT', []);
    const ending = { ...until, roles: [{ role: 'caseworker' as const, endsAt: '2025-01-01T23:00:00.000Z' }] };
    expect(actorOf(bearer(ending), facts, clock).expiresAt).toBe(Date.parse('2025-01-01T23:00:00.000Z') / 1000);
    expect(actorOf(worker, facts, clock).expiresAt).toBe(2_000_000_000);
  });

  it('of an administrator writes no case, and reads as an organisation no case can know', () => {
    for (const [kind, role] of [
      ['VT', 'administrator'],
      ['PLATFORM', 'platformAdministrator'],
      ['AUDITOR', 'administrator'],
    ] as const) {
      const actor = actorOf(bearer(hat('vt-a', kind, [role])), facts, clock);
      expect(actor.author).toBeUndefined();
      expect(actor.administrator).toEqual({ organisation: 'vt-a', party: kind, worker: 's', role });
      expect(actor.reader).toEqual({ kind: 'organisation', organisation: 'geen:vt-a' });
    }
  });

  it('a system without a worker behind it reads as its organisation and writes nothing', () => {
    const system: Bearer = {
      ...bearer({ organisation: hat('vt-a', 'VT', []).organisation, roles: [], registered: false, personId: undefined }),
      kind: 'system',
    };
    expect(actorOf(system, facts, clock)).toMatchObject({ role: 'system', reader: { kind: 'organisation', organisation: 'vt-a' } });
    expect(actorOf(system, facts, clock).author).toBeUndefined();
    expect(() => actorOf(system, { ...facts, actingRole: 'caseworker' }, clock)).toThrow('ACTING_ORGANISATION_NOT_YOURS');
  });

  it('a system of an inspectorate or of the platform does nothing', () => {
    for (const kind of ['AUDITOR', 'PLATFORM', 'FAMILY'] as const) {
      const system = bearer({ organisation: hat('x', kind, []).organisation, roles: [], registered: false, personId: undefined });
      expect(() => actorOf(system, facts, clock)).toThrow('ACTING_ORGANISATION_NOT_YOURS');
    }
  });

  it('a family member reads as himself, never as an organisation', () => {
    const actor = actorOf(bearer(hat('gezin', 'FAMILY', ['familyMember'], { personId: 'p1' as PersonId })), facts, clock);
    expect(actor.reader).toEqual({ kind: 'person', personId: 'p1' });
    expect(actor.author).toBeUndefined();
    expect(() => actorOf(bearer(hat('gezin', 'FAMILY', ['familyMember'])), facts, clock)).toThrow('ACTING_ORGANISATION_NOT_YOURS');
  });

  it('an auditor states a purpose', () => {
    const auditor = bearer(hat('inspectie', 'AUDITOR', ['auditor']));
    expect(() => actorOf(auditor, facts, clock)).toThrow('PURPOSE_REQUIRED');
    expect(actorOf(auditor, { ...facts, purpose: 'calamiteit' }, clock).reader).toEqual({ kind: 'auditor' });
  });

  it('the clock of a story is for a demonstration store only, and never ahead of time', () => {
    const asked = '2025-04-12T10:00:00.000Z';
    expect(() => actorOf(worker, { ...facts, recordClock: asked }, clock)).toThrow('RECORD_CLOCK_NOT_ALLOWED');
    const story = new RecordClock(true);
    expect(actorOf(worker, { ...facts, recordClock: asked }, story).recordedAt).toBe(asked);
    expect(() => actorOf(worker, { ...facts, recordClock: '2999-01-01T00:00:00.000Z' }, story)).toThrow('RECORD_CLOCK_INVALID');
  });
});
