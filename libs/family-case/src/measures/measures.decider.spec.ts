// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { actOn, author, by, council, gi, lt, record, vt } from '../../test/acts.ts';
import {
  banOrdered,
  child,
  father,
  item,
  joined,
  mother,
  nobody,
  opened,
  ordered,
  removalOrdered,
  supervisionOrdered,
  teenager,
  votsOrdered,
} from '../../test/history.ts';
import type { ChangePlacement } from './change-placement.ts';
import type { EndMeasure, NotifyMeasureEnd } from './end-measure.ts';
import { measures } from './measures.decider.ts';
import type { HoldHearing, RequestMeasure } from './measures.decider.ts';
import type { PlacementChanged } from './measure-events.ts';
import type { OrderMeasure } from './order-measure.ts';

const day = '2025-04-17';
const asCouncil = actOn(day, council);
const asCourt = actOn(day, council, { statedBy: { kind: 'court' } });
const asMayor = actOn(day, vt, { statedBy: { kind: 'mayor' } });
const asGi = actOn(day, gi);
const given = specFor(measures, asCouncil, record);
const before = [opened, joined(council)];

describe('requesting a measure', () => {
  const request: RequestMeasure = { type: 'RequestMeasure', concerning: [child], kinds: ['SUPERVISION'], grounds: 'Ernstige bedreiging' };

  it('is for the Raad or a GI', () => {
    given(...before)
      .when(request)
      .thenTypes('MeasureRequested');
    given(...before, joined(gi))
      .when(request, asGi)
      .thenTypes('MeasureRequested');
    given(...before)
      .when(request, actOn(day, vt))
      .thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('asks for something a court can give', () => {
    given(...before)
      .when({ ...request, kinds: [] })
      .thenRefused('MEASURE_NOTHING_REQUESTED', 'kinds');
    given(...before)
      .when({ ...request, kinds: ['HOUSE_BAN'] })
      .thenRefused('MEASURE_BAN_IS_THE_MAYORS', 'kinds');
  });
  it('is about minors', () =>
    given(...before)
      .when({ ...request, concerning: [mother] })
      .thenRefused('MEASURE_NOT_A_MINOR', 'concerning'));
  it('has grounds', () =>
    given(...before)
      .when({ ...request, grounds: '' })
      .thenRefused('CASE_TEXT_MISSING', 'grounds'));
});

describe('an order of the court', () => {
  const vots: OrderMeasure = {
    type: 'OrderMeasure',
    concerning: [child, teenager],
    executedBy: gi.organisation,
    kind: 'PROVISIONAL_SUPERVISION',
    orderedOn: day,
    endsOn: '2025-07-17',
    exParte: true,
  };
  const ots: OrderMeasure = { ...vots, kind: 'SUPERVISION', endsOn: '2026-04-17', exParte: false };
  const removal: OrderMeasure = { ...vots, kind: 'REMOVAL', concerning: [child], endsOn: '2026-04-17' };

  it('is entered by the Raad or a GI, as the court’s', () => {
    given(...before)
      .when(vots, asCourt)
      .then(ordered({ measureId: item('measure'), exParte: true }));
    given(...before)
      .when(vots)
      .thenRefused('MEASURE_NOT_STATED_BY_COURT', 'statedBy');
    given(...before)
      .when(vots, actOn(day, vt, { statedBy: { kind: 'court' } }))
      .thenRefused('CASE_PARTY_MAY_NOT');
    given(...before)
      .when(vots, actOn(day, { ...council, registered: false }, { statedBy: { kind: 'court' } }))
      .thenRefused('CASE_NOT_REGISTERED');
  });
  it('names a GI to carry it out', () => {
    const { executedBy, ...without } = vots;
    void executedBy;
    given(...before)
      .when(without, asCourt)
      .thenRefused('MEASURE_NO_GI', 'executedBy');
    given(...before)
      .when({ ...vots, executedBy: lt.organisation }, asCourt)
      .thenRefused('MEASURE_NO_GI', 'executedBy');
  });
  it('lasts no longer than the law allows: three months VOTS, a year OTS and removal', () => {
    given(...before)
      .when({ ...vots, endsOn: '2025-07-18' }, asCourt)
      .thenRefused('MEASURE_TOO_LONG', 'endsOn');
    given(...before)
      .when(ots, asCourt)
      .thenTypes('MeasureOrdered');
    given(...before)
      .when({ ...ots, endsOn: '2026-04-18' }, asCourt)
      .thenRefused('MEASURE_TOO_LONG', 'endsOn');
    given(...before, votsOrdered)
      .when(removal, asCourt)
      .thenTypes('MeasureOrdered');
    given(...before, votsOrdered)
      .when({ ...removal, endsOn: '2026-04-18' }, asCourt)
      .thenRefused('MEASURE_TOO_LONG', 'endsOn');
  });
  it('does not end before it starts, nor start in the future, nor on a day that does not exist', () => {
    given(...before)
      .when({ ...vots, endsOn: '2025-04-16' }, asCourt)
      .thenRefused('MEASURE_ENDS_BEFORE_START', 'endsOn');
    given(...before)
      .when({ ...vots, orderedOn: '2025-04-18' }, asCourt)
      .thenRefused('CASE_IN_FUTURE', 'orderedOn');
    given(...before)
      .when({ ...vots, endsOn: '2025-06-31' }, asCourt)
      .thenRefused('CASE_DATE_INVALID', 'endsOn');
  });
  it('is about minors', () =>
    given(...before)
      .when({ ...vots, concerning: [father] }, asCourt)
      .thenRefused('MEASURE_NOT_A_MINOR', 'concerning'));
  it('gives an OTS only after a hearing', () =>
    given(...before)
      .when({ ...ots, exParte: true }, asCourt)
      .thenRefused('MEASURE_NOT_EX_PARTE', 'exParte'));
  it('removes a child only under supervision', () => {
    given(...before)
      .when(removal, asCourt)
      .thenRefused('MEASURE_REMOVAL_WITHOUT_SUPERVISION', 'concerning');
    given(...before, ordered({ concerning: [teenager] }))
      .when(removal, asCourt)
      .thenRefused('MEASURE_REMOVAL_WITHOUT_SUPERVISION');
    given(...before, ordered({ concerning: [teenager] }))
      .when({ ...removal, concerning: [teenager, child] }, asCourt)
      .thenRefused('MEASURE_REMOVAL_WITHOUT_SUPERVISION');
    given(...before, ordered({ kind: ERASED, endsOn: ERASED }))
      .when(removal, asCourt)
      .thenTypes('MeasureOrdered');
  });

  describe('that confirms or extends an earlier one', () => {
    const on = (later: string) => actOn(later, council, { statedBy: { kind: 'court' } });
    const confirm: OrderMeasure = { ...vots, continues: item('vots'), orderedOn: '2025-04-29', exParte: false };

    it('counts the three months of a VOTS from its first order', () => {
      given(...before, votsOrdered)
        .when(confirm, on('2025-04-29'))
        .thenTypes('MeasureOrdered');
      given(...before, votsOrdered)
        .when({ ...confirm, endsOn: '2025-07-29' }, on('2025-04-29'))
        .thenRefused('MEASURE_TOO_LONG', 'endsOn');
    });
    it('counts the year of an OTS from its former end', () => {
      const extend: OrderMeasure = { ...ots, continues: item('ots'), orderedOn: '2026-04-01', endsOn: '2027-04-17' };
      given(...before, supervisionOrdered)
        .when(extend, on('2026-04-01'))
        .thenTypes('MeasureOrdered');
      given(...before, supervisionOrdered)
        .when({ ...extend, endsOn: '2027-04-18' }, on('2026-04-01'))
        .thenRefused('MEASURE_TOO_LONG', 'endsOn');
    });
    it('is of a known measure, of the same kind and people', () => {
      given(...before)
        .when(confirm, on('2025-04-29'))
        .thenRefused('MEASURE_UNKNOWN', 'continues');
      given(...before, votsOrdered)
        .when({ ...confirm, kind: 'SUPERVISION' }, on('2025-04-29'))
        .thenRefused('MEASURE_CONTINUES_OTHER', 'continues');
      given(...before, ordered({ concerning: [child] }))
        .when(confirm, on('2025-04-29'))
        .thenRefused('MEASURE_CONTINUES_OTHER', 'continues');
    });
    it('is of a measure that still runs, and of its latest order', () => {
      given(...before, votsOrdered)
        .when({ ...confirm, orderedOn: '2025-07-18', endsOn: '2025-07-19' }, on('2025-07-18'))
        .thenRefused('MEASURE_OVER', 'continues');
      const confirmed = ordered({ measureId: item('vots2'), continues: item('vots') }, council, '2025-04-29');
      given(...before, votsOrdered, confirmed)
        .when(confirm, on('2025-04-29'))
        .thenRefused('MEASURE_SUPERSEDED', 'continues');
    });
    it('goes on when what it rests on is erased', () =>
      given(...before, ordered({ kind: ERASED, orderedOn: ERASED, endsOn: ERASED }))
        .when(confirm, on('2025-04-29'))
        .thenTypes('MeasureOrdered'));
  });
});

describe('a house ban', () => {
  const ban: OrderMeasure = {
    type: 'OrderMeasure',
    concerning: [father],
    kind: 'HOUSE_BAN',
    orderedOn: '2025-04-12',
    endsOn: '2025-04-22',
    exParte: false,
  };
  const extend: OrderMeasure = { ...ban, continues: item('ban'), orderedOn: day, endsOn: '2025-05-10' };

  it('is the mayor’s, entered by Veilig Thuis or a lokaal team', () => {
    given(opened).when(ban, asMayor).thenTypes('MeasureOrdered');
    given(opened)
      .when(ban, actOn(day, lt, { statedBy: { kind: 'mayor' } }))
      .thenTypes('MeasureOrdered');
    given(opened).when(ban, actOn(day, vt)).thenRefused('MEASURE_NOT_STATED_BY_MAYOR', 'statedBy');
    given(...before)
      .when(ban, actOn(day, council, { statedBy: { kind: 'mayor' } }))
      .thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('lasts ten days', () => {
    given(opened)
      .when({ ...ban, endsOn: '2025-04-23' }, asMayor)
      .thenRefused('MEASURE_BAN_TEN_DAYS', 'endsOn');
    given(opened)
      .when({ ...ban, endsOn: '2025-04-21' }, asMayor)
      .thenRefused('MEASURE_BAN_TEN_DAYS', 'endsOn');
  });
  it('lasts four weeks at most with its extensions', () => {
    given(opened, banOrdered).when(extend, asMayor).thenTypes('MeasureOrdered');
    given(opened, banOrdered)
      .when({ ...extend, endsOn: '2025-05-11' }, asMayor)
      .thenRefused('MEASURE_TOO_LONG', 'endsOn');
  });
  it('counts those weeks from the first day, however often it is extended', () => {
    const once = ordered(
      { ...banOrdered.data, measureId: item('ban2'), continues: item('ban'), orderedOn: '2025-04-16', endsOn: '2025-04-30' },
      vt,
    );
    const twice: OrderMeasure = { ...extend, continues: item('ban2') };
    given(opened, banOrdered, once).when(twice, asMayor).thenTypes('MeasureOrdered');
    given(opened, banOrdered, once)
      .when({ ...twice, endsOn: '2025-05-11' }, asMayor)
      .thenRefused('MEASURE_TOO_LONG', 'endsOn');
  });
  it('is for adults only', () =>
    given(opened)
      .when({ ...ban, concerning: [teenager] }, asMayor)
      .thenRefused('MEASURE_ADULTS_ONLY', 'concerning'));
  it('is carried out by no GI, and is no order of a court', () => {
    given(opened)
      .when({ ...ban, executedBy: gi.organisation }, asMayor)
      .thenRefused('MEASURE_HAS_NO_GI', 'executedBy');
    given(opened)
      .when({ ...ban, exParte: true }, asMayor)
      .thenRefused('MEASURE_NOT_EX_PARTE', 'exParte');
  });
});

describe('a hearing', () => {
  const hearing: HoldHearing = {
    type: 'HoldHearing',
    measureIds: [item('vots'), item('removal')],
    persons: [{ personId: mother, content: { how: 'HEARD' } }],
  };
  const requested = by(council, {
    type: 'MeasureRequested',
    version: 1,
    data: { requestId: item('r1'), concerning: [child], kinds: [], grounds: '' },
  });

  it('may be about several measures, or a request', () => {
    given(...before, votsOrdered, removalOrdered)
      .when(hearing)
      .thenTypes('HearingHeld');
    given(...before, requested)
      .when({ ...hearing, measureIds: [item('r1')] })
      .thenTypes('HearingHeld');
  });
  it('is about something that exists', () => {
    given(...before, votsOrdered)
      .when(hearing)
      .thenRefused('MEASURE_UNKNOWN', 'measureIds');
    given(...before, votsOrdered)
      .when({ ...hearing, measureIds: [] })
      .thenRefused('MEASURE_UNKNOWN', 'measureIds');
  });
  it('heard somebody', () =>
    given(...before, votsOrdered, removalOrdered)
      .when({ ...hearing, persons: [] })
      .thenRefused('CASE_NOBODY_NAMED', 'persons'));
});

describe('telling the Raad that a measure will end', () => {
  const notify: NotifyMeasureEnd = {
    type: 'NotifyMeasureEnd',
    measureId: item('removal'),
    concerning: [child],
    notice: 'END_PLACEMENT',
    intendedOn: '2025-05-10',
    explanation: 'Het gaat goed',
  };
  const orders = [...before, votsOrdered, removalOrdered];

  it('is for the GI that carries it out', () => {
    given(...orders)
      .when(notify, asGi)
      .thenTypes('MeasureEndNotified');
    const other = author('wss', 'GI');
    given(...orders, joined(other))
      .when(notify, actOn(day, other))
      .thenRefused('MEASURE_NOT_YOURS', 'measureId');
    given(...orders)
      .when(notify)
      .thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('names a day to come, within the order', () => {
    given(...orders)
      .when({ ...notify, intendedOn: '2025-04-16' }, asGi)
      .thenRefused('MEASURE_INTENDED_IN_PAST', 'intendedOn');
    given(...orders)
      .when({ ...notify, intendedOn: '2025-05-16' }, asGi)
      .thenRefused('MEASURE_INTENDED_AFTER_END', 'intendedOn');
  });
  it('names the order that counts now', () => {
    given(...before)
      .when(notify, asGi)
      .thenRefused('CASE_UNKNOWN');
    given(...before, votsOrdered)
      .when(notify, asGi)
      .thenRefused('MEASURE_UNKNOWN', 'measureId');
    const extended = ordered({ measureId: item('removal2'), continues: item('removal'), kind: 'REMOVAL', concerning: [child] });
    given(...orders, extended)
      .when(notify, asGi)
      .thenRefused('MEASURE_SUPERSEDED', 'measureId');
  });
});

describe('ending a measure', () => {
  const end: EndMeasure = { type: 'EndMeasure', measureId: item('removal'), concerning: [child], endedOn: day, reason: 'Kind is thuis' };
  const endBan: EndMeasure = { ...end, measureId: item('ban'), concerning: [father] };
  const orders = [...before, banOrdered, votsOrdered, removalOrdered];

  it('is for the GI that carries it out, or the Raad', () => {
    given(...orders)
      .when(end, asGi)
      .thenTypes('MeasureEnded');
    given(...orders)
      .when(end)
      .thenTypes('MeasureEnded');
    given(...orders)
      .when(end, actOn(day, lt))
      .thenRefused('CASE_PARTY_MAY_NOT');
    const other = author('wss', 'GI');
    given(...orders, joined(other))
      .when(end, actOn(day, other))
      .thenRefused('MEASURE_NOT_YOURS', 'measureId');
  });
  it('is for Veilig Thuis or the lokaal team when it is a ban', () => {
    given(...orders)
      .when(endBan, actOn(day, vt))
      .thenTypes('MeasureEnded');
    given(...orders)
      .when(endBan, asGi)
      .thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('records no end by mere lapse of time', () =>
    given(...orders)
      .when({ ...end, endedOn: '2025-05-16' }, actOn('2025-05-20', gi))
      .thenRefused('MEASURE_LAPSED', 'endedOn'));
  it('ends what began, and not tomorrow', () => {
    given(...orders)
      .when({ ...end, endedOn: '2025-04-16' }, asGi)
      .thenRefused('MEASURE_ENDS_BEFORE_START', 'endedOn');
    given(...orders)
      .when({ ...end, endedOn: '2025-04-18' }, asGi)
      .thenRefused('CASE_IN_FUTURE', 'endedOn');
  });
  it('happens once', () => {
    const ended = by(gi, {
      type: 'MeasureEnded',
      version: 1,
      data: { measureId: item('removal'), concerning: [child], endedOn: day, reason: '' },
    });
    given(...orders, ended)
      .when(end, asGi)
      .thenRefused('MEASURE_OVER', 'measureId');
  });
});

describe('placing a child', () => {
  const place: ChangePlacement = {
    type: 'ChangePlacement',
    childId: child,
    measureId: item('removal'),
    change: 'STARTED',
    kind: 'KIN_CARE',
    explanation: 'Bij tante',
  };
  const home: ChangePlacement = { ...place, change: 'ENDED', kind: 'HOME' };
  const placed = by<PlacementChanged>(gi, {
    type: 'PlacementChanged',
    version: 1,
    data: { placementId: item('p1'), childId: child, measureId: item('removal'), change: 'STARTED', kind: 'KIN_CARE', explanation: '' },
  });
  const orders = [...before, votsOrdered, removalOrdered];

  it('is done by the GI, on an authorisation that holds', () => {
    given(...orders)
      .when(place, asGi)
      .thenTypes('PlacementChanged');
    given(...orders)
      .when(place)
      .thenRefused('CASE_PARTY_MAY_NOT');
    given(...orders)
      .when(place, actOn('2025-05-16', gi))
      .thenRefused('MEASURE_OVER', 'measureId');
  });
  it('rests on a removal order for this child, given to this GI', () => {
    given(...orders)
      .when({ ...place, measureId: item('x') }, asGi)
      .thenRefused('MEASURE_UNKNOWN', 'measureId');
    given(...orders)
      .when({ ...place, measureId: item('vots') }, asGi)
      .thenRefused('MEASURE_NOT_A_REMOVAL', 'measureId');
    given(...orders)
      .when({ ...place, childId: teenager }, asGi)
      .thenRefused('MEASURE_OTHER_CHILD', 'childId');
    const other = author('wss', 'GI');
    given(...orders, joined(other))
      .when(place, actOn(day, other))
      .thenRefused('MEASURE_NOT_YOURS', 'measureId');
    const extended = ordered({ measureId: item('removal2'), continues: item('removal'), kind: 'REMOVAL', concerning: [child] });
    given(...orders, extended)
      .when(place, asGi)
      .thenRefused('MEASURE_SUPERSEDED', 'measureId');
  });
  it('starts once, and goes on as the same placement', () => {
    given(...orders, placed)
      .when(place, asGi)
      .thenRefused('MEASURE_ALREADY_PLACED', 'childId');
    given(...orders)
      .when({ ...place, change: 'CHANGED' }, asGi)
      .thenRefused('MEASURE_NOT_PLACED', 'childId');
    given(...orders, placed)
      .when({ ...place, change: 'CHANGED', kind: 'FOSTER_CARE' }, asGi)
      .then({ ...placed, data: { ...placed.data, change: 'CHANGED', kind: 'FOSTER_CARE', explanation: 'Bij tante' } });
  });
  it('ends at home, also after the authorisation ran out', () => {
    given(...orders, placed)
      .when(home, actOn('2025-05-20', gi))
      .thenTypes('PlacementChanged');
    given(...orders, placed)
      .when({ ...home, kind: 'KIN_CARE' }, asGi)
      .thenRefused('MEASURE_PLACEMENT_KIND', 'kind');
    given(...orders)
      .when({ ...place, kind: 'HOME' }, asGi)
      .thenRefused('MEASURE_PLACEMENT_KIND', 'kind');
    given(...orders)
      .when(home, asGi)
      .thenRefused('MEASURE_NOT_PLACED', 'childId');
  });
  it('is of a child of this case', () =>
    given(...orders)
      .when({ ...place, childId: nobody }, asGi)
      .thenRefused('CASE_PERSON_UNKNOWN', 'childId'));
});
