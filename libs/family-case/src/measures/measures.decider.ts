// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { admit, dayOf, named, peopleIn, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent, isMinor } from '../frame/case-frame.ts';
import type { FrameEvent } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { changePlacement } from './change-placement.ts';
import type { ChangePlacement } from './change-placement.ts';
import { endMeasure, notifyMeasureEnd } from './end-measure.ts';
import type { EndMeasure, NotifyMeasureEnd } from './end-measure.ts';
import { measureEvents } from './measure-events.ts';
import type { HearingHeld, MeasureEnded, MeasureEvent, MeasureRequested, PlacementChanged } from './measure-events.ts';
import { foldOrder, foldPlacement } from './measures-state.ts';
import type { MeasuresState } from './measures-state.ts';
import { orderMeasure } from './order-measure.ts';
import type { OrderMeasure } from './order-measure.ts';

export type RequestMeasure = CommandFor<'RequestMeasure', MeasureRequested, 'requestId'>;
/** `measureIds` may also name a request that has not been decided yet. */
export type HoldHearing = CommandFor<'HoldHearing', HearingHeld, 'hearingId'>;
export type MeasureCommand = RequestMeasure | OrderMeasure | HoldHearing | NotifyMeasureEnd | EndMeasure | ChangePlacement;
export type MeasureRefusal =
  | RefusalOf<typeof requestMeasure>
  | RefusalOf<typeof orderMeasure>
  | RefusalOf<typeof holdHearing>
  | RefusalOf<typeof notifyMeasureEnd>
  | RefusalOf<typeof endMeasure>
  | RefusalOf<typeof changePlacement>;

type Folded = FrameEvent | MeasureRequested | MeasureEnded | PlacementChanged;

/** Measures of the court and the mayor, hearings, placements. Rules: docs/domain/measures.md. */
export const measures: CaseDecider<MeasureCommand, MeasuresState, MeasureEvent, MeasureRefusal, Folded> = {
  commands: {
    RequestMeasure: true,
    OrderMeasure: true,
    HoldHearing: true,
    NotifyMeasureEnd: true,
    EndMeasure: true,
    ChangePlacement: true,
  },
  handles: { ...frameEvents, MeasureRequested: true, MeasureEnded: true, PlacementChanged: true },
  initial: () => ({ frame: emptyFrame(), orders: new Map(), requests: new Set(), placements: new Map() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'RequestMeasure':
        return requestMeasure(state, command, act);
      case 'OrderMeasure':
        return orderMeasure(state, command, act);
      case 'HoldHearing':
        return holdHearing(state, command, act);
      case 'NotifyMeasureEnd':
        return notifyMeasureEnd(state, command, act);
      case 'EndMeasure':
        return endMeasure(state, command, act);
      case 'ChangePlacement':
        return changePlacement(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) {
      foldFrame(state.frame, { event, metadata });
      if (event.type === 'MeasureOrdered') foldOrder(state, event.data);
      return state;
    }
    switch (event.type) {
      case 'MeasureRequested':
        state.requests.add(event.data.requestId);
        return state;
      case 'MeasureEnded': {
        const order = state.orders.get(event.data.measureId);
        if (order !== undefined) order.ended = true;
        return state;
      }
      case 'PlacementChanged':
        foldPlacement(state, event.data);
        return state;
    }
  },
};

type RequestRefusal = AdmissionRefusal | 'MEASURE_NOTHING_REQUESTED' | 'MEASURE_BAN_IS_THE_MAYORS' | 'MEASURE_NOT_A_MINOR';

/** The Raad or a GI asks the court for a measure about minors. Rule ME-1; source: BW 1:255. */
function requestMeasure({ frame }: MeasuresState, command: RequestMeasure, act: Act): Decision<MeasureRequested, RequestRefusal> {
  const { kinds, concerning } = command;
  const adult = concerning.some((person) => isMinor(frame, person, dayOf(act)) === false);
  return (
    admit(frame, act, { parties: ['RvdK', 'GI'], registered: true }) ??
    named(frame, concerning, 'concerning') ??
    (kinds.length === 0 ? refuse('MEASURE_NOTHING_REQUESTED', { field: 'kinds' }) : undefined) ??
    (kinds.includes('HOUSE_BAN') ? refuse('MEASURE_BAN_IS_THE_MAYORS', { field: 'kinds' }) : undefined) ??
    (adult ? refuse('MEASURE_NOT_A_MINOR', { field: 'concerning' }) : undefined) ??
    written(command.grounds, 'grounds') ??
    accept(fact(measureEvents.MeasureRequested, { ...command, requestId: act.newId('request') as ItemId }))
  );
}

/** Who was heard, about one or more measures or requests. Rule ME-8; source: Rv 800 lid 3, 809. */
function holdHearing(
  { frame, orders, requests }: MeasuresState,
  command: HoldHearing,
  act: Act,
): Decision<HearingHeld, AdmissionRefusal | 'MEASURE_UNKNOWN'> {
  const { measureIds } = command;
  const allKnown = measureIds.length > 0 && measureIds.every((id) => orders.has(id) || requests.has(id));
  return (
    admit(frame, act, { parties: ['RvdK', 'GI'] }) ??
    (allKnown ? undefined : refuse('MEASURE_UNKNOWN', { field: 'measureIds' })) ??
    named(frame, peopleIn(command.persons), 'persons') ??
    accept(fact(measureEvents.HearingHeld, { ...command, hearingId: act.newId('hearing') as ItemId }))
  );
}
