// SPDX-License-Identifier: EUPL-1.2
/** What it takes to check an evidence file: no store, no network, no database. */
export { verifyEvidence, type EvidenceOptions } from './verify/verify-evidence.ts';
export { verifyErasureCertificate, type CertificateReport } from './certificate/verify-certificate.ts';
export type { ErasureCertificate } from './certificate/erasure-certificate.ts';
export type { Failure, FailureKind, VerificationReport } from './verify/report.ts';
export { UntrustedCheckpoint, openCheckpoint, parseCheckpoint, type Checkpoint, type TrustedCheckpoint } from './notes/checkpoint.ts';
export { openKeyFile, parseKeys, readKeyFile, UnsafeKeyFile } from './notes/key-files.ts';
export { formatVerifierKey, parseVerifierKey, type SignerKey, type VerifierKey } from './notes/keys.ts';
export { MalformedNote, parseNote } from './notes/signed-note.ts';
