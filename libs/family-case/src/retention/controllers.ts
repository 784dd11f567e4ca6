// SPDX-License-Identifier: EUPL-1.2
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import { dayOf } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { CaseFrame, FrameEvent } from '../frame/case-frame.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';

/** What a controller was in a case, as far as its terms hang on it. */
export interface Controller {
  readonly party: Party;
  /** Day on which it became involved first. */
  readonly since: LocalDate;
  /** Day on which it left; absent while it is involved. */
  endedOn: LocalDate | undefined;
  /** Where in the record it left: what it may know of is what it could see before. */
  left: { readonly position: bigint; readonly at: Instant } | undefined;
  /** Who belonged to the family while it was involved: of who came later it holds nothing, nor does it know that there is somebody. */
  readonly people: Set<PersonId>;
  /** Children under a measure that it carries out, or carried out. */
  readonly measures: Set<PersonId>;
  /** It was asked to inquire. */
  inquired: boolean;
}

/** Event types that say who is a controller. Their structure is enough: texts may stay sealed. */
export const CONTROLLER_EVENTS: ReadonlySet<string> = new Set(Object.keys(frameEvents));

/** Every organisation that was ever involved, from the events of a case, oldest first. */
export function controllersOf(
  events: readonly Pick<RecordedCaseEvent, 'event' | 'metadata' | 'position'>[],
): ReadonlyMap<OrganisationId, Controller> {
  const frame = emptyFrame();
  const controllers = new Map<OrganisationId, Controller>();
  for (const { event, metadata, position } of events) {
    if (!isFrameEvent(event)) continue;
    foldFrame(frame, { event, metadata });
    noteControllers(controllers, frame, { event, metadata, position });
  }
  return controllers;
}

/** Who is involved, since when no more, and what it holds that is kept longer. `frame`: after this event. */
export function noteControllers(
  controllers: Map<OrganisationId, Controller>,
  frame: CaseFrame,
  { event, metadata, position }: { readonly event: FrameEvent; readonly metadata: CaseMetadata; readonly position: bigint },
): void {
  for (const [organisation, party] of frame.involved) {
    const known = controllers.get(organisation) ?? {
      party,
      since: dayOf(metadata),
      endedOn: undefined,
      left: undefined,
      people: new Set(),
      measures: new Set(),
      inquired: false,
    };
    // Who comes back goes on keeping: its term starts anew when it leaves again.
    known.endedOn = known.left = undefined;
    for (const personId of frame.people.keys()) known.people.add(personId);
    controllers.set(organisation, known);
  }
  for (const [organisation, controller] of controllers) {
    // A day before it came in is a slip, and would end its term too early.
    if (frame.involved.has(organisation)) continue;
    controller.endedOn ??= [dayOf(metadata), controller.since].sort().at(-1);
    controller.left ??= { position, at: metadata.recordedAt };
  }
  if (event.type === 'InvestigationRequested') {
    const council = controllers.get(event.data.council);
    if (council !== undefined) council.inquired = true;
  }
  const carriesOut =
    event.type === 'MeasureOrdered' ? event.data.executedBy : event.type === 'MeasureReceived' ? metadata.actingOrganisation : undefined;
  const controller = carriesOut === undefined ? undefined : controllers.get(carriesOut);
  if (controller === undefined || (event.type !== 'MeasureOrdered' && event.type !== 'MeasureReceived')) return;
  for (const personId of event.data.concerning) controller.measures.add(personId);
}
