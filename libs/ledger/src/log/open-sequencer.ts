// SPDX-License-Identifier: EUPL-1.2
import { WitnessClient } from '../witness/witness-client.ts';
import type { WitnessAddress } from '../witness/witness-client.ts';
import { LedgerLog } from './ledger-log.ts';
import { Sequencer } from './sequencer.ts';
import type { SequencerOptions } from './sequencer.ts';

/** Where a ledger is kept and who watches it. */
export interface LedgerSettings {
  readonly folder: string;
  readonly witnesses: readonly WitnessAddress[];
}

/**
 * The sequencer of a store, not started. `storeId` names a ledger that is made now.
 * @throws LedgerMismatch, UnsafeKeyFile
 */
export async function openSequencer(
  { folder, witnesses }: LedgerSettings,
  storeId: string,
  options: Pick<SequencerOptions, 'store' | 'fence' | 'onFault'>,
): Promise<Sequencer> {
  const log = await LedgerLog.open({ folder, origin: `gezinslijn/${storeId}` });
  return new Sequencer({ ...options, log, witnesses: witnesses.map((address) => new WitnessClient(address)) });
}
