// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, lt, record, recorded, metadataOf, vt } from '../test/acts.ts';
import { child, father, mother, opened } from '../test/history.ts';
import { caseEventDescriptions } from './case-event.ts';
import type { CaseCommand } from './family-case.ts';
import { decideCase, evolveCase, familyCase, initialCase, isCaseCommandType } from './family-case.ts';
import { familyEventTypes, isFamilyEvent } from './family-event.ts';

describe('the family case as one decider', () => {
  const given = specFor(familyCase, act(lt), record);
  const words: CaseCommand = { type: 'RecordVoice', speakerId: child, confidential: false, words: 'Ik wil naar huis', alone: true };

  it('gives a command to the slice that decides it', () => {
    given(opened).when(words).thenTypes('VoiceRecorded');
    given().when(words).thenRefused('CASE_UNKNOWN');
  });
  it('knows 56 kinds of command, and no others', () => {
    expect(Object.keys(familyCase.commands)).toHaveLength(56);
    expect(isCaseCommandType('RecordVoice')).toBe(true);
    expect(isCaseCommandType('TakeMeldcodeStep')).toBe(false);
    expect(isCaseCommandType('constructor')).toBe(false);
    expect(() => decideCase(initialCase(), { type: 'Unknown' } as unknown as CaseCommand, act(lt))).toThrow(TypeError);
  });
  it('folds every kind of event of a family stream, and none of a private record', () => {
    expect(Object.keys(familyCase.handles).sort()).toEqual(Object.keys(familyEventTypes).sort());
    const outside = Object.keys(caseEventDescriptions).filter((type) => !(type in familyEventTypes));
    expect(outside).toEqual([
      'MeldcodeStepTaken',
      'MeldcodeRecordLinked',
      'KnownElsewhereAsked',
      'KnownElsewhereReceived',
      'KnownElsewhereAnswered',
      'KnownElsewhereReplied',
      'PersonMatchDecided',
    ]);
    expect(isFamilyEvent(opened)).toBe(true);
  });
  it('decides without changing what it decides on', () => {
    const state = evolveCase(initialCase(), recorded(opened, 0, metadataOf(vt, act(vt))));
    const before = JSON.stringify(state, asPlain);
    decideCase(state, words, act(lt));
    decideCase(state, { type: 'ChangeMembership', change: 'PERSON_LEFT', memberIds: [father] }, act(lt));
    expect(JSON.stringify(state, asPlain)).toBe(before);
  });
  it('keeps a case apart from every other', () => {
    const one = evolveCase(initialCase(), recorded(opened, 0, metadataOf(vt, act(vt))));
    const other = initialCase();
    expect(one.household.frame.people.has(mother)).toBe(true);
    expect(other.household.frame.people.size).toBe(0);
  });
});

/** Maps and sets as plain data, to compare states. */
function asPlain(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}
