// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { idFor, uuidFrom } from '../../test/acts.ts';
import {
  actBy,
  administrator,
  claimant,
  elsewhere,
  hat,
  known,
  noor,
  platform,
  recordedAs,
  registered,
  ruben,
  skj,
  vtHaaglanden,
} from '../../test/administration.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import { holdsOn } from './organisation-state.ts';
import { MOST_WORKERS, organisationRecord } from './organisation.decider.ts';
import type { GrantHat, RecordRegistration, RegisterClientSystem, RegisterOrganisation, RegisterWorker } from './organisation.decider.ts';

const given = specFor(organisationRecord, actBy(administrator), recordedAs);
const register: RegisterOrganisation = {
  type: 'RegisterOrganisation',
  organisation: vtHaaglanden,
  kind: 'VT',
  name: 'Veilig Thuis Haaglanden',
  region: 'haaglanden',
};

describe('registering an organisation', () => {
  it('is for the administrator of the platform', () => {
    given().when(register, actBy(platform)).then(registered);
    given().when(register).thenRefused('ADMINISTRATION_MAY_NOT');
    given(registered).when(register, actBy(platform)).thenRefused('ADMINISTRATION_ORGANISATION_EXISTS', 'organisation');
  });
  it('makes no second organisation of the platform', () => {
    given()
      .when({ ...register, kind: 'PLATFORM' }, actBy(platform))
      .thenRefused('ADMINISTRATION_MAY_NOT');
  });
  it('checks what can be checked', () => {
    given()
      .when({ ...register, oin: '123' }, actBy(platform))
      .thenRefused('ADMINISTRATION_OIN_INVALID', 'oin');
    given()
      .when({ ...register, oin: '00000001003214345000' }, actBy(platform))
      .thenTypes('OrganisationRegistered');
    given()
      .when({ ...register, name: ' ' }, actBy(platform))
      .thenRefused('CASE_TEXT_MISSING', 'name');
    given()
      .when(register, actBy(platform, { occurredAt: '2025-04-03' }))
      .thenRefused('CASE_IN_FUTURE');
  });
  it('can be ended, by the same, once', () => {
    const end = { type: 'EndOrganisation', organisation: vtHaaglanden } as const;
    const ended = { type: 'OrganisationEnded', version: 1, data: { organisation: vtHaaglanden } } as const;
    given(registered).when(end, actBy(platform)).then(ended);
    given(registered, ended).when(end, actBy(platform)).thenNothing();
    given(registered).when(end).thenRefused('ADMINISTRATION_MAY_NOT');
    given().when(end, actBy(platform)).thenRefused('ADMINISTRATION_ORGANISATION_UNKNOWN');
    given(registered, ended)
      .when({ type: 'RegisterWorker', worker: noor, issuer: 'own', name: 'Noor' })
      .thenRefused('ADMINISTRATION_ORGANISATION_ENDED');
  });
});

describe('the first administrator', () => {
  const claim = {
    type: 'ClaimAdministration',
    organisation: 'beheer' as OrganisationId,
    name: 'Beheer',
    region: 'landelijk',
    issuer: 'own',
    workerName: 'Robin',
  } as const;
  it('comes with the organisation of the platform', () => {
    given().when(claim, actBy(claimant)).thenTypes('OrganisationRegistered', 'WorkerRegistered', 'HatGranted');
  });
  it('comes once, and by redeeming the code only', () => {
    given(registered).when(claim, actBy(claimant)).thenRefused('ADMINISTRATION_ALREADY_CLAIMED');
    given().when(claim, actBy(platform)).thenRefused('ADMINISTRATION_MAY_NOT');
    given()
      .when({ ...claim, workerName: '' }, actBy(claimant))
      .thenRefused('CASE_TEXT_MISSING', 'workerName');
  });
});

