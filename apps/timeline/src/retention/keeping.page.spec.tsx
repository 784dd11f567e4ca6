// SPDX-License-Identifier: EUPL-1.2
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { ME, ORGANISATIONS, PEOPLE } from '../../test/gateway/waterlelie.ts';
import type { World } from '../../test/gateway/fake-gateway.ts';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';

const PATH = `${CASE_PATH}/bewaren`;
/** Screens are fetched when somebody goes there. */
const SOON = { timeout: 20_000 };
const kept: World['kept'] = [
  {
    organisation: ORGANISATIONS.vt,
    personId: PEOPLE.K1,
    status: 'RUNNING',
    until: '2045-05-02',
    source: 'Wmo 2015 5.3.4 lid 1',
    steps: [{ day: '2025-05-02', text: 'betrokkenheid geëindigd' }],
  },
];
const certificate: NonNullable<World['certificates']>[number] = {
  entryId: 'e1',
  organisation: ORGANISATIONS.vt,
  personId: PEOPLE.K1,
  decidedAt: '2025-05-02T10:00:00.000Z',
  document: null,
  waitsFor: 'LEDGER',
};

describe('keeping and destroying', () => {
  it('says until when something is kept, and how that day came about', async () => {
    const { user } = await openApplication(PATH, { kept });
    const item = await screen.findByTestId('kept', undefined, SOON);
    expect(item.textContent).toContain('Sanne Waterlelie');
    expect(item.textContent).toContain('wordt bewaard');
    expect(item.textContent).toContain('tot en met 2 mei 2045');
    await user.click(within(item).getByText('Hoe komt deze datum tot stand?'));
    expect(item.textContent).toContain('betrokkenheid geëindigd');
    expect(item.textContent).toContain('Bron: Wmo 2015 5.3.4 lid 1.');
    expect(screen.getByText('Er zijn geen verklaringen die u kunt zien.')).toBeTruthy();
  });

  it('offers a certificate as a file once there is one, and says what it waits for until then', async () => {
    await openApplication(PATH, { certificates: [certificate, { ...certificate, entryId: 'e2', document: 'note', waitsFor: null }] });
    const [waits, ready] = await screen.findAllByTestId('certificate', undefined, SOON);
    expect(waits?.textContent).toContain('het grootboek beslaat dit besluit nog niet');
    expect(within(waits as HTMLElement).queryByRole('button')).toBeNull();
    expect(ready?.textContent).toContain('Veilig Thuis Haaglanden vernietigde gegevens over Sanne Waterlelie');
    expect(within(ready as HTMLElement).getByRole('button', { name: 'Verklaring bewaren als bestand' })).toBeTruthy();
  });

  it('does not ask for terms for a family member, who asks the organisation; a case one may not see has no certificates', async () => {
    const me = { ...ME, party: 'FAMILY', role: 'familyMember', canWrite: false };
    const { gateway } = await openApplication(PATH, { me, kept, certificates: null });
    expect(await screen.findByText(/vraagt u aan die organisatie/, undefined, SOON)).toBeTruthy();
    expect(await screen.findByText('Er zijn geen verklaringen die u kunt zien.', undefined, SOON)).toBeTruthy();
    expect(gateway.asked.map(({ name }) => name)).not.toContain('KeptData');
  });
});
