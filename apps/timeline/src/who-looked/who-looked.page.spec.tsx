// SPDX-License-Identifier: EUPL-1.2
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';
import { ME } from '../../test/gateway/waterlelie.ts';

const look = (about: object = {}) => ({
  __typename: 'Look' as const,
  at: '2026-11-22T09:30:00.000Z',
  organisation: { __typename: 'Organisation' as const, id: 'vt', name: 'Veilig Thuis Haaglanden' },
  roleTerm: 'medewerker',
  purpose: 'veiligheid beoordelen',
  categories: [{ __typename: 'LookedCategory' as const, code: 'C1', term: 'gezin, leden en gezag' }],
  emergency: false,
  opened: false,
  granted: true,
  worker: null,
  ...about,
});

/** The screen is fetched when somebody goes there: on a busy machine that takes longer than a second. */
const SLOW = { timeout: 20_000 };

describe('who looked', () => {
  it('tells a family member which organisation looked, in which role, when, at what and for what', async () => {
    await openApplication(`${CASE_PATH}/inzage`, { looks: [look()], me: { ...ME, party: 'FAMILY', canWrite: false } });
    const item = await screen.findByTestId('look', {}, SLOW);
    expect(item.textContent).toContain('Veilig Thuis Haaglanden · medewerker');
    expect(item.textContent).toContain('Heeft op het scherm gehad: gezin, leden en gezag.');
    expect(item.textContent).toContain('Doel: veiligheid beoordelen');
    expect(screen.getByText(/Namen van medewerkers staan er niet bij/)).toBeTruthy();
  });

  it('marks emergency access, a targeted look and a refusal in words', async () => {
    await openApplication(`${CASE_PATH}/inzage`, { looks: [look({ emergency: true }), look({ opened: true }), look({ granted: false })] });
    const [emergency, opened, refused] = await screen.findAllByTestId('look', {}, SLOW);
    expect(emergency?.textContent).toContain('noodtoegang');
    expect(opened?.textContent).toContain('Heeft gericht bekeken');
    expect(refused?.textContent).toContain('Er is niets getoond');
  });

  it('is one of the parts of a case, reached by keyboard as by mouse', async () => {
    const { user } = await openApplication(CASE_PATH, { looks: [] });
    const parts = await screen.findByRole('navigation', { name: 'Onderdelen van deze casus' }, SLOW);
    within(parts).getByRole('link', { name: 'Wie keek er?' }).focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Er is nog niets bekeken.', {}, SLOW)).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Wie keek er?');
  });
});
