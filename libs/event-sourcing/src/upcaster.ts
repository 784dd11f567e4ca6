// SPDX-License-Identifier: EUPL-1.2
import type { Event } from './event.ts';

/** Lifts one event shape to the next version. Pure; the stored bytes never change. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  readonly lift: (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/** Thrown when an event is of a type or version this code does not know: a reader stops loudly, it never skips. */
export class UnreadableEvent extends Error {
  readonly code = 'UNREADABLE_EVENT';
  constructor(what: string) {
    super(what);
    this.name = 'UnreadableEvent';
  }
}

/** Chains single steps into today's shape. @throws UnreadableEvent for a version newer than `current` or without a path to it. */
export function upcasting(steps: readonly Upcaster[]): (event: Event, current: number) => Event {
  const byKey = new Map(steps.map((step) => [`${step.type}@${String(step.from)}`, step]));
  return (event, current) => {
    let { version } = event;
    let data = event.data as Readonly<Record<string, unknown>>;
    while (version < current) {
      const step = byKey.get(`${event.type}@${String(version)}`);
      if (step === undefined) throw new UnreadableEvent(`No way from ${event.type} version ${String(version)} to ${String(current)}`);
      data = step.lift(data);
      version += 1;
    }
    if (version > current) throw new UnreadableEvent(`${event.type} version ${String(version)} is newer than this program knows`);
    return version === event.version ? event : { type: event.type, version, data };
  };
}
