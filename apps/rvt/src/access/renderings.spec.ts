// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { fhirBundle } from './fhir-audit-event.ts';
import type { ExportedLook } from './look.ts';
import { NEN7513_COLUMNS, nen7513 } from './nen7513.ts';

const look = (about: Partial<ExportedLook> = {}): ExportedLook => ({
  at: '2026-11-22T09:30:00.000Z',
  organisation: { id: 'gi-a', name: 'GI A' },
  party: 'GI',
  role: 'guardian',
  worker: 'worker-7',
  system: null,
  purpose: 'plan, "veiligheid"',
  legalBasis: 'own-task',
  categories: [{ code: 'C1' }, { code: 'C6' }],
  people: ['person-1', 'person-2'],
  emergency: false,
  opened: false,
  granted: true,
  operation: 'timeline',
  rule: null,
  traceId: '0af7651916cd43dd8448eb211c80319c',
  ...about,
});

describe('NEN 7513 rows', () => {
  it('are one per look and data subject, under the names of the facts', () => {
    const [head, ...rows] = nen7513([look()], 'case-1').trimEnd().split('\r\n');
    expect(head).toBe(NEN7513_COLUMNS.join(','));
    expect(rows).toEqual([
      'timeline,R,2026-11-22T09:30:00.000Z,worker-7,guardian,gi-a,onbekend,onbekend,person-1,C1 C6,"plan, ""veiligheid""",own-task,nee,toegestaan,,gezinslijn,0af7651916cd43dd8448eb211c80319c',
      'timeline,R,2026-11-22T09:30:00.000Z,worker-7,guardian,gi-a,onbekend,onbekend,person-2,C1 C6,"plan, ""veiligheid""",own-task,nee,toegestaan,,gezinslijn,0af7651916cd43dd8448eb211c80319c',
    ]);
  });
  it('tell of a refusal and of an emergency, and of the case where nobody’s data was shown', () => {
    const refused = look({ people: [], granted: false, rule: 'CASE_UNKNOWN', operation: 'SeeChild', purpose: 'x' });
    expect(nen7513([refused, look({ emergency: true, people: ['p'], purpose: 'x' })], 'case-1')).toMatch(
      /SeeChild,E,.*,casus case-1,.*,nee,geweigerd,CASE_UNKNOWN,[\s\S]*,ja,toegestaan,/,
    );
  });
  it('name the system that asked as the user, and for whom it asked as who answers for that', () => {
    const [, row] = nen7513([look({ system: 'systeem-lt', people: ['p'], purpose: 'x' })], 'case-1').split('\r\n');
    expect(row).toContain(',systeem-lt,guardian,gi-a,worker-7,');
  });
  it('hold no formula a spreadsheet would work out', () => {
    expect(nen7513([look({ purpose: '=cmd()', people: ['p'] })], 'c')).toContain(",'=cmd(),");
  });
});

describe('FHIR AuditEvents', () => {
  const events = (looks: readonly ExportedLook[]) =>
    (fhirBundle(looks, 'case-1') as { entry: { resource: Record<string, unknown> }[] }).entry.map(({ resource }) => resource);

  it('follow the read profile with a patient per person', () => {
    const [one, other, ...rest] = events([look()]);
    expect(rest).toEqual([]);
    expect(one).toMatchObject({
      resourceType: 'AuditEvent',
      meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead'] },
      action: 'R',
      outcome: '0',
      recorded: '2026-11-22T09:30:00.000Z',
      entity: [
        { what: { identifier: { value: 'person-1' } } },
        { what: { identifier: { value: 'case-1' } }, lifecycle: { code: '6' } },
        {},
      ],
    });
    expect(one?.['agent']).toContainEqual(expect.objectContaining({ requestor: true, role: [{ text: 'guardian' }], policy: ['own-task'] }));
    expect((one?.['agent'] as { requestor: boolean }[]).filter(({ requestor }) => requestor)).toHaveLength(1);
    expect(JSON.stringify(other)).toContain('person-2');
  });
  it('name the system that asked beside the worker it asked for, who remains the one that requested', () => {
    const [event] = events([look({ system: 'systeem-lt' })]);
    const agents = event?.['agent'] as { requestor: boolean; type: { coding: { code: string }[] }; who: object }[];
    expect(agents.find(({ type }) => type.coding[0]?.code === '110152')?.who).toEqual({
      identifier: { system: 'urn:gezinslijn:systeem', value: 'systeem-lt' },
    });
    expect(agents.filter(({ requestor }) => requestor).map(({ who }) => who)).toMatchObject([{ identifier: { value: 'worker-7' } }]);
    expect(JSON.stringify(events([look()]))).not.toContain('urn:gezinslijn:systeem');
  });
  it('say break the glass for an emergency and nothing more than is known otherwise', () => {
    expect(JSON.stringify(events([look({ emergency: true })]))).toContain('"BTG"');
    expect(JSON.stringify(events([look()]))).not.toContain('v3-ActReason');
  });
  it('of a refusal have no patient, and the rule', () => {
    const [event] = events([look({ people: [], granted: false, rule: 'not-involved' })]);
    expect(event).toMatchObject({ outcome: '4', outcomeDesc: 'not-involved' });
    expect(JSON.stringify(event)).not.toContain('"Patient"');
  });
});
