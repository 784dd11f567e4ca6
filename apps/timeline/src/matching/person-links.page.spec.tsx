// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_ID, ME, ORGANISATIONS, PEOPLE } from '../../test/gateway/waterlelie.ts';
import type { World } from '../../test/gateway/fake-gateway.ts';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';

const other = {
  caseId: 'c0ffee00-1111-4222-8333-000000000009',
  caseName: 'Gezin Anders',
  person: { personId: 'p9', name: 'Sanne Waterlelie', roleTerm: 'kind', birthDate: '2015-08-21' },
};
const possible = { personId: PEOPLE.K1, other };
const link = (decision: string): World['personLinks'][number] => ({
  ...possible,
  decision,
  basis: 'Geboorteakte gezien.',
  decidedBy: ORGANISATIONS.vt,
  decidedAt: '2025-05-02T10:00:00.000Z',
});
/** Screens are fetched when somebody goes there. */
const SOON = { timeout: 20_000 };
const PATH = `${CASE_PATH}/zelfde-persoon`;
const offered = (item: HTMLElement) =>
  within(item)
    .queryAllByRole('button')
    .map((button) => button.getAttribute('data-decision'));

describe('one person in two cases', () => {
  it('is suggested with the way to the other case; a decision says what follows, needs a basis, and is told where the focus is', async () => {
    const { gateway, user } = await openApplication(PATH, { possibleMatches: [possible] });
    const item = await screen.findByTestId('possible', undefined, SOON);
    expect(item.textContent).toContain('Sanne Waterlelie en Sanne Waterlelie, kind, geboren op 21 augustus 2015, Gezin Anders');
    expect(within(item).getByRole('link', { name: 'Gezin Anders' }).getAttribute('href')).toBe(`/casus/${other.caseId}`);
    expect(offered(item)).toEqual(['SAME', 'NOT_SAME']);
    await user.click(within(item).getByRole('button', { name: /^Dezelfde persoon/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/Niemand ziet hierdoor iets van de andere casus/)).toBeTruthy();
    await user.click(dialog.getByTestId('confirm'));
    expect(await dialog.findByText('Vul in waaruit dit blijkt.')).toBeTruthy();
    expect(gateway.asked.map(({ name }) => name)).not.toContain('DecidePersonMatch');
    await user.type(dialog.getByLabelText('Waaruit blijkt dat?'), 'Geboorteakte gezien.');
    gateway.world.possibleMatches = [];
    gateway.world.personLinks = [link('SAME')];
    await user.click(dialog.getByTestId('confirm'));
    const recorded = await screen.findByTestId('recorded', undefined, SOON);
    expect(document.activeElement).toBe(recorded);
    expect(gateway.asked.find(({ name }) => name === 'DecidePersonMatch')?.variables['input']).toMatchObject({
      caseId: CASE_ID,
      personId: PEOPLE.K1,
      otherCaseId: other.caseId,
      otherPersonId: 'p9',
      decision: 'SAME',
      basis: 'Geboorteakte gezien.',
    });
    await screen.findByTestId('person-link', undefined, SOON);
    expect(screen.queryByTestId('possible')).toBeNull();
    const last = gateway.asked.findLast(({ name }) => name === 'PersonLinks');
    expect(last?.variables).toEqual({ caseId: CASE_ID, atLeast: 'pos-2' });
  });

  it('stands with who decided, on what, what follows, and what can be decided next', async () => {
    const next = { SAME: ['MERGED', 'NOT_SAME'], NOT_SAME: ['SAME'], MERGED: ['UNMERGED'], UNMERGED: ['MERGED', 'NOT_SAME'] };
    for (const [decision, decisions] of Object.entries(next)) {
      await openApplication(PATH, { personLinks: [link(decision)] });
      const item = await screen.findByTestId('person-link', undefined, SOON);
      expect(item.textContent).toContain('Besloten door Veilig Thuis Haaglanden op 2 mei 2025. Grond: Geboorteakte gezien.');
      expect(offered(item)).toEqual(decisions);
    }
    expect(screen.getByText(/De casussen zijn niet meer gekoppeld/)).toBeTruthy();
  });

  it('is for who records things to decide; who only reads sees no buttons, and a basis that was not given is not there', async () => {
    await openApplication(PATH, {
      me: { ...ME, canWrite: false },
      personLinks: [{ ...link('MERGED'), basis: null }],
      possibleMatches: [possible],
    });
    const item = await screen.findByTestId('person-link', undefined, SOON);
    expect(item.textContent).not.toContain('Grond');
    expect(offered(item)).toEqual([]);
    expect(offered(screen.getByTestId('possible'))).toEqual([]);
  });

  it('says the same where there is none and where one may not see it; a family member gets no way to it', async () => {
    await openApplication(PATH);
    expect(await screen.findByText('Niemand die u kunt zien.', undefined, SOON)).toBeTruthy();
    expect(screen.getByText('Er is niets besloten dat u kunt zien.')).toBeTruthy();
    await openApplication(CASE_PATH, { me: { ...ME, party: 'FAMILY', canWrite: false } });
    await screen.findByTestId('family-name', undefined, SOON);
    await waitFor(() => expect(screen.getByRole('link', { name: 'Wie keek er?' })).toBeTruthy());
    expect(screen.queryByRole('link', { name: 'Zelfde persoon?' })).toBeNull();
  });
});
