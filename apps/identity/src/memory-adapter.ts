// SPDX-License-Identifier: EUPL-1.2
import type { Adapter, AdapterFactory, AdapterPayload, ClientMetadata } from 'oidc-provider';

interface Item {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

const SWEEP_EVERY_MS = 60_000;

/**
 * What one provider remembers: the closed list of clients, and sessions, codes and grants until they expire. In memory: a
 * restart signs everybody out, which is what a demonstration wants.
 * Nothing is evicted before it expires, so a long seeding run does not sign out the person in front of the screen.
 */
export function memoryAdapter(clients: readonly ClientMetadata[]): AdapterFactory {
  const items = new Map<string, Item>(
    clients.map((payload): [string, Item] => [`Client:${payload.client_id}`, { payload, expiresAt: Infinity }]),
  );
  let sweptAt = Date.now();

  const sweep = (now: number): void => {
    if (now - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = now;
    for (const [key, { expiresAt }] of items) if (expiresAt <= now) items.delete(key);
  };
  const alive = (item: Item | undefined): AdapterPayload | undefined =>
    item === undefined || item.expiresAt <= Date.now() ? undefined : item.payload;

  return (model: string): Adapter => {
    const prefix = `${model}:`;
    const all = (): readonly (readonly [string, Item])[] => [...items].filter(([key]) => key.startsWith(prefix));
    return {
      async upsert(id, payload, expiresIn) {
        const now = Date.now();
        sweep(now);
        items.set(prefix + id, { payload, expiresAt: now + expiresIn * 1000 });
      },
      async find(id) {
        return alive(items.get(prefix + id));
      },
      async findByUid(uid) {
        return alive(all().find(([, { payload }]) => payload['uid'] === uid)?.[1]);
      },
      async findByUserCode() {
        return undefined;
      },
      async consume(id) {
        const item = items.get(prefix + id);
        if (item !== undefined) item.payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        items.delete(prefix + id);
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of all()) if (payload.grantId === grantId) items.delete(key);
      },
    };
  };
}
