// SPDX-License-Identifier: EUPL-1.2
import { caseIdOf, descriptionOf, readerKey, rowsKey } from '@gezinslijn/family-case';
import type { Reader } from '@gezinslijn/family-case';
import type { Actor, InProcessApi, Platform } from '@gezinslijn/gateway';
import { FamilyReportDocument } from '@gezinslijn/api-contract';
import { print } from 'graphql';
import { toldOfAdministration } from './api-administration.ts';
import { actorFor } from './api-actors.ts';
import { walkInspection } from './api-inspection.ts';
import type { CaseQuestions } from './api-inspection.ts';
import { BASIS, KNOWLEDGE_OF_VT, PROOFS, walkDecisionBasis, walkKnowledge, walkLedgerProofs } from './api-knowledge.ts';
import { LINKS, POSSIBLE, walkApiSearch, walkKnownElsewhere, walkPersonLinks } from './api-matching.ts';
import { CASE, COMMAND, EMERGENCY, FOLLOW, LATEST_PLAN, MINE, ONE, PLANS, RECORD, TIMELINE } from './api-documents.ts';
import type { ApiMutant, Ports } from './api-mutants.ts';
import { walkApiFilters, walkApiPast } from './api-past.ts';
import { walkCorrectedSinceRead } from './api-corrections.ts';
import { CERTIFICATES, KEPT, walkRetention, walkRetentionDue } from './api-retention.ts';
import { LINES, LOOKED, walkProcessingLines, walkWhoLooked } from './api-who-looked.ts';
import type { MadeUpLooks } from './api-who-looked.ts';
import type { Asking } from './asking.ts';
import type { Place } from './canaries.ts';
import { AT_MIDNIGHT, NO_CASE, readers, uuidFrom } from './cast.ts';
import type { NamedReader } from './cast.ts';
import type { Views } from './kit.ts';
import type { Oracle, View } from './oracle.ts';
import { finding } from './report.ts';
import type { Report, Spot } from './report.ts';
import type { Scenario } from './scenarios.ts';
import type { World } from './walk.ts';

/** What an auditor who stated a case and a period asks of it. */
const INSPECTED: CaseQuestions = {
  case: CASE,
  timeline: TIMELINE,
  entry: ONE,
  routeMaps: PLANS,
  routeMap: LATEST_PLAN,
  knowledge: KNOWLEDGE_OF_VT,
  decisionBasis: BASIS,
  ledgerProofs: PROOFS,
  emergencyAccesses: EMERGENCY,
  personLinks: LINKS,
  possiblePersonMatches: POSSIBLE,
  whoLooked: LOOKED,
  processingLines: LINES,
  erasureCertificates: CERTIFICATES,
  keptData: KEPT,
};

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
/** Live channels; who knew what when; people in several cases and searching; what is kept and was destroyed; what was corrected. */
export type ApiPart = 'pushes' | 'knowledge' | 'people' | 'retention' | 'corrections';

/** What one walk of the API stands on. */
export interface Walked {
  readonly world: World;
  readonly api: InProcessApi;
  readonly platform: Platform;
  readonly looks: MadeUpLooks;
  /** While a live channel is walked with a fault in it: what that channel reads from. */
  channel: Ports | undefined;
  readonly fault: ApiMutant | undefined;
}

/** One reader asks the API everything it can be asked about one case. */
export class ApiVisit {
  readonly #walked: Walked;
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #who: NamedReader;
  readonly #api: InProcessApi;
  readonly #platform: Platform;
  readonly #report: Report;
  readonly #views: Views;
  readonly #oracle: Oracle;
  /** Whose rights he has: those of emergency access while it runs, else his organisation's. */
  readonly #reader: Reader;
  readonly #view: View;
  readonly #caseId: string;
  readonly #actor: Actor;

  constructor(walked: Walked, scenario: Scenario, who: NamedReader, views: Views, report: Report) {
    this.#walked = walked;
    this.#world = walked.world;
    this.#scenario = scenario;
    this.#who = who;
    this.#api = walked.api;
    this.#platform = walked.platform;
    this.#report = report;
    this.#views = views;
    this.#oracle = walked.world.oracles.get(scenario) as Oracle;
    this.#reader = rightsOf(who.reader, this.#oracle, views.now);
    this.#view = this.#oracle.view(this.#reader, views.now);
    this.#caseId = caseIdOf(scenario.stream);
    this.#actor = actorFor(who, views.now);
  }

