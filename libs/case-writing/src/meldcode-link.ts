// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, SubjectKeys } from '@gezinslijn/event-sourcing';
import { openEvent, privateStream } from '@gezinslijn/family-case';
import type {
  EntryId,
  LinkMeldcodeRecord,
  MeldcodeCommand,
  MeldcodeState,
  OrganisationId,
  RecordedCaseEvent,
} from '@gezinslijn/family-case';
import type { CaseStreams, WritingActor } from './case-streams.ts';
import { deterministicUuid } from './command-identity.ts';

/** Where a process manager keeps how far it came. Losing it costs a look at everything again, never a wrong or double effect. */
export interface Progress {
  load(): Promise<bigint | null>;
  save(position: bigint): Promise<void>;
}

/**
 * Process manager: a report that rests on a private meldcode record links that record to the Veilig Thuis that received it.
 * Its command id follows from the report, so that running it twice, after a crash or in two processes, links once.
 */
export class MeldcodeLink {
  readonly #store: EventStore;
  readonly #keys: SubjectKeys;
  readonly #records: CaseStreams<MeldcodeState, MeldcodeCommand>;
  readonly #progress: Progress;
  #after: bigint | null | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: {
    readonly store: EventStore;
    readonly keys: SubjectKeys;
    readonly records: CaseStreams<MeldcodeState, MeldcodeCommand>;
    readonly progress: Progress;
  }) {
    this.#store = options.store;
    this.#keys = options.keys;
    this.#records = options.records;
    this.#progress = options.progress;
  }

  /** Looks at every report since the last look. Call it at start and after each commit; runs one at a time. */
  look(): Promise<void> {
    this.#running = this.#running.catch(() => undefined).then(() => this.#look());
    return this.#running;
  }

  async #look(): Promise<void> {
    let after = this.#after === undefined ? await this.#progress.load() : this.#after;
    for (;;) {
      const page = await this.#store.readAll({ after, limit: 500, filter: { streamPrefixes: ['familyCase-'], types: ['ReportReceived'] } });
      for (const stored of page.events) await this.#link(openEvent(stored, this.#keys));
      // Kept only where it did something: the rest is looked over again quickly.
      if (page.events.length > 0 && page.lastPosition !== null) await this.#progress.save(page.lastPosition);
      after = page.lastPosition;
      this.#after = after;
      if (page.atHead) return;
    }
  }

  async #link({ id, event, metadata }: RecordedCaseEvent): Promise<void> {
    if (event.type !== 'ReportReceived' || event.data.meldcodeRecord === undefined) return;
    const [owner = '', recordId = ''] = event.data.meldcodeRecord.split('/');
    const organisation = metadata.actingOrganisation;
    const command: LinkMeldcodeRecord = { type: 'LinkMeldcodeRecord', reportEntry: id as EntryId, organisation };
    const actor: WritingActor = {
      subject: metadata.workerRef,
      reader: { kind: 'organisation', organisation },
      author: { organisation, party: metadata.party, worker: metadata.workerRef, role: metadata.workerRole, registered: true },
      purpose: metadata.purpose,
      recordedAt: metadata.recordedAt,
      traceId: metadata.correlationId,
    };
    // A record that does not exist is refused by its rule; that says nothing to who named it.
    await this.#records.handle(privateStream(owner as OrganisationId, recordId), command, actor, {
      commandId: deterministicUuid('meldcode-link', id),
      occurredAt: metadata.occurredAt,
      legalBasis: metadata.legalBasis,
      validateOnly: false,
      causationId: id,
    });
  }
}
