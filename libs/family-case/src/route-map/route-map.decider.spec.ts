// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { act, by, care, council, gi, idFor, lt, record, sha256, stated, stranger, vt } from '../../test/acts.ts';
import {
  agreement,
  aunt,
  auntJoined,
  caseOpened,
  child,
  condition,
  drafted,
  everyParty,
  father,
  fixedFace,
  item,
  joined,
  left,
  mother,
  nobody,
  opened,
  published,
  signed,
  teenager,
} from '../../test/history.ts';
import type { SafetyWatchHandedOver } from '../monitoring/monitoring-events.ts';
import type { CaseEvent } from '../case-event.ts';
import { canonicalJson } from '../vocabulary/canonical-json.ts';
import type { Act } from '../vocabulary/act.ts';
import { routeMap } from './route-map.decider.ts';
import type { RouteMapCommand } from './route-map.decider.ts';
import type { ActionAssigned, PhaseEntered } from './route-map-events.ts';

const given = specFor(routeMap, act(lt), record);
const setBy = <Type extends RouteMapCommand['type']>(type: Type, fields: Omit<Extract<RouteMapCommand, { type: Type }>, 'type'>) =>
  ({ type, ...fields }) as unknown as Extract<RouteMapCommand, { type: Type }>;

const rvtOf = (who: Act['author']) => act({ ...who, role: 'rvtMember' });
const unregistered = (who: Act['author']) => act({ ...who, registered: false });

describe('setting a condition', () => {
  const set = setBy('SetCondition', { phase: 'DIRECT_SAFETY', protects: [child], text: 'Geen geweld', test: 'Zes weken geen geweld' });

  it('is for Veilig Thuis and a GI', () => {
    given(opened)
      .when(set, act(vt))
      .then({
        type: 'SafetyConditionSet',
        version: 1,
        data: {
          conditionId: item('condition'),
          phase: 'DIRECT_SAFETY',
          protects: [child],
          text: 'Geen geweld',
          test: 'Zes weken geen geweld',
        },
      });
    given(opened, joined(gi)).when(set, act(gi)).thenTypes('SafetyConditionSet');
  });
  it('is for a member of the RVT, whichever organisation sent him', () =>
    given(opened).when(set, rvtOf(lt)).thenTypes('SafetyConditionSet'));
  it('is not for a lokaal team by itself', () => given(opened).when(set, act(lt)).thenRefused('CASE_PARTY_MAY_NOT'));
  it('needs a registered professional', () => given(opened).when(set, unregistered(vt)).thenRefused('CASE_NOT_REGISTERED'));
  it('asks no youth registration in a household without minors', () =>
    given(caseOpened({ householdKind: 'HOUSEHOLD_WITHOUT_MINORS', members: [], memberIds: [] }), auntJoined)
      .when({ ...set, protects: [aunt] }, unregistered(vt))
      .thenTypes('SafetyConditionSet'));
  it('needs a test one can measure', () =>
    given(opened)
      .when({ ...set, test: ' ' }, act(vt))
      .thenRefused('CASE_TEXT_MISSING', 'test'));
  it('protects somebody we know', () => {
    given(opened)
      .when({ ...set, protects: [] }, act(vt))
      .thenRefused('CASE_NOBODY_NAMED', 'protects');
    given(opened)
      .when({ ...set, protects: [nobody] }, act(vt))
      .thenRefused('CASE_PERSON_UNKNOWN', 'protects');
    given(opened)
      .when({ ...set, protects: [child, child] }, act(vt))
      .thenRefused('CASE_PERSON_TWICE', 'protects');
  });
  it('answers an outsider as if there were no case', () => {
    given(opened).when(set, act(stranger)).thenRefused('CASE_UNKNOWN');
    given().when(set, act(vt)).thenRefused('CASE_UNKNOWN');
  });
  it('is refused once the organisation has left', () => given(opened, joined(gi), left(gi)).when(set, act(gi)).thenRefused('CASE_UNKNOWN'));
  it('cannot be written down before it happens', () =>
    given(opened)
      .when(set, act(vt, { occurredAt: '2025-04-03' }))
      .thenRefused('CASE_IN_FUTURE', 'occurredAt'));
});

