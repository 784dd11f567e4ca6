// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { act, actOn, by, gi, lt, record, stated, stranger, uuidFrom, vt } from '../../test/acts.ts';
import { agreement, aunt, auntJoined, caseOpened, child, father, members, mother, nobody, opened, teenager } from '../../test/history.ts';
import type { EntryId, OrganisationId } from '../vocabulary/ids.ts';
import type { VoiceRecorded } from '../voice/voice-events.ts';
import type { ChangeConsent } from './change-consent.ts';
import type { EndShare, GrantShare } from './grant-share.ts';
import { privacy } from './privacy.decider.ts';
import type { ShareGranted } from './privacy-events.ts';

const given = specFor(privacy, act(lt), record);
/** The id of the n-th event of a history. */
const entry = (index: number) => uuidFrom(`entry ${String(index)}`) as EntryId;
const bank = 'bank' as OrganisationId;

describe('consent', () => {
  const consent = (personId: typeof mother): ChangeConsent => ({
    type: 'ChangeConsent',
    personId,
    organisation: bank,
    categories: ['C14'],
    given: true,
    purposeOfConsent: 'Schulden regelen',
  });

  it('is the person’s own from sixteen on', () => {
    given(opened)
      .when(consent(mother), act(lt, stated(mother)))
      .then({
        type: 'ConsentChanged',
        version: 1,
        data: { personId: mother, organisation: bank, categories: ['C14'], given: true, purposeOfConsent: 'Schulden regelen' },
      });
    given(opened)
      .when(consent(mother), act(lt, stated(father)))
      .thenRefused('PRIVACY_NOT_HIS_CONSENT', 'statedBy');
  });
  it('is at sixteen no longer for who has authority', () => {
    const sixteen = actOn('2026-06-20', lt, stated(father));
    given(opened).when(consent(teenager), sixteen).thenRefused('PRIVACY_NOT_HIS_CONSENT', 'statedBy');
    given(opened)
      .when(consent(teenager), actOn('2026-06-19', lt, stated(father)))
      .thenTypes('ConsentChanged');
  });
  it('is between twelve and sixteen his own, or of who has authority', () => {
    given(opened)
      .when(consent(teenager), act(lt, stated(teenager)))
      .thenTypes('ConsentChanged');
    given(opened)
      .when(consent(teenager), act(lt, stated(father)))
      .thenTypes('ConsentChanged');
    given(opened, auntJoined)
      .when(consent(teenager), act(lt, stated(aunt)))
      .thenRefused('PRIVACY_NOT_HIS_CONSENT', 'statedBy');
  });
  it('is under twelve of who has authority, as recorded last', () => {
    given(opened)
      .when(consent(child), act(lt, stated(child)))
      .thenRefused('PRIVACY_NOT_HIS_CONSENT', 'statedBy');
    given(opened)
      .when(consent(child), act(lt, stated(father)))
      .thenTypes('ConsentChanged');
    const mothersAlone = by(lt, {
      type: 'AuthorityRecorded',
      version: 1,
      data: { childId: child, authorityBy: [mother], since: '2025-03-01' },
    });
    given(opened, mothersAlone)
      .when(consent(child), act(lt, stated(father)))
      .thenRefused('PRIVACY_NOT_HIS_CONSENT');
    given(opened, mothersAlone)
      .when(consent(child), act(lt, stated(mother)))
      .thenTypes('ConsentChanged');
  });
  it('is somebody’s own while his age is not known', () => {
    given(opened, auntJoined)
      .when(consent(aunt), act(lt, stated(aunt)))
      .thenTypes('ConsentChanged');
    given(opened, auntJoined)
      .when(consent(aunt), act(lt, stated(mother)))
      .thenRefused('PRIVACY_NOT_HIS_CONSENT');
    const erased = members.map(({ personId }) => ({ personId, content: ERASED }));
    given(caseOpened({ members: erased }))
      .when(consent(mother), act(lt, stated(mother)))
      .thenTypes('ConsentChanged');
  });
  it('is somebody’s act, about some data', () => {
    given(opened).when(consent(mother)).thenRefused('PRIVACY_CONSENT_NOT_STATED', 'statedBy');
    given(opened)
      .when({ ...consent(mother), categories: [] }, act(lt, stated(mother)))
      .thenRefused('PRIVACY_NO_CATEGORY', 'categories');
  });
  it('is taken back by who gave it', () =>
    given(opened)
      .when({ ...consent(mother), given: false }, act(lt, stated(mother)))
      .thenTypes('ConsentChanged'));
});

