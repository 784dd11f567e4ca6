// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { EventStore, StoredEvent } from '@gezinslijn/event-sourcing';
import type { KeyRing } from '@gezinslijn/event-store';
import { caseIdOf, concernsDestruction, leaveSealed, openEvent, parseStored, privateStream, readEvent } from '@gezinslijn/family-case';
import type { MatchDecision, OrganisationId, PersonId, PersonMatchDecided, RetentionDecided } from '@gezinslijn/family-case';
import { deterministicUuid } from './command-identity.ts';

const MATCHES = 'personMatch-';
const RECORD_ID = 36;
/** What was decided last about two people says that they are one human being. */
const ONE: ReadonlySet<MatchDecision> = new Set(['SAME', 'MERGED', 'UNMERGED']);

/** A stream with something about the same person, and who he is there. */
interface Place {
  readonly stream: string;
  readonly people: readonly PersonId[];
}

/**
 * A decision to destroy all about a person in a case reaches what the same organisation holds of him outside it: its own private records, its
 * tasks of questions about him, and what it decided about him and somebody in another case. There it is recorded as a decision too, with an id
 * that follows from the first, so that keys, rows and rules follow from it as they do in a case. It reaches what was recorded up to it and
 * nothing later, however often it is done again: who came back to a case holds what it was given since.
 */
export class DestructionElsewhere {
  readonly #store: EventStore;
  readonly #keys: KeyRing;

  constructor({ store, keys }: { readonly store: EventStore; readonly keys: KeyRing }) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Recording twice is recording once. Rule RT-11. */
  async record(stored: StoredEvent): Promise<void> {
    const { event, metadata } = readEvent(stored, parseStored(stored), leaveSealed);
    if (!stored.stream.startsWith('familyCase-')) return;
    const { personId, part } = (event as RetentionDecided).data;
    // One part of the file is a report: there is none outside the case.
    if (part !== undefined) return;
    const controller = metadata.actingOrganisation;
    const places = [
      ...(await this.#ownRecords(controller, personId, stored.position)),
      ...(await this.#tasks(controller, personId, stored)),
      ...(await this.#matches(personId, stored)),
    ];
    for (const { stream, people } of places) for (const person of people) await this.#decide(stored, stream, person);
  }

  /** Steps of the meldcode: there a person goes by the number that he has in the case. */
  async #ownRecords(controller: OrganisationId, personId: PersonId, position: bigint): Promise<readonly Place[]> {
    const prefix = privateStream(controller, '');
    const places: Place[] = [];
    for (const stream of this.#keys.scopesOf(prefix)) {
      if (isOwn(stream, prefix) && (await this.#tells(stream, personId, position))) places.push({ stream, people: [personId] });
    }
    return places;
  }

  /** Was something about him in it by then? */
  async #tells(stream: string, personId: PersonId, position: bigint): Promise<boolean> {
    const concerns = (subject: string) => concernsDestruction(subject, { personId });
    // Spares reading what has no key of him at all.
    if (!this.#keys.subjectsOf(stream).some(concerns)) return false;
    for await (const stored of this.#store.readStream(stream)) {
      if (stored.position > position) return false;
      if (parseStored(stored).data.sealed.some(([subject]) => concerns(subject))) return true;
    }
    return false;
  }

  /** Questions of others whether he is known, which name him by a number of their own; whom it could be stands in them sealed. */
  async #tasks(controller: OrganisationId, personId: PersonId, decision: StoredEvent): Promise<readonly Place[]> {
    const prefix = privateStream(controller, '');
    const caseId = caseIdOf(decision.stream);
    const places: Place[] = [];
    for (let after: bigint | null = null; ;) {
      const page = await this.#store.readAll({
        after,
        limit: 500,
        filter: { streamPrefixes: [prefix], types: ['KnownElsewhereReceived'] },
      });
      for (const stored of page.events) {
        if (stored.position > decision.position) return places;
        if (!isOwn(stored.stream, prefix)) continue;
        const { event } = openEvent(stored, this.#keys);
        if (event.type !== 'KnownElsewhereReceived') continue;
        const matches = unlessErased(event.data.matches, []);
        if (matches.some((match) => match.caseId === caseId && match.personId === personId))
          places.push({ stream: stored.stream, people: [event.data.personId] });
      }
      after = page.lastPosition;
      if (page.atHead) return places;
    }
  }

  /** Where two are one human being, what it rests on is nobody else’s; otherwise it goes when it is gone for both. */
  async #matches(personId: PersonId, decision: StoredEvent): Promise<readonly Place[]> {
    const caseId = caseIdOf(decision.stream);
    const places: Place[] = [];
    for (const stream of this.#keys.scopesOf(MATCHES)) {
      if (!this.#keys.subjectsOf(stream).some((subject) => concernsDestruction(subject, { personId }))) continue;
      let last: PersonMatchDecided['data'] | undefined;
      for await (const stored of this.#store.readStream(stream)) {
        if (stored.position > decision.position) break;
        if (stored.type !== 'PersonMatchDecided') continue;
        last = (readEvent(stored, parseStored(stored), leaveSealed).event as PersonMatchDecided).data;
      }
      if (last === undefined || !last.caseIds.some((id, index) => id === caseId && last?.personIds[index] === personId)) continue;
      places.push({ stream, people: ONE.has(last.decision) ? last.personIds : [personId] });
    }
    return places;
  }

  async #decide(stored: StoredEvent, stream: string, personId: PersonId): Promise<void> {
    const id = deterministicUuid('destruction-elsewhere', stored.id, stream, personId);
    const { version, data, metadata } = parseStored(stored);
    const open = { ...data.open, decisionId: id, personId };
    const about = { ...metadata, commandId: id, causationId: stored.id };
    await this.#store.append(stream, 'any', [
      {
        id,
        type: stored.type,
        data: Buffer.from(JSON.stringify({ version, data: { open, sealed: [] } })),
        metadata: Buffer.from(JSON.stringify(about)),
      },
    ]);
  }
}

/** Another organisation’s name can begin with this one’s: what follows the prefix is the number of a record and nothing else. */
const isOwn = (stream: string, prefix: string): boolean => stream.length === prefix.length + RECORD_ID;
