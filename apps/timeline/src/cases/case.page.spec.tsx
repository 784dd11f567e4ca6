// SPDX-License-Identifier: EUPL-1.2
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';
import { CASE, ENTRIES, ME } from '../../test/gateway/waterlelie.ts';

describe('a case', () => {
  it('says who it is about, how old they are and how it stands', async () => {
    await openApplication(CASE_PATH);
    expect((await screen.findByTestId('family-name')).textContent).toBe('Gezin Waterlelie');
    expect(screen.getByTestId('members').textContent).toMatch(/Sanne Waterlelie \(\d+\)/);
    expect(screen.getByTestId('phase').textContent).toContain('directe veiligheid (fase 1 van 3)');
    expect(screen.getByTestId('fixed-face').textContent).toContain('Fatima el Amrani');
    expect(screen.getByTestId('parties').textContent).toContain('RvdK');
    expect(screen.getByTestId('acute-danger').textContent).toContain('Acute onveiligheid sinds zaterdag 12 april 2025, 21:15 uur');
  });

  it('names nobody in the title or the address: a browser keeps those', async () => {
    await openApplication(CASE_PATH);
    await screen.findByTestId('family-name');
    expect(document.title + window.location.href).not.toContain('Waterlelie');
  });

  it('says how a due date came about, on one click', async () => {
    const { user } = await openApplication(CASE_PATH);
    const [overdue] = within(await screen.findByTestId('clocks')).getAllByTestId('clock');
    expect(overdue?.textContent).toContain('dagen te laat');
    await user.click(within(overdue as HTMLElement).getByText('Hoe komt deze datum tot stand?'));
    expect(overdue?.textContent).toContain('vastgesteld dat onderzoek nodig is');
    expect(overdue?.textContent).toContain('Bron: Uitvoeringsbesluit Wmo 2015 4.1.7 lid 2.');
  });

  it('tells the status of a measure as derived, and never that there is none', async () => {
    await openApplication(CASE_PATH);
    const shown = await screen.findAllByTestId('measure');
    expect(shown.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('van kracht'),
      expect.stringContaining('van kracht'),
      expect.stringContaining('afgelopen'),
    ]);
    await openApplication(CASE_PATH, { familyCase: { ...CASE, measures: [] } });
    expect(await screen.findByText('Geen van kracht die u kunt zien')).toBeTruthy();
  });

  it('counts those whose name one may not know, without a guess', async () => {
    const members = CASE.members.map((member, index) =>
      index === 1 || index === 3 ? { ...member, name: null, roleTerm: null, role: null, birthDate: null } : member,
    );
    await openApplication(CASE_PATH, { familyCase: { ...CASE, members } });
    expect((await screen.findByTestId('members')).textContent).toContain('2 anderen (namen niet zichtbaar)');
  });

  it('looks the same when it is not there and when one may not see it', async () => {
    await openApplication(CASE_PATH, { familyCase: null });
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Hier is niets te zien');
    await openApplication('/casus/geen-nummer');
    expect((await screen.findAllByRole('heading', { level: 1 })).map(({ textContent }) => textContent)).toContain('Hier is niets te zien');
  });

  it('disappears from the screen when the right to see it ends', async () => {
    const { gateway } = await openApplication(CASE_PATH);
    await screen.findByTestId('family-name');
    gateway.world.familyCase = null;
    act(() => gateway.become('reconnecting'));
    act(() => gateway.become('live'));
    expect(await screen.findByText('Hier is niets te zien')).toBeTruthy();
    expect(screen.queryByTestId('family-name')).toBeNull();
  });

  it('shows new danger as it is declared', async () => {
    const { gateway } = await openApplication(CASE_PATH, { familyCase: { ...CASE, acuteDangerSince: null } });
    await screen.findAllByTestId('entry');
    expect(screen.queryByTestId('acute-danger')).toBeNull();
    gateway.world.familyCase = CASE;
    act(() => gateway.arrive({ ...(ENTRIES[5] as (typeof ENTRIES)[number]), id: 'new' }));
    expect(await screen.findByTestId('acute-danger')).toBeTruthy();
  });
});

describe('my cases', () => {
  it('mark danger, and say who leads and who is on it', async () => {
    await openApplication('/');
    const card = await screen.findByTestId('case');
    expect(card.textContent).toContain('Acute onveiligheid sinds 12 april 2025');
    expect(card.textContent).toContain('Fatima el Amrani');
    expect(within(card).getByRole('link', { name: 'Gezin Waterlelie' }).getAttribute('href')).toBe(CASE_PATH);
  });

  it('say so when there are none', async () => {
    await openApplication('/', { familyCase: null });
    expect((await screen.findByTestId('no-cases')).textContent).toContain('Er zijn geen casussen voor u.');
  });

  it('do not follow an auditor live', async () => {
    await openApplication(CASE_PATH, { me: { ...ME, party: 'AUDITOR', canWrite: false } });
    expect(await screen.findByText('Live bijwerken staat uit voor auditors.')).toBeTruthy();
  });
});
