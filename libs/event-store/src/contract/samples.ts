// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import type { AllFilter, EventStore, NewEvent, StoredEvent } from '@gezinslijn/event-sourcing';

/** How the suite gets at an engine. */
export interface StoreUnderTest {
  readonly name: string;
  /** Opens a store. It may hold events of earlier tests: the suite uses streams of its own and starts from where the store is. */
  open(): Promise<EventStore>;
  /** Opens the same data once more, whether the first handle is closed or not. Left out by an engine that forgets. */
  reopen?(first: EventStore): Promise<EventStore>;
  /** True when a freshly opened store is empty and nobody but the test writes to it; on a shared server it is not. */
  readonly exclusive?: boolean;
}

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** A stream no other test uses; `kind` may hold no dash. */
export function newStream(kind = 'contract'): string {
  return `${kind}-${randomUUID()}`;
}

export function event(about: Partial<{ id: string; type: string; data: string; metadata: string }> = {}): NewEvent {
  const { id = randomUUID(), type = 'SomethingHappened', data = '{"what":"something"}', metadata = '{}' } = about;
  return { id, type, data: utf8.encode(data), metadata: utf8.encode(metadata) };
}

export function events(count: number): NewEvent[] {
  return Array.from({ length: count }, () => event());
}

export function ids(list: readonly { readonly id: string }[]): string[] {
  return list.map(({ id }) => id);
}

export function dataOf({ data }: StoredEvent): string {
  return text.decode(data);
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Every event after a position, page by page until the head. */
export async function allAfter(
  store: EventStore,
  after: bigint | null,
  options: { filter?: AllFilter; limit?: number } = {},
): Promise<StoredEvent[]> {
  const list: StoredEvent[] = [];
  let position = after;
  for (;;) {
    const page = await store.readAll({ limit: 100, ...options, after: position });
    list.push(...page.events);
    position = page.lastPosition;
    if (page.atHead) return list;
  }
}

export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Was expected to be refused');
}
