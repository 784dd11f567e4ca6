// SPDX-License-Identifier: EUPL-1.2
import type { Reader, WorkerRef } from '@gezinslijn/family-case';
import type { Actor } from '@gezinslijn/gateway';
import { partyOf, uuidFrom } from './cast.ts';
import type { NamedReader } from './cast.ts';

/** A reader as the gateway meets him. */
export function actorFor({ name, reader }: NamedReader, now: string): Actor {
  const common = {
    subject: uuidFrom(`worker ${name}`),
    reader: asWorker(reader),
    role: roleOf(reader),
    purpose: 'toets',
    language: 'nl' as const,
    recordedAt: now,
    expiresAt: 4_000_000_000,
    sessionOfToken: { session: undefined, subject: '', issuedAt: 0 },
    traceId: 'walk',
  };
  switch (reader.kind) {
    case 'auditor':
      return { ...common, organisation: 'inspectie', party: 'AUDITOR' };
    case 'person':
      return { ...common, organisation: 'gezin', party: 'FAMILY' };
    case 'organisation': {
      const party = partyOf[reader.organisation] ?? 'VT';
      const author = {
        organisation: reader.organisation,
        party,
        worker: reader.emergency ?? (common.subject as WorkerRef),
        role: common.role as never,
        registered: true,
      };
      return { ...common, organisation: reader.organisation, party, author };
    }
  }
}

/** Who asks is a worker of his organisation; that he had emergency access, or supervises, the gateway finds out itself. */
function asWorker(reader: Reader): Reader {
  if (reader.kind !== 'organisation' || reader.rvt !== undefined) return reader;
  return { kind: 'organisation', organisation: reader.organisation };
}

function roleOf(reader: Reader): string {
  if (reader.kind !== 'organisation') return 'caseworker';
  if (reader.supervises === true) return 'supervisor';
  return reader.rvt === undefined ? 'caseworker' : 'rvtMember';
}
