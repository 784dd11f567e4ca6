// SPDX-License-Identifier: EUPL-1.2
import type { CaughtUp, EventStore, Instant, LocalDate, StoredEvent, SubjectKeys } from '@gezinslijn/event-sourcing';
import { isErased } from '@gezinslijn/event-sourcing';
import {
  ADMINISTRATION_STREAMS,
  addDays,
  holdsOn,
  leaveSealed,
  localDateOf,
  openerFor,
  readAdministrationEvent,
  startOfLocalDay,
} from '@gezinslijn/family-case';
import type {
  AdministrationEvent,
  HatRole,
  ItemId,
  KnownHat,
  KnownRegistration,
  OrganisationId,
  OrganisationKind,
  PersonId,
} from '@gezinslijn/family-case';
import { logger } from './logger.ts';

export interface DirectoryOrganisation {
  readonly id: OrganisationId;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly region: string;
  readonly oin: string | undefined;
  readonly ended: boolean;
}

export interface DirectorySystem {
  readonly clientId: string;
  readonly organisation: DirectoryOrganisation;
  readonly actsForWorkers: boolean;
}

/** An organisation somebody may act for now, and as what. */
export interface HeldHat {
  readonly organisation: DirectoryOrganisation;
  /** In the order they were granted. */
  readonly roles: readonly { readonly role: HatRole; readonly endsAt: Instant | undefined }[];
  /** SKJ registration in force, recorded by this organisation. */
  readonly registered: boolean;
  readonly personId: PersonId | undefined;
}

/** What a screen calls an organisation. Names of organisations are not personal data. */
export interface OrganisationNames {
  nameOf(organisation: string): string | undefined;
}

interface Worker {
  readonly issuer: string;
  readonly hats: Map<ItemId, KnownHat>;
  readonly registrations: Map<ItemId, KnownRegistration>;
}

/** How long the directory may be without its store before nobody is let in on what it last knew. */
const PATIENCE_MS = 10_000;
const AGAIN_MS = 250;
const NO_DOCUMENTS: ReadonlySet<string> = new Set();

/**
 * Who is who, folded from the administration streams and kept current by following the store: in every gateway, so that a hat that is
 * taken away ends everywhere. Holds pseudonyms and rights, no names of people. As large as what is administered, which the rules bound.
 */
export class Directory implements OrganisationNames {
  readonly #store: EventStore;
  readonly #keys: SubjectKeys;
  readonly #organisations = new Map<OrganisationId, DirectoryOrganisation>();
  /** By subject, then by organisation. */
  readonly #workers = new Map<string, Map<OrganisationId, Worker>>();
  readonly #systems = new Map<string, { readonly organisation: OrganisationId; readonly actsForWorkers: boolean }>();
  /** SHA-256 of documents, by organisation, then by purpose. */
  readonly #documents = new Map<OrganisationId, Map<string, ReadonlySet<string>>>();
  readonly #matrices: { readonly adopted: string; readonly digest: string; readonly from: LocalDate }[] = [];
  readonly #regions = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<() => void>();
  readonly #signInClients: ReadonlySet<string>;
  #position: bigint | null = null;
  #subscription: { close(): Promise<void> } | undefined;
  #lostAt: number | undefined;
  #closed = false;
  #running: Promise<void> = Promise.resolve();

  private constructor(store: EventStore, keys: SubjectKeys, signInClients: readonly string[]) {
    this.#store = store;
    this.#keys = keys;
    this.#signInClients = new Set(signInClients);
  }

  /**
   * Resolves when all that was administered so far is known. Applications that people sign in to, by client id, are nobody's system, whatever
   * was administered. @throws when the store cannot be read or an event is not known.
   */
  static async open(store: EventStore, keys: SubjectKeys, signInClients: readonly string[] = []): Promise<Directory> {
    const directory = new Directory(store, keys, signInClients);
    await new Promise<void>((resolve, reject) => {
      directory.#running = directory.#follow(resolve, reject);
    });
    return directory;
  }

