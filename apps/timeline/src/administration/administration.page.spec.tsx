// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { ME } from '../../test/gateway/waterlelie.ts';
import type { World } from '../../test/gateway/fake-gateway.ts';
import { openApplication } from '../../test/open-application.tsx';

const administered: NonNullable<World['administered']> = {
  organisation: { id: 'vt-haaglanden', name: 'Veilig Thuis Haaglanden', kindTerm: 'Veilig Thuis', region: 'haaglanden', ended: false },
  roles: ['caseworker', 'dutyOfficer', 'administrator'],
  workers: [
    {
      worker: 'w1',
      name: 'Noor van Dalen',
      hats: [{ id: 'h1', role: 'caseworker', from: '2024-12-02', until: null }],
      registrations: [{ id: 'r1', number: '100001', from: '2024-12-02', until: '2027-12-31' }],
    },
    { worker: 'w2', name: null, hats: [], registrations: [] },
  ],
  systems: [{ clientId: 'systeem-vt', publicKeys: [], actsForWorkers: true }],
};
const administrator: Partial<World> = {
  me: { ...ME, role: 'administrator', canWrite: false },
  hats: [{ organisation: 'vt-haaglanden', name: 'Veilig Thuis Haaglanden', party: 'VT', roles: ['administrator'] }],
  administered,
};
const accepted = { __typename: 'AdministrationAccepted', eventIds: ['e'] } as const;
const platform: Partial<World> = {
  me: { ...ME, organisation: { id: 'beheer', name: 'Beheer' }, role: 'platformAdministrator', party: 'PLATFORM', canWrite: false },
  hats: [{ organisation: 'beheer', name: 'Beheer', party: 'PLATFORM', roles: ['platformAdministrator'] }],
  organisations: [
    { id: 'beheer', name: 'Beheer', kind: 'PLATFORM', kindTerm: 'beheerorganisatie', region: 'landelijk', oin: null, ended: false },
    {
      id: 'jb-west',
      name: 'Jeugdbescherming west',
      kind: 'GI',
      kindTerm: 'gecertificeerde instelling',
      region: 'haaglanden',
      oin: null,
      ended: false,
    },
    { id: 'oud', name: 'Oud team', kind: 'LT', kindTerm: 'lokaal team', region: 'haaglanden', oin: null, ended: true },
  ],
};

