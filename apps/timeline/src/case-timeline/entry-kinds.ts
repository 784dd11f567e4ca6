// SPDX-License-Identifier: EUPL-1.2

/** Kinds of entries by theme, for the filter: the codes of the event catalogue. */
export const THEMES = {
  safety: [
    'AcuteDangerDeclared',
    'SafetyAssessed',
    'ChildSeen',
    'SafetyScaled',
    'SafetyWatchHandedOver',
    'EmergencyAccessUsed',
    'EmergencyAccessReviewed',
  ],
  routeMap: [
    'RouteMapPublished',
    'RouteMapSigned',
    'RouteMapSignatureWithdrawn',
    'PlanPositionRecorded',
    'PhaseEntered',
    'SafetyConditionSet',
    'AgreementMade',
    'AgreementChecked',
    'ActionAssigned',
    'ActionClosed',
  ],
  voice: [
    'VoiceRecorded',
    'RightsExplained',
    'ConsentChanged',
    'AccessRequestReceived',
    'AccessRequestDecided',
    'RetentionDecided',
    'EntryCorrected',
    'StatementAttached',
  ],
  reports: ['ReportReceived', 'ReportsLinked', 'PersonsInformedOfReport'],
  inquiry: [
    'InquiryNeedEstablished',
    'InvestigationRequested',
    'InvestigationStarted',
    'FactRecorded',
    'DuplicateInvestigationPrevented',
    'DraftReportShared',
    'InvestigationConcluded',
  ],
  measures: ['MeasureRequested', 'MeasureOrdered', 'HearingHeld', 'PlacementChanged', 'MeasureEndNotified', 'MeasureEnded'],
  guardianship: ['MeasureReceived', 'GuardianAssigned', 'FirstContactHeld', 'FamilyGroupPlanOffered', 'ActionPlanAdopted'],
  collaboration: ['TableHeld', 'DissentRecorded'],
  household: ['CaseOpened', 'MembershipChanged', 'AuthorityRecorded', 'FixedFaceAppointed', 'ShareGranted', 'ShareEnded'],
} as const;

export type Theme = keyof typeof THEMES;
export type EntryKind = (typeof THEMES)[Theme][number];

const isTheme = (code: string): code is Theme => code in THEMES;
const KINDS: ReadonlySet<string> = new Set(Object.values(THEMES).flat());

/** The event types a code of the filter stands for; nothing for a code that is none. */
export function typesOf(code: string): readonly string[] | undefined {
  if (isTheme(code)) return THEMES[code];
  return KINDS.has(code) ? [code] : undefined;
}

/** What was decided, for the question which decisions were taken before something was known. */
export const DECISIONS: readonly string[] = [
  'SafetyAssessed',
  'InquiryNeedEstablished',
  'InvestigationRequested',
  'InvestigationConcluded',
  'MeasureRequested',
  'MeasureOrdered',
  'MeasureEnded',
  'PlacementChanged',
  'RouteMapPublished',
  'PhaseEntered',
  'ActionPlanAdopted',
];
