// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import type { Event } from '@gezinslijn/event-sourcing';
import { act, actOn, by, gi, lt, metadataOf, record, stated, uuidFrom, vt } from '../../test/acts.ts';
import { auntJoined, aunt, child, condition, father, item, mother, nobody, opened, reported, teenager } from '../../test/history.ts';
import { caseEventDescriptions } from '../case-event.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case-event.ts';
import type { FactRecorded } from '../inquiry/inquiry-events.ts';
import { subjectsOf } from '../recording/event-codec.ts';
import type { Reader } from '../disclosure/readers.ts';
import type { Act } from '../vocabulary/act.ts';
import type { FieldRule } from '../vocabulary/event-description.ts';
import type { EntryId } from '../vocabulary/ids.ts';
import type { Author } from '../vocabulary/parties.ts';
import type { AttachStatement } from './attach-statement.ts';
import { CORRECTABLE } from './correctable.ts';
import type { CorrectEntry } from './correct-entry.ts';
import { rectification } from './rectification.decider.ts';
import type { EntryCorrected } from './rectification-events.ts';

const given = specFor(rectification, act(vt), record);
/** The id of the n-th event of a history. */
const entry = (index: number) => uuidFrom(`entry ${String(index)}`) as EntryId;
const everybody = () => true;

/** An act with the n-th event of a history at hand, and who may see it. */
function at(who: Author, event: Event, index: number, shownTo: (reader: Reader) => boolean = everybody, extra: Partial<Act> = {}): Act {
  return act(who, { entry: { recorded: recordedAs(event, index), shownTo }, ...extra });
}
const recordedAs = (event: Event, index: number): RecordedCaseEvent => record<CaseEvent>(event, index);

const factAbout = (data: Partial<FactRecorded['data']> = {}) =>
  by<FactRecorded>(vt, {
    type: 'FactRecorded',
    version: 1,
    data: {
      factId: item('f1'),
      investigationId: item('i1'),
      concerning: [child],
      kind: 'OBSERVATION',
      text: 'Kind zag bleek',
      source: 'School',
      familyMarks: [{ personId: mother, content: { mark: 'TRUE' } }],
      workingNote: 'navragen',
      ...data,
    },
  });
const fact = factAbout();
const history = [opened, auntJoined, fact];
const correct: CorrectEntry = {
  type: 'CorrectEntry',
  entryId: entry(2),
  texts: [{ field: 'text', text: 'Kind zag rood' }],
  reason: 'Verkeerd verstaan',
};
const outline = {
  type: 'FactRecorded',
  organisation: vt.organisation,
  revision: 2,
  marks: { factId: item('f1'), investigationId: item('i1'), concerning: [child] },
  sealed: ['kind', 'text', 'source', 'workingNote'],
  parts: { familyMarks: [mother] },
};
const corrected = by<EntryCorrected>(vt, {
  type: 'EntryCorrected',
  version: 1,
  data: {
    entryId: entry(2),
    corrects: entry(2),
    field: 'text',
    concerning: [child],
    ofCategory: 'C8',
    ofType: 'FactRecorded',
    of: outline,
    text: 'Kind zag rood',
    reason: 'Verkeerd verstaan',
  },
});

