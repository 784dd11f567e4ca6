// SPDX-License-Identifier: EUPL-1.2
import {
  AssignActionDocument,
  CheckAgreementDocument,
  CloseActionDocument,
  EnterPhaseDocument,
  MakeAgreementDocument,
  PublishRouteMapDocument,
  SetConditionDocument,
  TakePositionDocument,
} from '@gezinslijn/api-contract';
import type { ActionOutcome, CheckOutcome, Phase, PlanPositionKind, ResponsibleInput } from '@gezinslijn/api-contract';
import { EVERY_PARTY, byPerson, command } from '../entry-kind.ts';
import type { EntryKind, FormContext, ItemSource } from '../entry-kind.ts';
import { codeOf, isYes, listOf, textOf } from '../form-values.ts';
import type { FormValues } from '../form-values.ts';

const PHASES: readonly Phase[] = ['DIRECT_SAFETY', 'RISK_LED_CARE', 'RECOVERY'];
const CHECKS: readonly CheckOutcome[] = ['KEPT', 'BROKEN', 'UNTESTED'];
const OUTCOMES: readonly ActionOutcome[] = ['DONE', 'FAILED', 'DROPPED'];
const POSITIONS: readonly PlanPositionKind[] = ['AGREE', 'DISAGREE', 'SEEN', 'REFUSED', 'ATTEMPT'];
const AGREEMENTS: ItemSource = { event: 'AgreementMade', id: 'agreementId', label: 'text' };
const CONDITIONS: ItemSource = { event: 'SafetyConditionSet', id: 'conditionId', label: 'text' };
const ACTIONS: ItemSource = { event: 'ActionAssigned', id: 'actionId', label: 'text', endedBy: 'ActionClosed' };

/** `person:<id>` or `organisation:<id>`, as the control holds it. */
export function responsibleOf(values: FormValues, name: string): ResponsibleInput {
  const [kind, id = ''] = textOf(values, name).split(':');
  return kind === 'person' ? { kind: 'PERSON', personId: id } : { kind: 'ORGANISATION', organisation: id };
}

/** When a member of the family or network is responsible, a professional writes down what that person says. */
function statedByResponsible(values: FormValues, { items }: FormContext, item: string, field: string) {
  const responsible = items.get(textOf(values, item))?.fields.find(({ name }) => name === field);
  const [personId] = responsible?.kind === 'PERSONS' ? responsible.values : [];
  return personId === undefined ? undefined : byPerson(personId);
}

const note = (values: FormValues) => (textOf(values, 'note') === '' ? {} : { note: textOf(values, 'note') });

export const setCondition: EntryKind = {
  code: 'veiligheidsvoorwaarde',
  group: 'plan',
  parties: ['VT', 'GI'],
  orAs: 'rvtMember',
  guarded: true,
  fields: [
    { name: 'text', control: 'text', rows: 2 },
    { name: 'test', control: 'text', rows: 2 },
    { name: 'protects', control: 'people' },
    { name: 'phase', control: 'choice', codes: PHASES },
  ],
  command: command(SetConditionDocument, (values, frame) => ({
    ...frame,
    text: textOf(values, 'text'),
    test: textOf(values, 'test'),
    protects: listOf(values, 'protects'),
    phase: codeOf(values, 'phase', PHASES),
  })),
};

export const makeAgreement: EntryKind = {
  code: 'afspraak',
  group: 'plan',
  parties: ['LT', 'VT', 'GI'],
  guarded: true,
  fields: [
    { name: 'text', control: 'text', rows: 3 },
    { name: 'conditionIds', control: 'items', from: CONDITIONS },
    { name: 'concerning', control: 'people' },
    { name: 'restrains', control: 'people', optional: true },
    { name: 'checker', control: 'responsible' },
    { name: 'startsOn', control: 'day' },
    { name: 'checkOn', control: 'day' },
    { name: 'hiddenFrom', control: 'people', optional: true, except: ['concerning', 'restrains', 'checker'] },
  ],
  at: { statedBy: 'text' },
  // The family makes its agreements with the lokaal team; another organisation writes down the family's words.
  statedBy: (_values, { party }) => (party === 'LT' ? undefined : { kind: 'FAMILY' }),
  command: command(MakeAgreementDocument, (values, frame) => ({
    ...frame,
    text: textOf(values, 'text'),
    conditionIds: listOf(values, 'conditionIds'),
    concerning: listOf(values, 'concerning'),
    restrains: listOf(values, 'restrains'),
    checker: responsibleOf(values, 'checker'),
    hiddenFrom: listOf(values, 'hiddenFrom'),
    startsOn: textOf(values, 'startsOn'),
    checkOn: textOf(values, 'checkOn'),
  })),
};

