// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { actOn, author, by, care, council, gi, record, vt } from '../../test/acts.ts';
import {
  child,
  item,
  joined,
  mother,
  opened,
  ordered,
  received,
  removalOrdered,
  supervisionOrdered,
  teenager,
  votsOrdered,
} from '../../test/history.ts';
import type { WorkerRef } from '../vocabulary/ids.ts';
import type { AdoptActionPlan, OfferFamilyPlan } from './family-plan.ts';
import type { FamilyGroupPlanOffered } from './guardianship-events.ts';
import { guardianship } from './guardianship.decider.ts';
import type { AssignGuardian, HoldFirstContact, ReceiveMeasure } from './receive-measure.ts';

const given = specFor(guardianship, actOn('2025-04-17', gi), record);
const other = author('wss', 'GI');
const orders = [opened, joined(council), votsOrdered, removalOrdered];
const charged = [...orders, received([item('vots'), item('removal')])];

describe('receiving a measure', () => {
  const receive: ReceiveMeasure = { type: 'ReceiveMeasure', measureIds: [item('vots'), item('removal')] };

  it('is for the GI named in the order, for whom the order says', () =>
    given(...orders)
      .when(receive)
      .then(received([item('vots'), item('removal')])));
  it('is not for another GI, nor for another party', () => {
    given(...orders, joined(other))
      .when(receive, actOn('2025-04-17', other))
      .thenRefused('GUARDIANSHIP_MEASURE_UNKNOWN', 'measureIds');
    given(...orders)
      .when(receive, actOn('2025-04-17', council))
      .thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('is of orders that exist', () => {
    given(...orders)
      .when({ ...receive, measureIds: [item('vots'), item('x')] })
      .thenRefused('GUARDIANSHIP_MEASURE_UNKNOWN', 'measureIds');
    given(...orders)
      .when({ ...receive, measureIds: [] })
      .thenRefused('GUARDIANSHIP_MEASURE_UNKNOWN', 'measureIds');
  });
  it('happens once per order', () => {
    given(...charged)
      .when(receive)
      .thenNothing();
    given(...orders, received([item('vots')]))
      .when(receive)
      .then(received([item('removal')], [child]));
  });
});

describe('assigning a worker', () => {
  const assign: AssignGuardian = {
    type: 'AssignGuardian',
    concerning: [child, teenager],
    guardian: 'worker-gi' as WorkerRef,
    guardianName: 'Anouk Jansen',
    kind: 'FIXED',
  };

  it('follows a measure in hand', () => {
    given(...charged)
      .when(assign)
      .thenTypes('GuardianAssigned');
    given(...orders)
      .when(assign)
      .thenRefused('GUARDIANSHIP_NO_MEASURE', 'concerning');
    given(...charged)
      .when({ ...assign, concerning: [child, mother] })
      .thenRefused('GUARDIANSHIP_NO_MEASURE', 'concerning');
  });
  it('names the worker', () =>
    given(...charged)
      .when({ ...assign, guardianName: '' })
      .thenRefused('CASE_TEXT_MISSING', 'guardianName'));
});

describe('first contact', () => {
  const contact: HoldFirstContact = {
    type: 'HoldFirstContact',
    concerning: [child],
    present: [
      { personId: child, content: 'Liet haar kamer zien' },
      { personId: mother, content: 'Vroeg hoe lang' },
    ],
    note: 'Kennisgemaakt',
  };

  it('is with the child itself', () => {
    given(...charged)
      .when(contact)
      .thenTypes('FirstContactHeld');
    given(...charged)
      .when({ ...contact, present: [{ personId: mother, content: '' }] })
      .thenRefused('GUARDIANSHIP_CHILD_ABSENT', 'present');
  });
  it('follows a measure in hand', () =>
    given(...orders)
      .when(contact)
      .thenRefused('GUARDIANSHIP_NO_MEASURE', 'concerning'));
});

describe('the family’s own plan', () => {
  const offer: OfferFamilyPlan = { type: 'OfferFamilyPlan', concerning: [child], answer: 'ACCEPTED' };
  const adopt: AdoptActionPlan = { type: 'AdoptActionPlan', concerning: [child], origin: 'FAMILY', summary: 'Eigen plan' };
  const answered = (answer: FamilyGroupPlanOffered['data']['answer']) =>
    by<FamilyGroupPlanOffered>(gi, { type: 'FamilyGroupPlanOffered', version: 1, data: { concerning: [child], answer } });

  it('is offered by a GI or a care provider', () => {
    given(...charged)
      .when(offer)
      .thenTypes('FamilyGroupPlanOffered');
    given(...charged, joined(care))
      .when(offer, actOn('2025-04-17', care))
      .thenTypes('FamilyGroupPlanOffered');
    given(...charged)
      .when(offer, actOn('2025-04-17', vt))
      .thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('is passed over for danger only, with a reason', () => {
    given(...charged)
      .when({ ...offer, answer: 'WAIVED' })
      .thenRefused('GUARDIANSHIP_WAIVER_WITHOUT_REASON', 'explanation');
    given(...charged)
      .when({ ...offer, answer: 'WAIVED', explanation: 'Gevaar' })
      .thenTypes('FamilyGroupPlanOffered');
  });
  it('comes first: no plan is adopted before it was offered', () =>
    given(...charged)
      .when({ ...adopt, origin: 'GI' })
      .thenRefused('GUARDIANSHIP_FAMILY_FIRST', 'concerning'));
  it('is adopted as the family’s when the family makes it', () => {
    given(...charged, answered('ACCEPTED'))
      .when(adopt)
      .thenTypes('ActionPlanAdopted');
    given(...charged, answered('DECLINED'))
      .when(adopt)
      .thenRefused('GUARDIANSHIP_NO_FAMILY_PLAN', 'origin');
    given(...charged, answered(ERASED))
      .when(adopt)
      .thenTypes('ActionPlanAdopted');
    given(...charged, answered('DECLINED'))
      .when({ ...adopt, origin: 'GI' })
      .thenTypes('ActionPlanAdopted');
  });
  it('is adopted by the GI that has the measure', () =>
    given(opened, joined(gi), supervisionOrdered, answered('ACCEPTED')).when(adopt).thenRefused('GUARDIANSHIP_NO_MEASURE', 'concerning'));
  it('needs a registered professional', () =>
    given(...charged, answered('ACCEPTED'))
      .when(adopt, actOn('2025-04-17', { ...gi, registered: false }))
      .thenRefused('CASE_NOT_REGISTERED'));
});

describe('another measure for a child in hand', () => {
  it('is received like the first', () => {
    const ots = ordered({ measureId: item('ots'), kind: 'SUPERVISION', endsOn: '2026-01-15' }, council, '2025-07-15');
    given(...charged, ots)
      .when({ type: 'ReceiveMeasure', measureIds: [item('ots')] }, actOn('2025-07-16', gi))
      .then(received([item('ots')]));
  });
});