describe('correcting an entry', () => {
  it('points at it, and says whose text it is and what it counts as', () => {
    given(...history)
      .when(correct, at(vt, fact, 2))
      .then(corrected);
  });
  it('is one event per text, each about the people and of the category of that text', () => {
    const two = { ...correct, texts: [...correct.texts, { field: 'workingNote', text: 'nagevraagd' }] };
    given(...history)
      .when(two, at(vt, fact, 2))
      .then(corrected, {
        ...corrected,
        data: { ...corrected.data, field: 'workingNote', ofCategory: 'C7', text: 'nagevraagd' },
      });
  });
  it('holds not a word of what the entry says beside the new text and the reason', () => {
    const decision = rectification.decide(
      rectification.evolve(rectification.initial(), opened, record(opened, 0)),
      correct,
      at(vt, fact, 2),
    );
    for (const word of ['bleek', 'School', 'navragen', 'TRUE', 'OBSERVATION']) expect(JSON.stringify(decision)).not.toContain(word);
  });
  it('is by whose entry it is: to others it is as one that does not exist', () => {
    given(...history)
      .when(correct, at(lt, fact, 2))
      .thenRefused('RECTIFICATION_ENTRY_UNKNOWN', 'entryId');
    given(...history)
      .when(correct, act(vt))
      .thenRefused('RECTIFICATION_ENTRY_UNKNOWN', 'entryId');
    given(...history)
      .when(correct, at(gi, fact, 2))
      .thenRefused('CASE_UNKNOWN');
  });
  it('changes nothing that rules are computed from, and no line somebody signed', () => {
    const birthDate = { ...correct, entryId: entry(0), texts: [{ field: 'members', text: '2014-09-14' }] };
    given(...history)
      .when(birthDate, at(vt, opened, 0))
      .thenRefused('RECTIFICATION_NOT_THIS_TEXT', 'texts');
    const line = { ...correct, entryId: entry(3), texts: [{ field: 'text', text: 'Anders' }] };
    given(...history, condition)
      .when(line, at(vt, condition, 3))
      .thenRefused('RECTIFICATION_NOT_THIS_TEXT', 'texts');
    const mark = { ...correct, texts: [{ field: 'concerning', text: father }] };
    given(...history)
      .when(mark, at(vt, fact, 2))
      .thenRefused('RECTIFICATION_NOT_THIS_TEXT', 'texts');
  });
  it('is of texts that stand there, each once, in other words, with a reason', () => {
    const { workingNote: _none, ...data } = fact.data;
    const bare = by<FactRecorded>(vt, { ...fact, data });
    given(opened, auntJoined, bare)
      .when({ ...correct, texts: [{ field: 'workingNote', text: 'nieuw' }] }, at(vt, bare, 2))
      .thenRefused('RECTIFICATION_NOT_THIS_TEXT', 'texts');
    const refusals = [
      [{ texts: [] }, 'RECTIFICATION_NOTHING'],
      [{ texts: [correct.texts[0], correct.texts[0]] }, 'RECTIFICATION_TEXT_TWICE'],
      [{ texts: [{ field: 'text', text: 'Kind zag bleek' }] }, 'RECTIFICATION_SAME_TEXT'],
      [{ texts: [{ field: 'text', text: ' ' }] }, 'CASE_TEXT_MISSING'],
      [{ texts: [{ field: 'kind', text: 'RUMOUR' }] }, 'RECTIFICATION_CODE_UNKNOWN'],
      [{ reason: '' }, 'CASE_TEXT_MISSING'],
    ] as const;
    for (const [change, code] of refusals) {
      given(...history)
        .when({ ...correct, ...change } as CorrectEntry, at(vt, fact, 2))
        .thenRefused(code);
    }
  });
  it('of a coded field is one of its codes', () => {
    given(...history)
      .when({ ...correct, texts: [{ field: 'kind', text: 'STATEMENT' }] }, at(vt, fact, 2))
      .thenTypes('EntryCorrected');
  });
  it('of what was destroyed is refused', () => {
    const gone = factAbout({ text: ERASED });
    given(opened, auntJoined, gone)
      .when(correct, at(vt, gone, 2))
      .thenRefused('RECTIFICATION_ERASED', 'texts');
  });
  it('of a text of one part of the file is sealed as that part', () => {
    const content: CorrectEntry = { ...correct, entryId: entry(1), texts: [{ field: 'content', text: 'Een blauwe plek' }] };
    const decision = rectification.decide(
      rectification.evolve(rectification.initial(), opened, record(opened, 0)),
      content,
      at(vt, reported, 1),
    );
    if (!decision.accepted) throw new Error(decision.refusal.code);
    expect(decision.events.flatMap((event) => subjectsOf(event))).toEqual([`${child}#${item('report')}`]);
  });
});

