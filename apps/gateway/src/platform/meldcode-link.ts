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
import type { Actor } from './actor.ts';
import type { CaseStreams } from './case-streams.ts';
import { deterministicUuid } from './command-identity.ts';

/**
 * Process manager: a report that rests on a private meldcode record links that record to the Veilig Thuis that received it.
 * Its command id follows from the report, so that running it twice, after a crash for instance, links once.
 */
export class MeldcodeLink {
  readonly #store: EventStore;
  readonly #keys: SubjectKeys;
  readonly #records: CaseStreams<MeldcodeState, MeldcodeCommand>;
  #after: bigint | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(store: EventStore, keys: SubjectKeys, records: CaseStreams<MeldcodeState, MeldcodeCommand>) {
    this.#store = store;
    this.#keys = keys;
    this.#records = records;
  }

  /** Looks at every report since the last look. Call it at start and after each commit; runs one at a time. */
  look(): Promise<void> {
    this.#running = this.#running.then(() => this.#look());
    return this.#running;
  }

  async #look(): Promise<void> {
    for (;;) {
      const page = await this.#store.readAll({
        after: this.#after,
        limit: 500,
        filter: { streamPrefixes: ['familyCase-'], types: ['ReportReceived'] },
      });
      for (const stored of page.events) await this.#link(openEvent(stored, this.#keys));
      this.#after = page.lastPosition;
      if (page.atHead) return;
    }
  }

  async #link({ id, event, metadata }: RecordedCaseEvent): Promise<void> {
    if (event.type !== 'ReportReceived' || event.data.meldcodeRecord === undefined) return;
    const [owner = '', recordId = ''] = event.data.meldcodeRecord.split('/');
    const organisation = metadata.actingOrganisation;
    const command: LinkMeldcodeRecord = { type: 'LinkMeldcodeRecord', reportEntry: id as EntryId, organisation };
    const actor: Actor = {
      subject: metadata.workerRef,
      reader: { kind: 'organisation', organisation },
      author: { organisation, party: metadata.party, worker: metadata.workerRef, role: metadata.workerRole, registered: true },
      organisation,
      party: metadata.party,
      role: metadata.workerRole,
      purpose: metadata.purpose,
      language: 'nl',
      recordedAt: metadata.recordedAt,
      expiresAt: 0,
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