describe('making an agreement', () => {
  const make = setBy('MakeAgreement', {
    conditionIds: [item('c1')],
    concerning: [mother, father],
    restrains: [father],
    checker: { kind: 'person', personId: aunt },
    hiddenFrom: [],
    text: 'Vader slaapt elders',
    startsOn: '2025-04-02',
    checkOn: '2025-04-11',
  });
  const before = [opened, auntJoined, condition];

  it('links to a condition and names who checks', () =>
    given(...before)
      .when(make)
      .then({ ...agreement(), data: { ...agreement().data, agreementId: item('agreement'), startsOn: '2025-04-02' } }));
  it('belongs to at least one known condition', () => {
    given(...before)
      .when({ ...make, conditionIds: [] })
      .thenRefused('ROUTE_MAP_CONDITION_UNKNOWN', 'conditionIds');
    given(...before)
      .when({ ...make, conditionIds: [item('c9')] })
      .thenRefused('ROUTE_MAP_CONDITION_UNKNOWN', 'conditionIds');
  });
  it('is never checked by whom it restrains', () =>
    given(...before)
      .when({ ...make, checker: { kind: 'person', personId: father } })
      .thenRefused('ROUTE_MAP_CHECKER_RESTRAINED', 'checker'));
  it('has a checker the case knows', () => {
    given(opened, condition).when(make).thenRefused('CASE_PERSON_UNKNOWN', 'checker');
    given(...before)
      .when({ ...make, checker: { kind: 'organisation', organisation: gi.organisation } })
      .thenRefused('ROUTE_MAP_ORGANISATION_UNKNOWN', 'checker');
  });
  it('is never hidden from whom it concerns, restrains or asks to check', () => {
    for (const hiddenFrom of [[mother], [father], [aunt]]) {
      given(...before)
        .when({ ...make, hiddenFrom })
        .thenRefused('ROUTE_MAP_HIDDEN_FROM_CONCERNED', 'hiddenFrom');
    }
    given(...before)
      .when({ ...make, hiddenFrom: [teenager] })
      .thenTypes('AgreementMade');
  });
  it('is checked after it starts', () =>
    given(...before)
      .when({ ...make, checkOn: '2025-04-01' })
      .thenRefused('ROUTE_MAP_CHECK_BEFORE_START', 'checkOn'));
  it('names real days', () =>
    given(...before)
      .when({ ...make, startsOn: '2025-02-30' })
      .thenRefused('CASE_DATE_INVALID', 'startsOn'));
  it('is the family’s: another party than the lokaal team says whose words it writes', () => {
    given(...before)
      .when(make, act(vt))
      .thenRefused('ROUTE_MAP_NOT_OF_THE_FAMILY', 'statedBy');
    given(...before)
      .when(make, act(vt, { statedBy: { kind: 'family' } }))
      .thenTypes('AgreementMade');
  });
});

describe('checking an agreement', () => {
  const check = setBy('CheckAgreement', { agreementId: item('a1'), outcome: 'BROKEN' });
  const before = [opened, auntJoined, condition, agreement({ hiddenFrom: [teenager] })];

  it('is for the named checker, and hides what the agreement hides', () =>
    given(...before)
      .when(check, act(lt, stated(aunt)))
      .then({
        type: 'AgreementChecked',
        version: 1,
        data: { agreementId: item('a1'), concerning: [mother, father], hiddenFrom: [teenager], outcome: 'BROKEN' },
      }));
  it('is not for anybody else', () => {
    given(...before)
      .when(check, act(lt))
      .thenRefused('ROUTE_MAP_NOT_THE_CHECKER', 'agreementId');
    given(...before)
      .when(check, act(lt, stated(mother)))
      .thenRefused('ROUTE_MAP_NOT_THE_CHECKER', 'agreementId');
  });
  it('is for the organisation that checks', () => {
    const byTeam = agreement({ checker: { kind: 'organisation', organisation: lt.organisation } });
    given(opened, condition, byTeam).when(check).thenTypes('AgreementChecked');
    given(opened, condition, byTeam).when(check, act(vt)).thenRefused('ROUTE_MAP_NOT_THE_CHECKER');
  });
  it('tells a care provider that has no part in it nothing but that it is not known', () => {
    given(...before, joined(care))
      .when(check, act(care))
      .thenRefused('ROUTE_MAP_AGREEMENT_UNKNOWN', 'agreementId');
    given(...before)
      .when({ ...check, agreementId: item('a9') })
      .thenRefused('ROUTE_MAP_AGREEMENT_UNKNOWN', 'agreementId');
  });
  it('comes after the agreement began', () =>
    given(opened, auntJoined, condition, agreement({ startsOn: '2025-04-03' }))
      .when(check, act(lt, stated(aunt)))
      .thenRefused('ROUTE_MAP_AGREEMENT_NOT_STARTED', 'agreementId'));
  it('goes on when the day of its start is erased', () =>
    given(opened, auntJoined, condition, agreement({ startsOn: ERASED, text: ERASED }))
      .when(check, act(lt, stated(aunt)))
      .thenTypes('AgreementChecked'));
});

