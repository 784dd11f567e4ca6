// SPDX-License-Identifier: EUPL-1.2
import type { Inspection } from '../sign-in/inspection.ts';

/** Under which hat and for what somebody asks; travels with every request. */
export interface RequestIdentity {
  readonly organisation: string | undefined;
  /** Absent: the first role held. */
  readonly role: string | undefined;
  /** Plain words; an auditor must state it. */
  readonly purpose: string | undefined;
  /** Scope and period that an auditor stated: the gateway shows nothing outside them. */
  readonly inspection?: Inspection;
}

export function requestHeaders(identity: RequestIdentity, token: string | undefined, language: string): Record<string, string> {
  const { organisation, role, purpose, inspection } = identity;
  return {
    'accept-language': language,
    'apollo-require-preflight': 'true',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(organisation === undefined ? {} : { 'acting-organisation': organisation }),
    ...(role === undefined ? {} : { 'acting-role': role }),
    ...(purpose === undefined ? {} : { purpose: encodeURIComponent(purpose) }),
    ...(inspection === undefined
      ? {}
      : { 'inspection-case': inspection.caseId, 'inspection-from': inspection.from, 'inspection-until': inspection.until }),
  };
}

/** The same for a WebSocket, which has no headers of its own. */
export function connectionParams(identity: RequestIdentity, token: string | undefined, language: string): Record<string, string> {
  const { organisation, role, purpose } = identity;
  return {
    language,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(organisation === undefined ? {} : { actingOrganisation: organisation }),
    ...(role === undefined ? {} : { actingRole: role }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}