describe('sharing an entry', () => {
  const grant: GrantShare = {
    type: 'GrantShare',
    entryId: entry(2),
    organisation: gi.organisation,
    basis: 'jeugdwet-2.3',
    until: '2025-05-02',
    concerning: [mother],
    purposeOfShare: 'Overdracht',
  };
  const shared = (hiddenFrom: readonly (typeof mother)[], ofCategory: ShareGranted['data']['ofCategory'] = 'C15') =>
    by<ShareGranted>(lt, {
      type: 'ShareGranted',
      version: 1,
      data: {
        entryId: entry(2),
        organisation: gi.organisation,
        basis: 'jeugdwet-2.3',
        until: '2025-05-02',
        concerning: [mother],
        hiddenFrom,
        ofCategory,
        purposeOfShare: 'Overdracht',
      },
    });
  const voice = (confidential: boolean) =>
    by<VoiceRecorded>(lt, { type: 'VoiceRecorded', version: 1, data: { speakerId: child, confidential, words: 'Bang', alone: true } });

  it('goes to one organisation, on a basis, until a day', () => given(opened, auntJoined, voice(false)).when(grant).then(shared([])));
  it('hides from whom the entry is hidden', () => {
    const hidden = by(lt, agreement({ hiddenFrom: [father], restrains: [], concerning: [mother] }));
    given(opened, auntJoined, hidden)
      .when(grant)
      .then(shared([father], 'C6'));
  });
  it('hides a confidential voice from everybody but the speaker', () =>
    given(opened, auntJoined, voice(true))
      .when(grant)
      .then(shared([mother, father, teenager, aunt])));
  it('hides the share of a share as well', () => {
    const hidden = by(lt, agreement({ hiddenFrom: [father], restrains: [], concerning: [mother] }));
    given(opened, auntJoined, hidden, shared([father]))
      .when({ ...grant, entryId: entry(3) })
      .then(by(lt, { ...shared([father]), data: { ...shared([father]).data, entryId: entry(3) } }));
  });
  it('of a shielded address is as hidden as the address, and so is its end', () => {
    const shielded = by(lt, {
      type: 'AddressShielded' as const,
      version: 1,
      data: { personId: mother, change: 'SHIELDED' as const, address: 'Elders', region: 'Elders', reason: 'Gevaar' },
    });
    const marked = by<ShareGranted>(lt, { ...shared([]), data: { ...shared([]).data, ofCategory: 'C2' as const } });
    given(opened, auntJoined, shielded).when(grant).then(marked);
    given(opened, auntJoined, shielded, marked)
      .when({ type: 'EndShare', entryId: entry(2), organisation: gi.organisation })
      .then({
        type: 'ShareEnded',
        version: 1,
        data: { entryId: entry(2), organisation: gi.organisation, hiddenFrom: [], ofCategory: 'C2' },
      });
  });
  it('is of an entry of one’s own; another’s is answered like none', () => {
    given(opened, auntJoined, voice(false)).when(grant, act(vt)).thenRefused('PRIVACY_ENTRY_UNKNOWN', 'entryId');
    given(opened).when(grant).thenRefused('PRIVACY_ENTRY_UNKNOWN', 'entryId');
  });
  it('rests on a basis one may use', () => {
    given(opened, auntJoined, voice(false))
      .when({ ...grant, basis: 'wmo-4.1.1' })
      .thenRefused('PRIVACY_BASIS_UNKNOWN', 'basis');
    given(opened, auntJoined, voice(false))
      .when({ ...grant, basis: 'omdat het kan' })
      .thenRefused('PRIVACY_BASIS_UNKNOWN', 'basis');
  });
  it('lasts until today at least, and is not with oneself', () => {
    given(opened, auntJoined, voice(false))
      .when({ ...grant, until: '2025-04-01' })
      .thenRefused('PRIVACY_UNTIL_PAST', 'until');
    given(opened, auntJoined, voice(false))
      .when({ ...grant, organisation: lt.organisation })
      .thenRefused('PRIVACY_SHARED_WITH_SELF', 'organisation');
  });
  it('is about people of this case', () =>
    given(opened, auntJoined, voice(false))
      .when({ ...grant, concerning: [nobody] })
      .thenRefused('CASE_PERSON_UNKNOWN'));

  describe('ends', () => {
    const end: EndShare = { type: 'EndShare', entryId: entry(2), organisation: gi.organisation };

    it('by who granted it, hidden as it was', () =>
      given(opened, auntJoined, voice(true), shared([father]))
        .when(end)
        .then({
          type: 'ShareEnded',
          version: 1,
          data: { entryId: entry(2), organisation: gi.organisation, hiddenFrom: [father], ofCategory: 'C15' },
        }));
    it('once', () => {
      const ended = by(lt, {
        type: 'ShareEnded',
        version: 1,
        data: { entryId: entry(2), organisation: gi.organisation, hiddenFrom: [], ofCategory: 'C15' },
      });
      given(opened, auntJoined, voice(false), shared([]), ended).when(end).thenRefused('PRIVACY_SHARE_UNKNOWN', 'entryId');
    });
    it('by nobody else', () => {
      given(opened, auntJoined, voice(false), shared([])).when(end, act(vt)).thenRefused('PRIVACY_SHARE_UNKNOWN', 'entryId');
      given(opened, auntJoined, voice(false), shared([])).when(end, act(stranger)).thenRefused('CASE_UNKNOWN');
    });
  });
});
