// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { CaseStreams, DestroyList, Destruction, matchForm, streamDecider } from '@gezinslijn/case-writing';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { openAccessIndex, openAccessLog, openEventStore, openKeyRing } from '@gezinslijn/event-store';
import type { AccessIndex, AccessLog, KeyRing, Topology } from '@gezinslijn/event-store';
import type { LedgerSettings } from '@gezinslijn/ledger';
import { elsewhereQuestion, familyCase, matrices, matrix2025, meldcodeRecord, personMatch } from '@gezinslijn/family-case';
import type {
  CaseCommand,
  CaseState,
  DecidePersonMatch,
  DisclosureMatrix,
  ElsewhereCommand,
  ElsewhereState,
  MeldcodeCommand,
  MeldcodeState,
  PersonMatchState,
} from '@gezinslijn/family-case';
import { BlindIndex, CaseLinks, CaseReads, CaseSearch, versionOfViews } from '@gezinslijn/party-view';
import type { ViewEngine } from '@gezinslijn/party-view';
import { CaseClocks } from './case-clocks.ts';
import { openAdministration } from './administration-streams.ts';
import type { AdministrationStreams } from './administration-streams.ts';
import { Directory } from './directory.ts';
import { FirstAdministrator } from '../administration/first-administrator.ts';
import { CERTIFICATE_SECRET } from '../retention/erasure-certificates.ts';
import { DEFAULT_REGISTER, DESTROY_LIST_FILE } from '../config.ts';
import type { GatewayConfig } from '../config.ts';
import { hostLedger } from './kept-ledger.ts';
import type { KeptLedger } from './kept-ledger.ts';
import { followViews, hostViews } from './kept-views.ts';
import type { Keeping, KeptViews } from './kept-views.ts';
import { LiveEntries } from './live-entries.ts';
import { PolicyInForce } from './policy-in-force.ts';
import { PositionTokens } from './position-tokens.ts';
import { RecordClock } from './record-clock.ts';
import { SearchTokens } from './search-tokens.ts';

/** The code of the first administrator of a demonstration, where people sign in without a password and nothing is real. */
const DEMONSTRATION_CODE = 'DEMONSTRATIE';

/** Injection token of the platform. */
export const PLATFORM = Symbol('platform');

/** Everything the gateway stands on, opened together and closed together. */
export interface Platform {
  readonly demonstration: boolean;
  readonly store: EventStore;
  readonly keys: KeyRing;
  readonly destruction: Destruction;
  readonly engine: ViewEngine;
  readonly views: KeptViews;
  readonly reads: CaseReads;
  readonly search: CaseSearch;
  readonly links: CaseLinks;
  readonly cases: CaseStreams<CaseState, CaseCommand>;
  readonly records: CaseStreams<MeldcodeState, MeldcodeCommand>;
  /** Questions whether somebody is known elsewhere, and what became of them. */
  readonly questions: CaseStreams<ElsewhereState, ElsewhereCommand>;
  /** Decisions about two people in two cases. */
  readonly matches: CaseStreams<PersonMatchState, DecidePersonMatch>;
  /** What is administered, to write and to read whole. */
  readonly administration: AdministrationStreams;
  /** Who is who now, and what he may. */
  readonly directory: Directory;
  readonly firstAdministrator: FirstAdministrator;
  /** Which version of the disclosure matrix serves; absent where that does not change. */
  readonly policy?: PolicyInForce;
  /** What administration calls the issuer of this gateway's tokens. */
  readonly issuerName: string;
  readonly clocks: CaseClocks;
  readonly accessLog: AccessLog;
  /** Where looks stand in the log; absent where nobody is told who looked. */
  readonly looks?: AccessIndex;
  readonly tokens: PositionTokens;
  readonly searchTokens: SearchTokens;
  readonly clock: RecordClock;
  readonly live: LiveEntries;
  /** Folder of the ledger, which may be on another machine: what is not there is not read. */
  readonly ledgerFolder?: string | undefined;
  /** Keeps the ledger, where this process is the one that does. */
  readonly ledger?: KeptLedger | undefined;
  close(): Promise<void>;
}

interface PlatformOptions extends Pick<GatewayConfig, 'data' | 'demonstration'> {
  readonly topology?: Topology;
  /** Of an embedded store; without it no ledger is kept. */
  readonly ledger?: LedgerSettings;
  /** Where decisions to destroy are listed, apart from backups. */
  readonly destroyList?: string;
  readonly cachedRows?: number;
  readonly register?: string;
  readonly issuerName?: string;
  /** Applications people sign in to, by client id: no organisation has one as its system. */
  readonly clients?: readonly string[];
  /** Versions of the disclosure matrix that may be adopted; those of the program. */
  readonly matrices?: readonly DisclosureMatrix[];
  /** Where the views and the ledger of an embedded store are kept; by the thread that opens this, unless told. */
  readonly keeping?: Keeping;
}

