// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { act, actOn, author, by, care, council, gi, lt, record, stated, stranger, vt } from '../../test/acts.ts';
import {
  aunt,
  auntJoined,
  caseOpened,
  child,
  father,
  fixedFace,
  joined,
  left,
  members,
  mother,
  nobody,
  opened,
  ordered,
  reported,
  teenager,
  votsOrdered,
} from '../../test/history.ts';
import type { PriorSearch } from '../vocabulary/act.ts';
import type { WorkerRef } from '../vocabulary/ids.ts';
import type { Member } from '../vocabulary/people.ts';
import type { SafetyWatchHandedOver } from '../monitoring/monitoring-events.ts';
import { item } from '../../test/history.ts';
import type { ChangeMembership } from './change-membership.ts';
import { household } from './household.decider.ts';
import type { AddressShielded } from './household-events.ts';
import type { AppointFixedFace, OpenCase, RecordAuthority } from './household.decider.ts';
import type { ShieldAddress } from './shield-address.ts';

const given = specFor(household, actOn('2025-04-17', vt), record);

describe('opening a case', () => {
  const open: OpenCase = {
    type: 'OpenCase',
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [{ organisation: lt.organisation, party: 'LT' }],
    pilot: false,
    reopened: false,
    name: 'Gezin',
    municipality: 'Duinrade',
    reason: 'Zorgen',
    members,
  };

  it('names members, a reason and who is involved', () => given().when(open).then(caseOpened()));
  it('is for a lokaal team, Veilig Thuis or a GI', () => {
    given().when(open, act(lt)).thenTypes('CaseOpened');
    given().when(open, act(gi)).thenTypes('CaseOpened');
    given().when(open, act(council)).thenRefused('CASE_PARTY_MAY_NOT');
    given().when(open, act(care)).thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('happens once', () => given(opened).when(open).thenRefused('HOUSEHOLD_ALREADY_OPEN'));
  it('tells an outsider nothing of a case that stands here already', () =>
    given(opened).when(open, act(stranger)).thenRefused('CASE_UNKNOWN'));
  it('comes after a search for everybody of the family, by name and day of birth; the network need not be sought', () => {
    const soughtBy = (covers: PriorSearch['covers']) => act(vt, { search: { reference: 'trace', covers } });
    const [first] = members;
    const { search: _none, ...unsearched } = act(vt);
    given().when(open, unsearched).thenRefused('HOUSEHOLD_NOT_SEARCHED');
    given()
      .when(
        open,
        soughtBy((name) => name !== first?.content.name),
      )
      .thenRefused('HOUSEHOLD_NOT_SEARCHED');
    given()
      .when(
        open,
        soughtBy((name, birthDate) => members.some(({ content }) => content.name === name && content.birthDate === birthDate)),
      )
      .thenTypes('CaseOpened');
    const network = { personId: aunt, content: { name: 'Tante', role: 'supportFigure' as const, households: [] } };
    given()
      .when(
        { ...open, members: [...members, network] },
        soughtBy((name) => name !== 'Tante'),
      )
      .thenTypes('CaseOpened');
  });
  it('needs a name, a reason and a member', () => {
    given()
      .when({ ...open, name: '' })
      .thenRefused('CASE_TEXT_MISSING', 'name');
    given()
      .when({ ...open, reason: '' })
      .thenRefused('CASE_TEXT_MISSING', 'reason');
    given()
      .when({ ...open, members: [] })
      .thenRefused('CASE_NOBODY_NAMED', 'members');
  });
  it('names nobody twice', () =>
    given()
      .when({ ...open, members: [...members, ...members] })
      .thenRefused('CASE_PERSON_TWICE', 'members'));
  it('gives authority to people it names', () => {
    const orphan = { personId: child, content: { name: 'Kind', role: 'child', households: [], authorityBy: [nobody] } } as const;
    given()
      .when({ ...open, members: [orphan] })
      .thenRefused('CASE_PERSON_UNKNOWN', 'members');
  });
  it('calls a family with minors what has minors, and nothing else', () => {
    given()
      .when({ ...open, householdKind: 'HOUSEHOLD_WITHOUT_MINORS' })
      .thenRefused('HOUSEHOLD_KIND_MISMATCH', 'householdKind');
    given()
      .when({ ...open, members: members.slice(0, 2) })
      .thenRefused('HOUSEHOLD_KIND_MISMATCH', 'householdKind');
    given()
      .when({ ...open, householdKind: 'HOUSEHOLD_WITHOUT_MINORS', members: members.slice(0, 2) })
      .thenTypes('CaseOpened');
  });
  it('knows no births to come, and no days that do not exist', () => {
    const born = (birthDate: string) => [{ personId: child, content: { name: 'Kind', role: 'child', households: [], birthDate } }] as const;
    given()
      .when({ ...open, members: born('2025-04-18') })
      .thenRefused('HOUSEHOLD_BORN_IN_FUTURE', 'members');
    given()
      .when({ ...open, members: born('2025-02-30') })
      .thenRefused('CASE_DATE_INVALID', 'members');
  });
  it('names each organisation as one kind', () =>
    given()
      .when({ ...open, parties: [{ organisation: vt.organisation, party: 'LT' }] })
      .thenRefused('HOUSEHOLD_PARTY_MISMATCH', 'parties'));
  it('is of a family: a network alone is none, whatever age somebody of it has', () => {
    const friend = (birthDate: string): OpenCase['members'] => [
      { personId: aunt, content: { name: 'Vriend', role: 'supportFigure', birthDate, households: [] } },
    ];
    given()
      .when({ ...open, members: friend('2015-01-01') })
      .thenRefused('CASE_NOBODY_NAMED', 'members');
    given()
      .when({ ...open, householdKind: 'HOUSEHOLD_WITHOUT_MINORS', members: friend('1985-01-01') })
      .thenRefused('CASE_NOBODY_NAMED', 'members');
  });
  it('names no Raad or GI where there are no minors', () => {
    const withoutMinors: OpenCase = { ...open, householdKind: 'HOUSEHOLD_WITHOUT_MINORS', members: members.slice(0, 2) };
    given()
      .when({ ...withoutMinors, parties: [{ organisation: council.organisation, party: 'RvdK' }] })
      .thenRefused('HOUSEHOLD_PARTY_NEEDS_MINORS', 'parties');
    given().when(withoutMinors, act(gi)).thenRefused('HOUSEHOLD_PARTY_NEEDS_MINORS', 'parties');
  });
});

describe('people who join or leave', () => {
  const join: ChangeMembership = {
    type: 'ChangeMembership',
    change: 'PERSON_JOINED',
    members: auntJoined.data.members as NonNullable<ChangeMembership['members']>,
  };
  const leave: ChangeMembership = { type: 'ChangeMembership', change: 'PERSON_LEFT', memberIds: [aunt] };

  it('join by the word of any organisation involved', () => given(opened).when(join, act(lt)).then(auntJoined));
  it('join once', () => given(opened, auntJoined).when(join).thenRefused('CASE_PERSON_TWICE', 'members'));
  it('leave when they are there', () => {
    given(opened, auntJoined).when(leave).thenTypes('MembershipChanged');
    given(opened).when(leave).thenRefused('CASE_PERSON_UNKNOWN', 'memberIds');
    const gone = by(vt, { ...auntJoined, data: { change: 'PERSON_LEFT', memberIds: [aunt], members: [] } });
    given(opened, auntJoined, gone).when(leave).thenRefused('CASE_PERSON_UNKNOWN', 'memberIds');
    given(opened, auntJoined, gone).when(join).thenTypes('MembershipChanged');
    // Rights hang on birth dates and authority: nobody changes those by leaving and coming back.
    const childGone = by(vt, { ...auntJoined, data: { change: 'PERSON_LEFT' as const, memberIds: [child], members: [] } });
    const known = members.find(({ personId }) => personId === child)?.content as Member;
    const back = (content: Member): ChangeMembership => ({ ...join, members: [{ personId: child, content }] });
    given(opened, childGone).when(back(known)).thenTypes('MembershipChanged');
    for (const changed of [
      { ...known, birthDate: '2018-09-14' },
      { ...known, authorityBy: [] },
      { ...known, authorityBy: [mother] },
    ]) {
      given(opened, childGone).when(back(changed)).thenRefused('HOUSEHOLD_KNOWN_OTHERWISE', 'members');
    }
  });
  it('were sought when they become one of the family, and need not be when they are its network or come back', () => {
    const { search: _everybody, ...unsought } = act(vt);
    const newborn: Member = { name: 'Kind Nieuw', role: 'child', birthDate: '2025-03-01', households: ['A'], authorityBy: [mother] };
    const born: ChangeMembership = { ...join, members: [{ personId: aunt, content: newborn }] };
    given(opened).when(join, unsought).thenTypes('MembershipChanged');
    given(opened).when(born, unsought).thenRefused('HOUSEHOLD_NOT_SEARCHED', 'searchToken');
    const searched: PriorSearch = { reference: 'trace', covers: (name, day) => name === 'Kind Nieuw' && day === '2025-03-01' };
    given(opened)
      .when(born, { ...unsought, search: searched })
      .thenTypes('MembershipChanged');
    const other = { ...born, members: [{ personId: aunt, content: { ...newborn, name: 'Kind Anders' } }] };
    given(opened)
      .when(other, { ...unsought, search: searched })
      .thenRefused('HOUSEHOLD_NOT_SEARCHED', 'searchToken');

    const childGone = by(vt, { ...auntJoined, data: { change: 'PERSON_LEFT' as const, memberIds: [child], members: [] } });
    const known = members.find(({ personId }) => personId === child)?.content as Member;
    given(opened, childGone)
      .when({ ...join, members: [{ personId: child, content: known }] }, unsought)
      .thenTypes('MembershipChanged');
    // Nobody becomes one of the family unsought by having been its network first.
    const auntGone = by(vt, { ...auntJoined, data: { change: 'PERSON_LEFT' as const, memberIds: [aunt], members: [] } });
    const asChild: ChangeMembership = { ...join, members: [{ personId: aunt, content: { name: 'Tante', role: 'child', households: [] } }] };
    given(opened, auntJoined, auntGone).when(asChild, unsought).thenRefused('HOUSEHOLD_NOT_SEARCHED', 'searchToken');
  });
  it('are somebody', () =>
    given(opened)
      .when({ ...join, members: [] })
      .thenRefused('CASE_NOBODY_NAMED', 'members'));
});

describe('organisations that join or leave', () => {
  const join: ChangeMembership = { type: 'ChangeMembership', change: 'PARTY_JOINED', organisation: gi.organisation, party: 'GI' };
  const leave: ChangeMembership = { type: 'ChangeMembership', change: 'PARTY_LEFT' };
  const handover = (who: typeof vt, step: 'OFFERED' | 'ACCEPTED') =>
    by<SafetyWatchHandedOver>(who, {
      type: 'SafetyWatchHandedOver',
      version: 1,
      data: {
        handoverId: item('h'),
        step,
        from: vt.organisation,
        to: [lt.organisation],
        familyPresent: true,
        concerning: [child],
        note: '',
      },
    });

  it('join once, as one kind', () => {
    given(opened).when(join).then(joined(gi));
    given(opened, joined(gi)).when(join).thenRefused('HOUSEHOLD_ALREADY_INVOLVED', 'organisation');
  });
  it('are named with their kind', () => {
    const { organisation, party, ...rest } = join;
    given(opened)
      .when({ ...rest, party: party ?? 'GI' })
      .thenRefused('HOUSEHOLD_CHANGE_INCOMPLETE', 'organisation');
    given(opened)
      .when({ ...rest, organisation: organisation ?? gi.organisation })
      .thenRefused('HOUSEHOLD_CHANGE_INCOMPLETE', 'party');
  });
  it('are not the Raad or a GI where no minors live, until one comes to live there', () => {
    const adults = caseOpened({ householdKind: 'HOUSEHOLD_WITHOUT_MINORS', members: members.slice(0, 2), memberIds: [mother, father] });
    given(adults).when(join).thenRefused('HOUSEHOLD_PARTY_NEEDS_MINORS', 'parties');
    const born = by(vt, {
      type: 'MembershipChanged',
      version: 1,
      data: { change: 'PERSON_JOINED', memberIds: [child], members: [members[2]] },
    });
    given(adults, born).when(join).thenTypes('MembershipChanged');
  });
  it('leave by their own act only', () => {
    given(opened, joined(gi)).when(leave, act(gi)).then(left(gi));
    given(opened, joined(gi))
      .when({ ...leave, organisation: gi.organisation }, act(vt))
      .thenRefused('HOUSEHOLD_LEAVES_ITSELF', 'organisation');
  });
  it('do not take the fixed face away', () => given(opened, fixedFace).when(leave, act(lt)).thenRefused('HOUSEHOLD_FIXED_FACE_STAYS'));
  it('do not drop the watch on safety: somebody must have taken it over', () => {
    given(opened, reported).when(leave).thenRefused('HOUSEHOLD_WATCH_STAYS');
    given(opened, reported, handover(vt, 'OFFERED')).when(leave).thenRefused('HOUSEHOLD_WATCH_STAYS');
    given(opened, reported, handover(vt, 'OFFERED'), handover(lt, 'ACCEPTED')).when(leave).thenTypes('MembershipChanged');
  });
  it('count as watching only while they are here', () => {
    const second = author('vt-elders', 'VT');
    const twoWatch = [opened, joined(second), by(second, { ...reported })];
    given(...twoWatch)
      .when(leave, act(vt))
      .thenTypes('MembershipChanged');
    given(...twoWatch, left(vt))
      .when(leave, act(second))
      .thenRefused('HOUSEHOLD_WATCH_STAYS');
  });
  it('stay while they carry out a measure', () => {
    given(opened, votsOrdered).when(leave, act(gi)).thenRefused('HOUSEHOLD_MEASURE_RUNS');
    const confirmed = ordered({ measureId: item('vots2'), continues: item('vots') });
    const ended = by(gi, {
      type: 'MeasureEnded',
      version: 1,
      data: { measureId: item('vots2'), concerning: [child], endedOn: '2025-05-01', reason: '' },
    });
    given(opened, votsOrdered, confirmed).when(leave, act(gi)).thenRefused('HOUSEHOLD_MEASURE_RUNS');
    given(opened, votsOrdered, confirmed, ended).when(leave, act(gi)).thenTypes('MembershipChanged');
    given(opened, votsOrdered).when(leave, actOn('2025-07-18', gi)).thenTypes('MembershipChanged');
    given(opened, ordered({ endsOn: ERASED }))
      .when(leave, act(gi))
      .thenTypes('MembershipChanged');
  });
  it('name whom a care provider is there for', () => {
    given(opened)
      .when({ ...join, clientIds: [child] })
      .thenTypes('MembershipChanged');
    given(opened)
      .when({ ...join, clientIds: [nobody] })
      .thenRefused('CASE_PERSON_UNKNOWN', 'clientIds');
  });
  it('give a reason that is about the people of the case', () => {
    const { organisation, party } = join;
    given(opened, auntJoined)
      .when({ ...join, reason: 'Meedenken over Kind' })
      .then({
        type: 'MembershipChanged',
        version: 1,
        data: {
          change: 'PARTY_JOINED',
          ...(organisation === undefined ? {} : { organisation }),
          ...(party === undefined ? {} : { party }),
          memberIds: [mother, father, child, teenager, aunt],
          members: [],
          reason: 'Meedenken over Kind',
        },
      });
    given(opened)
      .when({ ...join, reason: 'Over een ander', memberIds: [nobody] })
      .thenRefused('CASE_PERSON_UNKNOWN', 'memberIds');
  });
});

describe('recording authority', () => {
  const authority: RecordAuthority = { type: 'RecordAuthority', childId: child, authorityBy: [mother], since: '2025-04-01' };

  it('is for a lokaal team, a GI or the Raad', () => {
    given(opened).when(authority, act(lt)).thenTypes('AuthorityRecorded');
    given(opened).when(authority).thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('is over a minor', () =>
    given(opened)
      .when({ ...authority, childId: mother }, act(lt))
      .thenRefused('HOUSEHOLD_NOT_A_MINOR', 'childId'));
  it('has begun', () =>
    given(opened)
      .when({ ...authority, since: '2025-04-03' }, act(lt))
      .thenRefused('CASE_IN_FUTURE', 'since'));
  it('lies with people we know', () =>
    given(opened)
      .when({ ...authority, authorityBy: [nobody] }, act(lt))
      .thenRefused('CASE_PERSON_UNKNOWN', 'authorityBy'));
});

describe('the fixed face', () => {
  const appoint: AppointFixedFace = {
    type: 'AppointFixedFace',
    worker: 'worker-lt-duinrade' as WorkerRef,
    workerName: 'Fatima',
    preferenceHeard: true,
  };

  it('is somebody of the lokaal team that appoints', () => given(opened).when(appoint, act(lt)).then(fixedFace));
  it('is not appointed by another party', () => given(opened).when(appoint).thenRefused('CASE_PARTY_MAY_NOT'));
  it('can be confirmed', () => given(opened, fixedFace).when(appoint, act(lt)).thenTypes('FixedFaceAppointed'));
});

describe('shielding an address', () => {
  const shield: ShieldAddress = {
    type: 'ShieldAddress',
    personId: mother,
    change: 'SHIELDED',
    address: 'Opvang Rivierzicht',
    region: 'Midden-Holland',
    reason: 'Vader zoekt haar',
  };
  const { type: _type, ...data } = shield;
  const shielded = (who = vt) => by<AddressShielded>(who, { type: 'AddressShielded', version: 1, data });
  const lift: ShieldAddress = { type: 'ShieldAddress', personId: mother, change: 'LIFTED', region: 'Haaglanden', reason: 'Het is veilig' };

  it('is for Veilig Thuis or a GI', () => {
    given(opened).when(shield).then({ type: 'AddressShielded', version: 1, data });
    given(opened, joined(gi)).when(shield, act(gi)).thenTypes('AddressShielded');
    given(opened).when(shield, act(lt)).thenRefused('CASE_PARTY_MAY_NOT');
    given(opened).when(shield, act(stranger)).thenRefused('CASE_UNKNOWN');
  });
  it('names a person we know, an address, a region and a reason', () => {
    given(opened)
      .when({ ...shield, personId: nobody })
      .thenRefused('CASE_PERSON_UNKNOWN', 'personId');
    const { address: _address, ...without } = shield;
    given(opened).when(without).thenRefused('HOUSEHOLD_ADDRESS_INCOMPLETE', 'address');
    given(opened)
      .when({ ...shield, region: '' })
      .thenRefused('CASE_TEXT_MISSING', 'region');
    given(opened)
      .when({ ...shield, reason: '' })
      .thenRefused('CASE_TEXT_MISSING', 'reason');
  });
  it('is lifted by whom it protects', () => {
    given(opened, shielded())
      .when(lift, act(vt, stated(mother)))
      .thenTypes('AddressShielded');
    given(opened, shielded())
      .when(lift, act(vt, stated(father)))
      .thenRefused('HOUSEHOLD_SHIELDING_NOT_HIS', 'statedBy');
    given(opened, shielded()).when(lift).thenRefused('HOUSEHOLD_SHIELDING_NOT_HIS', 'statedBy');
  });
  it('of another organisation is answered as one that does not exist', () => {
    given(opened, joined(gi), shielded(vt))
      .when(lift, act(gi, stated(mother)))
      .thenRefused('HOUSEHOLD_SHIELDING_UNKNOWN', 'personId');
    given(opened, joined(gi))
      .when(lift, act(gi, stated(mother)))
      .thenRefused('HOUSEHOLD_SHIELDING_UNKNOWN', 'personId');
  });
  it('is lifted once', () => {
    const lifted = by<AddressShielded>(vt, { type: 'AddressShielded', version: 1, data: { ...data, change: 'LIFTED' } });
    given(opened, shielded(), lifted)
      .when(lift, act(vt, stated(mother)))
      .thenRefused('HOUSEHOLD_SHIELDING_UNKNOWN');
  });
});
