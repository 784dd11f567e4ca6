// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomUUID } from 'node:crypto';
import type { EventStore, Instant, StoredEvent, Subscription } from '@gezinslijn/event-sourcing';
import { logger } from './logger.ts';

const PREFIX = 'signedOut-';
export const SESSION_ENDED = 'SessionEnded';
/** Longer than any access token lives: after that its session need not be remembered. */
const REMEMBERED_MS = 24 * 3600 * 1000;
const AGAIN_MS = 500;

interface Ended {
  readonly at: Instant;
  /** It stands in the store: who tells it again changes nothing. */
  readonly kept: boolean;
}

/** Of a token, what says whether its session was ended. Hashes: a session id is nobody's business. */
export interface SessionOfToken {
  readonly session: string | undefined;
  readonly subject: string;
  /** Seconds; a subject that was signed out everywhere may sign in again. */
  readonly issuedAt: number;
}

export const sessionKey = (sid: string): string => hashOf(`sid\0${sid}`);
export const subjectKey = (issuer: string, subject: string): string => hashOf(`sub\0${issuer}\0${subject}`);
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/**
 * Sessions that their identity provider ended, known to every gateway on this store within the time an event takes. They stand in streams
 * of their own, a day each, so that a gateway that starts knows them too.
 */
export class SignedOutSessions {
  readonly #store: EventStore;
  readonly #now: () => Instant;
  readonly #ended = new Map<string, Ended>();
  readonly #listeners = new Set<() => void>();
  #subscription: Subscription | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(store: EventStore, now: () => Instant) {
    this.#store = store;
    this.#now = now;
  }

  static async open(store: EventStore, now: () => Instant): Promise<SignedOutSessions> {
    const sessions = new SignedOutSessions(store, now);
    let after = await store.head();
    for (const daysAgo of [1, 0]) {
      for await (const event of store.readStream(streamOf(new Date(Date.parse(now()) - daysAgo * REMEMBERED_MS).toISOString())))
        sessions.#note(event);
    }
    sessions.#running = (async () => {
      while (!sessions.#closed) {
        try {
          const subscription = store.subscribeAll({ after, filter: { streamPrefixes: [PREFIX] } });
          sessions.#subscription = subscription;
          for await (const item of subscription) {
            after = item.position ?? after;
            if (!('caughtUp' in item)) sessions.#note(item);
          }
        } catch (failure) {
          if (sessions.#isClosed()) return;
          logger.fault(failure);
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
        }
      }
    })();
    return sessions;
  }

  /**
   * Durable, and in force in this gateway at once. What was told before is done: whoever sends a logout token a second time ends nothing that
   * began since, and fills no store. @throws StoreUnavailable
   */
  async end(key: string, toldAt: Instant): Promise<void> {
    const known = this.#ended.get(key);
    if (known?.kept === true && known.at >= toldAt) return;
    const now = this.#now();
    // The issuer's clock may be ahead: what it issued before it told is over too.
    const at = toldAt > now ? toldAt : now;
    this.#end(key, { at, kept: false });
    const metadata = Buffer.from(JSON.stringify({ version: 1, recordedAt: at }));
    await this.#store.append(streamOf(at), 'any', [
      { id: randomUUID(), type: SESSION_ENDED, data: Buffer.from(JSON.stringify({ key })), metadata },
    ]);
    this.#end(key, { at, kept: true });
  }

  isEnded({ session, subject, issuedAt }: SessionOfToken): boolean {
    if (this.#ended.size === 0) return false;
    if (session !== undefined && this.#ended.has(session)) return true;
    const everywhere = this.#ended.get(subject);
    return everywhere !== undefined && issuedAt * 1000 <= Date.parse(everywhere.at);
  }

  /** Calls back once when this session is ended; answers how to stop waiting. */
  onEnd(token: SessionOfToken, callback: () => void): () => void {
    const listener = () => {
      if (!this.isEnded(token)) return;
      this.#listeners.delete(listener);
      callback();
    };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#subscription?.close();
    await this.#running;
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #note({ type, data, metadata }: StoredEvent): void {
    if (type !== SESSION_ENDED) return;
    const { key } = JSON.parse(Buffer.from(data).toString('utf8')) as { readonly key: string };
    const { recordedAt } = JSON.parse(Buffer.from(metadata).toString('utf8')) as { readonly recordedAt: Instant };
    this.#end(key, { at: recordedAt, kept: true });
  }

  #end(key: string, ended: Ended): void {
    const long = new Date(Date.parse(ended.at) - REMEMBERED_MS).toISOString();
    for (const [known, { at }] of this.#ended) if (at < long) this.#ended.delete(known);
    // Two gateways may tell of one another's out of turn.
    const later = this.#ended.get(key);
    if (later === undefined || later.at <= ended.at) this.#ended.set(key, ended);
    for (const listener of this.#listeners) listener();
  }
}

const streamOf = (instant: Instant): string => `${PREFIX}${instant.slice(0, 10)}`;
