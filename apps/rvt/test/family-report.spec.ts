// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import { FamilyReportDocument } from '@gezinslijn/api-contract';
import { caseIdOf, descriptionOf, matrix2025 } from '@gezinslijn/family-case';
import type { FieldRule } from '@gezinslijn/family-case';
import { reportDocument } from '../src/family-report/report-document.ts';
import type { AnsweredEntry, ReportAnswer, ReportDocument } from '../src/family-report/report-document.ts';
import { reportPdf } from '../src/family-report/report-pdf.ts';
import { openApiWalk } from '../src/policy-walk/api-paths.ts';
import type { ApiWalk } from '../src/policy-walk/api-paths.ts';
import { JUST_BEFORE, readers } from '../src/policy-walk/cast.ts';
import type { NamedReader } from '../src/policy-walk/cast.ts';
import { projectViews, recordScenarios } from '../src/policy-walk/kit.ts';
import type { Views } from '../src/policy-walk/kit.ts';
import type { Allowed, Oracle } from '../src/policy-walk/oracle.ts';
import type { Scenario, WrittenEntry } from '../src/policy-walk/scenarios.ts';
import { openWorld } from '../src/policy-walk/walk.ts';
import type { World } from '../src/policy-walk/walk.ts';
import { contentOf } from './pdf-content.ts';

/** Reports of made-up cases in which every text is a word that occurs nowhere else: whatever of them is in a report, and who may see it, is known. */
let world: World;
let views: Views;
let api: ApiWalk;
const REPORT_QUERY = print(FamilyReportDocument);
const MADE = new Date('2025-09-13T10:00:00.000Z');
const named = (name: string): NamedReader => readers.find((one) => one.name === name) as NamedReader;
const scenario = () => {
  const found = world.scenarios.find(({ name }) => name === 'corrections and statements');
  if (found === undefined) throw new Error('There is no such scenario');
  return found;
};

beforeAll(async () => {
  world = await openWorld();
  const one = scenario();
  world = { ...world, scenarios: [one] };
  views = await projectViews(world.record, matrix2025, JUST_BEFORE);
  api = await openApiWalk(world, matrix2025);
});
afterAll(async () => {
  await api.close();
  await views.close();
});

async function answerFor(who: NamedReader, more: object = {}): Promise<ReportAnswer | null> {
  const text = await api.ask(views, who, REPORT_QUERY, { caseId: caseIdOf(scenario().stream), ...more });
  const { data } = JSON.parse(text) as { readonly data?: { readonly familyReport: ReportAnswer | null } };
  if (data === undefined) throw new Error(text);
  return data.familyReport;
}

/** The same with masking switched off: every entry there is, as an auditor gets it. */
async function unmasked(): Promise<ReportDocument> {
  const document = REPORT_QUERY.slice(REPORT_QUERY.indexOf('entry {') + 6, REPORT_QUERY.indexOf('notShown')).trim();
  const query = `query ($caseId: ID!, $after: String) { timeline(caseId: $caseId, first: 100, after: $after) {
    nodes ${document} pageInfo { hasNextPage endCursor } } }`;
  const entries: AnsweredEntry[] = [];
  for (let after: string | null = null; ;) {
    const text = await api.ask(views, named('auditor'), query, {
      caseId: caseIdOf(scenario().stream),
      ...(after === null ? {} : { after }),
    });
    const { data } = JSON.parse(text) as {
      readonly data?: {
        readonly timeline: { readonly nodes: AnsweredEntry[]; readonly pageInfo: { hasNextPage: boolean; endCursor: string } };
      };
    };
    if (data === undefined) throw new Error(text);
    entries.push(...data.timeline.nodes);
    if (!data.timeline.pageInfo.hasNextPage) break;
    after = data.timeline.pageInfo.endCursor;
  }
  return reportDocument(
    { personId: 'x', madeAt: MADE.toISOString(), people: [], entries: entries.map((entry) => ({ entry, notShown: [] })) },
    [],
  );
}

const placesIn = (text: string) => world.canaries.in(text).map(({ entryId, token }) => `${entryId} ${token}`);
const everythingIn = (pdf: Buffer) => {
  const { structure, streams, texts } = contentOf(pdf);
  return [structure, ...streams, ...texts].join('\n');
};

/** Entries by which it is known who belongs to the case, or was told of it. */
const NEEDED: ReadonlySet<string> = new Set([
  'CaseOpened',
  'MembershipChanged',
  'AuthorityRecorded',
  'ReportReceived',
  'PersonsInformedOfReport',
  'RightsExplained',
]);

/** An entry without what somebody may not see of it; none where he may not see that there is one. */
function withoutHidden(entry: WrittenEntry, allowed: Allowed | undefined): readonly WrittenEntry[] {
  if (NEEDED.has(entry.event.type)) return [entry];
  if (allowed === undefined) return [];
  const rules = descriptionOf(entry.event.type).fields as Readonly<Record<string, FieldRule>>;
  const data = Object.entries(entry.event.data).flatMap(([field, value]: [string, unknown]) => {
    const kind = rules[field]?.kind;
    if (kind === 'personal' && !allowed.tokens.has(field) && allowed.elsewhere?.has(field) !== true) return [];
    if (kind !== 'perPerson') return [[field, value]];
    return [
      [field, (value as readonly { readonly personId: string }[]).filter(({ personId }) => allowed.tokens.has(`${field}@${personId}`))],
    ];
  });
  return [{ ...entry, event: { ...entry.event, data: Object.fromEntries(data) as unknown } as typeof entry.event }];
}

