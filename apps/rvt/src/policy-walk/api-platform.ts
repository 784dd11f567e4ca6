// SPDX-License-Identifier: EUPL-1.2
import { memoryEventStore, openAccessLog } from '@gezinslijn/event-store';
import type { AccessLog } from '@gezinslijn/event-store';
import { elsewhereQuestion, familyCase, meldcodeRecord, personMatch } from '@gezinslijn/family-case';
import type {
  CaseCommand,
  CaseState,
  DecidePersonMatch,
  DisclosureMatrix,
  ElsewhereCommand,
  ElsewhereState,
  PersonMatchState,
  MeldcodeCommand,
  MeldcodeState,
} from '@gezinslijn/family-case';
import { CaseStreams, Destruction, matchForm, streamDecider } from '@gezinslijn/case-writing';
import {
  CaseClocks,
  Directory,
  FirstAdministrator,
  LiveEntries,
  PositionTokens,
  SearchTokens,
  RecordClock,
  openAdministration,
} from '@gezinslijn/gateway';
import type { Platform } from '@gezinslijn/gateway';
import type { Ports } from './api-mutants.ts';
import type { MadeUpLooks } from './api-who-looked.ts';
import type { Views } from './kit.ts';
import type { World } from './walk.ts';

/** The gateway's own parts around the walked views. */
export async function platformOn(
  { record: { store, keys } }: World,
  matrix: DisclosureMatrix,
  looks: MadeUpLooks,
  current: () => Views,
  ports: () => Ports,
  ledgerFolder: string,
  folded: (state: CaseState) => CaseState = (state) => state,
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
    looks: looks.index,
    clock: new RecordClock(false, now),
    destruction: new Destruction({ store, keys }),
    clocks: new CaseClocks(store, keys),
    // Nothing is administered here: the walk gives each reader his hat itself.
    administration: openAdministration(common),
    directory,
    firstAdministrator: new FirstAdministrator({ folder: '', now: Date.now, known: '' }),
    issuerName: 'none',
    cases: new CasesAs({ ...common, decider: streamDecider<CaseCommand, CaseState>(familyCase) }, folded),
    records: new CaseStreams<MeldcodeState, MeldcodeCommand>({
      ...common,
      decider: streamDecider<MeldcodeCommand, MeldcodeState>(meldcodeRecord),
    }),
    questions: new CaseStreams<ElsewhereState, ElsewhereCommand>({
      ...common,
      decider: streamDecider<ElsewhereCommand, ElsewhereState>(elsewhereQuestion),
    }),
    matches: new CaseStreams<PersonMatchState, DecidePersonMatch>({
      ...common,
      decider: streamDecider<DecidePersonMatch, PersonMatchState>(personMatch),
      form: matchForm,
    }),
    tokens: new PositionTokens(await keys.secret('position-tokens')),
    searchTokens: new SearchTokens(await keys.secret('search-tokens')),
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
      return ports().reads as Views['reads'];
    },
    get search() {
      return ports().search as Views['search'];
    },
    get links() {
      return ports().links as Views['links'];
    },
    ledgerFolder,
    close: () => Promise.resolve(),
  };
  return { platform, accessLog, directory };
}

/** Cases as they stand, or as a fault has it that they stand. */
class CasesAs extends CaseStreams<CaseState, CaseCommand> {
  readonly #folded: (state: CaseState) => CaseState;

  constructor(options: ConstructorParameters<typeof CaseStreams<CaseState, CaseCommand>>[0], folded: (state: CaseState) => CaseState) {
    super(options);
    this.#folded = folded;
  }

  override async current(stream: string): Promise<CaseState> {
    return this.#folded(await super.current(stream));
  }
}
