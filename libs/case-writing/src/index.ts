// SPDX-License-Identifier: EUPL-1.2
export { CaseStreams, streamDecider } from './case-streams.ts';
export type { Change, CommandFrame, Outcome, StreamDecider, WritingActor } from './case-streams.ts';
export { deterministicUuid, inputHash, sha256Hex } from './command-identity.ts';
export { carryCopiesLapse, noteCopiesLapse } from './copies-lapse.ts';
export { DestroyList, DestroyListBroken, readCopiesLapse, readDestroyList, type ListedDecision } from './destroy-list.ts';
export { reapplyErasures, type Reapplied } from './reapply-erasures.ts';
export { Destruction } from './destruction.ts';
export { ElsewherePost, type Knowers } from './elsewhere-post.ts';
export { MeldcodeLink } from './meldcode-link.ts';
export type { Progress } from './meldcode-link.ts';
export { administrationForm, caseForm, matchForm, type StreamForm } from './stream-form.ts';
