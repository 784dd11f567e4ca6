// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, care, gi, lt, record, stated, vt } from '../../test/acts.ts';
import { child, joined, mother, nobody, opened } from '../../test/history.ts';
import { voice } from './voice.decider.ts';
import type { ExplainRights, RecordVoice } from './voice.decider.ts';

const given = specFor(voice, act(lt), record);

describe('recording a voice', () => {
  const words: RecordVoice = { type: 'RecordVoice', speakerId: child, confidential: true, words: 'Ik ben bang', alone: true };

  it('is for every professional who listened', () => {
    given(opened)
      .when(words, act(lt, stated(child)))
      .then({ type: 'VoiceRecorded', version: 1, data: { speakerId: child, confidential: true, words: 'Ik ben bang', alone: true } });
    given(opened, joined(care)).when(words, act(care)).thenTypes('VoiceRecorded');
    given(opened).when(words, act(gi)).thenRefused('CASE_UNKNOWN');
  });
  it('puts no words in anybody’s mouth', () => {
    given(opened)
      .when(words, act(lt, stated(mother)))
      .thenRefused('VOICE_NOT_THE_SPEAKER', 'statedBy');
    given(opened)
      .when(words, act(lt, { statedBy: { kind: 'family' } }))
      .thenRefused('VOICE_NOT_THE_SPEAKER', 'statedBy');
  });
  it('is of somebody we know, who said something', () => {
    given(opened)
      .when({ ...words, speakerId: nobody })
      .thenRefused('CASE_PERSON_UNKNOWN', 'speakerId');
    given(opened)
      .when({ ...words, words: '' })
      .thenRefused('CASE_TEXT_MISSING', 'words');
    given(opened)
      .when(words, act(lt, stated(nobody)))
      .thenRefused('CASE_PERSON_UNKNOWN', 'statedBy');
  });
});

describe('explaining rights', () => {
  const explain: ExplainRights = { type: 'ExplainRights', persons: [{ personId: mother, content: { what: 'Inzage', understood: true } }] };

  it('is done by each party', () => given(opened).when(explain, act(vt)).thenTypes('RightsExplained'));
  it('is to somebody', () =>
    given(opened)
      .when({ ...explain, persons: [] })
      .thenRefused('CASE_NOBODY_NAMED', 'persons'));
});
