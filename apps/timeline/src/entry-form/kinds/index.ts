// SPDX-License-Identifier: EUPL-1.2
import type { EntryKind } from '../entry-kind.ts';
import {
  assignAction,
  checkAgreement,
  closeAction,
  enterPhase,
  makeAgreement,
  publishRouteMap,
  setCondition,
  takePosition,
} from './plan-kinds.ts';
import { assessSafety, declareAcuteDanger, scaleSafety, seeChild } from './safety-kinds.ts';
import { explainRights, holdTable, recordDissent, recordFact, recordVoice } from './voice-kinds.ts';

/** Every kind of entry the form knows, in the order of the screen. */
export const ENTRY_KINDS: readonly EntryKind[] = [
  seeChild,
  recordVoice,
  checkAgreement,
  scaleSafety,
  declareAcuteDanger,
  assessSafety,
  setCondition,
  makeAgreement,
  assignAction,
  closeAction,
  takePosition,
  publishRouteMap,
  enterPhase,
  recordFact,
  recordDissent,
  explainRights,
  holdTable,
];

export const entryKindOf = (code: string): EntryKind | undefined => ENTRY_KINDS.find((kind) => kind.code === code);