describe('a worker', () => {
  const worker: RegisterWorker = { type: 'RegisterWorker', worker: noor, issuer: 'own', name: 'Noor van Dalen' };
  it('is registered by an administrator of his own organisation, or of the platform', () => {
    given(registered).when(worker).then(known(noor));
    given(registered).when(worker, actBy(platform)).then(known(noor));
    given(registered).when(worker, actBy(elsewhere)).thenRefused('ADMINISTRATION_MAY_NOT');
    given().when(worker, actBy(platform)).thenRefused('ADMINISTRATION_ORGANISATION_UNKNOWN');
  });
  it('keeps his pseudonym when he is called otherwise', () => {
    given(registered, known(noor)).when(worker).thenNothing();
    given(registered, known(noor))
      .when({ ...worker, name: 'Noor de Wit' })
      .then(known(noor, 'Noor de Wit'));
  });
  it('takes his hats along to another issuer: the platform moves nobody’s but administrators’, and nobody his own', () => {
    const moved = { ...worker, issuer: 'partner' };
    given(registered, known(noor), hat(noor)).when(moved).thenTypes('WorkerRegistered');
    for (const change of [moved, { ...worker, name: 'Noor de Wit' }])
      given(registered, known(noor), hat(noor)).when(change, actBy(platform)).thenRefused('ADMINISTRATION_MAY_NOT', 'worker');
    given(registered, known(noor), hat(noor)).when(worker, actBy(platform)).thenNothing();
    given(registered, known(noor), hat(noor, 'administrator')).when(moved, actBy(platform)).thenTypes('WorkerRegistered');
    given(registered, known(ruben), hat(ruben, 'administrator'))
      .when({ ...moved, worker: ruben })
      .thenRefused('ADMINISTRATION_OWN_HAT', 'worker');
  });
  it('does not make an organisation larger than a gateway can hold', () => {
    const many = Array.from({ length: MOST_WORKERS }, (_, index) => known(uuidFrom(String(index)) as typeof noor));
    given(registered, ...many)
      .when(worker)
      .thenRefused('ADMINISTRATION_TOO_MANY');
  });
});

describe('a hat', () => {
  const grant: GrantHat = { type: 'GrantHat', worker: noor, role: 'caseworker' };
  const here = [registered, known(noor), known(ruben, 'Ruben Hofstra')];
  it('is given from today, unless said otherwise', () => {
    given(...here)
      .when(grant)
      .then({
        type: 'HatGranted',
        version: 1,
        data: { hatId: idFor('hat') as ItemId, worker: noor, role: 'caseworker', from: '2025-04-02' },
      });
    given(...here)
      .when({ ...grant, from: '2025-05-01', until: '2025-04-30' })
      .thenRefused('ADMINISTRATION_UNTIL_BEFORE_FROM', 'until');
    given(...here)
      .when({ ...grant, from: '2025-02-30' })
      .thenRefused('CASE_DATE_INVALID', 'from');
  });
  it('is nobody’s own to give or take', () => {
    given(...here)
      .when({ ...grant, worker: ruben })
      .thenRefused('ADMINISTRATION_OWN_HAT', 'worker');
    given(...here, hat(ruben, 'administrator'))
      .when({ type: 'EndHat', hatId: idFor(`administrator of ${ruben}`) as ItemId })
      .thenRefused('ADMINISTRATION_OWN_HAT', 'worker');
  });
  it('is for who is registered, in a role the kind of organisation has', () => {
    given(registered).when(grant).thenRefused('ADMINISTRATION_WORKER_UNKNOWN', 'worker');
    given(...here)
      .when({ ...grant, role: 'auditor' })
      .thenRefused('ADMINISTRATION_ROLE_NOT_HERE', 'role');
    given(...here)
      .when({ ...grant, role: 'platformAdministrator' })
      .thenRefused('ADMINISTRATION_ROLE_NOT_HERE', 'role');
    given(...here)
      .when({ ...grant, personId: uuidFrom('mother') as PersonId })
      .thenRefused('ADMINISTRATION_PERSON_MISSING', 'personId');
  });
  it('of a family member says who it is', () => {
    const family = { ...registered, data: { ...registered.data, kind: 'FAMILY' } } as const;
    given(family, known(noor))
      .when({ ...grant, role: 'familyMember' })
      .thenRefused('ADMINISTRATION_PERSON_MISSING', 'personId');
    given(family, known(noor))
      .when({ ...grant, role: 'familyMember', personId: uuidFrom('mother') as PersonId })
      .thenTypes('HatGranted');
  });
  it('is held once at a time', () => {
    given(...here, hat(noor))
      .when(grant)
      .thenRefused('ADMINISTRATION_HAT_HELD', 'role');
    given(...here, hat(noor, 'caseworker', '2025-04-01'))
      .when(grant)
      .thenTypes('HatGranted');
    given(...here, hat(noor))
      .when({ ...grant, role: 'dutyOfficer' })
      .thenTypes('HatGranted');
  });
  it('of an administrator is the only one the platform gives or takes', () => {
    given(...here)
      .when(grant, actBy(platform))
      .thenRefused('ADMINISTRATION_MAY_NOT', 'role');
    given(...here)
      .when({ ...grant, role: 'administrator' }, actBy(platform))
      .thenTypes('HatGranted');
    given(...here, hat(noor))
      .when({ type: 'EndHat', hatId: idFor(`caseworker of ${noor}`) as ItemId }, actBy(platform))
      .thenRefused('ADMINISTRATION_MAY_NOT', 'role');
  });
  it('ends once', () => {
    const end = { type: 'EndHat', hatId: idFor(`caseworker of ${noor}`) as ItemId } as const;
    const ended = { type: 'HatEnded', version: 1, data: { hatId: end.hatId, worker: noor } } as const;
    given(...here, hat(noor))
      .when(end)
      .then(ended);
    given(...here, hat(noor), ended)
      .when(end)
      .thenRefused('ADMINISTRATION_HAT_UNKNOWN', 'hatId');
  });
});

