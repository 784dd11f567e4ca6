// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_ID, ME, PEOPLE } from '../../test/gateway/waterlelie.ts';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';

/** Screens are fetched when somebody goes there. */
const SOON = { timeout: 20_000 };
const opener = { name: /^Adres afschermen.*Sanne Waterlelie/ };

async function opened() {
  const application = await openApplication(CASE_PATH);
  await application.user.click(await screen.findByRole('button', opener, SOON));
  const sent = () => application.gateway.asked.find(({ name }) => name === 'ShieldAddress')?.variables['input'];
  return { ...application, sent };
}

describe('a shielded address', () => {
  it('is recorded with address, region and reason, and not before all are there', async () => {
    const { user, sent } = await opened();
    await user.click(screen.getByTestId('confirm'));
    expect(await screen.findByText('Vul het adres, de regio en de reden in.')).toBeTruthy();
    expect(sent()).toBeUndefined();
    await user.type(screen.getByLabelText('Adres waar deze persoon verblijft'), 'Geheimeweg 7');
    await user.type(screen.getByLabelText('Regio van het adres'), 'elders');
    await user.type(screen.getByLabelText('Waarom'), 'Gevaar');
    await user.click(screen.getByTestId('confirm'));
    const recorded = await screen.findByTestId('recorded', undefined, SOON);
    expect(document.activeElement).toBe(recorded);
    expect(sent()).toMatchObject({ caseId: CASE_ID, personId: PEOPLE.K1, change: 'SHIELDED', address: 'Geheimeweg 7', region: 'elders' });
    expect(sent()).not.toHaveProperty('statedBy');
  });

  it('is lifted as what the person himself asks; no address goes along', async () => {
    const { user, sent } = await opened();
    await user.type(screen.getByLabelText('Adres waar deze persoon verblijft'), 'Geheimeweg 7');
    await user.click(screen.getByLabelText('De afscherming van uw organisatie opheffen'));
    await user.type(screen.getByLabelText('Regio van het adres'), 'elders');
    await user.type(screen.getByLabelText('Waarom'), 'Zij vraagt het');
    await user.click(screen.getByTestId('confirm'));
    await waitFor(() => expect(sent()).toBeDefined(), SOON);
    expect(sent()).toMatchObject({ change: 'LIFTED', statedBy: { kind: 'PERSON', personId: PEOPLE.K1 } });
    expect(sent()).not.toHaveProperty('address');
  });

  it('is for Veilig Thuis and a gecertificeerde instelling that write', async () => {
    for (const me of [
      { ...ME, party: 'LT' },
      { ...ME, canWrite: false },
    ]) {
      await openApplication(CASE_PATH, { me });
      await screen.findByText('Gezin en netwerk', undefined, SOON);
      expect(screen.queryByTestId('shield-address')).toBeNull();
    }
  });
});
