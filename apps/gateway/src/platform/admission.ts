// SPDX-License-Identifier: EUPL-1.2
import { recordLook } from '../access/look.ts';
import type { Actor } from './actor.ts';
import type { Bearer } from './bearer.ts';
import { Documents, costOf } from './document-facts.ts';
import type { DocumentFacts } from './document-facts.ts';
import { ownDocuments } from './own-documents.ts';
import type { Platform } from './platform.ts';
import type { Client, RateLimits } from './rate-limits.ts';

/** Why a document is not let in. Each door tells it in its own way. */
export interface NotAdmitted {
  readonly code: 'RATE_LIMITED' | 'DOCUMENT_NOT_REGISTERED';
  readonly message: string;
  /** Whole seconds; with `RATE_LIMITED`. */
  readonly retryAfter?: number;
}

export interface AdmissionOptions {
  readonly platform: Pick<Platform, 'accessLog' | 'clock' | 'directory'>;
  readonly limits: RateLimits;
  /** Only registered documents run. Everywhere but in a demonstration. */
  readonly registeredOnly: boolean;
}

const NOT_REGISTERED: NotAdmitted = {
  code: 'DOCUMENT_NOT_REGISTERED',
  message:
    'Deze vraag is niet geregistreerd voor dit systeem en dit doel. / This document is not registered for this system and this purpose.',
};
const TOO_MANY = 'Te veel vragen in korte tijd. Wacht even. / Too many requests in a short time. Wait a moment.';

/** Points of asking for a hat that is not one's own: each time leaves a line in the access log, so it is dear. */
const REFUSED_HAT = 100;
/** Points of opening a WebSocket, besides those of what goes over it. */
const CONNECTING = 1;

/**
 * What both doors ask of whoever signed in, before his document is parsed or executed: not too much, and not something else than was
 * registered (docs/adr/0030).
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #documents = new Documents();
  readonly #own: ReadonlySet<string>;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#own = options.registeredOnly ? ownDocuments() : new Set();
  }

  /** Answers why not; `undefined` when it may go on. What was not registered is logged before it is told. @throws StoreUnavailable */
  async admit(actor: Actor, query: string, variables: unknown): Promise<NotAdmitted | undefined> {
    const facts = this.#documents.read(query);
    const retryAfter = this.#options.limits.take(clientOf(actor), costOf(facts, asVariables(variables)));
    if (retryAfter !== undefined) return tooMany(retryAfter);
    if (this.#mayAsk(actor, facts)) return undefined;
    await recordLook(this.#options.platform, actor, { operation: 'document', rule: NOT_REGISTERED.code });
    return NOT_REGISTERED;
  }

  /** Whether what was let in still would be: an organisation may have registered other documents since. */
  stillAdmits(actor: Actor, query: string): boolean {
    return this.#mayAsk(actor, this.#documents.read(query));
  }

  /** Somebody signed in asked for a hat that is not his. Why not even that is to be logged, when it is too often; else it is logged. */
  refusedHat(bearer: Bearer): NotAdmitted | undefined {
    const retryAfter = this.#options.limits.take(clientOf({ bearer, subject: bearer.subject }), REFUSED_HAT);
    return retryAfter === undefined ? undefined : tooMany(retryAfter);
  }

  /** A WebSocket that opens: how to give its place back, or why not. */
  connect(actor: Actor): { readonly leave: () => void } | NotAdmitted {
    const { limits } = this.#options;
    const client = clientOf(actor);
    const retryAfter = limits.take(client, CONNECTING);
    if (retryAfter !== undefined) return tooMany(retryAfter);
    const leave = limits.openSocket(client);
    return leave === undefined ? tooMany(60) : { leave };
  }

  #mayAsk(actor: Actor, facts: DocumentFacts): boolean {
    return !this.#options.registeredOnly || this.#isRegistered(actor, facts);
  }

  /**
   * A system, for itself or for a worker, asks what its organisation registered for the purpose it states. A person asks what the
   * product's own screens and commands ask.
   */
  #isRegistered({ bearer, purpose }: Actor, { text, form }: DocumentFacts): boolean {
    if (bearer?.kind === 'person' && bearer.system === undefined) return form !== undefined && this.#own.has(form);
    if (bearer?.system === undefined) return false;
    const registered = this.#options.platform.directory.documentsOf(bearer.system.organisation, purpose);
    return registered.has(text) || (form !== undefined && registered.has(form));
  }
}

function clientOf({ bearer, subject }: Pick<Actor, 'bearer' | 'subject'>): Client {
  if (bearer?.system !== undefined) return { kind: 'system', id: bearer.system.clientId };
  // Never as whom it names: it would use up what he may ask. Nor with more than a person has: it was registered for nothing.
  return { kind: 'person', id: bearer?.strangeClient === undefined ? subject : `client ${bearer.strangeClient}` };
}

const tooMany = (retryAfter: number): NotAdmitted => ({ code: 'RATE_LIMITED', message: TOO_MANY, retryAfter });

function asVariables(variables: unknown): Readonly<Record<string, unknown>> {
  return typeof variables === 'object' && variables !== null ? (variables as Readonly<Record<string, unknown>>) : {};
}