describe('a registration', () => {
  const record: RecordRegistration = { type: 'RecordRegistration', worker: noor, register: 'SKJ', from: '2025-01-01', number: '100001' };
  const here = [registered, known(noor)];
  it('is recorded by the own organisation, one for each term', () => {
    given(...here)
      .when(record)
      .then(registrationOf());
    given(...here)
      .when(record, actBy(platform))
      .thenRefused('ADMINISTRATION_MAY_NOT');
    given(...here, skj(noor))
      .when(record)
      .thenRefused('ADMINISTRATION_REGISTRATION_RUNS', 'from');
    given(...here)
      .when({ ...record, number: '' })
      .thenRefused('CASE_TEXT_MISSING', 'number');
  });
  it('ends once', () => {
    const end = { type: 'EndRegistration', registrationId: idFor('skj') as ItemId } as const;
    given(...here, skj(noor))
      .when(end)
      .thenTypes('RegistrationEnded');
    given(...here)
      .when(end)
      .thenRefused('ADMINISTRATION_REGISTRATION_UNKNOWN', 'registrationId');
  });
});

const registrationOf = () => ({ ...skj(noor), data: { ...skj(noor).data, registrationId: idFor('registration') as ItemId } });

describe('a system', () => {
  const key = JSON.stringify({ kty: 'RSA', n: 'AQAB', e: 'AQAB' });
  const system: RegisterClientSystem = { type: 'RegisterClientSystem', clientId: 'systeem-vt', publicKeys: [key], actsForWorkers: true };
  const event = {
    type: 'ClientSystemRegistered',
    version: 1,
    data: { clientId: 'systeem-vt', publicKeys: [key], actsForWorkers: true },
  } as const;
  it('is registered with public keys only', () => {
    given(registered).when(system).then(event);
    for (const wrong of [JSON.stringify({ kty: 'RSA', n: 'x', e: 'x', d: 'secret' }), JSON.stringify({ kty: 'oct', k: 'x' }), '{', 'null'])
      given(registered)
        .when({ ...system, publicKeys: [wrong] })
        .thenRefused('ADMINISTRATION_KEY_NOT_PUBLIC', 'publicKeys');
  });
  it('gets other keys or another right by registering it again', () => {
    given(registered, event).when(system).thenNothing();
    given(registered, event)
      .when({ ...system, actsForWorkers: false })
      .thenTypes('ClientSystemRegistered');
  });
  it('ends once', () => {
    given(registered, event).when({ type: 'EndClientSystem', clientId: 'systeem-vt' }).thenTypes('ClientSystemEnded');
    given(registered).when({ type: 'EndClientSystem', clientId: 'systeem-vt' }).thenRefused('ADMINISTRATION_SYSTEM_UNKNOWN', 'clientId');
  });
  it('has documents per purpose, by their hash', () => {
    const documents = ['a'.repeat(64), 'a'.repeat(64)];
    given(registered)
      .when({ type: 'RegisterDocumentSet', purpose: 'uitvoering', documents })
      .then({ type: 'DocumentSetRegistered', version: 1, data: { purpose: 'uitvoering', documents: ['a'.repeat(64)] } });
    given(registered)
      .when({ type: 'RegisterDocumentSet', purpose: 'uitvoering', documents: ['{ me }'] })
      .thenRefused('ADMINISTRATION_DOCUMENT_INVALID', 'documents');
  });
});

describe('folding', () => {
  it('goes on when a name was erased', () => {
    const erased = { ...known(noor), data: { ...known(noor).data, name: ERASED } };
    given(registered, erased).when({ type: 'GrantHat', worker: noor, role: 'caseworker' }).thenTypes('HatGranted');
    given(registered, erased).when({ type: 'RegisterWorker', worker: noor, issuer: 'own', name: 'Noor' }).thenTypes('WorkerRegistered');
  });
  it('knows a term by its first and last day', () => {
    expect([holdsOn({ from: '2025-01-01', until: '2025-01-31' }, '2025-01-31'), holdsOn({ from: '2025-01-01' }, '2024-12-31')]).toEqual([
      true,
      false,
    ]);
    expect(holdsOn({ from: '2025-01-01', until: '2025-01-31' }, '2025-02-01')).toBe(false);
  });
});
