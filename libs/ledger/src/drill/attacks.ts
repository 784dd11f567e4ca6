// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import type { PlacedEvent } from '../log/places.ts';
import type { Edit } from './edited-store.ts';

type Field = 'data' | 'metadata' | 'id' | 'type' | 'stream' | 'revision';

/** By somebody who can write in the store and has no key. */
export type AttackKind =
  | `flip ${Field}`
  | 'replace by another'
  | 'remove'
  | 'swap with the next'
  | 'insert after'
  | 'insert one of a new stream after'
  | 'cut off from here';

/** One way to tamper with a store, at an entry. */
export interface Attack {
  readonly attack: AttackKind;
  readonly index: number;
  /** Up to where (not included) what verification names is right. */
  readonly to: number;
  /** Up to where it rightly names others besides: what follows is changed too. */
  readonly alters: number;
}

/**
 * Which kinds may be tried at several entries of one store at once. What moves what follows up goes with its like; what alters what follows
 * goes alone.
 */
const TOGETHER = {
  'flip data': 'many',
  'flip metadata': 'many',
  'flip id': 'many',
  'flip type': 'many',
  'flip stream': 'many',
  'flip revision': 'many',
  'replace by another': 'many',
  remove: 'many',
  'swap with the next': 'many',
  'insert one of a new stream after': 'insertions',
  'insert after': 'alone',
  'cut off from here': 'alone',
} as const satisfies Record<AttackKind, string>;

export const togetherOf = (kind: AttackKind): (typeof TOGETHER)[AttackKind] => TOGETHER[kind];

/** Every way at one entry of a store of `size`: a byte in each field, the entry replaced, gone, moved, others put in, the end cut off. */
export function attacksOn(index: number, size: number): readonly Attack[] {
  return (Object.keys(TOGETHER) as AttackKind[]).flatMap((attack): readonly Attack[] => {
    const needsNext = attack === 'swap with the next' || attack.startsWith('insert');
    if (needsNext && index + 1 >= size) return [];
    const to = attack === 'cut off from here' ? size : needsNext ? index + 2 : index + 1;
    return [{ attack, index, to, alters: attack === 'insert after' ? size : to }];
  });
}

/** The edit that makes these attacks, each at its own entry and none at the entry after that of another. */
export function editOf(attacks: readonly Attack[]): Edit {
  const byIndex = new Map(attacks.map(({ attack, index }) => [index, attack]));
  return async function* edited(events) {
    let index = -1;
    // What was put in moves what follows up, positions and revisions too, as in a history that was written over.
    let insertions = 0n;
    const inserted = new Map<string, number>();
    let [before, held]: (PlacedEvent | undefined)[] = [];
    for await (const read of events) {
      index += 1;
      const event =
        insertions === 0n
          ? read
          : { ...read, position: read.position + insertions, revision: read.revision + (inserted.get(read.stream) ?? 0) };
      if (held !== undefined) {
        yield { ...event, position: held.position };
        yield { ...held, position: event.position };
        held = undefined;
        continue;
      }
      const attack = byIndex.get(index);
      if (attack === 'cut off from here') return;
      if (attack === 'swap with the next') held = event;
      else if (attack === 'insert after') {
        yield event;
        insertions += 1n;
        inserted.set(event.stream, (inserted.get(event.stream) ?? 0) + 1);
        yield { ...made(event), revision: event.revision + 1, position: event.position + 1n };
      } else if (attack === 'insert one of a new stream after') {
        yield event;
        insertions += 1n;
        yield { ...made(event), stream: `familyCase-${MADE_ID}`, revision: 0, position: event.position + 1n };
      } else if (attack === 'replace by another') yield { ...(before ?? made(event)), ...placeOf(event) };
      else if (attack === undefined) yield event;
      else if (attack !== 'remove') yield flipped(event, attack.slice('flip '.length) as Field, index);
      before = read;
    }
  };
}

/** Of what was never recorded; a fixed one might be somebody's. */
const MADE_ID = randomUUID();
const made = (event: PlacedEvent): PlacedEvent => ({ ...event, id: MADE_ID });
const placeOf = ({ stream, revision, position }: PlacedEvent) => ({ stream, revision, position });

function flipped(event: PlacedEvent, field: Field, at: number): PlacedEvent {
  switch (field) {
    case 'data':
    case 'metadata':
      return { ...event, [field]: flippedBytes(event[field], at) };
    case 'revision':
      return { ...event, revision: event.revision ^ (1 << (at % 4)) };
    default:
      return { ...event, [field]: flippedBytes(Buffer.from(event[field]), at).toString('latin1') };
  }
}

/** One bit, at another place for every entry; of nothing, something. */
function flippedBytes(bytes: Uint8Array, seed: number): Buffer {
  if (bytes.length === 0) return Buffer.of(1);
  const copy = Buffer.from(bytes);
  const at = (seed * 31) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
