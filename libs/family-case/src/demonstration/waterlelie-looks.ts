// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';

/** Somebody who read in a worked example: the timeline as it then was, or entries he opened one by one. */
export interface DemonstrationLook {
  readonly day: LocalDate;
  /** Local time (Europe/Amsterdam), HH:MM. */
  readonly time: string;
  /** What he signs in with. */
  readonly user: string;
  readonly purpose: string;
  /** Names of entries (`@danger/entry`) he opened; none: he read down the timeline. */
  readonly opens: readonly string[];
}

const look = (day: LocalDate, time: string, user: string, purpose: string, ...opens: readonly string[]): DemonstrationLook => ({
  day,
  time,
  user,
  purpose,
  opens,
});

/** Who read what in the family Waterlelie, in order of time: without looks nobody would know anything he did not write himself. */
export const waterlelieLooks: readonly DemonstrationLook[] = [
  look('2025-03-12', '16:00', 'lt', 'nieuwe melding bekijken'),
  look('2025-03-19', '16:40', 'lt', 'voorbereiding van het eerste gesprek', '@assessment/entry'),
  look('2025-04-04', '09:10', 'vt', 'routekaart nalezen', '@version1/entry'),
  look('2025-04-04', '20:30', 'moeder', 'mijn routekaart lezen'),
  look('2025-04-12', '02:05', 'vt-dienst', 'melding van de politie', '@brokenCheck/entry', '@sleepsElsewhere/entry'),
  look('2025-04-12', '08:30', 'vt', 'overdracht van de nachtdienst', '@danger/entry', '@brokenCheck/entry'),
  look('2025-04-12', '10:15', 'lt', 'weekenddienst: wat is er gebeurd'),
  look('2025-04-16', '10:30', 'raad', 'start van het raadsonderzoek'),
  look('2025-04-16', '10:45', 'raad', 'start van het raadsonderzoek', '@danger/entry', '@inquiryRequest/entry'),
  look('2025-04-17', '17:45', 'gi', 'maatregel ontvangen'),
  look('2025-04-17', '17:50', 'gi', 'maatregel ontvangen', '@vots/entry', '@removal/entry'),
];
