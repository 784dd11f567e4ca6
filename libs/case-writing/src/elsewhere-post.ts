// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import type { EventStore, SubjectKeys } from '@gezinslijn/event-sourcing';
import { openEvent, privateStream } from '@gezinslijn/family-case';
import type {
  ElsewhereCommand,
  ElsewhereState,
  ItemId,
  KnownElsewhereAnswered,
  KnownElsewhereAsked,
  OrganisationId,
  Party,
  PersonInCase,
  RecordedCaseEvent,
} from '@gezinslijn/family-case';
import type { CaseStreams, CommandFrame, WritingActor } from './case-streams.ts';
import { deterministicUuid } from './command-identity.ts';
import type { Progress } from './meldcode-link.ts';

/** Finds out who can see somebody of this name and day of birth. */
export interface Knowers {
  find(person: {
    readonly name: string;
    readonly birthDate: string;
  }): Promise<readonly { readonly organisation: OrganisationId; readonly party: Party; readonly people: readonly PersonInCase[] }[]>;
}

const PRIVATE = 'partyPrivate-';

/**
 * Process manager: brings the question whether somebody is known elsewhere to each organisation that knows him, and what it shares back to
 * who asked. The ids of its commands and records follow from the question, so that looking twice, after a crash or in two processes, writes
 * once. Who asked was answered long before it looks: nothing of what it finds or does can be seen in that answer.
 */
export class ElsewherePost {
  readonly #store: EventStore;
  readonly #keys: SubjectKeys;
  readonly #questions: CaseStreams<ElsewhereState, ElsewhereCommand>;
  readonly #knowers: Knowers;
  readonly #progress: Progress;
  readonly #upTo: () => bigint | null;
  #after: bigint | null | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: {
    readonly store: EventStore;
    readonly keys: SubjectKeys;
    readonly questions: CaseStreams<ElsewhereState, ElsewhereCommand>;
    readonly knowers: Knowers;
    readonly progress: Progress;
    /** Up to where the views stand that say who knows whom: what was asked later waits for them. */
    readonly upTo: () => bigint | null;
  }) {
    this.#store = options.store;
    this.#keys = options.keys;
    this.#questions = options.questions;
    this.#knowers = options.knowers;
    this.#progress = options.progress;
    this.#upTo = options.upTo;
  }

  /** Looks at every question and answer since the last look. Call it at start and once the views hold a commit; runs one at a time. */
  look(): Promise<void> {
    this.#running = this.#running.catch(() => undefined).then(() => this.#look());
    return this.#running;
  }

  async #look(): Promise<void> {
    let after = this.#after === undefined ? await this.#progress.load() : this.#after;
    for (;;) {
      const filter = { streamPrefixes: [PRIVATE], types: ['KnownElsewhereAsked', 'KnownElsewhereAnswered'] };
      const page = await this.#store.readAll({ after, limit: 500, filter });
      const upTo = this.#upTo() ?? -1n;
      for (const stored of page.events) {
        if (stored.position > upTo) return;
        await this.#carry(openEvent(stored, this.#keys));
        await this.#progress.save(stored.position);
        this.#after = stored.position;
      }
      after = page.lastPosition;
      this.#after = after;
      if (page.atHead) return;
    }
  }

  async #carry(entry: RecordedCaseEvent): Promise<void> {
    if (entry.event.type === 'KnownElsewhereAsked') await this.#bring(entry, entry.event);
    if (entry.event.type === 'KnownElsewhereAnswered') await this.#bringBack(entry, entry.event);
  }

  async #bring(entry: RecordedCaseEvent, { data }: KnownElsewhereAsked): Promise<void> {
    const { personId, name, birthDate, reason } = data;
    if (isErased(name) || isErased(birthDate) || isErased(reason)) return;
    const asker = entry.metadata.actingOrganisation;
    const questionId = entry.stream.slice(`${PRIVATE}${asker}-`.length) as ItemId;
    for (const { organisation, party, people } of await this.#knowers.find({ name, birthDate })) {
      // What the asker can see himself he finds by searching.
      if (organisation === asker) continue;
      const task = privateStream(organisation, deterministicUuid('elsewhere', questionId, organisation));
      const about = { questionId, personId, name, birthDate, reason };
      await this.#questions.handle(
        task,
        { type: 'ReceiveKnownElsewhere', ...about, askedOf: organisation, askedOfParty: party, matches: people },
        writerOf(entry),
        frameOf(entry, organisation),
      );
    }
  }

  async #bringBack(entry: RecordedCaseEvent, { data: { shares, message } }: KnownElsewhereAnswered): Promise<void> {
    if (!shares || message === undefined || isErased(message)) return;
    const { received } = await this.#questions.current(entry.stream);
    if (received === undefined) return;
    const question = privateStream(received.askedBy, received.questionId);
    await this.#questions.handle(question, { type: 'DeliverKnownElsewhere', message }, writerOf(entry), frameOf(entry, received.askedBy));
  }
}

/** Whoever wrote what is carried: a question comes from who asked, an answer from who answered. */
function writerOf({ metadata }: RecordedCaseEvent): WritingActor {
  const { actingOrganisation: organisation, party, workerRef, workerRole } = metadata;
  return {
    subject: workerRef,
    reader: { kind: 'organisation', organisation },
    author: { organisation, party, worker: workerRef, role: workerRole, registered: true },
    purpose: metadata.purpose,
    recordedAt: metadata.recordedAt,
    traceId: metadata.correlationId,
  };
}

function frameOf({ id, metadata }: RecordedCaseEvent, to: OrganisationId): CommandFrame {
  return {
    commandId: deterministicUuid('elsewhere-post', id, to),
    occurredAt: metadata.occurredAt,
    legalBasis: metadata.legalBasis,
    validateOnly: false,
    causationId: id,
  };
}