describe('actions', () => {
  const assign = setBy('AssignAction', {
    conditionIds: [],
    concerning: [mother],
    owner: { kind: 'organisation', organisation: lt.organisation },
    hiddenFrom: [father],
    text: 'Schuldhulp aanvragen',
    dueOn: '2025-05-01',
  });
  const assigned = by<ActionAssigned>(lt, {
    type: 'ActionAssigned',
    version: 1,
    data: {
      actionId: item('x1'),
      conditionIds: [],
      concerning: [mother],
      owner: { kind: 'organisation', organisation: lt.organisation },
      hiddenFrom: [father],
      text: 'Schuldhulp aanvragen',
      dueOn: '2025-05-01',
    },
  });
  const close = setBy('CloseAction', { actionId: item('x1'), outcome: 'DONE' });

  it('are assigned by the plan lead', () =>
    given(...drafted, published())
      .when(assign)
      .thenTypes('ActionAssigned'));
  it('are taken upon oneself by any other', () => {
    const own = { ...assign, owner: { kind: 'organisation', organisation: vt.organisation } } as const;
    given(...drafted, published())
      .when(assign, act(vt))
      .thenRefused('ROUTE_MAP_NOT_THE_PLAN_LEAD');
    given(...drafted, published())
      .when(own, act(vt))
      .thenTypes('ActionAssigned');
  });
  it('lie ahead', () =>
    given(...drafted)
      .when({ ...assign, dueOn: '2025-04-01' })
      .thenRefused('ROUTE_MAP_DUE_IN_PAST', 'dueOn'));
  it('are not hidden from who must do them', () =>
    given(...drafted)
      .when({ ...assign, owner: { kind: 'person', personId: father } })
      .thenRefused('ROUTE_MAP_HIDDEN_FROM_CONCERNED', 'hiddenFrom'));
  it('are closed by their owner, hidden from whom they were hidden', () =>
    given(opened, assigned)
      .when(close)
      .then({
        type: 'ActionClosed',
        version: 1,
        data: { actionId: item('x1'), concerning: [mother], hiddenFrom: [father], outcome: 'DONE' },
      }));
  it('are closed by nobody else', () => {
    given(opened, assigned).when(close, act(vt)).thenRefused('ROUTE_MAP_NOT_THE_OWNER', 'actionId');
    given(opened, joined(care), assigned).when(close, act(care)).thenRefused('ROUTE_MAP_ACTION_UNKNOWN', 'actionId');
  });
  it('are closed once', () => {
    const closed = by(lt, {
      type: 'ActionClosed',
      version: 1,
      data: { actionId: item('x1'), concerning: [mother], hiddenFrom: [father], outcome: 'DONE' },
    });
    given(opened, assigned, closed).when(close).thenRefused('ROUTE_MAP_ACTION_CLOSED', 'actionId');
  });
});

