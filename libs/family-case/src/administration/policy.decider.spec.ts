// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { actBy, administrator, platform, recordedAs } from '../../test/administration.ts';
import { policyRecord, regionRecord } from './policy.decider.ts';
import type { AdoptDisclosureMatrix } from './policy.decider.ts';

const given = specFor(policyRecord, actBy(platform), recordedAs);
const adopt: AdoptDisclosureMatrix = { type: 'AdoptDisclosureMatrix', adopted: '2025-01', digest: 'a'.repeat(64), from: '2025-01-01' };

describe('adopting a policy', () => {
  const adopted = {
    type: 'DisclosureMatrixAdopted',
    version: 1,
    data: { adopted: '2025-01', digest: 'a'.repeat(64), from: '2025-01-01' },
  } as const;
  it('is for the administrator of the platform, and the same again changes nothing', () => {
    given().when(adopt).then(adopted);
    given(adopted).when(adopt).thenNothing();
    given().when(adopt, actBy(administrator)).thenRefused('ADMINISTRATION_MAY_NOT');
    given(adopted)
      .when({ ...adopt, type: 'AdoptNormRegister' })
      .thenTypes('NormRegisterAdopted');
  });
  it('never gives a version another meaning', () => {
    given(adopted)
      .when({ ...adopt, digest: 'b'.repeat(64) })
      .thenRefused('ADMINISTRATION_ALREADY_ADOPTED', 'adopted');
    given()
      .when({ ...adopt, digest: 'b' })
      .thenRefused('ADMINISTRATION_DOCUMENT_INVALID', 'digest');
  });
});

describe('a region', () => {
  const region = specFor(regionRecord, actBy(platform), recordedAs);
  const command = { type: 'RegisterRegion', region: 'haaglanden', name: 'Haaglanden' } as const;
  const event = { type: 'RegionRegistered', version: 1, data: { region: 'haaglanden', name: 'Haaglanden' } } as const;
  it('is registered by the administrator of the platform, once under one name', () => {
    region().when(command).then(event);
    region(event).when(command).thenNothing();
    region(event)
      .when({ ...command, name: 'H10' })
      .thenTypes('RegionRegistered');
    region().when(command, actBy(administrator)).thenRefused('ADMINISTRATION_MAY_NOT');
  });
});
