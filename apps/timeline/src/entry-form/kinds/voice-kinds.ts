// SPDX-License-Identifier: EUPL-1.2
import {
  ExplainRightsDocument,
  HoldTableDocument,
  RecordDissentDocument,
  RecordFactDocument,
  RecordVoiceDocument,
} from '@gezinslijn/api-contract';
import type { FactKind, TableKind } from '@gezinslijn/api-contract';
import { EVERY_PARTY, byPerson, command } from '../entry-kind.ts';
import type { EntryKind } from '../entry-kind.ts';
import { codeOf, isYes, listOf, textOf } from '../form-values.ts';

const FACTS: readonly FactKind[] = ['OBSERVATION', 'STATEMENT', 'OPINION'];
const TABLES: readonly TableKind[] = ['JBT', 'URGENT_JBT', 'ALIGNMENT', 'CASE_TABLE', 'VVT', 'RET'];

export const recordVoice: EntryKind = {
  code: 'stem',
  group: 'often',
  parties: EVERY_PARTY,
  fields: [
    { name: 'speakerId', control: 'person', among: 'everybody' },
    { name: 'words', control: 'text', rows: 5 },
    { name: 'alone', control: 'yesNo' },
    { name: 'confidential', control: 'switch' },
  ],
  at: { statedBy: 'speakerId' },
  statedBy: (values) => byPerson(textOf(values, 'speakerId')),
  command: command(RecordVoiceDocument, (values, frame) => ({
    ...frame,
    speakerId: textOf(values, 'speakerId'),
    words: textOf(values, 'words'),
    alone: isYes(values, 'alone'),
    confidential: isYes(values, 'confidential'),
  })),
};

export const explainRights: EntryKind = {
  code: 'rechten-uitgelegd',
  group: 'together',
  parties: EVERY_PARTY,
  fields: [
    { name: 'persons', control: 'people' },
    { name: 'what', control: 'text', rows: 3 },
    { name: 'understood', control: 'yesNo' },
  ],
  command: command(ExplainRightsDocument, (values, frame) => ({
    ...frame,
    persons: listOf(values, 'persons').map((personId) => ({
      personId,
      content: { what: textOf(values, 'what'), understood: isYes(values, 'understood') },
    })),
  })),
};

export const recordFact: EntryKind = {
  code: 'feit',
  group: 'inquiry',
  parties: ['VT', 'RvdK', 'GI'],
  fields: [
    {
      name: 'investigationId',
      control: 'item',
      from: { event: 'InvestigationStarted', id: 'investigationId', label: 'kind', endedBy: 'InvestigationConcluded', own: true },
    },
    { name: 'concerning', control: 'people' },
    { name: 'kind', control: 'choice', codes: FACTS },
    { name: 'text', control: 'text', rows: 4 },
    { name: 'source', control: 'line' },
    { name: 'workingNote', control: 'text', rows: 2, optional: true },
  ],
  command: command(RecordFactDocument, (values, frame) => {
    const workingNote = textOf(values, 'workingNote');
    return {
      ...frame,
      investigationId: textOf(values, 'investigationId'),
      concerning: listOf(values, 'concerning'),
      kind: codeOf(values, 'kind', FACTS),
      text: textOf(values, 'text'),
      source: textOf(values, 'source'),
      familyMarks: [],
      ...(workingNote === '' ? {} : { workingNote }),
    };
  }),
};

export const recordDissent: EntryKind = {
  code: 'tegenspraak',
  group: 'together',
  parties: EVERY_PARTY,
  fields: [
    { name: 'answerTo', control: 'item', optional: true, from: { event: 'DissentRecorded', id: 'dissentId', label: 'text' } },
    { name: 'attending', control: 'organisations', when: (values) => textOf(values, 'answerTo') === '' },
    { name: 'concerning', control: 'people' },
    { name: 'text', control: 'text', rows: 5 },
  ],
  command: command(RecordDissentDocument, (values, frame) => {
    const answerTo = textOf(values, 'answerTo');
    return {
      ...frame,
      concerning: listOf(values, 'concerning'),
      text: textOf(values, 'text'),
      // An answer goes to who sat where the dissent was said.
      ...(answerTo === '' ? { attending: listOf(values, 'attending') } : { answerTo }),
    };
  }),
};

export const holdTable: EntryKind = {
  code: 'tafel-gehouden',
  group: 'together',
  parties: EVERY_PARTY,
  fields: [
    { name: 'kind', control: 'choice', codes: TABLES },
    { name: 'attending', control: 'organisations' },
    { name: 'concerning', control: 'people' },
    { name: 'outcome', control: 'text', rows: 3 },
    { name: 'discussion', control: 'text', rows: 5 },
  ],
  command: command(HoldTableDocument, (values, frame) => ({
    ...frame,
    kind: codeOf(values, 'kind', TABLES),
    attending: listOf(values, 'attending'),
    concerning: listOf(values, 'concerning'),
    outcome: textOf(values, 'outcome'),
    discussion: textOf(values, 'discussion'),
  })),
};
