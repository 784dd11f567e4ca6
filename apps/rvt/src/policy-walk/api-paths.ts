// SPDX-License-Identifier: EUPL-1.2
import { memoryEventStore, openAccessLog } from '@gezinslijn/event-store';
import type { AccessLog } from '@gezinslijn/event-store';
import { caseIdOf, familyCase, meldcodeRecord, readerKey, rowsKey } from '@gezinslijn/family-case';
import type { CaseCommand, CaseState, DisclosureMatrix, MeldcodeCommand, MeldcodeState, WorkerRef } from '@gezinslijn/family-case';
import { CaseStreams, Destruction, streamDecider } from '@gezinslijn/case-writing';
import {
  CaseClocks,
  Directory,
  FirstAdministrator,
  LiveEntries,
  PositionTokens,
  RecordClock,
  openAdministration,
  openInProcess,
} from '@gezinslijn/gateway';
import type { Actor, InProcessApi, Platform } from '@gezinslijn/gateway';
import { partyOf, readers, uuidFrom } from './cast.ts';
import type { NamedReader } from './cast.ts';
import type { Views } from './kit.ts';
import type { Oracle, View } from './oracle.ts';
import { finding } from './report.ts';
import type { Report, Spot } from './report.ts';
import type { Scenario } from './scenarios.ts';
import type { World } from './walk.ts';

const ENTRY = `id type term access party organisation { id name } workerRole statedBy { kind term personId } occurredAt recordedAt category about
  fields { name term text values personId }`;
const TIMELINE = `query ($caseId: ID!, $after: String, $order: EntryOrder) { timeline(caseId: $caseId, first: 100, after: $after, order: $order) {
  edges { cursor node { ${ENTRY} } } nodes { id } pageInfo { hasNextPage endCursor } position } }`;
const ONE = `query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { ${ENTRY} } }`;
const HEADER = `id name municipality region householdKind openedOn members { personId name role birthDate households authorityBy left }
  parties { organisation { id } party since until } fixedFace { name } phase acuteDangerSince position
  measures { id kind concerning orderedOn endsOn status since voidFrom } clocks { norm subjects startedAt dueOn stoppedAt status steps { day text } }`;
const CASE = `query ($caseId: ID!) { case(caseId: $caseId) { ${HEADER} } }`;
const MINE = `query { myCases(first: 100) { edges { cursor node { ${HEADER} } } hasNextPage } }`;
const PLAN = `version status summary reason contentHash conditions { id text test protects } agreements { id text concerning restrains hiddenFrom startsOn checkOn
  checks { outcome note } } actions { id text dueOn outcome note } signatures { organisation { id } required } positions { personId position words } scores { personId score }`;
const PLANS = `query ($caseId: ID!) { routeMaps(caseId: $caseId) { ${PLAN} } }`;
const LATEST_PLAN = `query ($caseId: ID!) { routeMap(caseId: $caseId) { ${PLAN} } }`;
const RECORD = `query ($organisation: ID!, $recordId: ID!) { meldcodeRecord(organisation: $organisation, recordId: $recordId) { ${ENTRY} } }`;
const FOLLOW = `subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { ${ENTRY} } }`;
const COMMAND = `mutation ($input: DeclareAcuteDangerInput!) { declareAcuteDanger(input: $input) { __typename
  ... on CommandRefused { code message field } ... on CaseChanged { code message entries { ${ENTRY} } } ... on CommandAccepted { entryIds } } }`;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
/** A case that does not exist: what cannot be seen must answer to the letter as this does. */
const NO_CASE = uuidFrom('no such case');

/** The GraphQL API of the gateway on the walked views, and everything an answer of it can give away. */
export interface ApiWalk {
  walk(views: Views, report: Report): Promise<void>;
  close(): Promise<void>;
}

export async function openApiWalk(world: World, matrix: DisclosureMatrix): Promise<ApiWalk> {
  const parts: { views: Views | undefined } = { views: undefined };
  const { platform, accessLog, directory } = await platformOn(world, matrix, () => parts.views as Views);
  const api = await openInProcess(platform);
  return {
    walk: async (views, report) => {
      parts.views = views;
      for (const scenario of world.scenarios) {
        for (const who of readers) await new ApiVisit(world, scenario, who, api, platform, views, report).walk();
      }
    },
    close: async () => {
      await api.close();
      await directory.close();
      await accessLog.close();
    },
  };
}

/** The gateway's own parts around the walked views. */
async function platformOn(
  { record: { store, keys } }: World,
  matrix: DisclosureMatrix,
  current: () => Views,
): Promise<{ readonly platform: Platform; readonly accessLog: AccessLog; readonly directory: Directory }> {
  const now = () => current().now;
  const secret = await keys.secret('command-input');
  const log = memoryEventStore();
  const accessLog = openAccessLog({ store: log, secretOf: (name) => keys.secret(name), clock: now });
  const common = { store, keys, matrix, secret, now };
  const directory = await Directory.open(log, keys);
  const platform = {
    demonstration: false,
    store,
    keys,
    accessLog,
    clock: new RecordClock(false, now),
    destruction: new Destruction({ store, keys }),
    clocks: new CaseClocks(store, keys),
    // Nothing is administered here: the walk gives each reader his hat itself.
    administration: openAdministration(common),
    directory,
    firstAdministrator: new FirstAdministrator({ folder: '', now: Date.now, known: '' }),
    issuerName: 'none',
    cases: new CaseStreams<CaseState, CaseCommand>({ ...common, decider: streamDecider<CaseCommand, CaseState>(familyCase) }),
    records: new CaseStreams<MeldcodeState, MeldcodeCommand>({
      ...common,
      decider: streamDecider<MeldcodeCommand, MeldcodeState>(meldcodeRecord),
    }),
    tokens: new PositionTokens(await keys.secret('position-tokens')),
    live: new LiveEntries(),
    get engine() {
      return current().engine;
    },
    get views() {
      const { projector } = current();
      return {
        hosted: true,
        lagging: false,
        position: projector.position,
        failure: projector.failure,
        reached: (position: bigint, timeoutMs: number) => projector.reached(position, timeoutMs),
        stop: () => projector.stop(),
      };
    },
    get reads() {
      return current().reads;
    },
    close: () => Promise.resolve(),
  };
  return { platform, accessLog, directory };
}

