// SPDX-License-Identifier: EUPL-1.2
import type { Member, OrganisationId, PersonId } from '@gezinslijn/family-case';
import type { WrittenEntry } from './scenarios.ts';

/** Day in the Netherlands, by the platform's own calendar. */
export function dutchDay(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date(instant));
}

type Data = Readonly<Record<string, unknown>>;
export const dataOf = ({ event }: WrittenEntry): Data => event.data as unknown as Data;

/** What stands in a case at a moment, asked question by question from the entries themselves. Slow, plain, and shares no code with the product. */
export class Facts {
  readonly #entries: readonly WrittenEntry[];
  readonly #at: string;
  readonly #today: string;
  readonly #memo = new Map<string, unknown>();

  constructor(entries: readonly WrittenEntry[], at: string) {
    this.#entries = entries;
    this.#at = at;
    this.#today = dutchDay(at);
  }

  indexOf(entry: WrittenEntry): number {
    return this.#once('positions', () => new Map(this.#entries.map(({ id }, index) => [id, index]))).get(entry.id) ?? -1;
  }

  entry(id: string): WrittenEntry | undefined {
    return this.#once('entries', () => new Map(this.#entries.map((entry) => [entry.id, entry]))).get(id);
  }

  /** `never`, `left` or `active`. */
  involvement(organisation: OrganisationId): 'never' | 'left' | 'active' {
    return this.#once(`involved ${organisation}`, () => {
      const joined = this.#entries.findLastIndex((entry) => bringsIn(entry, organisation));
      const left = this.#entries.findLastIndex(
        (entry) => isMembership(entry, 'PARTY_LEFT') && dataOf(entry)['organisation'] === organisation,
      );
      if (joined === -1) return 'never';
      return left > joined ? 'left' : 'active';
    });
  }

  carriesMeasure(organisation: OrganisationId): boolean {
    return this.#once(`measure ${organisation}`, () =>
      this.#entries.some(
        (entry) =>
          (entry.event.type === 'MeasureOrdered' && dataOf(entry)['executedBy'] === organisation) ||
          (entry.event.type === 'MeasureReceived' && entry.by === organisation),
      ),
    );
  }

  /** Did this organisation decide to destroy all that it held about this person? */
  destroyed(organisation: OrganisationId, person: PersonId): boolean {
    return this.#entries.some(
      ({ event, by }) =>
        event.type === 'RetentionDecided' && by === organisation && event.data.personId === person && event.data.part === undefined,
    );
  }

  /** Did somebody of this organisation ever use emergency access here? */
  usedEmergency(organisation: OrganisationId): boolean {
    return this.#entries.some(({ event, by }) => event.type === 'EmergencyAccessUsed' && by === organisation);
  }

  /** Does emergency access of this organisation's worker run: used, not yet over, and not found unjustified? All workers of the walk are one. */
  emergencyRuns(organisation: OrganisationId): boolean {
    return this.#once(`emergency ${organisation}`, () =>
      this.#entries.some((entry) => {
        if (entry.event.type !== 'EmergencyAccessUsed' || entry.by !== organisation) return false;
        const { accessId, validUntil } = entry.event.data;
        const unjustified = this.#entries.some(
          ({ event }) =>
            event.type === 'EmergencyAccessReviewed' && event.data.accessId === accessId && event.data.judgement === 'UNJUSTIFIED',
        );
        return entry.recordedAt <= this.#at && validUntil > this.#at && !unjustified;
      }),
    );
  }

  isClient(organisation: OrganisationId, person: PersonId): boolean {
    return this.#entries.some(
      (entry) =>
        // Of a question it is part of, it reads whom that is about.
        (isQuestion(entry) && bringsIn(entry, organisation) && dataOf(entry)['personId'] === person) ||
        (isMembership(entry, 'PARTY_JOINED') &&
          dataOf(entry)['organisation'] === organisation &&
          ((dataOf(entry)['clientIds'] as readonly PersonId[] | undefined) ?? []).includes(person)),
    );
  }

  /** Consent counts as given last; what somebody else gave counts until the sixteenth birthday. */
  consents(person: PersonId, organisation: OrganisationId, category: string): boolean {
    return this.#once(`consent ${person} ${organisation} ${category}`, () => {
      const last = this.#entries.findLast(({ event }) => {
        if (event.type !== 'ConsentChanged') return false;
        const { personId, organisation: to, categories } = event.data;
        return personId === person && to === organisation && (categories as readonly string[]).includes(category);
      });
      if (last === undefined || dataOf(last)['given'] !== true) return false;
      const byAnother = last.statedBy?.kind === 'person' && last.statedBy.personId !== person;
      const age = this.age(person);
      return !byAnother || age === undefined || age < 16;
    });
  }

  shared(entry: WrittenEntry, organisation: OrganisationId): boolean {
    const last = this.#once('shares', () => this.#shares()).get(`${entry.id} ${organisation}`);
    return last !== undefined && this.#today <= last;
  }

  /** The versions an organisation signed, and the place of the last of them in the case. */
  signed(organisation: OrganisationId): { readonly versions: readonly unknown[]; readonly lastIndex: number } {
    return this.#once(`signed ${organisation}`, () => {
      const versions = this.#entries
        .filter(({ event, by }) => event.type === 'RouteMapSigned' && by === organisation)
        .map((entry) => dataOf(entry)['version']);
      const lastIndex = this.#entries.findLastIndex(
        (entry) => entry.event.type === 'RouteMapPublished' && versions.includes(dataOf(entry)['version']),
      );
      return { versions, lastIndex };
    });
  }

  /** Does this person read at all: still a member, told where there was a report, and twelve unless an auditor looks through his eyes. */
  reads(person: PersonId, throughHisEyes: boolean): boolean {
    return this.#once(`reads ${person} ${String(throughHisEyes)}`, () => {
      const age = this.age(person);
      return (
        this.#present(person) &&
        (throughHisEyes || age === undefined || age >= 12) &&
        (this.isNetwork(person) || !this.#reported() || this.#told(person))
      );
    });
  }

  isNetwork(person: PersonId): boolean {
    return this.#member(person)?.role === 'supportFigure';
  }

  represents(adult: PersonId, child: PersonId): boolean {
    return this.#once(`represents ${adult} ${child}`, () => {
      const age = this.age(child);
      if (age === undefined || age >= 12) return false;
      return this.#holdersOf(child).includes(adult);
    });
  }

  #holdersOf(child: PersonId): readonly PersonId[] {
    const recorded = this.#entries.findLast((entry) => entry.event.type === 'AuthorityRecorded' && dataOf(entry)['childId'] === child);
    return recorded === undefined ? (this.#member(child)?.authorityBy ?? []) : (dataOf(recorded)['authorityBy'] as readonly PersonId[]);
  }

  /** Exercises somebody's rights: from sixteen on oneself, from twelve who has authority too, under twelve who has authority alone. */
  speaksFor(speaker: PersonId, person: PersonId): boolean {
    const [himself, age] = [speaker === person, this.age(person)];
    const holds = this.#holdersOf(person).includes(speaker);
    if (age === undefined) return himself || (this.#member(person)?.role === 'child' && holds);
    return age >= 16 ? himself : age >= 12 ? himself || holds : holds;
  }

  age(person: PersonId): number | undefined {
    const born = this.#member(person)?.birthDate;
    if (born === undefined) return undefined;
    const years = Number(this.#today.slice(0, 4)) - Number(born.slice(0, 4));
    return this.#today.slice(5) >= born.slice(5) ? years : years - 1;
  }

  #member(person: PersonId): Member | undefined {
    return this.#once(`member ${person}`, () => {
      for (const entry of this.#entries) {
        const parts = (dataOf(entry)['members'] ?? []) as readonly { readonly personId: PersonId; readonly content: Member }[];
        const part = parts.find(({ personId }) => personId === person);
        if (part !== undefined) return part.content;
      }
      return undefined;
    });
  }

  #present(person: PersonId): boolean {
    const left = this.#entries.some(
      (entry) => isMembership(entry, 'PERSON_LEFT') && (dataOf(entry)['memberIds'] as readonly PersonId[]).includes(person),
    );
    return this.#member(person) !== undefined && !left;
  }

  #reported(): boolean {
    return this.#entries.some(({ event }) => event.type === 'ReportReceived');
  }

  #told(person: PersonId): boolean {
    return this.#entries.some(({ event }) => {
      switch (event.type) {
        case 'PersonsInformedOfReport':
          return event.data.persons.some(
            ({ personId, content }) => personId === person && (content as { outcome: string }).outcome === 'INFORMED',
          );
        case 'RightsExplained':
          return event.data.persons.some(({ personId }) => personId === person);
        case 'VoiceRecorded':
          return event.data.speakerId === person;
        case 'PlanPositionRecorded':
          return event.data.personId === person;
        default:
          return false;
      }
    });
  }

  /** Last day per entry and receiver of the shares that nobody ended. */
  #shares(): Map<string, string> {
    const days = new Map<string, string>();
    for (const { event } of this.#entries) {
      if (event.type === 'ShareGranted') days.set(`${event.data.entryId} ${event.data.organisation}`, event.data.until);
      if (event.type === 'ShareEnded') days.delete(`${event.data.entryId} ${event.data.organisation}`);
    }
    return days;
  }

  #once<T>(key: string, answer: () => T): T {
    if (!this.#memo.has(key)) this.#memo.set(key, answer());
    return this.#memo.get(key) as T;
  }
}

