// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';
import { ME, ORGANISATIONS, PEOPLE, PLANS } from '../../test/gateway/waterlelie.ts';
import type { World } from '../../test/gateway/fake-gateway.ts';
import type { Plan } from './plan.ts';

const open = async (version: number, world: Partial<World> = {}) => {
  const opened = await openApplication(`${CASE_PATH}/routekaart?versie=${String(version)}`, world);
  await screen.findByTestId('plan');
  return opened;
};

/** As the gateway gives it to the father: what is hidden from him is not in it. */
const forFather = (plan: Plan): Plan => ({ ...plan, agreements: plan.agreements.filter(({ hiddenFrom }) => hiddenFrom.length === 0) });

describe('the routekaart', () => {
  it('says whether a version is in force, and who must still sign', async () => {
    const { user } = await open(1);
    expect(screen.getByTestId('plan-status').textContent).toContain('Deze versie is geldig sinds 2 april 2025.');
    expect(screen.queryByTestId('still-to-sign')).toBeNull();
    await user.click(screen.getByRole('radio', { name: /Versie 2/ }));
    await waitFor(() => expect(screen.getByTestId('plan').dataset['version']).toBe('2'));
    expect(screen.getByTestId('still-to-sign').textContent).toBe('Veilig Thuis Haaglanden moet nog ondertekenen.');
    expect(window.location.search).toBe('?versie=2');
  });

  it('tells the phase as a list one can hear', async () => {
    await open(1);
    const now = screen.getByRole('listitem', { current: 'step' });
    expect(now.textContent).toContain('directe veiligheid');
    expect(now.textContent).toContain('hier zijn we nu');
  });

  it('keeps disagreement visible, in own words, and says who was not asked yet', async () => {
    await open(2);
    expect(screen.getAllByTestId('position').map(({ dataset }) => dataset['position'])).toEqual(['AGREE', 'AGREE', 'none']);
    await openApplication(`${CASE_PATH}/routekaart?versie=1`);
    expect(await screen.findByText(/Jullie luisteren alleen naar haar/)).toBeTruthy();
  });

  it('shows beside each line, and beside the whole, what somebody says about it himself', async () => {
    const said = (words: string): Plan['statements'] => [
      {
        id: words,
        personId: PEOPLE.father,
        words,
        occurredAt: '2025-04-03',
        organisation: ORGANISATIONS.vt,
        statedBy: { personId: PEOPLE.father },
      },
    ];
    const told = PLANS.map((plan) => ({
      ...plan,
      statements: said('over het geheel'),
      conditions: plan.conditions.map((line) => ({ ...line, statements: said('over de voorwaarde') })),
      agreements: plan.agreements.map((line) => ({ ...line, statements: said(`over ${line.id}`) })),
      actions: plan.actions.map((line) => ({ ...line, statements: said(`over ${line.id}`) })),
      positions: plan.positions.map((line) => ({ ...line, statements: said('over het standpunt') })),
    }));
    await open(2, { plans: told });
    const countIn = (testId: string) => screen.getAllByTestId(testId).map((line) => within(line).getAllByTestId('statement').length);
    expect(countIn('action')).toEqual([1, 1]);
    expect(countIn('agreement')).toEqual([1, 1, 1]);
    expect(screen.getAllByTestId('statement')).toHaveLength(1 + 2 + 3 + 2 + 2);
    expect(screen.getByText('over a3')).toBeTruthy();
    expect(screen.getByText('over het geheel').closest('blockquote')?.textContent).toContain('Dennis Waterlelie');
  });

  it('shows every rater his own number and no average', async () => {
    await open(1);
    expect(screen.getAllByTestId('score').map((row) => within(row).getByRole('cell').textContent)).toEqual(['3', '4', '4', '6', '8']);
    expect(screen.getByTestId('plan').textContent).not.toMatch(/[Gg]emiddeld(?!e uit)/);
  });

  it('marks a broken check and what is hidden from whom, for who gets to know', async () => {
    await open(1);
    expect(screen.getByTestId('check').textContent).toContain('geschonden');
    expect(screen.getByTestId('hidden-from').textContent).toContain('Verborgen voor Dennis Waterlelie');
    expect(screen.getAllByTestId('agreement')).toHaveLength(2);
  });

  it('holds no trace of a hidden agreement for whom it is hidden from', async () => {
    await open(1, { plans: PLANS.map(forFather), me: { ...ME, party: 'FAMILY', canWrite: false } });
    expect(screen.getAllByTestId('agreement')).toHaveLength(1);
    expect(screen.queryByTestId('hidden-from')).toBeNull();
    expect(document.body.textContent).not.toContain('achtertuin');
    expect(screen.queryByTestId('sign')).toBeNull();
  });

  it('is signed for exactly the content on the screen', async () => {
    const { gateway, user } = await open(2);
    await user.click(screen.getByTestId('sign'));
    expect(screen.getByRole('dialog').textContent).toContain('precies deze inhoud');
    await user.click(screen.getByTestId('confirm'));
    await screen.findByTestId('recorded');
    const input = gateway.asked.find(({ name }) => name === 'SignRouteMap')?.variables['input'];
    expect(input).toMatchObject({ version: 2, contentHash: PLANS[1]?.contentHash, legalBasis: 'wmo-4.1.1', expectedPosition: 'pos-1' });
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Tijdlijn' }));
    expect(await screen.findByTestId('entries')).toBeTruthy();
    expect(screen.queryByTestId('recorded')).toBeNull();
    expect(document.activeElement?.id).toBe('part');
  });

  it('tells why it could not be signed, and keeps the question open', async () => {
    const { user } = await open(2, {
      results: [
        {
          __typename: 'CommandRefused',
          code: 'ROUTE_MAP_OTHER_CONTENT',
          message: 'De inhoud is intussen veranderd.',
          field: 'contentHash',
        },
      ],
    });
    await user.click(screen.getByTestId('sign'));
    await user.click(screen.getByTestId('confirm'));
    expect((await screen.findByTestId('refused')).textContent).toContain('De inhoud is intussen veranderd.');
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('takes no signature back without a reason', async () => {
    const { gateway, user } = await open(1);
    await user.click(screen.getByRole('button', { name: 'Handtekening intrekken' }));
    await user.click(screen.getByTestId('confirm'));
    expect((await screen.findByTestId('refused')).textContent).toContain('Vul in waarom u de handtekening intrekt.');
    await user.type(screen.getByLabelText(/Waarom trekt u/), 'Vergissing');
    await user.click(screen.getByTestId('confirm'));
    await screen.findByTestId('recorded');
    expect(gateway.asked.find(({ name }) => name === 'WithdrawSignature')?.variables['input']).toMatchObject({
      version: 1,
      reason: 'Vergissing',
    });
  });

  it('says so when there is none', async () => {
    await openApplication(`${CASE_PATH}/routekaart`, { plans: [] });
    expect(await screen.findByTestId('no-route-map')).toBeTruthy();
  });
});