  async walk(): Promise<void> {
    if (this.#scenario.stream.startsWith('partyPrivate-')) return this.#privateRecord();
    // What is no case has no number to ask by; others read it by the link, each end through a case of his own.
    if (!this.#scenario.stream.startsWith('familyCase-')) return;
    await this.#timeline('RECORDED');
    await this.#timeline('HAPPENED');
    for (const [path, document] of [
      ['case', CASE],
      ['routeMaps', PLANS],
      ['routeMap', LATEST_PLAN],
    ] as const) {
      await this.#look(path, document, { caseId: this.#caseId }, { caseId: NO_CASE });
    }
    await this.#look('myCases', MINE, {});
    await this.#familyReport();
    for (const { id } of this.#scenario.entries.filter((_, index) => index % 3 === 0)) {
      const answer = await this.#look('entry', ONE, { caseId: this.#caseId, id }, { caseId: NO_CASE, id });
      const isThere = !answer.startsWith('{"data":{"entry":null');
      if (isThere !== this.#view.has(id)) this.#found(isThere ? 'leak' : 'withheld', 'entry', id, 'existence');
    }
    await this.#command();
    await this.#foreignCursor();
    const asking = this.#asking();
    await walkApiFilters(asking, this.#view, readers.indexOf(this.#who));
    await walkApiPast(asking);
    await walkWhoLooked(asking, this.#walked.looks, this.#view.size > 0 || this.#who.reader.kind === 'auditor', this.#actor.subject);
    await this.#emergencyAccesses();
    await this.#knowledge();
    await this.#people();
    await this.#retention();
    await walkCorrectedSinceRead(asking, this.#view);
    for (const told of await toldOfAdministration(this.#api, this.#actor)) this.#found('leak', told, undefined, 'existence');
    await this.pushes();
  }

  async part(part: ApiPart): Promise<void> {
    if (!this.#scenario.stream.startsWith('familyCase-')) return;
    if (part === 'pushes') await this.pushes();
    if (part === 'knowledge') await this.#knowledge();
    if (part === 'people') await this.#people();
    if (part === 'retention') await this.#retention();
    if (part === 'corrections') await walkCorrectedSinceRead(this.#asking(), this.#view);
  }

  async #knowledge(): Promise<void> {
    const asking = this.#asking();
    await walkKnowledge(asking);
    await walkDecisionBasis(asking, this.#view, readers.indexOf(this.#who));
    await walkLedgerProofs(asking);
    await walkProcessingLines(asking);
    if (this.#who.reader.kind === 'auditor') await walkInspection(asking, INSPECTED);
  }

  async #people(): Promise<void> {
    const asking = this.#asking();
    await walkPersonLinks(asking);
    await walkApiSearch(asking);
    if (this.#scenario === this.#world.scenarios[0]) await walkKnownElsewhere(asking);
  }

  async #retention(): Promise<void> {
    const asking = this.#asking();
    await walkRetention(asking, this.#view, readers.indexOf(this.#who));
    if (this.#scenario === this.#world.scenarios[0]) await walkRetentionDue(asking);
  }

  /** His file, for a family member; to others it is refused alike, whether or not there is such a case. */
  async #familyReport(): Promise<void> {
    const ask = (caseId: string) => this.#api.ask(this.#actor, print(FamilyReportDocument), { caseId });
    if (this.#who.reader.kind === 'person')
      return void (await this.#look('familyReport', print(FamilyReportDocument), { caseId: this.#caseId }, { caseId: NO_CASE }));
    const answer = await ask(this.#caseId);
    if (!answer.includes('"code":"FORBIDDEN"') || answer !== (await ask(NO_CASE)))
      this.#found('leak', 'familyReport', undefined, 'existence');
  }

  /** What comes over a live channel: now, and after the rights it was opened with lapsed. */
  async pushes(): Promise<void> {
    await this.#subscription();
    await this.#overMidnight();
  }

  #asking(): Asking {
    const at = { caseId: this.#caseId };
    return {
      who: this.#who,
      reader: this.#reader,
      plain: this.#actor.reader,
      actor: this.#actor,
      world: this.#world,
      scenario: this.#scenario,
      oracle: this.#oracle,
      views: this.#views,
      ask: (document, variables, as = this.#actor) => this.#api.ask(as, document, { ...at, ...variables }),
      look: (path, document, variables, view) =>
        this.#look(path, document, { ...at, ...variables }, { ...variables, caseId: NO_CASE }, view),
      searched: (path, answer, view) => {
        this.#searched(path, answer, view);
      },
      searchedEverywhere: (path, answer, besides) => {
        this.#searchedEverywhere(path, answer, besides);
      },
      found: (kind, path, entryId, field) => {
        this.#found(kind, path, entryId, field);
      },
    };
  }

  /** Of one case, and of all: for a supervisor what his workers used, for others what they see of it anyhow. */
  async #emergencyAccesses(): Promise<void> {
    const { reader } = this.#who;
    const his =
      reader.kind === 'organisation' && reader.supervises === true ? this.#oracle.view(reader, this.#views.now) : new Map<string, never>();
    const view: View = new Map([...his, ...this.#view]);
    await this.#look('emergencyAccesses', EMERGENCY, { caseId: this.#caseId }, { caseId: NO_CASE }, view);
    this.#searched('emergencyAccesses of all', await this.#api.ask(this.#actor, EMERGENCY, {}), view);
  }

  /** Asks, looks for canaries, and where there is nothing to see compares with a case that does not exist. */
  async #look(
    path: string,
    document: string,
    variables: Readonly<Record<string, unknown>>,
    nowhere?: Readonly<Record<string, unknown>>,
    view = this.#view,
  ): Promise<string> {
    const answer = await this.#api.ask(this.#actor, document, variables);
    this.#searched(path, answer, view);
    if (nowhere !== undefined && this.#view.size === 0 && view.size === 0 && this.#who.reader.kind !== 'auditor') {
      if (answer !== (await this.#api.ask(this.#actor, document, nowhere))) this.#found('leak', `${path}, absence`, undefined, 'existence');
    }
    return answer;
  }

  #searched(path: string, answer: string, view: View = this.#view): void {
    this.#report.walked(this.#scenario.entries);
    const here = new Set(this.#scenario.entries.map(({ id }) => id));
    for (const { entryId, token } of this.#world.canaries.in(answer)) {
      if (!here.has(entryId)) continue;
      const { tokens, elsewhere, replaced } = view.get(entryId) ?? { tokens: new Set<string>() };
      const shown = tokens.has(token) || elsewhere?.has(token) === true;
      if (!shown || replaced?.has(token) === true) this.#found('leak', path, entryId, token);
    }
    for (const id of new Set(answer.match(UUID))) if (here.has(id) && !view.has(id)) this.#found('leak', path, id, 'existence');
  }

  /** An answer that goes over several cases: of each, what he may see of that one under the rights he has there. */
  #searchedEverywhere(path: string, answer: string, besides: (place: Place) => boolean = () => false): void {
    this.#report.walked(this.#scenario.entries);
    for (const place of this.#world.canaries.in(answer)) {
      const scenario = this.#world.scenarios.find(({ entries }) => entries.some(({ id }) => id === place.entryId)) as Scenario;
      const oracle = this.#world.oracles.get(scenario) as Oracle;
      const view = oracle.view(rightsOf(this.#who.reader, oracle, this.#views.now), this.#views.now);
      if (view.get(place.entryId)?.tokens.has(place.token) !== true && !besides(place)) this.#found('leak', path, undefined, place.token);
    }
  }

  async #timeline(order: string): Promise<void> {
    let count = 0;
    for (let after: string | undefined; ;) {
      const answer = await this.#look('timeline', TIMELINE, { caseId: this.#caseId, after, order }, { caseId: NO_CASE, after, order });
      const { data } = JSON.parse(answer) as {
        readonly data: {
          readonly timeline: { readonly nodes: readonly unknown[]; readonly pageInfo: { hasNextPage: boolean; endCursor: string } } | null;
        };
      };
      count += data.timeline?.nodes.length ?? 0;
      if (data.timeline?.pageInfo.hasNextPage !== true) break;
      after = data.timeline.pageInfo.endCursor;
    }
    if (count !== this.#view.size) this.#found(count > this.#view.size ? 'leak' : 'withheld', 'timeline, count', undefined, 'existence');
  }

  /** What came in since the beginning, told to somebody whose command rests on an older screen; and the refusal of who knows no such case. */
  async #command(): Promise<void> {
    const { author } = this.#actor;
    if (author === undefined) return;
    const input = (caseId: string) => ({
      input: {
        caseId,
        commandId: uuidFrom(`command ${this.#who.name}`),
        legalBasis: 'consent',
        validateOnly: true,
        expectedPosition: this.#platform.tokens.seal(-1n, this.#actor.reader),
        concerning: [uuidFrom('person mother')],
        what: 'toets',
        actionTaken: 'toets',
      },
    });
    await this.#look('expectedPosition', COMMAND, input(this.#caseId), input(NO_CASE));
  }

  /** A cursor of somebody else is no cursor: it answers as any other nonsense. */
  async #foreignCursor(): Promise<void> {
    const other = readers.find(({ reader }) => readerKey(reader) !== readerKey(this.#actor.reader)) as NamedReader;
    const ask = (token: string) =>
      this.#api.ask(this.#actor, TIMELINE, { caseId: this.#caseId, after: `${token}.AAAA`, order: 'RECORDED' });
    const foreign = await ask(this.#platform.tokens.seal(3n, other.reader));
    this.#searched('cursor of another', foreign);
    if (foreign !== (await ask('AAAAAAAAAAAAAAAAAAAAAA'))) this.#found('leak', 'cursor of another', undefined, 'existence');
  }

  /** Every entry is announced to this reader's open screen, also those that are not his: only his own may come through. */
  async #subscription(): Promise<void> {
    const entries = this.#scenario.entries.filter((_, index) => index % 10 === 0);
    const expected = this.#who.reader.kind === 'auditor' ? 0 : entries.reduce((sum, entry) => sum + this.#announcedBy(entry), 0);
    const got = await this.#pushed(entries, expected);
    this.#searched('timelineChanged', got.join('\n'));
    if (got.length !== expected) this.#found(got.length > expected ? 'leak' : 'withheld', 'timelineChanged, count', undefined, 'existence');
  }

  /** How many messages: what is attached to an entry brings that entry along, as it says now. */
  #announcedBy({ id, event }: Scenario['entries'][number]): number {
    if (!this.#view.has(id)) return 0;
    const behind = 'attachedTo' in descriptionOf(event.type) && 'entryId' in event.data ? event.data.entryId : undefined;
    return behind !== undefined && this.#view.has(behind) ? 2 : 1;
  }

  /** A channel that was opened before rights lapsed brings nothing that is not his afterwards. It may have ended. */
  async #overMidnight(): Promise<void> {
    const after = this.#oracle.view(rightsOf(this.#who.reader, this.#oracle, AT_MIDNIGHT), AT_MIDNIGHT);
    const lost = this.#scenario.entries.filter(({ id }) => {
      const [before, then] = [this.#view.get(id), after.get(id)];
      return before !== undefined && [...before.tokens].some((token) => then?.tokens.has(token) !== true);
    });
    if (lost.length === 0 || this.#who.reader.kind === 'auditor') return;
    const { now } = this.#views;
    try {
      const got = await this.#pushed(lost.slice(0, 3), 0, () => {
        this.#views.now = AT_MIDNIGHT;
      });
      this.#searched('timelineChanged over midnight', got.join('\n'), after);
    } finally {
      this.#views.now = now;
    }
  }

  /** Opens a channel, announces these entries on it, and answers what came through. */
  async #pushed(entries: Scenario['entries'], expected: number, opened: () => void = () => undefined): Promise<readonly string[]> {
    this.#walked.channel = this.#walked.fault?.part === 'pushes' ? this.#walked.fault.faulty(this.#views) : undefined;
    const end = new AbortController();
    const got: string[] = [];
    try {
      const listening = (async () => {
        for await (const message of this.#api.follow(this.#actor, FOLLOW, { caseId: this.#caseId }, end.signal)) got.push(message);
      })();
      await settle();
      opened();
      const reader = rowsKey(this.#reader);
      for (const [index, { id }] of entries.entries()) {
        this.#platform.live.publish([{ stream: this.#scenario.stream, reader, position: BigInt(index), entryId: id }]);
      }
      for (let tries = 0; tries < 50 && got.length < Math.max(expected, 1); tries += 1) await settle();
      await settle();
      end.abort();
      await listening;
    } finally {
      end.abort();
      this.#walked.channel = undefined;
    }
    return got;
  }

  async #privateRecord(): Promise<void> {
    const [organisation, recordId] = [this.#scenario.stream.slice('partyPrivate-'.length, -37), this.#scenario.stream.slice(-36)];
    const answer = await this.#look('meldcodeRecord', RECORD, { organisation, recordId }, { organisation, recordId: NO_CASE });
    const isThere = answer !== '{"data":{"meldcodeRecord":[]}}';
    if (isThere !== this.#view.size > 0 && this.#who.reader.kind !== 'auditor')
      this.#found(isThere ? 'leak' : 'withheld', 'meldcodeRecord', undefined, 'existence');
  }

  #found(kind: 'leak' | 'withheld', path: string, entryId: string | undefined, field: string): void {
    const spot: Spot = { path: `api: ${path}`, reader: this.#who.name, scenario: this.#scenario };
    this.#report.found(
      finding(
        kind,
        spot,
        this.#scenario.entries.find(({ id }) => id === entryId),
        field,
      ),
    );
  }
}

/** A worker looks by his emergency access while that shows something; a supervisor is a worker of his organisation for all else. */
function rightsOf(reader: Reader, oracle: Oracle, at: string): Reader {
  if (reader.kind !== 'organisation' || (reader.emergency === undefined && reader.supervises === undefined)) return reader;
  if (reader.emergency !== undefined && oracle.view(reader, at).size > 0) return reader;
  return { kind: 'organisation', organisation: reader.organisation };
}

const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
