// SPDX-License-Identifier: EUPL-1.2
import { createHmac, randomBytes } from 'node:crypto';
import { BoundedCache } from '@gezinslijn/event-store';
import { logger } from './logger.ts';

/** What one client may ask. */
export interface Rate {
  /** Points that come back each second; 0: no limit. */
  readonly perSecond: number;
  /** Points it can have saved: what it may ask at once. */
  readonly burst: number;
  /** WebSockets it may hold open on one gateway. */
  readonly sockets: number;
}

export interface Client {
  /** A system, by its client id; anybody else, by subject: over all his sessions. Never logged. */
  readonly kind: 'system' | 'person';
  readonly id: string;
}

interface Bucket {
  points: number;
  /** Milliseconds. */
  at: number;
}

/** Clients that are remembered; who was not heard of for long has his whole burst again anyhow. */
const REMEMBERED = 20_000;
/** A client that goes on is written down once in this time, with how often it was refused. */
const TOLD_EVERY_MS = 10_000;

/**
 * A token bucket per client. In memory, per gateway: with n gateways a client that is spread over them has n times as much. Who is not
 * signed in is no client: those are stopped before this by the check of the token, and in number by what stands before the gateway.
 */
export class RateLimits {
  readonly #rates: Readonly<Record<Client['kind'], Rate>>;
  readonly #now: () => number;
  readonly #buckets = new BoundedCache<string, Bucket>(REMEMBERED);
  readonly #refused = new BoundedCache<string, { times: number; toldAt: number }>(REMEMBERED);
  /** Of clients with a socket open, so as many as there are sockets. */
  readonly #sockets = new Map<string, number>();
  /** Of this process only: what is logged cannot be joined with anything. */
  readonly #tag = randomBytes(32);

  /** @param now real time in milliseconds; a test brings its own. */
  constructor(rates: Readonly<Record<Client['kind'], Rate>>, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
  }

  /** Takes these points, or answers after how many whole seconds it may be asked again. More than a full bucket is asked of a full one. */
  take(client: Client, points: number): number | undefined {
    const { perSecond, burst } = this.#rates[client.kind];
    if (perSecond === 0) return undefined;
    const key = keyOf(client);
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { points: burst, at: now };
    bucket.points = Math.min(burst, bucket.points + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    const wanted = Math.min(points, burst);
    if (bucket.points >= wanted) {
      bucket.points -= wanted;
      return undefined;
    }
    this.#tell(client, key, now);
    return Math.max(1, Math.ceil((wanted - bucket.points) / perSecond));
  }

  /** Answers how to give the place back; `undefined` when this client holds as many sockets as it may. */
  openSocket(client: Client): (() => void) | undefined {
    const { perSecond, sockets } = this.#rates[client.kind];
    const key = keyOf(client);
    const open = this.#sockets.get(key) ?? 0;
    if (perSecond !== 0 && open >= sockets) {
      this.#tell(client, key, this.#now());
      return undefined;
    }
    this.#sockets.set(key, open + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const now = (this.#sockets.get(key) ?? 1) - 1;
      if (now === 0) this.#sockets.delete(key);
      else this.#sockets.set(key, now);
    };
  }

  #tell({ kind }: Client, key: string, now: number): void {
    const refused = this.#refused.get(key) ?? { times: 0, toldAt: Number.NEGATIVE_INFINITY };
    refused.times += 1;
    this.#refused.set(key, refused);
    if (now - refused.toldAt < TOLD_EVERY_MS) return;
    const client = createHmac('sha256', this.#tag).update(key).digest('hex').slice(0, 12);
    logger.warn('too many requests', { kind, client, refused: refused.times });
    refused.toldAt = now;
    refused.times = 0;
  }
}

const keyOf = ({ kind, id }: Client): string => `${kind} ${id}`;