export const checkAgreement: EntryKind = {
  code: 'afspraak-gecontroleerd',
  group: 'often',
  parties: EVERY_PARTY,
  fields: [
    { name: 'agreementId', control: 'item', from: AGREEMENTS },
    { name: 'outcome', control: 'choice', codes: CHECKS },
    { name: 'note', control: 'text', rows: 3, optional: true },
  ],
  at: { statedBy: 'agreementId' },
  statedBy: (values, context) => statedByResponsible(values, context, 'agreementId', 'checker'),
  command: command(CheckAgreementDocument, (values, frame) => ({
    ...frame,
    agreementId: textOf(values, 'agreementId'),
    outcome: codeOf(values, 'outcome', CHECKS),
    ...note(values),
  })),
};

export const assignAction: EntryKind = {
  code: 'actie',
  group: 'plan',
  parties: ['LT', 'VT', 'GI', 'ZA'],
  fields: [
    { name: 'text', control: 'text', rows: 2 },
    { name: 'owner', control: 'responsible' },
    { name: 'dueOn', control: 'day' },
    { name: 'concerning', control: 'people' },
    { name: 'conditionIds', control: 'items', optional: true, from: CONDITIONS },
    { name: 'hiddenFrom', control: 'people', optional: true, except: ['concerning', 'owner'] },
  ],
  command: command(AssignActionDocument, (values, frame) => ({
    ...frame,
    text: textOf(values, 'text'),
    owner: responsibleOf(values, 'owner'),
    dueOn: textOf(values, 'dueOn'),
    concerning: listOf(values, 'concerning'),
    conditionIds: listOf(values, 'conditionIds'),
    hiddenFrom: listOf(values, 'hiddenFrom'),
  })),
};

export const closeAction: EntryKind = {
  code: 'actie-afgesloten',
  group: 'plan',
  parties: EVERY_PARTY,
  fields: [
    { name: 'actionId', control: 'item', from: ACTIONS },
    { name: 'outcome', control: 'choice', codes: OUTCOMES },
    { name: 'note', control: 'text', rows: 3, optional: true },
  ],
  at: { statedBy: 'actionId' },
  statedBy: (values, context) => statedByResponsible(values, context, 'actionId', 'owner'),
  command: command(CloseActionDocument, (values, frame) => ({
    ...frame,
    actionId: textOf(values, 'actionId'),
    outcome: codeOf(values, 'outcome', OUTCOMES),
    ...note(values),
  })),
};

/** Agreeing and disagreeing is somebody's own word; that he saw, refused or could not be reached a professional states. */
const isOwnWord = (values: FormValues) => values['position'] === 'AGREE' || values['position'] === 'DISAGREE';

export const takePosition: EntryKind = {
  code: 'standpunt',
  group: 'plan',
  parties: EVERY_PARTY,
  fields: [
    { name: 'version', control: 'version' },
    { name: 'personId', control: 'person', among: 'everybody' },
    { name: 'position', control: 'choice', codes: POSITIONS },
    { name: 'words', control: 'text', rows: 4, optional: true },
  ],
  at: { statedBy: 'position' },
  statedBy: (values) => (isOwnWord(values) ? byPerson(textOf(values, 'personId')) : undefined),
  command: command(TakePositionDocument, (values, frame) => ({
    ...frame,
    version: Number(textOf(values, 'version')),
    personId: textOf(values, 'personId'),
    position: codeOf(values, 'position', POSITIONS),
    ...(textOf(values, 'words') === '' ? {} : { words: textOf(values, 'words') }),
  })),
};

export const publishRouteMap: EntryKind = {
  code: 'routekaart-publiceren',
  group: 'plan',
  parties: ['LT', 'VT', 'GI'],
  guarded: true,
  fields: [
    { name: 'summary', control: 'text', rows: 4 },
    { name: 'reason', control: 'text', rows: 2 },
    { name: 'planLead', control: 'organisation' },
    { name: 'concerning', control: 'people' },
    { name: 'includesFamilyPlan', control: 'yesNo' },
  ],
  command: command(PublishRouteMapDocument, (values, frame) => ({
    ...frame,
    summary: textOf(values, 'summary'),
    reason: textOf(values, 'reason'),
    planLead: textOf(values, 'planLead'),
    concerning: listOf(values, 'concerning'),
    includesFamilyPlan: isYes(values, 'includesFamilyPlan'),
  })),
};

export const enterPhase: EntryKind = {
  code: 'fase-ingaan',
  group: 'plan',
  parties: ['LT', 'VT', 'GI'],
  guarded: true,
  fields: [
    { name: 'phase', control: 'choice', codes: PHASES },
    { name: 'exitCriteria', control: 'text', rows: 3 },
    { name: 'concerning', control: 'people' },
  ],
  command: command(EnterPhaseDocument, (values, frame) => ({
    ...frame,
    phase: codeOf(values, 'phase', PHASES),
    exitCriteria: textOf(values, 'exitCriteria'),
    concerning: listOf(values, 'concerning'),
  })),
};
