// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { CASE_ID, ENTRIES, PEOPLE } from '../../../test/gateway/waterlelie.ts';
import { en } from '../../language/en/index.ts';
import { nl } from '../../language/nl/index.ts';
import { askedFields, mayAdd } from '../entry-kind.ts';
import type { EntryKind, FormContext } from '../entry-kind.ts';
import type { FormValues } from '../form-values.ts';
import { ENTRY_KINDS, entryKindOf } from './index.ts';

type Texts = Readonly<Record<string, unknown>>;
const at = (texts: unknown, path: string): unknown => path.split('.').reduce((part, name) => (part as Texts | undefined)?.[name], texts);

describe.each([
  ['nl', nl],
  ['en', en],
])('words of the forms (%s)', (_language, texts) => {
  it.each(ENTRY_KINDS.map(({ code }) => code))('%s: has a title, an introduction and a label for every field', (code) => {
    const kind = entryKindOf(code) as EntryKind;
    const wanted = ['title', 'intro', ...kind.fields.map(({ name }) => `${name}.label`)];
    expect(wanted.filter((path) => typeof at(texts.forms, `${code}.${path}`) !== 'string')).toEqual([]);
  });

  it('has words for every choice', () => {
    const codes = ENTRY_KINDS.flatMap(({ fields }) => fields.flatMap((field) => (field.control === 'choice' ? field.codes : [])));
    expect(codes.filter((code) => typeof at(texts.code, code) !== 'string')).toEqual([]);
  });
});

describe('what is offered', () => {
  const offered = (party: string, role = 'caseworker') => ENTRY_KINDS.filter((kind) => mayAdd(kind, party, role)).map(({ code }) => code);

  it('is what the kind of organisation may do', () => {
    expect(offered('LT')).toContain('afspraak');
    expect(offered('LT')).not.toContain('veiligheidsvoorwaarde');
    expect(offered('RvdK')).toContain('feit');
    expect(offered('RvdK')).not.toContain('afspraak');
    expect(offered('ZA')).not.toContain('kind-gezien');
    expect(offered('ZA')).toContain('acute-onveiligheid');
    expect(offered('FAMILY')).toEqual([]);
  });

  it('is more for a member of the RVT, by his role', () => {
    expect(offered('LT', 'rvtMember')).toContain('veiligheidsvoorwaarde');
  });
});

describe('what a form sends', () => {
  const frame = { commandId: 'c', caseId: CASE_ID, occurredAt: '2025-04-02', legalBasis: 'b' };
  const context: FormContext = { caseId: CASE_ID, party: 'VT', organisation: 'vt-haaglanden', items: new Map() };
  const sent = (code: string, values: FormValues) =>
    (entryKindOf(code) as EntryKind).command.send(values, frame, context, (_document, input) => input as Texts);
  const stated = (code: string, values: FormValues, changed: Partial<FormContext> = {}) =>
    entryKindOf(code)?.statedBy?.(values, { ...context, ...changed });

  it('a child seen', () => {
    const values = { childId: PEOPLE.K1, where: 'SCHOOL', alone: 'yes', observation: 'rustig' };
    expect(sent('kind-gezien', values)).toEqual({ ...frame, childId: PEOPLE.K1, where: 'SCHOOL', alone: true, observation: 'rustig' });
  });

  it('a voice, in the name of who spoke', () => {
    const values = { speakerId: PEOPLE.K1, words: 'ik ben bang', alone: 'no', confidential: true };
    expect(sent('stem', values)).toMatchObject({ confidential: true, alone: false });
    expect(stated('stem', values)).toEqual({ kind: 'PERSON', personId: PEOPLE.K1 });
  });

  it('a number of the family as its own, of a professional as his', () => {
    const own = { rater: PEOPLE.K2, concerning: [PEOPLE.K2], score: '4', words: 'gaat' };
    expect(sent('veiligheid-geschaald', own)).toMatchObject({ rater: PEOPLE.K2, ownScore: 4, words: 'gaat' });
    const professional = sent('veiligheid-geschaald', { ...own, rater: 'writer' });
    expect(professional).toMatchObject({ professionalScore: 4 });
    expect(Object.keys(professional)).not.toContain('words');
    expect(stated('veiligheid-geschaald', { ...own, rater: 'writer' })).toBeUndefined();
  });

  it('agreement as a person’s own word, an attempt as the professional’s', () => {
    const values = { version: '1', personId: PEOPLE.father, position: 'DISAGREE' };
    expect(stated('standpunt', values)).toEqual({ kind: 'PERSON', personId: PEOPLE.father });
    expect(stated('standpunt', { ...values, position: 'ATTEMPT' })).toBeUndefined();
  });

  it('a check in the name of the person who checks', () => {
    const made = ENTRIES.find(({ type }) => type === 'AgreementMade');
    const items = new Map(made === undefined ? [] : [['a2', made]]);
    expect(stated('afspraak-gecontroleerd', { agreementId: 'a2' }, { items })).toEqual({ kind: 'PERSON', personId: PEOPLE.aunt });
  });

  it('an agreement as the family’s words, unless the lokaal team makes it', () => {
    expect(stated('afspraak', {})).toEqual({ kind: 'FAMILY' });
    expect(stated('afspraak', {}, { party: 'LT' })).toBeUndefined();
    expect(sent('afspraak', { checker: `person:${PEOPLE.aunt}`, hiddenFrom: [PEOPLE.father] })).toMatchObject({
      checker: { kind: 'PERSON', personId: PEOPLE.aunt },
      hiddenFrom: [PEOPLE.father],
    });
  });

  it('asks for words with a number of the family only', () => {
    const scale = entryKindOf('veiligheid-geschaald') as EntryKind;
    const names = (values: FormValues) => askedFields(scale, values).map(({ name }) => name);
    expect(names({ rater: 'writer' })).not.toContain('words');
    expect(names({ rater: PEOPLE.K1 })).toContain('words');
  });
});