describe('publishing a version', () => {
  const publish = setBy('PublishRouteMap', {
    planLead: lt.organisation,
    includesFamilyPlan: false,
    concerning: [mother, father],
    summary: 'Samen veilig',
    reason: 'Eerste versie',
  });
  const versionOf = (...history: readonly CaseEvent[]) => {
    const state = history.reduce((draft, event, index) => {
      const entry = record<Parameters<typeof routeMap.evolve>[1]>(event, index);
      return event.type in routeMap.handles ? routeMap.evolve(draft, entry.event, entry) : draft;
    }, routeMap.initial());
    const decision = routeMap.decide(state, publish, act(lt));
    if (!decision.accepted || decision.events[0]?.type !== 'RouteMapPublished') throw new Error('not published');
    return decision.events[0].data;
  };

  it('holds every line that stands, under a number, a salt and a hash', () => {
    const salt = idFor('salt');
    const content = canonicalJson({
      conditions: [condition.data],
      agreements: [agreement().data],
      actions: [],
      summary: 'Samen veilig',
      includesFamilyPlan: false,
    });
    expect(versionOf(...drafted)).toMatchObject({ version: 1, salt, contentHash: sha256(salt + content) });
    expect(versionOf(...drafted, published(1)).version).toBe(2);
  });
  it('gives another hash for one changed character', () => {
    const other = [opened, auntJoined, fixedFace, condition, agreement({ text: 'Vader slaapt elders.' })];
    expect(versionOf(...other).contentHash).not.toBe(versionOf(...drafted).contentHash);
  });
  it('is signed by whoever carries a line, and the plan lead', () =>
    expect(versionOf(...drafted).signatories).toEqual([lt.organisation, vt.organisation]));
  it('is not signed by who left', () => expect(versionOf(...drafted, left(vt)).signatories).toEqual([lt.organisation]));
  it('passes the lines of who handed over the watch to who took it', () => {
    const step = (who: Act['author'], name: 'OFFERED' | 'ACCEPTED') =>
      by<SafetyWatchHandedOver>(who, {
        type: 'SafetyWatchHandedOver',
        version: 1,
        data: {
          handoverId: item('h1'),
          step: name,
          from: vt.organisation,
          to: [lt.organisation, gi.organisation],
          familyPresent: true,
          concerning: [child],
          note: '',
        },
      });
    const offered = [...drafted, joined(gi), step(vt, 'OFFERED'), step(lt, 'ACCEPTED')];
    expect(versionOf(...offered).signatories).toEqual([lt.organisation, vt.organisation]);
    expect(versionOf(...offered, step(gi, 'ACCEPTED')).signatories).toEqual([gi.organisation, lt.organisation]);
  });
  it('needs a fixed face', () => given(opened, auntJoined, condition, agreement()).when(publish).thenRefused('ROUTE_MAP_NO_FIXED_FACE'));
  it('needs a condition', () => given(opened, fixedFace).when(publish).thenRefused('ROUTE_MAP_NO_CONDITION'));
  it('needs an agreement with every condition', () => {
    const second = by(vt, { ...condition, data: { ...condition.data, conditionId: item('c2') } });
    given(...drafted, second)
      .when(publish)
      .thenRefused('ROUTE_MAP_CONDITION_WITHOUT_AGREEMENT');
  });
  it('does not leave a condition of which somebody sees no agreement: that would give the hidden one away', () => {
    const hidden = by(lt, agreement({ agreementId: item('a2'), hiddenFrom: [teenager] }));
    const open = agreement();
    given(opened, auntJoined, fixedFace, condition, hidden).when(publish).thenRefused('ROUTE_MAP_CONDITION_ONLY_HIDDEN');
    given(opened, auntJoined, fixedFace, condition, hidden, open).when(publish).thenTypes('RouteMapPublished');
  });
  it('asks no signature that only a hidden line explains', () => {
    const care2 = { kind: 'organisation', organisation: care.organisation } as const;
    const hidden = agreement({ agreementId: item('a2'), hiddenFrom: [teenager], checker: care2 });
    const shown = agreement({ agreementId: item('a3'), checker: care2 });
    const ready = [...drafted, joined(care), hidden];
    given(...ready)
      .when(publish)
      .thenRefused('ROUTE_MAP_SIGNATORY_ONLY_HIDDEN');
    given(...ready, shown)
      .when(publish)
      .thenTypes('RouteMapPublished');
    given(...ready, left(care))
      .when(publish)
      .thenTypes('RouteMapPublished');
  });
  it('includes a family plan only when the family makes one', () => {
    const accepted = by(gi, { type: 'FamilyGroupPlanOffered', version: 1, data: { concerning: [child], answer: 'ACCEPTED' } });
    const declined = by(gi, { type: 'FamilyGroupPlanOffered', version: 1, data: { concerning: [child], answer: 'DECLINED' } });
    const adopted = by(gi, {
      type: 'ActionPlanAdopted',
      version: 1,
      data: { planId: item('p1'), concerning: [child], origin: 'FAMILY', summary: '' },
    });
    given(...drafted)
      .when({ ...publish, includesFamilyPlan: true })
      .thenRefused('ROUTE_MAP_NO_FAMILY_PLAN', 'includesFamilyPlan');
    given(...drafted, accepted, declined)
      .when({ ...publish, includesFamilyPlan: true })
      .thenRefused('ROUTE_MAP_NO_FAMILY_PLAN');
    given(...drafted, accepted)
      .when({ ...publish, includesFamilyPlan: true })
      .thenTypes('RouteMapPublished');
    given(...drafted, adopted)
      .when({ ...publish, includesFamilyPlan: true })
      .thenTypes('RouteMapPublished');
  });
  it('is for the plan lead, from the first version on', () => {
    given(...drafted, published())
      .when({ ...publish, planLead: vt.organisation }, act(vt))
      .thenRefused('ROUTE_MAP_NOT_THE_PLAN_LEAD');
    given(...drafted, published())
      .when({ ...publish, planLead: vt.organisation })
      .thenTypes('RouteMapPublished');
  });
  it('is for anybody again when the plan lead has left', () =>
    given(...drafted, published(), left(lt))
      .when({ ...publish, planLead: vt.organisation }, act(vt))
      .thenTypes('RouteMapPublished'));
  it('gives the lead to an involved lokaal team, Veilig Thuis or GI only', () => {
    given(...drafted)
      .when({ ...publish, planLead: gi.organisation })
      .thenRefused('ROUTE_MAP_ORGANISATION_UNKNOWN', 'planLead');
    given(...drafted, joined(care))
      .when({ ...publish, planLead: care.organisation })
      .thenRefused('ROUTE_MAP_ORGANISATION_UNKNOWN', 'planLead');
  });
});