describe('a report for a family member', () => {
  it.each(['mother', 'father', 'teen15', 'aunt'])('of %s holds nothing he may not see, in JSON and in no part of the PDF', async (name) => {
    const who = named(name);
    const oracle = world.oracles.get(scenario()) as Oracle;
    const view = oracle.view(who.reader, JUST_BEFORE);
    const answer = await answerFor(who);
    if (answer === null) throw new Error(`There is no report for ${name}`);
    const report = reportDocument(answer, []);
    const json = JSON.stringify(report);
    const pdf = await reportPdf(report, MADE);
    const inJson = placesIn(json);
    expect(inJson.length).toBeGreaterThan(5);
    const allowed = (place: string) => {
      const [entryId = '', token = ''] = place.split(' ');
      const of = view.get(entryId);
      return (of?.tokens.has(token) === true || of?.elsewhere?.has(token) === true) && of.replaced?.has(token) !== true;
    };
    expect(inJson.filter((place) => !allowed(place))).toEqual([]);
    // All of it is in the PDF, and nothing more.
    expect(new Set(placesIn(everythingIn(pdf)))).toEqual(new Set(inJson));
    // No number of an entry, of a case or of a person.
    for (const text of [json, everythingIn(pdf)]) expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}/);
    expect(report.entries).toHaveLength(view.size);
  });

  it('finds what should not be there when masking is switched off', async () => {
    const report = await unmasked();
    const found = new Set(placesIn(everythingIn(await reportPdf(report, MADE))));
    expect(found).toEqual(new Set(placesIn(JSON.stringify(report))));
    const oracle = world.oracles.get(scenario()) as Oracle;
    const view = oracle.view(named('father').reader, JUST_BEFORE);
    const hidden = [...found].filter((place) => {
      const [entryId = '', token = ''] = place.split(' ');
      return view.get(entryId)?.tokens.has(token) !== true;
    });
    expect(hidden.length).toBeGreaterThan(100);
  });

  it('is the same, to the byte, where what he may not see was never recorded', async () => {
    const who = named('father');
    const view = (world.oracles.get(scenario()) as Oracle).view(who.reader, JUST_BEFORE);
    const bare: Scenario = { ...scenario(), entries: scenario().entries.flatMap((entry) => withoutHidden(entry, view.get(entry.id))) };
    expect(scenario().entries.length - bare.entries.length).toBeGreaterThan(100);
    const elsewhere: World = { ...world, scenarios: [bare], record: await recordScenarios([bare]) };
    const otherViews = await projectViews(elsewhere.record, matrix2025, JUST_BEFORE);
    const otherApi = await openApiWalk(elsewhere, matrix2025);
    const text = await otherApi.ask(otherViews, who, REPORT_QUERY, { caseId: caseIdOf(bare.stream) });
    await otherApi.close();
    await otherViews.close();
    const { data } = JSON.parse(text) as { readonly data: { readonly familyReport: ReportAnswer } };
    const [one, other] = [reportDocument((await answerFor(who)) as ReportAnswer, []), reportDocument(data.familyReport, [])];
    expect(other).toEqual(one);
    expect((await reportPdf(other, MADE)).equals(await reportPdf(one, MADE))).toBe(true);
  });

  it('is refused to an organisation, and of another to a family member', async () => {
    for (const [who, more] of [
      ['vt-a', {}],
      ['father', { personId: (named('mother').reader as { personId: string }).personId }],
    ] as const) {
      const text = await api.ask(views, named(who), REPORT_QUERY, { caseId: caseIdOf(scenario().stream), ...more });
      expect(text).toContain('"code":"FORBIDDEN"');
    }
  });

  it('an auditor makes as the person himself gets it', async () => {
    const personId = (named('mother').reader as { personId: string }).personId;
    expect(await answerFor(named('auditor'), { personId })).toEqual(await answerFor(named('mother')));
  });
});

describe('the PDF', () => {
  const small: ReportDocument = {
    title: 'Inzage in uw gegevens',
    person: 'Zoë Şahin-Łuczak',
    madeOn: '13 september 2025',
    introduction: ['Dit is een kopie.'],
    entries: [
      {
        what: 'kind gezien',
        when: 'Gebeurd op 1 april 2025.',
        by: 'Door Lokaal team Duinrade.',
        texts: [{ term: 'observatie', text: 'Zij kéék naar de deur — “vaak”.' }],
        corrected: [],
        statements: [],
        notShown: [{ term: 'werkaantekening', reason: 'Dit is een eigen aantekening.' }],
      },
    ],
    looks: ['Veilig Thuis keek.'],
  };
  const read = async () => contentOf(await reportPdf(small, MADE));

  it('says its language and title, and that it is tagged and accessible', async () => {
    const { structure, streams } = await read();
    expect(structure).toMatch(/\/Lang \(nl-NL\)/);
    expect(structure).toMatch(/\/Marked true/);
    expect(structure).toMatch(/\/DisplayDocTitle true/);
    expect([structure, ...streams].join('\n')).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
  });
  it('has headings, paragraphs and lists in its structure, in the order in which they are read', async () => {
    const { structure } = await read();
    for (const tag of ['Document', 'H1', 'H2', 'H3', 'Sect', 'P', 'L', 'LI', 'LBody'])
      expect(structure).toMatch(new RegExp(`/S /${tag}\\b`));
    expect(structure).toMatch(/\/StructTreeRoot/);
    expect(structure).toMatch(/\/ParentTree/);
  });
  it('shows names from elsewhere in Europe as they are written', async () => {
    const all = (await read()).texts.join('\n');
    for (const piece of ['kéék naar de deur — “vaak”', 'Ş', 'Ł', 'Zoë']) expect(all).toContain(piece);
  });
});
