// SPDX-License-Identifier: EUPL-1.2
import { readerKey } from '@gezinslijn/family-case';
import type { DisclosedEntry, Reader } from '@gezinslijn/family-case';
import type { AccessEntry } from '@gezinslijn/event-store';
import type { Actor } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';

/** What is about to leave the gateway, or was refused. */
export interface Look {
  readonly operation: string;
  /** Left out where no one case was asked for. */
  readonly caseId?: string | undefined;
  readonly entries?: readonly DisclosedEntry[];
  /** What else was shown than entries: of which categories, about whom. */
  readonly shown?: { readonly categories: readonly string[]; readonly people: readonly string[] };
  /** A person opened exactly this one; otherwise it was merely delivered. */
  readonly opened?: boolean;
  /** As which reader, where that is not the actor's own: by emergency access. */
  readonly reader?: Reader;
  /** Whose eyes an auditor looked through. */
  readonly seenBy?: string | undefined;
  readonly emergency?: boolean;
  /** The rule that refused it; granted when there is none. */
  readonly rule?: string;
}

/**
 * Durable before anything leaves: over HTTP the answer is held for it, elsewhere this resolves no sooner.
 * @throws when it cannot be written and no answer is held: then nothing is shown, not even an error in its own words.
 */
export async function recordLook({ accessLog, clock }: Pick<Platform, 'accessLog' | 'clock'>, actor: Actor, look: Look): Promise<void> {
  await standsFirst(actor, accessLog.record(accessEntry(actor, look, clock.now())));
}

/** Nothing of the answer leaves before this stands in the log. */
export async function standsFirst({ answer }: Pick<Actor, 'answer'>, recorded: Promise<void>): Promise<void> {
  if (answer === undefined) await recorded;
  else answer.until(recorded);
}

/** No id is longer. What somebody asks for as one may be anything, and stands in the log as often as he asks. */
const LONGEST_ID = 100;

function accessEntry(actor: Actor, look: Look, at: AccessEntry['at']): AccessEntry {
  const { shown, rule, caseId, seenBy, emergency = false } = look;
  const told = toldOf(look);
  const left = rule === undefined && (told.positions.length > 0 || shown !== undefined);
  return {
    at,
    subject: actor.subject,
    system: actor.actingSystem,
    organisation: actor.organisation,
    party: actor.party,
    role: actor.role,
    caseId: caseId?.slice(0, LONGEST_ID),
    operation: look.operation,
    reader: readerKey(look.reader ?? actor.reader),
    clock: actor.storyClock,
    inspection: actor.inspection && { from: actor.inspection.from, until: actor.inspection.until },
    seenBy,
    manner: left ? (look.opened === true ? 'opened' : 'delivered') : undefined,
    categories: told.categories.sort(),
    entries: told.positions,
    people: told.people.sort(),
    purpose: actor.purpose,
    legalBasis: emergency ? 'noodtoegang' : (BASES[actor.party] ?? 'own-task'),
    emergency,
    outcome: rule === undefined ? 'granted' : 'denied',
    rule,
    traceId: actor.traceId,
  };
}

/** What left: an entry, and what stands beside it. Of a page there are some fifty, in few categories and about few people: lists do. */
function toldOf({ entries = [], shown }: Look) {
  const [categories, people] = shown === undefined ? [[], []] : [[...new Set(shown.categories)], [...new Set(shown.people)]];
  const positions: string[] = [];
  const tell = ({ category, position, about }: DisclosedEntry): void => {
    if (!categories.includes(category)) categories.push(category);
    for (const person of about) if (!people.includes(person)) people.push(person);
    positions.push(String(position));
  };
  for (const entry of entries) {
    tell(entry);
    entry.attached?.forEach(tell);
  }
  // One entry may be shown twice: beside another, or as the start of several terms.
  return { categories, positions: [...new Set(positions)], people };
}

/** On what basis one reads who does not read for the task of an organisation: supervision, and the right to see one's own file. */
const BASES: Readonly<Record<string, string>> = { AUDITOR: 'jeugdwet-9.2', FAMILY: 'jeugdwet-7.3.10' };