describe('signing', () => {
  const sign = setBy('SignRouteMap', { version: 1, contentHash: 'hash-1' });
  const before = [...drafted, ...everyParty, published()];

  it('is for who carries a line', () =>
    given(...before)
      .when(sign, act(vt))
      .then(signed(vt)));
  it('is open to a lokaal team, Veilig Thuis or GI that carries none', () =>
    given(...before)
      .when(sign, act(gi))
      .thenTypes('RouteMapSigned'));
  it('is closed to the Raad and care providers that carry none', () => {
    given(...before)
      .when(sign, act(council))
      .thenRefused('ROUTE_MAP_NOT_A_SIGNATORY');
    given(...before)
      .when(sign, act(care))
      .thenRefused('ROUTE_MAP_NOT_A_SIGNATORY');
  });
  it('names exactly the content of the version', () =>
    given(...before)
      .when({ ...sign, contentHash: 'hash-2' })
      .thenRefused('ROUTE_MAP_OTHER_CONTENT', 'contentHash'));
  it('names a version that exists', () =>
    given(...before)
      .when({ ...sign, version: 2 })
      .thenRefused('ROUTE_MAP_VERSION_UNKNOWN', 'version'));
  it('changes nothing the second time', () =>
    given(...before, signed(vt))
      .when(sign, act(vt))
      .thenNothing());
  it('is over once a newer version has been in force', () =>
    given(...before, signed(lt), published(2, [lt.organisation]), signed(lt, 2))
      .when(sign, act(vt))
      .thenRefused('ROUTE_MAP_SUPERSEDED', 'version'));
});

