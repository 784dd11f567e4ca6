// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse, unlessErased } from '@gezinslijn/event-sourcing';
import type { Decision, LocalDate } from '@gezinslijn/event-sourcing';
import { admit, dated, named, notAfterToday } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault, Who } from '../frame/admission.ts';
import { isMinor } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { addDays, addMonths } from '../vocabulary/time.ts';
import { measureEvents } from './measure-events.ts';
import type { MeasureOrdered } from './measure-events.ts';
import { isKind, runsOn } from './measures-state.ts';
import type { MeasuresState, Order } from './measures-state.ts';

export type OrderMeasure = CommandFor<'OrderMeasure', MeasureOrdered, 'measureId'>;

type OrderRefusal =
  | 'MEASURE_NOT_STATED_BY_MAYOR'
  | 'MEASURE_NOT_STATED_BY_COURT'
  | 'MEASURE_ADULTS_ONLY'
  | 'MEASURE_NOT_A_MINOR'
  | 'MEASURE_NO_GI'
  | 'MEASURE_HAS_NO_GI'
  | 'MEASURE_NOT_EX_PARTE'
  | 'MEASURE_ENDS_BEFORE_START'
  | 'MEASURE_TOO_LONG'
  | 'MEASURE_BAN_TEN_DAYS'
  | 'MEASURE_UNKNOWN'
  | 'MEASURE_CONTINUES_OTHER'
  | 'MEASURE_SUPERSEDED'
  | 'MEASURE_OVER'
  | 'MEASURE_REMOVAL_WITHOUT_SUPERVISION';

/**
 * An order as its papers say: of the court (entered by the Raad or a GI) or of the mayor (a house ban, entered by Veilig Thuis or a lokaal team).
 * It cannot outlast what the law allows. Rules ME-2 to ME-7; sources: BW 1:257, 1:258, 1:260, 1:265c, Wth 2 and 9.
 */
export function orderMeasure(
  state: MeasuresState,
  command: OrderMeasure,
  act: Act,
): Decision<MeasureOrdered, AdmissionRefusal | OrderRefusal> {
  const { kind, orderedOn, endsOn } = command;
  return (
    admit(state.frame, act, kind === 'HOUSE_BAN' ? MAYORS_SCRIBE : COURTS_SCRIBE) ??
    named(state.frame, command.concerning, 'concerning') ??
    notAfterToday(orderedOn, act, 'orderedOn') ??
    dated(endsOn, 'endsOn') ??
    (endsOn < orderedOn ? refuse('MEASURE_ENDS_BEFORE_START', { field: 'endsOn' }) : undefined) ??
    continuationFault(state, command) ??
    (kind === 'HOUSE_BAN' ? banFault(state, command, act) : courtFault(state, command, act)) ??
    accept(fact(measureEvents.MeasureOrdered, { ...command, measureId: act.newId('measure') as ItemId }))
  );
}

const MAYORS_SCRIBE: Who = { parties: ['LT', 'VT'] };
const COURTS_SCRIBE: Who = { parties: ['RvdK', 'GI'], registered: true };

/** What is confirmed or extended is a measure of the same kind, about the same people, that still runs when the new order is given. */
function continuationFault({ orders }: MeasuresState, command: OrderMeasure): Fault<OrderRefusal> | undefined {
  if (command.continues === undefined) return undefined;
  const field = 'continues';
  const earlier = orders.get(command.continues);
  if (earlier === undefined) return refuse('MEASURE_UNKNOWN', { field });
  if (earlier.continued) return refuse('MEASURE_SUPERSEDED', { field });
  if (!runsOn(earlier, command.orderedOn)) return refuse('MEASURE_OVER', { field });
  const same = isKind(earlier, command.kind) && command.concerning.every((person) => earlier.concerning.includes(person));
  return same ? undefined : refuse('MEASURE_CONTINUES_OTHER', { field });
}

/** Wth 2: ten days, adults only; Wth 9: with extensions four weeks at most. */
function banFault(state: MeasuresState, command: OrderMeasure, { statedBy }: Act): Fault<OrderRefusal> | undefined {
  const { continues, concerning, orderedOn, endsOn } = command;
  if (statedBy?.kind !== 'mayor') return refuse('MEASURE_NOT_STATED_BY_MAYOR', { field: 'statedBy' });
  if (concerning.some((person) => isMinor(state.frame, person, orderedOn) === true))
    return refuse('MEASURE_ADULTS_ONLY', { field: 'concerning' });
  if (command.executedBy !== undefined) return refuse('MEASURE_HAS_NO_GI', { field: 'executedBy' });
  if (command.exParte) return refuse('MEASURE_NOT_EX_PARTE', { field: 'exParte' });
  if (continues === undefined) return endsOn === addDays(orderedOn, 10) ? undefined : refuse('MEASURE_BAN_TEN_DAYS', { field: 'endsOn' });
  const first = unlessErased(state.orders.get(continues)?.firstOrderedOn, undefined) ?? orderedOn;
  return tooLong(endsOn, addDays(first, 28));
}

function courtFault(state: MeasuresState, command: OrderMeasure, { statedBy }: Act): Fault<OrderRefusal> | undefined {
  const { frame } = state;
  const { kind, concerning, executedBy, orderedOn, endsOn } = command;
  if (statedBy?.kind !== 'court') return refuse('MEASURE_NOT_STATED_BY_COURT', { field: 'statedBy' });
  if (concerning.some((person) => isMinor(frame, person, orderedOn) === false))
    return refuse('MEASURE_NOT_A_MINOR', { field: 'concerning' });
  if (executedBy === undefined || (frame.involved.get(executedBy) ?? 'GI') !== 'GI')
    return refuse('MEASURE_NO_GI', { field: 'executedBy' });
  if (command.exParte && kind === 'SUPERVISION') return refuse('MEASURE_NOT_EX_PARTE', { field: 'exParte' });
  return tooLong(endsOn, latestEnd(state, command)) ?? (kind === 'REMOVAL' ? supervisionFault(state, command) : undefined);
}

/** VOTS: three months from its first order. OTS and removal: a year from the order, and a year from the former end when extended. */
function latestEnd({ orders }: MeasuresState, { kind, continues, orderedOn }: OrderMeasure): LocalDate {
  const earlier = continues === undefined ? undefined : orders.get(continues);
  if (kind === 'PROVISIONAL_SUPERVISION') return addMonths(unlessErased(earlier?.firstOrderedOn, undefined) ?? orderedOn, 3);
  return addMonths(unlessErased(earlier?.endsOn, undefined) ?? orderedOn, 12);
}

function tooLong(endsOn: LocalDate, latest: LocalDate): Fault<'MEASURE_TOO_LONG'> | undefined {
  return endsOn > latest ? refuse('MEASURE_TOO_LONG', { field: 'endsOn', facts: { latest } }) : undefined;
}

/** A child can be removed only under supervision. Source: BW 1:265b. */
function supervisionFault(
  { orders }: MeasuresState,
  { concerning, orderedOn }: OrderMeasure,
): Fault<'MEASURE_REMOVAL_WITHOUT_SUPERVISION'> | undefined {
  const supervises = (order: Order) => isKind(order, 'PROVISIONAL_SUPERVISION', 'SUPERVISION') && runsOn(order, orderedOn);
  const supervised = new Set([...orders.values()].filter(supervises).flatMap((order) => order.concerning));
  return concerning.every((child) => supervised.has(child))
    ? undefined
    : refuse('MEASURE_REMOVAL_WITHOUT_SUPERVISION', { field: 'concerning' });
}
