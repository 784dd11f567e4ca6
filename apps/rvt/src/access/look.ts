// SPDX-License-Identifier: EUPL-1.2

/** A look as the gateway tells an auditor of it. */
export interface ExportedLook {
  readonly at: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly party: string | null;
  readonly role: string;
  readonly worker: string | null;
  /** Client id of the system that asked for him. */
  readonly system: string | null;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly categories: readonly { readonly code: string }[];
  readonly people: readonly string[];
  readonly emergency: boolean;
  readonly opened: boolean;
  readonly granted: boolean;
  readonly operation: string | null;
  readonly rule: string | null;
  readonly traceId: string | null;
}

/** Commands are named as types, with a capital; queries and subscriptions as fields. */
export const isCommand = ({ operation }: ExportedLook): boolean => /^[A-Z]/.test(operation ?? '');
