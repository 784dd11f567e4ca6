// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_ID, ME } from '../../test/gateway/waterlelie.ts';
import type { World } from '../../test/gateway/fake-gateway.ts';
import { openApplication } from '../../test/open-application.tsx';

const access: World['accesses'][number] = {
  accessId: 'a1',
  caseId: CASE_ID,
  workerRole: 'caseworker',
  usedAt: '2025-04-12T19:15:00.000Z',
  validUntil: '2025-04-12T23:15:00.000Z',
  reason: 'Geschreeuw gehoord.',
  judgement: null,
  reviewDueOn: '2025-04-14',
  reviewStatus: 'overdue',
};
const supervisor = { ...ME, role: 'supervisor' };
/** Screens are fetched when somebody goes there. */
const SOON = { timeout: 20_000 };
const sent = (
  gateway: { readonly asked: readonly { readonly name: string; readonly variables: Record<string, unknown> }[] },
  name: string,
) => gateway.asked.find((one) => one.name === name)?.variables['input'];

describe('using emergency access', () => {
  it('says beforehand who will know, asks for a number and a reason, and sends no more than four hours', async () => {
    const { gateway, user } = await openApplication('/noodtoegang', { accesses: [access] });
    const warning = await screen.findByTestId('emergency-warning', undefined, SOON);
    expect(warning.textContent).toContain('Uw leidinggevende ziet het meteen');
    expect(warning.textContent).toContain('Het gezin ziet');
    const use = screen.getByRole('button', { name: 'Noodtoegang gebruiken' });
    await user.click(use);
    expect(document.activeElement).toBe(screen.getByLabelText('Nummer van de casus'));
    expect(screen.getAllByTestId('field-error')).toHaveLength(2);
    expect(sent(gateway, 'UseEmergencyAccess')).toBeUndefined();
    await user.type(screen.getByLabelText('Nummer van de casus'), CASE_ID);
    await user.type(screen.getByLabelText('Waarom kan iemand nu in gevaar zijn?'), 'Gevaar');
    expect(screen.getAllByRole('radio').map((radio) => Number((radio as HTMLInputElement).value))).toEqual([30, 60, 120, 240]);
    await user.click(use);
    const granted = await screen.findByTestId('granted', undefined, SOON);
    expect(document.activeElement).toBe(granted);
    const link = await within(granted).findByRole('link', { name: 'Naar de casus' });
    expect(link.getAttribute('href')).toBe(`/casus/${CASE_ID}`);
    await waitFor(() => expect(granted.textContent).toContain('uiterlijk op 13 april 2025 om 01:15 uur'));
    expect(sent(gateway, 'UseEmergencyAccess')).toMatchObject({ caseId: CASE_ID, reason: 'Gevaar', minutes: 240 });
  });

  it('rests on vital interests where that may be used, and keeps what was typed when it is refused', async () => {
    const vital = { key: 'avg-6-1-d', text: 'AVG 6 lid 1 onder d' };
    const refused = { __typename: 'CommandRefused' as const, code: 'EMERGENCY_RUNS', message: 'U hebt al noodtoegang.', field: null };
    const { gateway, user } = await openApplication('/noodtoegang', {
      me: { ...ME, legalBases: [...ME.legalBases, vital] },
      results: [refused],
    });
    await user.type(await screen.findByLabelText('Nummer van de casus', undefined, SOON), CASE_ID);
    await user.type(screen.getByLabelText('Waarom kan iemand nu in gevaar zijn?'), 'Gevaar');
    await user.click(screen.getByRole('button', { name: 'Noodtoegang gebruiken' }));
    const problem = await screen.findByTestId('refused');
    expect(problem.textContent).toContain('U hebt al noodtoegang.');
    expect(document.activeElement).toBe(problem);
    expect(screen.getByLabelText<HTMLTextAreaElement>('Waarom kan iemand nu in gevaar zijn?').value).toBe('Gevaar');
    expect(sent(gateway, 'UseEmergencyAccess')).toMatchObject({ legalBasis: 'avg-6-1-d' });
    expect(screen.queryByTestId('granted')).toBeNull();
  });

  it('is not there for who records nothing, and what others used is asked only for a supervisor', async () => {
    await openApplication('/noodtoegang', { me: { ...ME, party: 'FAMILY', role: 'familyMember', canWrite: false } });
    expect(await screen.findByText('Met deze aanmelding kunt u geen noodtoegang gebruiken.', undefined, SOON)).toBeTruthy();
    expect(screen.queryByLabelText('Nummer van de casus')).toBeNull();
    const { gateway } = await openApplication('/noodtoegang', { accesses: [access] });
    await screen.findByTestId('emergency-warning', undefined, SOON);
    expect(screen.queryByTestId('accesses')).toBeNull();
    expect(gateway.asked.map(({ name }) => name)).not.toContain('EmergencyAccesses');
  });
});

describe('judging emergency access', () => {
  it('stands on the first page of a supervisor while it waits, and only then', async () => {
    await openApplication('/', { me: supervisor, accesses: [access, { ...access, accessId: 'a2', judgement: 'JUSTIFIED' }] });
    const waiting = await screen.findByTestId('reviews-waiting', undefined, SOON);
    expect(waiting.textContent).toContain('1 keer is noodtoegang gebruikt');
    await openApplication('/', { me: supervisor, accesses: [{ ...access, judgement: 'JUSTIFIED' }] });
    await screen.findByTestId('case-list', undefined, SOON);
    expect(screen.queryByTestId('reviews-waiting')).toBeNull();
  });

  it('shows why, until when and by when it must be judged; a judgement needs grounds, and is told where the focus is', async () => {
    const { gateway, user } = await openApplication('/noodtoegang', { me: supervisor, accesses: [access] });
    const shown = within(await screen.findByTestId('access', undefined, SOON));
    expect(shown.getByText('medewerker, 12 april 2025 om 21:15 uur')).toBeTruthy();
    expect(shown.getByText('Geschreeuw gehoord.')).toBeTruthy();
    expect(shown.getByText(/14 april 2025/).textContent).toContain('te laat');
    await user.click(shown.getByText('Dit was niet terecht'));
    const judge = shown.getByRole('button', { name: 'Vastleggen: niet terecht' });
    await user.click(judge);
    expect(sent(gateway, 'ReviewEmergencyAccess')).toBeUndefined();
    const grounds = shown.getAllByLabelText('Waarom vindt u dat?').at(-1) as HTMLElement;
    expect(document.activeElement).toBe(grounds);
    await user.type(grounds, 'Geen gevaar.');
    await user.click(judge);
    const reviewed = await screen.findByTestId('reviewed', undefined, SOON);
    expect(document.activeElement).toBe(reviewed);
    expect(sent(gateway, 'ReviewEmergencyAccess')).toMatchObject({
      caseId: CASE_ID,
      accessId: 'a1',
      judgement: 'UNJUSTIFIED',
      considerations: 'Geen gevaar.',
    });
    // Not offered twice, also while the list does not hold the judgement yet; asked again until it does.
    expect(screen.queryByText('Dit was niet terecht')).toBeNull();
    gateway.world.accesses = [{ ...access, judgement: 'UNJUSTIFIED', reviewStatus: 'late' }];
    expect(await screen.findByText('niet terecht', undefined, SOON)).toBeTruthy();
  });

  it('says that there is none that one can see', async () => {
    await openApplication('/noodtoegang', { me: supervisor });
    expect(await screen.findByText('Er is geen noodtoegang gebruikt die u kunt zien.', undefined, SOON)).toBeTruthy();
  });
});