describe('withdrawing a signature', () => {
  const withdraw = setBy('WithdrawSignature', { version: 1, concerning: [mother], reason: 'De afspraak klopt niet meer' });
  const before = [...drafted, published(), signed(vt)];

  it('is for who signed', () =>
    given(...before)
      .when(withdraw, act(vt))
      .thenTypes('RouteMapSignatureWithdrawn'));
  it('is not for who did not', () =>
    given(...before)
      .when(withdraw, act(lt))
      .thenRefused('ROUTE_MAP_NOT_SIGNED_BY_YOU', 'version'));
  it('is of an existing version', () =>
    given(...drafted)
      .when(withdraw, act(vt))
      .thenRefused('ROUTE_MAP_VERSION_UNKNOWN', 'version'));
  it('can be followed by a new signature', () => {
    const withdrawn = by(vt, { type: 'RouteMapSignatureWithdrawn', version: 1, data: { version: 1, concerning: [mother], reason: '' } });
    given(...before, withdrawn)
      .when(setBy('SignRouteMap', { version: 1, contentHash: 'hash-1' }), act(vt))
      .thenTypes('RouteMapSigned');
    given(...before, withdrawn)
      .when(withdraw, act(vt))
      .thenRefused('ROUTE_MAP_NOT_SIGNED_BY_YOU');
  });
});

describe('taking a position', () => {
  const agree = setBy('TakePosition', { version: 1, personId: father, position: 'AGREE' });
  const before = [...drafted, published()];

  it('is one’s own word', () => {
    given(...before)
      .when(agree, act(lt, stated(father)))
      .thenTypes('PlanPositionRecorded');
    given(...before)
      .when(agree, act(lt, stated(mother)))
      .thenRefused('ROUTE_MAP_NOT_HIS_POSITION', 'statedBy');
    given(...before)
      .when(agree, act(lt))
      .thenRefused('ROUTE_MAP_NOT_HIS_POSITION', 'statedBy');
  });
  it('may be that somebody saw it, refused, or could not be reached, as the professional states', () => {
    for (const position of ['SEEN', 'REFUSED', 'ATTEMPT'] as const)
      given(...before)
        .when({ ...agree, position })
        .thenTypes('PlanPositionRecorded');
    given(...before)
      .when({ ...agree, position: 'SEEN' }, act(lt, stated(mother)))
      .thenRefused('ROUTE_MAP_NOT_HIS_POSITION');
  });
  it('is replaced by a later one', () => {
    const disagreed = by(lt, { type: 'PlanPositionRecorded', version: 1, data: { version: 1, personId: father, position: 'DISAGREE' } });
    given(...before, disagreed)
      .when(agree, act(lt, stated(father)))
      .thenTypes('PlanPositionRecorded');
  });
  it('is on a version that exists', () =>
    given(...drafted)
      .when(agree, act(lt, stated(father)))
      .thenRefused('ROUTE_MAP_VERSION_UNKNOWN', 'version'));
});

describe('entering a phase', () => {
  const enter = setBy('EnterPhase', { phase: 'DIRECT_SAFETY', concerning: [child], exitCriteria: 'Zes weken geen geweld' });
  const entered = (phase: PhaseEntered['data']['phase']) =>
    by<PhaseEntered>(lt, { type: 'PhaseEntered', version: 1, data: { phase, concerning: [child], exitCriteria: '' } });

  it('begins with direct safety', () => {
    given(...drafted)
      .when(enter)
      .thenTypes('PhaseEntered');
    given(...drafted)
      .when({ ...enter, phase: 'RECOVERY' })
      .thenRefused('ROUTE_MAP_FIRST_PHASE', 'phase');
  });
  it('never goes forward without evidence that conditions are met', () =>
    given(...drafted, entered('DIRECT_SAFETY'))
      .when({ ...enter, phase: 'RISK_LED_CARE' })
      .thenRefused('ROUTE_MAP_CONDITION_UNMET', 'phase'));
  it('may always go back', () =>
    given(...drafted, entered('RECOVERY'))
      .when({ ...enter, phase: 'RISK_LED_CARE' })
      .thenTypes('PhaseEntered'));
  it('happens once', () =>
    given(...drafted, entered('DIRECT_SAFETY'))
      .when(enter)
      .thenRefused('ROUTE_MAP_ALREADY_IN_PHASE', 'phase'));
  it('is for the plan lead or a safety expert', () => {
    given(...drafted, published())
      .when(enter, act(vt))
      .thenRefused('ROUTE_MAP_NOT_THE_PLAN_LEAD');
    given(...drafted, published())
      .when(enter, act({ ...vt, role: 'safetyExpert' }))
      .thenTypes('PhaseEntered');
  });
});