describe('a chain of corrections', () => {
  const again: CorrectEntry = { ...correct, entryId: entry(3), texts: [{ field: 'text', text: 'Kind zag grauw' }] };

  it('goes on from the last: a correction is corrected as the entry is', () => {
    given(...history, corrected)
      .when(again, at(vt, corrected, 3))
      .then({ ...corrected, data: { ...corrected.data, corrects: entry(3), text: 'Kind zag grauw' } });
  });
  it('of two at once takes the first: the other is told to read what it says now', () => {
    given(...history, corrected)
      .when({ ...correct, texts: [{ field: 'text', text: 'Kind zag paars' }] }, at(vt, fact, 2))
      .thenRefused('RECTIFICATION_OVERTAKEN', 'entryId');
    const second = by<EntryCorrected>(vt, { ...corrected, data: { ...corrected.data, corrects: entry(3), text: 'Kind zag grauw' } });
    given(...history, corrected, second)
      .when({ ...again, texts: [{ field: 'text', text: 'Kind zag paars' }] }, at(vt, corrected, 3))
      .thenRefused('RECTIFICATION_OVERTAKEN', 'entryId');
  });
  it('is one per text: another text of the same entry is corrected in the entry', () => {
    given(...history, corrected)
      .when({ ...correct, texts: [{ field: 'source', text: 'Huisarts' }] }, at(vt, fact, 2))
      .thenTypes('EntryCorrected');
    given(...history, corrected)
      .when({ ...again, texts: [{ field: 'source', text: 'Huisarts' }] }, at(vt, corrected, 3))
      .thenRefused('RECTIFICATION_NOT_THIS_TEXT', 'texts');
  });
});

describe('a correction on request', () => {
  const asked = (who: typeof mother, day = '2025-04-02') =>
    actOn(day, vt, { ...stated(who), entry: { recorded: recordedAs(fact, 2), shownTo: everybody } });

  it('is asked by whom the text is about, or who exercises his rights', () => {
    given(...history)
      .when(correct, asked(mother))
      .thenTypes('EntryCorrected');
    for (const who of [child, aunt])
      given(...history)
        .when(correct, asked(who))
        .thenRefused('RECTIFICATION_NOT_HIS_TO_ASK', 'statedBy');
  });
  it('is from twelve on one’s own to ask, and from sixteen on nobody else’s', () => {
    const about = factAbout({ concerning: [teenager] });
    const past = [opened, auntJoined, about];
    const on = (day: string, who: typeof mother) =>
      actOn(day, vt, { ...stated(who), entry: { recorded: recordedAs(about, 2), shownTo: everybody } });
    given(...past)
      .when(correct, on('2025-04-02', teenager))
      .thenTypes('EntryCorrected');
    given(...past)
      .when(correct, on('2025-04-02', mother))
      .thenTypes('EntryCorrected');
    given(...past)
      .when(correct, on('2026-06-20', mother))
      .thenRefused('RECTIFICATION_NOT_HIS_TO_ASK', 'statedBy');
  });
  it('can be asked by a court', () => {
    given(...history)
      .when(correct, at(vt, fact, 2, everybody, { statedBy: { kind: 'court' } }))
      .thenTypes('EntryCorrected');
  });
});

