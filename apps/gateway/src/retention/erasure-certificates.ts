// SPDX-License-Identifier: EUPL-1.2
import { caseIdOf, leaveSealed, parseStored, readEvent } from '@gezinslijn/family-case';
import type { OrganisationId, RetentionDecided } from '@gezinslijn/family-case';
import type { Instant, StoredEvent } from '@gezinslijn/event-sourcing';
import { COPIES_LAPSE } from '@gezinslijn/event-store';
import { LedgerReader, certificateKey, coveringEntry, signErasureCertificate } from '@gezinslijn/ledger';
import type { ErasureCertificate, SignerKey } from '@gezinslijn/ledger';
import type { Platform } from '../platform/platform.ts';
import type { CertificateWait } from './retention.types.ts';

type Standing = Pick<Platform, 'store' | 'keys' | 'ledgerFolder' | 'clock'>;

/** The named secret that certificates are signed with: in every copy of the keys, so that one that is put back signs as before. */
export const CERTIFICATE_SECRET = 'erasure-certificate';

/** A decision to destroy, as it stands in the store: structure is all there is to it. */
export interface Decision {
  readonly stored: StoredEvent;
  readonly data: RetentionDecided['data'];
  readonly controller: OrganisationId;
  readonly recordedAt: Instant;
}

/** Every decision to destroy in a case, the first one first. */
export async function decisionsToDestroy({ store }: Standing, stream: string): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  for await (const stored of store.readStream(stream)) {
    if (stored.type !== 'RetentionDecided') continue;
    const { event, metadata } = readEvent(stored, parseStored(stored), leaveSealed);
    const { data } = event as RetentionDecided;
    decisions.push({ stored, data, controller: metadata.actingOrganisation, recordedAt: metadata.recordedAt });
  }
  return decisions;
}

/**
 * The certificate of a decision, as a signed note; or what it waits for. `inspects`: with what tells of other people and of how much there is
 * in the store.
 */
export async function erasureCertificate(
  platform: Standing,
  { stored, data, controller, recordedAt }: Decision,
  inspects: boolean,
): Promise<string | CertificateWait> {
  const { stream, id, position } = stored;
  const closed = platform.keys.closed(stream, controller, id);
  if (closed === undefined) return 'DESTRUCTION';
  const ledger = covering(platform, position);
  if (ledger === undefined) return 'LEDGER';
  try {
    const entry = coveringEntry(stored, ledger.indexOf(position) ?? ledger.size, ledger);
    const { personId, part, ground, order } = data;
    const lapse = platform.keys.noted(COPIES_LAPSE);
    const certificate: ErasureCertificate = {
      caseId: caseIdOf(stream),
      controller,
      personId,
      ...(part === undefined ? {} : { part }),
      decision: { entryId: id, recordedAt, ground, ...(order === undefined ? {} : { order }) },
      destroyedAt: closed.at,
      ...(lapse === undefined ? {} : { copiesLapseOn: lapse }),
      issuedAt: platform.clock.now(),
      checkpoint: ledger.note,
      ...(inspects
        ? {
            keys: {
              generation: closed.generation,
              names: closed.subjects.map((name) => ({ name, lost: platform.keys.isErased(stream, name) })),
            },
            entry,
          }
        : {}),
    };
    return signErasureCertificate(certificate, await signingKey(platform, ledger));
  } finally {
    ledger.close();
  }
}

/** The public key to check certificates with; `undefined` while there is no ledger on this machine. */
export async function certificateSigner(platform: Standing): Promise<SignerKey | undefined> {
  const ledger = platform.ledgerFolder === undefined ? undefined : LedgerReader.open(platform.ledgerFolder);
  if (ledger === undefined) return undefined;
  try {
    return await signingKey(platform, ledger);
  } finally {
    ledger.close();
  }
}

const signingKey = async ({ keys }: Standing, { checkpoint }: LedgerReader): Promise<SignerKey> =>
  certificateKey(checkpoint.origin, (await keys.secret(CERTIFICATE_SECRET)).export());

/** At the checkpoint that witnesses signed, when it covers this position; else at the newest, when that does. */
function covering({ ledgerFolder }: Standing, position: bigint): LedgerReader | undefined {
  if (ledgerFolder === undefined) return undefined;
  for (const which of ['cosigned', 'latest'] as const) {
    const ledger = LedgerReader.open(ledgerFolder, which);
    if (ledger?.indexOf(position) !== undefined) return ledger;
    ledger?.close();
  }
  return undefined;
}
