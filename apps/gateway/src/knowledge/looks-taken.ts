// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { AccessEntry, AccessIndex, FoundLook } from '@gezinslijn/event-store';
import type { Reader } from '@gezinslijn/family-case';
import type { RecordMoment } from '@gezinslijn/party-view';

/** Whose looks count: an organisation's, under any hat and by emergency access, or a family member's; of one worker when he is named. */
export interface Looking {
  readonly reader: Extract<Reader, { kind: 'organisation' | 'person' }>;
  /** Pseudonym. */
  readonly worker?: string | undefined;
}

/** The first time one worker got an entry. */
export interface TakenLook {
  readonly at: Instant;
  readonly worker: string;
  readonly role: string;
  readonly emergency: boolean;
}

/** What somebody got of one entry: the first time each worker did, oldest first. Opened counts as delivered. */
export interface Taken {
  readonly delivered: readonly TakenLook[];
  readonly opened: readonly TakenLook[];
}

const NOTHING: Taken = { delivered: [], opened: [] };
const STEP = 200;

/**
 * Which entries of a case had left for somebody, and which he had opened, at a point in the record. The log is gone through page by page:
 * work goes with the looks at this one case, memory with its entries and those who looked.
 */
export async function looksTaken(
  looks: AccessIndex,
  caseId: string,
  looking: Looking,
  moment: RecordMoment,
): Promise<{ of(position: bigint): Taken }> {
  const first = { delivered: new FirstLooks(), opened: new FirstLooks() };
  const organisation = looking.reader.kind === 'organisation' ? { organisation: looking.reader.organisation } : {};
  for (let before: number | undefined; ;) {
    const page = await looks.find({ caseId, limit: STEP, ...organisation, ...(before === undefined ? {} : { before }) });
    for (const { entry } of page.filter((look) => counts(look, looking, moment))) {
      const look = { at: instantOf(entry), worker: entry.subject, role: entry.role, emergency: entry.emergency };
      for (const position of entry.entries) {
        first.delivered.note(position, look);
        if (entry.manner === 'opened') first.opened.note(position, look);
      }
    }
    before = page.at(-1)?.number;
    if (page.length < STEP) break;
  }
  return {
    of: (position) => {
      const key = String(position);
      return first.delivered.has(key) ? { delivered: first.delivered.of(key), opened: first.opened.of(key) } : NOTHING;
    },
  };
}

/** In a demonstration a look belongs to the moment of its story. */
const instantOf = ({ at, clock }: AccessEntry): Instant => clock ?? at;

/** Both the clock and the place in the log must be early enough: what is looked at afterwards does not become known before. */
function counts({ position, entry }: FoundLook, { reader, worker }: Looking, { before, at }: RecordMoment): boolean {
  if (entry.outcome !== 'granted' || instantOf(entry) > at || (before !== null && position >= before)) return false;
  if (worker !== undefined && entry.subject !== worker) return false;
  return reader.kind === 'person'
    ? entry.reader === `p:${reader.personId}`
    : entry.organisation === reader.organisation && entry.party !== 'AUDITOR' && entry.party !== 'FAMILY';
}

class FirstLooks {
  readonly #byEntry = new Map<string, Map<string, TakenLook>>();

  has(position: string): boolean {
    return this.#byEntry.has(position);
  }

  note(position: string, look: TakenLook): void {
    let byWorker = this.#byEntry.get(position);
    if (byWorker === undefined) this.#byEntry.set(position, (byWorker = new Map<string, TakenLook>()));
    const known = byWorker.get(look.worker);
    if (known === undefined || look.at < known.at) byWorker.set(look.worker, look);
  }

  of(position: string): readonly TakenLook[] {
    return [...(this.#byEntry.get(position)?.values() ?? [])].sort((one, other) => (one.at < other.at ? -1 : 1));
  }
}
