// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openKeyRing } from '@gezinslijn/event-store';
import type { KeyFingerprint, Rotation } from '@gezinslijn/event-store';

export interface KeyCeremony {
  readonly data: string;
  /** A controller, `installation`, or `all`. Only the fingerprints are shown when it is left out. */
  readonly rotate?: string;
  /** Who is there, for the record that is printed. Stands nowhere else. */
  readonly attended: readonly string[];
  readonly json?: boolean;
}

const INSTALLATION = 'installation';
const nameOf = (controller: string | null): string => controller ?? INSTALLATION;

/** Shows or rotates keys and prints a record of the ceremony to sign. Answers 0, or 2 when there are no keys or no such controller. */
export async function keyCeremony(options: KeyCeremony, now: () => Date): Promise<number> {
  const folder = join(resolve(options.data), 'keys');
  if (!existsSync(folder)) {
    process.stderr.write(`Er zijn geen sleutels in ${folder}.\n`);
    return 2;
  }
  const keys = await openKeyRing({ folder });
  try {
    const before = keys.fingerprints();
    const chosen = before.filter(({ controller }) => options.rotate === 'all' || options.rotate === nameOf(controller));
    if (options.rotate !== undefined && chosen.length === 0) {
      process.stderr.write(`Er is geen sleutel van ${options.rotate}.\n`);
      return 2;
    }
    const rotations: Rotation[] = [];
    for (const { controller } of chosen) rotations.push(await keys.rotate(controller));
    const record = { at: now().toISOString(), attended: options.attended, rotations, fingerprints: keys.fingerprints() };
    process.stdout.write(options.json === true ? `${JSON.stringify(record)}\n` : printed(record));
    return 0;
  } finally {
    await keys.close();
  }
}

interface Ceremony {
  readonly at: string;
  readonly attended: readonly string[];
  readonly rotations: readonly Rotation[];
  readonly fingerprints: readonly KeyFingerprint[];
}

/** In Dutch, to be printed and signed. */
function printed({ at, attended, rotations, fingerprints }: Ceremony): string {
  const widest = Math.max(...fingerprints.map(({ controller }) => nameOf(controller).length));
  const lines = [
    `Sleutelceremonie ${at}`,
    '',
    ...(rotations.length === 0 ? ['Er is niets vervangen.'] : ['Vervangen:']),
    ...rotations.flatMap(({ controller, before, after, rewrapped }) => [
      `  ${nameOf(controller).padEnd(widest)}  was ${before}`,
      `  ${''.padEnd(widest)}  nu  ${after}  (${String(rewrapped)} opnieuw ingepakt)`,
    ]),
    '',
    'Vingerafdrukken van de sleutels die nu gelden:',
    ...fingerprints.map(({ controller, fingerprint }) => `  ${nameOf(controller).padEnd(widest)}  ${fingerprint}`),
    ...(attended.length === 0
      ? []
      : ['', 'Aanwezig (alleen op dit blad):', ...attended.map((name) => `  ${name.padEnd(40)} ____________________`)]),
    '',
    `${String(rotations.length)} vervangen, ${String(fingerprints.length)} sleutels`,
  ];
  return `${lines.join('\n')}\n`;
}