/** One reader asks the API everything it can be asked about one case. */
class ApiVisit {
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #who: NamedReader;
  readonly #api: InProcessApi;
  readonly #platform: Platform;
  readonly #report: Report;
  readonly #view: View;
  readonly #caseId: string;
  readonly #actor: Actor;

  constructor(world: World, scenario: Scenario, who: NamedReader, api: InProcessApi, platform: Platform, views: Views, report: Report) {
    this.#world = world;
    this.#scenario = scenario;
    this.#who = who;
    this.#api = api;
    this.#platform = platform;
    this.#report = report;
    this.#view = (world.oracles.get(scenario) as Oracle).view(who.reader, views.now);
    this.#caseId = caseIdOf(scenario.stream);
    this.#actor = actorFor(who, views.now);
  }

  async walk(): Promise<void> {
    if (this.#scenario.stream.startsWith('partyPrivate-')) return this.#privateRecord();
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
    for (const { id } of this.#scenario.entries.filter((_, index) => index % 3 === 0)) {
      const answer = await this.#look('entry', ONE, { caseId: this.#caseId, id }, { caseId: NO_CASE, id });
      const isThere = !answer.startsWith('{"data":{"entry":null');
      if (isThere !== this.#view.has(id)) this.#found(isThere ? 'leak' : 'withheld', 'entry', id, 'existence');
    }
    await this.#command();
    await this.#foreignCursor();
    await this.#subscription();
  }

  /** Asks, looks for canaries, and where there is nothing to see compares with a case that does not exist. */
  async #look(
    path: string,
    document: string,
    variables: Readonly<Record<string, unknown>>,
    nowhere?: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const answer = await this.#api.ask(this.#actor, document, variables);
    this.#searched(path, answer);
    if (nowhere !== undefined && this.#view.size === 0 && this.#who.reader.kind !== 'auditor') {
      if (answer !== (await this.#api.ask(this.#actor, document, nowhere))) this.#found('leak', `${path}, absence`, undefined, 'existence');
    }
    return answer;
  }

  #searched(path: string, answer: string): void {
    this.#report.walked(this.#scenario.entries);
    const here = new Set(this.#scenario.entries.map(({ id }) => id));
    for (const { entryId, token } of this.#world.canaries.in(answer)) {
      if (here.has(entryId) && this.#view.get(entryId)?.tokens.has(token) !== true) this.#found('leak', path, entryId, token);
    }
    for (const id of new Set(answer.match(UUID))) if (here.has(id) && !this.#view.has(id)) this.#found('leak', path, id, 'existence');
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
    const end = new AbortController();
    const got: string[] = [];
    const listening = (async () => {
      for await (const message of this.#api.follow(this.#actor, FOLLOW, { caseId: this.#caseId }, end.signal)) got.push(message);
    })();
    await settle();
    const reader = rowsKey(this.#actor.reader);
    for (const [index, { id }] of entries.entries()) {
      this.#platform.live.publish([{ stream: this.#scenario.stream, reader, position: BigInt(index), entryId: id }]);
    }
    const expected = this.#who.reader.kind === 'auditor' ? 0 : entries.filter(({ id }) => this.#view.has(id)).length;
    for (let tries = 0; tries < 50 && got.length < expected; tries += 1) await settle();
    await settle();
    end.abort();
    await listening;
    this.#searched('timelineChanged', got.join('\n'));
    if (got.length !== expected) this.#found(got.length > expected ? 'leak' : 'withheld', 'timelineChanged, count', undefined, 'existence');
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

const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

function actorFor({ name, reader }: NamedReader, now: string): Actor {
  const common = {
    subject: uuidFrom(`worker ${name}`),
    reader,
    role: reader.kind === 'organisation' && reader.rvt !== undefined ? 'rvtMember' : 'caseworker',
    purpose: 'toets',
    language: 'nl' as const,
    recordedAt: now,
    expiresAt: 4_000_000_000,
    sessionOfToken: { session: undefined, subject: '', issuedAt: 0 },
    traceId: 'walk',
  };
  switch (reader.kind) {
    case 'auditor':
      return { ...common, organisation: 'inspectie', party: 'AUDITOR' };
    case 'person':
      return { ...common, organisation: 'gezin', party: 'FAMILY' };
    case 'organisation': {
      const party = partyOf[reader.organisation] ?? 'VT';
      const author = {
        organisation: reader.organisation,
        party,
        worker: common.subject as WorkerRef,
        role: common.role as never,
        registered: true,
      };
      return { ...common, organisation: reader.organisation, party, author };
    }
  }
}
