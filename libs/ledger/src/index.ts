// SPDX-License-Identifier: EUPL-1.2
export { headOf, entryBytes, hashOfEvent, hashOfHead, type EntryHead, type LedgerEvent } from './tree/entry.ts';
export { TileTree, rootOf } from './tree/tile-tree.ts';
export { LedgerLog, LedgerMismatch, LOG_KEY, type LedgerLogOptions } from './log/ledger-log.ts';
export { LedgerForked } from './log/checkpoint-files.ts';
export { LedgerReader } from './log/ledger-reader.ts';
export { Sequencer, type SequencedStore, type SequencerOptions } from './log/sequencer.ts';
export { openSequencer, type LedgerSettings } from './log/open-sequencer.ts';
export type { Place, PlacedEvent } from './log/places.ts';
export { exportEvidence, type ExportOptions, type ExportedStore } from './evidence/export-evidence.ts';
export { Witness, type WitnessOptions } from './witness/witness.ts';
export { serveWitness, type WitnessServer } from './witness/witness-server.ts';
export { WitnessClient, WitnessRefused, WitnessUnavailable, type Ask, type WitnessAddress } from './witness/witness-client.ts';
export { parseWitnesses } from './witness/witness-addresses.ts';
export type { HeldLedger } from './verify/held-ledger.ts';
export { verifyStore, type VerifyStoreOptions } from './verify/verify-store.ts';
export { checkAtStart } from './verify/start-up-check.ts';
export { tamperDrill, type DrillReport } from './drill/tamper-drill.ts';
export * from './verifier.ts';