describe('an administrator', () => {
  it('comes to his own organisation, with its workers, roles, registrations and systems', async () => {
    const { gateway } = await openApplication('/', administrator);
    // The screen is fetched when somebody goes there.
    const heading = { level: 1, name: 'Beheer van Veilig Thuis Haaglanden' };
    expect(await screen.findByRole('heading', heading, { timeout: 10_000 })).toBeTruthy();
    const [noor, erased] = screen.getAllByTestId('worker');
    expect(noor?.textContent).toContain('Noor van Dalen');
    expect(noor?.textContent).toContain('medewerker vanaf 2 december 2024');
    expect(noor?.textContent).toContain('SKJ 100001 van 2 december 2024 tot en met 31 december 2027');
    expect(erased?.textContent).toContain('(gewist)');
    expect(screen.getByTestId('system').textContent).toContain('handelt voor medewerkers');
    expect(gateway.asked.map(({ name }) => name)).not.toContain('MyCases');
  });

  it('gives a role, and is told so', async () => {
    const { gateway, user } = await openApplication('/beheer', { ...administrator, results: [accepted] });
    const form = within(await formOf('Rol geven'));
    await user.selectOptions(form.getByLabelText('Medewerker'), 'Noor van Dalen');
    await user.selectOptions(form.getByLabelText('Rol'), 'bereikbaarheidsdienst');
    await user.click(form.getByRole('button', { name: 'Rol geven' }));
    expect(await form.findByText('De rol is gegeven en geldt nu.')).toBeTruthy();
    const sent = gateway.asked.find(({ name }) => name === 'GrantHat')?.variables['input'];
    expect(sent).toMatchObject({ organisation: 'vt-haaglanden', worker: 'w1', role: 'dutyOfficer', from: null, until: null });
    await waitFor(() => expect(gateway.asked.filter(({ name }) => name === 'OrganisationAdministration')).toHaveLength(2));
  });

  it('is told at the field what is missing, without asking the gateway', async () => {
    const { gateway, user } = await openApplication('/beheer', administrator);
    const form = within(await formOf('Medewerker toevoegen of naam wijzigen'));
    await user.type(form.getByLabelText('Naam'), 'Nieuw');
    await user.click(form.getByRole('button', { name: 'Registreren' }));
    const field = form.getByLabelText('Kenmerk bij het inloggen');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(form.getByTestId('field-error').textContent).toBe('Vul dit in.');
    expect(document.activeElement).toBe(field);
    expect(gateway.asked.map(({ name }) => name)).not.toContain('RegisterWorker');
  });

  it('is told at the field what the gateway refuses; what was typed stays, and a retry is the same act', async () => {
    const refused = {
      __typename: 'CommandRefused',
      code: 'ADMINISTRATION_HAT_HELD',
      message: 'Deze medewerker heeft deze rol dan al.',
      field: 'role',
    } as const;
    const { gateway, user } = await openApplication('/beheer', { ...administrator, results: [refused, accepted] });
    const form = within(await formOf('Rol geven'));
    await user.selectOptions(form.getByLabelText('Medewerker'), 'Noor van Dalen');
    await user.selectOptions(form.getByLabelText('Rol'), 'medewerker');
    await user.click(form.getByRole('button', { name: 'Rol geven' }));
    expect((await form.findByTestId('field-error')).textContent).toBe(refused.message);
    await user.click(form.getByRole('button', { name: 'Rol geven' }));
    expect(await form.findByTestId('administered')).toBeTruthy();
    const ids = gateway.asked
      .filter(({ name }) => name === 'GrantHat')
      .map(({ variables }) => (variables['input'] as { commandId: string }).commandId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('ends a role only after he was asked', async () => {
    const { gateway, user } = await openApplication('/beheer', { ...administrator, results: [accepted] });
    await user.click(await screen.findByRole('button', { name: /Beëindigen Rol medewerker van Noor van Dalen/ }));
    expect(gateway.asked.map(({ name }) => name)).not.toContain('EndHat');
    expect(screen.getByText(/kan deze rol meteen niet meer gebruiken/)).toBeTruthy();
    await user.click(screen.getByTestId('confirm-end'));
    await waitFor(() => expect(gateway.asked.find(({ name }) => name === 'EndHat')?.variables['input']).toMatchObject({ hatId: 'h1' }));
    await waitFor(() => expect(screen.queryByTestId('confirm-end')).toBeNull());
  });
});

describe('the administrator of the platform', () => {
  it('sees organisations, ends those that have not ended, and never his own', async () => {
    await openApplication('/', platform);
    expect(await screen.findByRole('link', { name: 'Jeugdbescherming west' })).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Beëindigen/ }).map(({ textContent }) => textContent)).toEqual([
      'Beëindigen Jeugdbescherming west',
    ]);
  });

  it('registers an organisation', async () => {
    const { gateway, user } = await openApplication('/beheer', { ...platform, results: [accepted] });
    const form = within(await formOf('Organisatie toevoegen'));
    await user.type(form.getByLabelText('Kenmerk'), 'za-duin');
    await user.type(form.getByLabelText('Naam'), 'Zorg Duin');
    await user.selectOptions(form.getByLabelText('Soort organisatie'), 'zorgaanbieder');
    await user.type(form.getByLabelText('Regio'), 'haaglanden');
    await user.click(form.getByRole('button', { name: 'Registreren' }));
    await form.findByTestId('administered');
    expect(gateway.asked.find(({ name }) => name === 'RegisterOrganisation')?.variables['input']).toMatchObject({
      organisation: 'za-duin',
      kind: 'ZA',
      oin: null,
    });
  });
});

describe('who does not administer', () => {
  it('finds nothing there', async () => {
    await openApplication('/beheer', {});
    expect(await screen.findByRole('heading', { level: 1, name: 'Hier is niets te zien' })).toBeTruthy();
  });
});

describe('an empty store', () => {
  it('is claimed with its code', async () => {
    const { gateway, user } = await openApplication('/', { hats: [], unclaimed: true, results: [accepted] });
    expect(await screen.findByRole('heading', { level: 1, name: 'Deze opslag heeft nog geen beheerder' })).toBeTruthy();
    await user.type(screen.getByLabelText('Code'), 'AAAA-BBBB-CCCC-DDDD');
    await user.type(screen.getByLabelText(/Naam van de organisatie/), 'Regiobureau');
    gateway.world.hats = platform.hats ?? [];
    gateway.world.me = platform.me ?? ME;
    await user.click(screen.getByRole('button', { name: 'Beheerder worden' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Organisaties' })).toBeTruthy();
    expect(gateway.asked.find(({ name }) => name === 'ClaimAdministration')?.variables['input']).toMatchObject({
      code: 'AAAA-BBBB-CCCC-DDDD',
      workerName: 'Noor van Dalen',
    });
  });
});

/** The form below its summary, opened. */
async function formOf(summary: string): Promise<HTMLElement> {
  const details = (await screen.findByText(summary, { selector: 'summary span' })).closest('details') as HTMLDetailsElement;
  details.open = true;
  return details;
}