  /** False once it has been without its store for too long: then it may not say what anybody may. */
  get current(): boolean {
    return this.#lostAt === undefined || Date.now() - this.#lostAt < PATIENCE_MS;
  }

  /** Nothing was ever administered here. */
  get isEmpty(): boolean {
    return this.#organisations.size === 0;
  }

  nameOf(organisation: string): string | undefined {
    return this.#organisations.get(organisation as OrganisationId)?.name;
  }

  organisation(id: string): DirectoryOrganisation | undefined {
    return this.#organisations.get(id as OrganisationId);
  }

  organisations(): readonly DirectoryOrganisation[] {
    return [...this.#organisations.values()];
  }

  regions(): readonly { readonly region: string; readonly name: string }[] {
    return [...this.#regions].map(([region, name]) => ({ region, name }));
  }

  /** An application that people sign in to: no other speaks for them. Everybody's tokens name it, so it is nobody's system. */
  isSignInClient(clientId: string): boolean {
    return this.#signInClients.has(clientId);
  }

  /** A system that is in use, of an organisation that did not end. */
  system(clientId: string): DirectorySystem | undefined {
    const known = this.isSignInClient(clientId) ? undefined : this.#systems.get(clientId);
    const organisation = known === undefined ? undefined : this.#organisations.get(known.organisation);
    if (known === undefined || organisation === undefined || organisation.ended) return undefined;
    return { clientId, organisation, actsForWorkers: known.actsForWorkers };
  }

  /** SHA-256, in hex, of the documents systems of this organisation may ask for one purpose. */
  documentsOf(organisation: OrganisationId, purpose: string): ReadonlySet<string> {
    return this.#documents.get(organisation)?.get(purpose) ?? NO_DOCUMENTS;
  }

  /** The version of the disclosure matrix adopted last of those that hold on a day. */
  adoptedMatrix(today: LocalDate): { readonly adopted: string; readonly digest: string } | undefined {
    return this.#matrices.findLast(({ from }) => from <= today);
  }

  /** The hats this subject of this issuer holds at a moment. */
  hatsOf(issuer: string, subject: string, at: Instant): readonly HeldHat[] {
    const today = localDateOf(at);
    return [...(this.#workers.get(subject) ?? [])].flatMap(([id, worker]) => {
      const organisation = this.#organisations.get(id);
      if (organisation === undefined || organisation.ended || worker.issuer !== issuer) return [];
      const hats = [...worker.hats.values()].filter((hat) => holdsOn(hat, today));
      if (hats.length === 0) return [];
      const personId = hats.map((hat) => hat.personId).find((person) => person !== undefined && !isErased(person));
      return [
        {
          organisation,
          roles: hats.map(({ role, until }) => ({ role, endsAt: until === undefined ? undefined : startOfLocalDay(addDays(until, 1)) })),
          registered: [...worker.registrations.values()].some((registration) => holdsOn(registration, today)),
          personId: personId as PersonId | undefined,
        },
      ];
    });
  }

  /** Told after every change, and when it may no longer say what anybody may. Answers how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** True when the directory shows what was recorded up to this position; false when it does not in time. */
  async reached(position: bigint, timeoutMs: number): Promise<boolean> {
    const shown = () => this.#position !== null && this.#position >= position;
    if (shown()) return true;
    return new Promise((resolve) => {
      const end = (answer: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(answer);
      };
      const look = () => {
        if (shown()) end(true);
      };
      const timer = setTimeout(() => {
        end(shown());
      }, timeoutMs);
      this.#waiting.add(look);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#subscription?.close();
    await this.#running;
  }

  async #follow(onReady: () => void, onFailure: (failure: unknown) => void): Promise<void> {
    let ready = false;
    while (!this.#closed) {
      try {
        const subscription = this.#store.subscribeAll({
          after: this.#position,
          filter: { streamPrefixes: ADMINISTRATION_STREAMS },
        });
        this.#subscription = subscription;
        for await (const item of subscription) {
          this.#take(item, ready);
          if (!('caughtUp' in item)) continue;
          ready = true;
          onReady();
        }
      } catch (failure) {
        if (this.#closed) return;
        if (!ready) {
          onFailure(failure);
          return;
        }
        // Once, not at every attempt to go on.
        if (this.#lostAt === undefined) logger.fault(failure);
      }
      if (this.#closed) return;
      this.#lostAt ??= Date.now();
      const before = this.current;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      // Who came in while rights could be looked up does not stay when they cannot.
      if (before && !this.current) this.#tell();
    }
  }

  #take(item: StoredEvent | CaughtUp, live: boolean): void {
    if ('caughtUp' in item) {
      this.#lostAt = undefined;
      this.#reach(item.position);
      return;
    }
    // Only a family member's hat holds something sealed that is needed here.
    const open = item.type === 'HatGranted' ? openerFor(this.#keys, item.stream, item.id) : leaveSealed;
    this.#apply(item.stream, readAdministrationEvent(item, open).event);
    this.#reach(item.position);
    if (live) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #reach(position: bigint | null): void {
    if (position !== null && (this.#position === null || position > this.#position)) this.#position = position;
    for (const look of this.#waiting) look();
  }

  #apply(stream: string, event: AdministrationEvent): void {
    const id = stream.slice('organisation-'.length) as OrganisationId;
    switch (event.type) {
      case 'OrganisationRegistered': {
        const { kind, name, region, oin } = event.data;
        this.#organisations.set(id, { id, kind, name, region, oin, ended: false });
        return;
      }
      case 'OrganisationEnded': {
        const organisation = this.#organisations.get(id);
        if (organisation !== undefined) this.#organisations.set(id, { ...organisation, ended: true });
        return;
      }
      case 'WorkerRegistered': {
        const { worker, issuer } = event.data;
        const at = this.#workers.get(worker) ?? new Map<OrganisationId, Worker>();
        const fresh = { hats: new Map<ItemId, KnownHat>(), registrations: new Map<ItemId, KnownRegistration>() };
        this.#workers.set(worker, at.set(id, { ...fresh, ...at.get(id), issuer }));
        return;
      }
      case 'HatGranted':
        this.#worker(id, event.data.worker)?.hats.set(event.data.hatId, {
          ...event.data,
          until: event.data.until,
          personId: event.data.personId,
        });
        return;
      case 'HatEnded':
        this.#worker(id, event.data.worker)?.hats.delete(event.data.hatId);
        return;
      case 'RegistrationRecorded':
        this.#worker(id, event.data.worker)?.registrations.set(event.data.registrationId, { ...event.data, until: event.data.until });
        return;
      case 'RegistrationEnded':
        this.#worker(id, event.data.worker)?.registrations.delete(event.data.registrationId);
        return;
      case 'ClientSystemRegistered': {
        const { clientId, actsForWorkers } = event.data;
        // The first to register a client keeps it: another organisation cannot take over a system by naming it.
        const owner = this.#systems.get(clientId)?.organisation;
        if (owner === undefined || owner === id) this.#systems.set(clientId, { organisation: id, actsForWorkers });
        return;
      }
      case 'ClientSystemEnded':
        if (this.#systems.get(event.data.clientId)?.organisation === id) this.#systems.delete(event.data.clientId);
        return;
      case 'RegionRegistered':
        this.#regions.set(event.data.region, event.data.name);
        return;
      case 'DocumentSetRegistered': {
        const sets = this.#documents.get(id) ?? new Map<string, ReadonlySet<string>>();
        this.#documents.set(id, sets.set(event.data.purpose, new Set(event.data.documents)));
        return;
      }
      case 'DisclosureMatrixAdopted':
        this.#matrices.push(event.data);
        return;
      case 'NormRegisterAdopted':
        return;
    }
  }

  #worker(organisation: OrganisationId, worker: string): Worker | undefined {
    return this.#workers.get(worker)?.get(organisation);
  }
}
