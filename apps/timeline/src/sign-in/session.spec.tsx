// SPDX-License-Identifier: EUPL-1.2
import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, jest } from '@jest/globals';
import { fakeAuth } from '../../test/gateway/fake-auth.ts';
import { fakeGateway } from '../../test/gateway/fake-gateway.ts';
import { CASE_ID } from '../../test/gateway/waterlelie.ts';
import { CASE_PATH } from '../../test/open-application.tsx';
import { Application } from '../application.tsx';
import type { Gateway } from '../gateway/gateway.ts';
import type { RequestIdentity } from '../gateway/request-headers.ts';
import type { Hat, SignInState } from './auth-port.ts';

const person: SignInState = { status: 'signedIn', ended: false, person: { subject: 's', name: 'Noor van Dalen' } };
const vt = { organisation: 'vt-haaglanden', name: 'Veilig Thuis Haaglanden', party: 'VT', roles: ['caseworker', 'dutyOfficer'] };

async function open(state: SignInState, hats: readonly Hat[] = [vt], unclaimed = false) {
  window.history.replaceState(null, '', '/');
  const closed = jest.fn();
  const connect = jest.fn((_identity: RequestIdentity): Gateway => ({ ...fakeGateway({ hats, unclaimed }), close: closed }));
  await act(async () => {
    render(<Application auth={fakeAuth(state)} demonstration connect={connect} />);
    await Promise.resolve();
  });
  return { connect, closed, user: userEvent.setup() };
}

describe('who is at work', () => {
  it('is told what this is, and that it is a demonstration, before signing in', async () => {
    await open({ status: 'signedOut' });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Eén tijdlijn, één routekaart naar veiligheid');
    expect(screen.getByTestId('demonstration')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Inloggen' })).toBeTruthy();
  });

  it('sees his cases under his first hat', async () => {
    const { connect } = await open(person);
    expect(await screen.findByRole('link', { name: 'Gezin Waterlelie' })).toBeTruthy();
    expect(connect).toHaveBeenCalledWith({ organisation: 'vt-haaglanden', role: undefined, purpose: undefined });
  });

  it('starts anew with the gateway under another role: hats never merge', async () => {
    const { connect, closed, user } = await open(person);
    await user.click(await screen.findByTestId('account'));
    await user.selectOptions(screen.getByLabelText('U werkt nu als'), 'bereikbaarheidsdienst');
    await screen.findByTestId('case-list');
    expect(connect).toHaveBeenLastCalledWith({ organisation: 'vt-haaglanden', role: 'dutyOfficer', purpose: undefined });
    expect(closed).toHaveBeenCalled();
  });

  it('states purpose, scope and period first, as an auditor', async () => {
    const { connect, user } = await open(person, [{ organisation: 'inspectie', name: 'Inspectie', party: 'AUDITOR', roles: ['auditor'] }]);
    await user.click(await screen.findByRole('button', { name: 'Verder' }));
    expect(screen.getByText('Vul in waarvoor u kijkt.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Doel van uw inzage'));
    expect(screen.getByText(/Dit is geen nummer van een casus/)).toBeTruthy();
    expect(connect.mock.calls).toEqual([[{ organisation: '-', role: undefined, purpose: undefined }]]);
    await user.type(screen.getByLabelText('Doel van uw inzage'), 'toets');
    await user.type(screen.getByLabelText('Nummer van de casus'), `http://localhost:3000${CASE_PATH}`);
    fireEvent.change(screen.getByLabelText('Eerste dag van de periode'), { target: { value: '2025-03-01' } });
    fireEvent.change(screen.getByLabelText('Laatste dag van de periode'), { target: { value: '2025-02-01' } });
    await user.click(screen.getByRole('button', { name: 'Verder' }));
    expect(screen.getByText(/Die kan niet voor de eerste dag liggen/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Laatste dag van de periode'), { target: { value: '2025-04-30' } });
    await user.click(screen.getByRole('button', { name: 'Verder' }));
    await screen.findByTestId('account');
    const inspection = { purpose: 'toets', caseId: CASE_ID, from: '2025-03-01', until: '2025-04-30' };
    expect(connect).toHaveBeenCalledWith({ organisation: 'inspectie', role: undefined, purpose: 'toets', inspection });
  });

  it('is told so when he belongs to no organisation', async () => {
    await open(person, []);
    expect(await screen.findByRole('heading', { level: 1, name: 'U hoort nog bij geen organisatie' })).toBeTruthy();
  });

  it('is told when the sign-in ran out, while the screen stays', async () => {
    await open({ ...person, ended: true } as SignInState);
    expect(await screen.findByText(/Uw aanmelding is verlopen/)).toBeTruthy();
    expect(await screen.findByTestId('case-list')).toBeTruthy();
  });

  it('reads it in English if he likes', async () => {
    const { user } = await open(person);
    await user.click(await screen.findByTestId('account'));
    await user.click(screen.getByRole('button', { name: 'English' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'My cases' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('en');
    await user.click(screen.getByRole('button', { name: 'Nederlands' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Mijn casussen' })).toBeTruthy();
  });
});
