// SPDX-License-Identifier: EUPL-1.2
import { isCommand } from './look.ts';
import type { ExportedLook } from './look.ts';

/** Code systems, by the address of the standard that defines them. */
const SYSTEMS = {
  /** http://terminology.hl7.org/CodeSystem/audit-event-type */
  eventType: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  /** http://hl7.org/fhir/R4/codesystem-restful-interaction.html */
  interaction: 'http://hl7.org/fhir/restful-interaction',
  /** DICOM PS3.16, CID 402: https://dicom.nema.org/medical/dicom/current/output/chtml/part16/chapter_D.html */
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  /** http://terminology.hl7.org/CodeSystem/v3-ActReason: purposes of use */
  reason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  /** http://terminology.hl7.org/CodeSystem/v3-ParticipationType */
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  /** http://terminology.hl7.org/CodeSystem/audit-entity-type */
  entityType: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
  /** http://terminology.hl7.org/CodeSystem/object-role */
  objectRole: 'http://terminology.hl7.org/CodeSystem/object-role',
  /** http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle */
  lifecycle: 'http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle',
} as const;

/**
 * IHE Basic Audit Log Patterns, RESTful activity, with and without a patient
 * (https://profiles.ihe.net/ITI/BALP/StructureDefinition-IHE.BasicAudit.PatientRead.html).
 */
const PROFILES = {
  patientRead: 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead',
  read: 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.Read',
} as const;

/** Ids within this product, and nowhere else. */
const OWN = {
  person: 'urn:gezinslijn:persoon',
  case: 'urn:gezinslijn:casus',
  worker: 'urn:gezinslijn:medewerker',
  system: 'urn:gezinslijn:systeem',
  trace: 'urn:gezinslijn:spoor',
};

const coding = (system: string, code: string, display: string) => ({ system, code, display });

/** FHIR R4 (http://hl7.org/fhir/R4/auditevent.html): one AuditEvent per look and person, or one without a patient. A bundle of kind collection. */
export function fhirBundle(looks: readonly ExportedLook[], caseId: string): object {
  const events = looks.flatMap((look) =>
    (look.people.length === 0 ? [undefined] : look.people).map((person) => auditEvent(look, caseId, person)),
  );
  return { resourceType: 'Bundle', type: 'collection', entry: events.map((resource) => ({ resource })) };
}

function auditEvent(look: ExportedLook, caseId: string, person: string | undefined): object {
  const command = isCommand(look);
  return {
    resourceType: 'AuditEvent',
    meta: { profile: command ? [] : [person === undefined ? PROFILES.read : PROFILES.patientRead] },
    type: coding(SYSTEMS.eventType, 'rest', 'RESTful Operation'),
    subtype: [command ? coding(SYSTEMS.interaction, 'operation', 'operation') : coding(SYSTEMS.interaction, 'read', 'read')],
    action: command ? 'E' : 'R',
    recorded: look.at,
    // http://hl7.org/fhir/R4/valueset-audit-event-outcome.html: 0 success, 4 minor failure (refused; the software did what it should).
    outcome: look.granted ? '0' : '4',
    ...(look.rule === null ? {} : { outcomeDesc: look.rule }),
    purposeOfEvent: [purposeOf(look)],
    agent: [
      {
        type: { coding: [coding(SYSTEMS.dicom, '110152', 'Destination Role ID')] },
        who:
          look.system === null
            ? { display: 'application used by the person (not recorded which)' }
            : { identifier: { system: OWN.system, value: look.system } },
        requestor: false,
      },
      {
        type: { coding: [coding(SYSTEMS.dicom, '110153', 'Source Role ID')] },
        who: { display: 'gezinslijn gateway' },
        requestor: false,
      },
      {
        type: { coding: [coding(SYSTEMS.participation, 'IRCP', 'information recipient')] },
        role: [{ text: look.role }],
        who:
          look.worker === null
            ? { display: 'unknown', identifier: { assigner: { display: look.organisation.id } } }
            : { identifier: { system: OWN.worker, value: look.worker, assigner: { display: look.organisation.id } } },
        requestor: true,
        policy: [look.legalBasis],
        purposeOfUse: [purposeOf(look)],
      },
    ],
    source: { observer: { display: 'gezinslijn gateway' } },
    entity: [
      ...(person === undefined
        ? []
        : [
            {
              what: { identifier: { system: OWN.person, value: person } },
              type: coding(SYSTEMS.entityType, '1', 'Person'),
              role: coding(SYSTEMS.objectRole, '1', 'Patient'),
            },
          ]),
      {
        what: { identifier: { system: OWN.case, value: caseId } },
        type: coding(SYSTEMS.entityType, '2', 'System Object'),
        role: coding(SYSTEMS.objectRole, '4', 'Domain Resource'),
        lifecycle: coding(SYSTEMS.lifecycle, '6', 'Access / Use'),
        detail: look.categories.map(({ code }) => ({ type: 'category', valueString: code })),
      },
      ...(look.traceId === null
        ? []
        : [{ what: { identifier: { system: OWN.trace, value: look.traceId } }, type: coding(SYSTEMS.entityType, '4', 'Other') }]),
    ],
  };
}

/** Break the glass where it was; otherwise the words of who looked: a code would say more than is known. */
function purposeOf({ emergency, purpose }: ExportedLook): object {
  return emergency ? { coding: [coding(SYSTEMS.reason, 'BTG', 'break the glass')], text: purpose } : { text: purpose };
}
