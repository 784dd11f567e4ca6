// SPDX-License-Identifier: EUPL-1.2
import type { CaseEvent, CaseEventType } from '../case-event.ts';

type DataOf<Type extends CaseEventType> = Extract<CaseEvent, { readonly type: Type }>['data'];

/**
 * The texts that can be corrected, per kind of entry. Only what one person, or several jointly, are said to have done or said, and nothing
 * that rules are computed from: a date, an outcome that stops a clock, a birth date, a line somebody signed. Such a thing is recorded anew
 * by the command that belongs to it, so that everybody sees that it changed. Rule RE-2.
 */
export const CORRECTABLE: { readonly [Type in CaseEventType]?: readonly (keyof DataOf<Type> & string)[] } = {
  CaseOpened: ['reason'],
  AuthorityRecorded: ['explanation'],
  AddressShielded: ['address', 'region', 'reason'],
  ReportReceived: ['reporter', 'conclusion', 'content'],
  ReportsLinked: ['explanation', 'policeContent'],
  SafetyAssessed: ['explanation'],
  AcuteDangerDeclared: ['what', 'actionTaken'],
  ChildSeen: ['where', 'observation'],
  SafetyScaled: ['words'],
  AgreementChecked: ['note'],
  ActionClosed: ['note'],
  RouteMapSignatureWithdrawn: ['reason'],
  PlanPositionRecorded: ['words'],
  InquiryNeedEstablished: ['reason'],
  InvestigationRequested: ['question'],
  InvestigationStarted: ['question'],
  DuplicateInvestigationPrevented: ['ownWeighing'],
  FactRecorded: ['kind', 'text', 'source', 'workingNote'],
  DraftReportShared: ['summary'],
  InvestigationConcluded: ['outcome', 'advice', 'report'],
  MeasureRequested: ['grounds'],
  MeasureOrdered: ['ground'],
  MeasureEndNotified: ['explanation'],
  MeasureEnded: ['reason'],
  PlacementChanged: ['childsWish', 'explanation'],
  FirstContactHeld: ['note'],
  FamilyGroupPlanOffered: ['explanation'],
  ActionPlanAdopted: ['summary'],
  TableHeld: ['outcome', 'discussion'],
  DissentRecorded: ['text'],
  VoiceRecorded: ['words'],
  SafetyWatchHandedOver: ['note'],
};

export function isCorrectable(type: string, field: string): boolean {
  return (CORRECTABLE as Readonly<Record<string, readonly string[] | undefined>>)[type]?.includes(field) === true;
}