export function isMembership(entry: WrittenEntry, change: string): boolean {
  return entry.event.type === 'MembershipChanged' && dataOf(entry)['change'] === change;
}

const isQuestion = ({ event }: WrittenEntry): boolean => event.type === 'KnownElsewhereAsked' || event.type === 'KnownElsewhereReceived';

/** Design: what starts the involvement of an organisation. */
export function bringsIn(entry: WrittenEntry, organisation: OrganisationId): boolean {
  const data = dataOf(entry);
  switch (entry.event.type) {
    case 'CaseOpened':
      return (
        entry.by === organisation ||
        (data['parties'] as readonly { organisation: string }[]).some((party) => party.organisation === organisation)
      );
    case 'MembershipChanged':
      return data['change'] === 'PARTY_JOINED' && data['organisation'] === organisation;
    case 'FixedFaceAppointed':
    case 'MeldcodeRecordLinked':
      return data['organisation'] === organisation;
    case 'InvestigationRequested':
      return data['council'] === organisation;
    case 'MeasureOrdered':
      return data['executedBy'] === organisation;
    case 'MeasureReceived':
    case 'MeldcodeStepTaken':
    case 'KnownElsewhereAsked':
      return entry.by === organisation;
    case 'KnownElsewhereReceived':
      return data['askedOf'] === organisation;
    default:
      return false;
  }
}
