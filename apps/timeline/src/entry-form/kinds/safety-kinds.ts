// SPDX-License-Identifier: EUPL-1.2
import { AssessSafetyDocument, DeclareAcuteDangerDocument, ScaleSafetyDocument, SeeChildDocument } from '@gezinslijn/api-contract';
import type { SafetyConclusion, StatedByInput, WayOfSeeing } from '@gezinslijn/api-contract';
import { EVERY_PARTY, POLICE, WRITER, byPerson, command } from '../entry-kind.ts';
import type { EntryKind } from '../entry-kind.ts';
import { codeOf, isYes, listOf, textOf } from '../form-values.ts';
import type { FormValues } from '../form-values.ts';

const WAYS: readonly WayOfSeeing[] = ['HOME_VISIT', 'SCHOOL', 'OFFICE', 'VIDEO'];
const CONCLUSIONS: readonly SafetyConclusion[] = ['ACUTE_DANGER', 'STRUCTURAL_DANGER', 'NO_DANGER'];

/** Nobody speaks for somebody else: a number of the family is stated by whose number it is. */
const isOwnScore = (values: FormValues) => !['', WRITER].includes(textOf(values, 'rater'));

/** Who told it: seen by oneself, the police, or somebody of the family. */
function source(values: FormValues): StatedByInput | undefined {
  const told = textOf(values, 'source');
  if (told === '' || told === WRITER) return undefined;
  return told === POLICE ? { kind: 'POLICE' } : byPerson(told);
}

export const seeChild: EntryKind = {
  code: 'kind-gezien',
  group: 'often',
  parties: ['LT', 'GI', 'VT', 'RvdK'],
  fields: [
    { name: 'childId', control: 'person', among: 'children' },
    { name: 'where', control: 'choice', codes: WAYS },
    { name: 'alone', control: 'yesNo' },
    { name: 'observation', control: 'text', rows: 6 },
  ],
  command: command(SeeChildDocument, (values, frame) => ({
    ...frame,
    childId: textOf(values, 'childId'),
    where: codeOf(values, 'where', WAYS),
    alone: isYes(values, 'alone'),
    observation: textOf(values, 'observation'),
  })),
};

export const scaleSafety: EntryKind = {
  code: 'veiligheid-geschaald',
  group: 'often',
  parties: EVERY_PARTY,
  fields: [
    { name: 'rater', control: 'source' },
    { name: 'concerning', control: 'people' },
    { name: 'score', control: 'score' },
    { name: 'words', control: 'text', rows: 3, optional: true, when: isOwnScore },
  ],
  at: { ownScore: 'score', professionalScore: 'score', statedBy: 'rater' },
  statedBy: (values) => (isOwnScore(values) ? byPerson(textOf(values, 'rater')) : undefined),
  command: command(ScaleSafetyDocument, (values, frame) => {
    const score = Number(textOf(values, 'score'));
    const words = textOf(values, 'words');
    const own = { rater: textOf(values, 'rater'), ownScore: score, ...(words === '' ? {} : { words }) };
    return { ...frame, concerning: listOf(values, 'concerning'), ...(isOwnScore(values) ? own : { professionalScore: score }) };
  }),
};

export const declareAcuteDanger: EntryKind = {
  code: 'acute-onveiligheid',
  group: 'safety',
  parties: EVERY_PARTY,
  fields: [
    { name: 'concerning', control: 'people' },
    { name: 'what', control: 'text', rows: 4 },
    { name: 'actionTaken', control: 'text', rows: 3 },
    { name: 'source', control: 'source', police: true, optional: true },
  ],
  at: { statedBy: 'source' },
  statedBy: source,
  command: command(DeclareAcuteDangerDocument, (values, frame) => ({
    ...frame,
    concerning: listOf(values, 'concerning'),
    what: textOf(values, 'what'),
    actionTaken: textOf(values, 'actionTaken'),
  })),
};

export const assessSafety: EntryKind = {
  code: 'veiligheidsbeoordeling',
  group: 'safety',
  parties: ['VT', 'LT', 'GI'],
  orAs: 'rvtMember',
  guarded: true,
  fields: [
    { name: 'concerning', control: 'people' },
    { name: 'instrument', control: 'line' },
    { name: 'conclusion', control: 'choice', codes: CONCLUSIONS },
    { name: 'explanation', control: 'text', rows: 6 },
  ],
  command: command(AssessSafetyDocument, (values, frame) => ({
    ...frame,
    concerning: listOf(values, 'concerning'),
    instrument: textOf(values, 'instrument'),
    conclusion: codeOf(values, 'conclusion', CONCLUSIONS),
    explanation: textOf(values, 'explanation'),
  })),
};