/** Opens events, keys and views. Resolves when the views are current, or, where another process keeps them, when they are followed. */
export async function openPlatform({
  data,
  demonstration: asked,
  topology = { kind: 'embedded' },
  ledger: settings,
  destroyList,
  cachedRows,
  register = DEFAULT_REGISTER,
  issuerName = 'own',
  clients = [],
  matrices: known = matrices,
  keeping = 'here',
}: PlatformOptions): Promise<Platform> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = await openEventStore(topology, { folder: data, info: { demonstration: String(asked) } });
  const demonstration = store.info['demonstration'] === 'true';
  const ledger = topology.kind === 'embedded' && settings !== undefined ? await hostLedger({ store, data, settings, keeping }) : undefined;
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  const destruction = new Destruction({ store, keys, list: new DestroyList(destroyList ?? join(data, DESTROY_LIST_FILE)) });
  // Before anything is served: a copy of the keys that was put back must not open what was destroyed since it was made.
  await destruction.look();
  // Made now, so that every copy of the keys has it.
  await keys.secret(CERTIFICATE_SECRET);
  const clock = new RecordClock(demonstration);
  const live = new LiveEntries();
  const policy: { current: PolicyInForce | undefined } = { current: undefined };
  const matrix = () => policy.current?.matrix ?? matrix2025;
  const writing = { store, keys, matrix, secret: await keys.secret('command-input'), now: clock.now };
  const cases = new CaseStreams<CaseState, CaseCommand>({ ...writing, decider: streamDecider<CaseCommand, CaseState>(familyCase) });
  const records = new CaseStreams<MeldcodeState, MeldcodeCommand>({
    ...writing,
    decider: streamDecider<MeldcodeCommand, MeldcodeState>(meldcodeRecord),
  });
  const questions = new CaseStreams<ElsewhereState, ElsewhereCommand>({
    ...writing,
    decider: streamDecider<ElsewhereCommand, ElsewhereState>(elsewhereQuestion),
  });
  const index = await BlindIndex.of(keys);
  const { engine, views } =
    topology.kind === 'embedded'
      ? await hostViews({ data, store, keys, index, records, questions, clock, known, live, keeping })
      : await followViews(topology.views, live);
  const directory = await Directory.open(store, keys, clients);
  const { changeMatrix } = views;
  const inForce = new PolicyInForce({
    known,
    built: await versionOfViews(engine),
    directory,
    now: clock.now,
    ...(changeMatrix === undefined ? {} : { change: changeMatrix }),
    onChange: () => {
      live.endAll();
    },
  });
  policy.current = inForce;
  const reads = new CaseReads({
    store,
    engine,
    keys,
    matrix: matrix2025,
    policy: inForce,
    versions: known,
    now: clock.now,
    ...(cachedRows === undefined ? {} : { cachedRows }),
  });
  const search = new CaseSearch({ engine, reads, index, now: clock.now });
  const secretOf = (name: string) => keys.secret(name);
  const accessLog = openAccessLog({ store, secretOf, clock: clock.now, processing: { register, secretOf } });
  const looks = openAccessIndex({
    file: join(data, 'looks.sqlite'),
    store,
    secretOf: (name) => keys.existingSecret(name),
    tagKey: await keys.secret('looks-index'),
  });
  return {
    demonstration,
    store,
    keys,
    destruction,
    engine,
    views,
    reads,
    search,
    links: new CaseLinks({ store, keys, engine, reads, search }),
    // What is administered is under no matrix: it goes on where the one that was adopted is not known.
    administration: openAdministration({ ...writing, matrix: matrix2025 }),
    directory,
    firstAdministrator: new FirstAdministrator({ folder: data, now: Date.now, ...(demonstration ? { known: DEMONSTRATION_CODE } : {}) }),
    issuerName,
    policy: inForce,
    clocks: new CaseClocks(store, keys),
    cases,
    records,
    questions,
    matches: new CaseStreams<PersonMatchState, DecidePersonMatch>({
      ...writing,
      decider: streamDecider<DecidePersonMatch, PersonMatchState>(personMatch),
      form: matchForm,
    }),
    accessLog,
    looks,
    tokens: new PositionTokens(await keys.secret('position-tokens')),
    searchTokens: new SearchTokens(await keys.secret('search-tokens')),
    clock,
    live,
    ledgerFolder: settings?.folder,
    ledger,
    close: async () => {
      inForce.close();
      await views.stop();
      await directory.close();
      await accessLog.close();
      await ledger?.stop();
      await looks.close();
      await engine.close();
      await store.close();
      await keys.close();
    },
  };
}
