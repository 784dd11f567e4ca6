// SPDX-License-Identifier: EUPL-1.2
import { isCommand } from './look.ts';
import type { ExportedLook } from './look.ts';

/**
 * What NEN 7513:2018 asks to be logged of an access (https://www.nen.nl/nen-7513-2018-nl-245399). The standard fixes which facts, not the names of
 * columns; these are its Dutch terms. What this product does not know is written as `onbekend`, never guessed.
 */
export const NEN7513_COLUMNS = [
  'gebeurtenis',
  'actie',
  'tijdstip',
  'gebruiker',
  'rol',
  'zorgaanbieder',
  'verantwoordelijke_gebruiker',
  'toegangspunt',
  'client',
  'gegevens',
  'doel',
  'grondslag',
  'noodprocedure',
  'resultaat',
  'reden_van_weigering',
  'logbron',
  'spoor',
] as const;

const UNKNOWN = 'onbekend';

/** One row per look and data subject, as the standard counts by client. Actions as in DICOM/RFC 3881: R read, E execute. */
export function nen7513(looks: readonly ExportedLook[], caseId: string): string {
  const rows = looks.flatMap((look) => (look.people.length === 0 ? [`casus ${caseId}`] : look.people).map((client) => rowOf(look, client)));
  return [NEN7513_COLUMNS.join(','), ...rows.map((row) => row.map(quoted).join(','))].join('\r\n') + '\r\n';
}

function rowOf(look: ExportedLook, client: string): readonly string[] {
  return [
    look.operation ?? UNKNOWN,
    isCommand(look) ? 'E' : 'R',
    look.at,
    look.system ?? look.worker ?? UNKNOWN,
    look.role,
    look.organisation.id,
    // On whose behalf: a system asks for a worker; people act in their own name under a hat.
    (look.system === null ? null : look.worker) ?? UNKNOWN,
    // The device is not recorded.
    UNKNOWN,
    client,
    look.categories.map(({ code }) => code).join(' '),
    look.purpose,
    look.legalBasis,
    look.emergency ? 'ja' : 'nee',
    look.granted ? 'toegestaan' : 'geweigerd',
    look.rule ?? '',
    'gezinslijn',
    look.traceId ?? UNKNOWN,
  ];
}

/** RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180); a text that a spreadsheet would take for a formula is not one. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