describe('attaching a statement', () => {
  const statement: AttachStatement = { type: 'AttachStatement', entryId: entry(2), personId: mother, words: 'Zo was het niet' };

  it('is in the words of the person, written down by a professional who hears them', () => {
    given(...history)
      .when(statement, at(lt, fact, 2, everybody, stated(mother)))
      .then({
        type: 'StatementAttached',
        version: 1,
        data: { entryId: entry(2), personId: mother, of: outline, words: 'Zo was het niet' },
      });
  });
  it('is his own, or of who exercises his rights', () => {
    const of = (personId: typeof mother) => ({ ...statement, personId });
    given(...history)
      .when(of(child), at(lt, fact, 2, everybody, stated(father)))
      .thenTypes('StatementAttached');
    given(...history)
      .when(of(child), at(lt, fact, 2, everybody, stated(child)))
      .thenRefused('RECTIFICATION_NOT_HIS_STATEMENT', 'statedBy');
    given(...history)
      .when(of(mother), at(lt, fact, 2, everybody, stated(father)))
      .thenRefused('RECTIFICATION_NOT_HIS_STATEMENT', 'statedBy');
    given(...history)
      .when(of(teenager), at(lt, fact, 2, everybody, stated(teenager)))
      .thenTypes('StatementAttached');
    const sixteen = actOn('2026-06-20', lt, { ...stated(father), entry: { recorded: recordedAs(fact, 2), shownTo: everybody } });
    given(...history)
      .when(of(teenager), sixteen)
      .thenRefused('RECTIFICATION_NOT_HIS_STATEMENT', 'statedBy');
    given(...history)
      .when(statement, at(lt, fact, 2))
      .thenRefused('RECTIFICATION_NOT_STATED', 'statedBy');
  });
  it('to what the person, or who writes it down, may not see is refused as to what does not exist', () => {
    const hidden = (kind: Reader['kind']) => (reader: Reader) => reader.kind !== kind;
    const acts = [
      act(lt, stated(mother)),
      at(lt, fact, 2, hidden('person'), stated(mother)),
      at(lt, fact, 2, hidden('organisation'), stated(mother)),
      at(lt, corrected, 3, everybody, stated(mother)),
    ];
    const answers = acts.map((one) => {
      const decision = rectification.decide(rectification.evolve(rectification.initial(), opened, record(opened, 0)), statement, one);
      return JSON.stringify(decision);
    });
    expect(new Set(answers)).toEqual(
      new Set([JSON.stringify({ accepted: false, refusal: { code: 'RECTIFICATION_ENTRY_UNKNOWN', field: 'entryId' } })]),
    );
  });
  it('asks who speaks whether he may see it, not whom he speaks for', () => {
    const asked: Reader[] = [];
    const looking = (reader: Reader) => asked.push(reader) > 0;
    given(...history)
      .when({ ...statement, personId: child }, at(lt, fact, 2, looking, stated(father)))
      .thenTypes('StatementAttached');
    expect(asked).toEqual([
      { kind: 'organisation', organisation: lt.organisation },
      { kind: 'person', personId: father },
    ]);
  });
  it('is of somebody we know, who said something', () => {
    given(...history)
      .when({ ...statement, personId: nobody }, at(lt, fact, 2, everybody, stated(mother)))
      .thenRefused('CASE_PERSON_UNKNOWN', 'personId');
    given(...history)
      .when({ ...statement, words: ' ' }, at(lt, fact, 2, everybody, stated(mother)))
      .thenRefused('CASE_TEXT_MISSING', 'words');
  });
});

describe('what can be corrected', () => {
  it('is a sealed text about somebody, in a kind of entry that exists', () => {
    for (const [type, fields] of Object.entries(CORRECTABLE)) {
      const { fields: rules } = caseEventDescriptions[type as keyof typeof CORRECTABLE];
      for (const field of fields)
        expect([type, field, (rules as Readonly<Record<string, FieldRule>>)[field]?.kind]).toEqual([type, field, 'personal']);
    }
  });
  it('is nothing by which a case, its people or a plan is known: a correction changes no state but its own', () => {
    const before = rectification.evolve(rectification.initial(), opened, record(opened, 0));
    const copy = JSON.stringify([...before.frame.people]);
    rectification.evolve(before, corrected, { ...record(corrected, 3), metadata: metadataOf(vt, act(vt)) });
    expect(JSON.stringify([...before.frame.people])).toBe(copy);
    expect([...before.last.values()]).toEqual([entry(3)]);
  });
});
