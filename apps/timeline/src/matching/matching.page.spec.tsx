// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { ME } from '../../test/gateway/waterlelie.ts';
import type { World } from '../../test/gateway/fake-gateway.ts';
import { openApplication } from '../../test/open-application.tsx';

const LOTTE = { personId: 'p1', name: 'Lotte Waterlelie', roleTerm: 'kind', birthDate: '2015-09-14' };
const found: World['findings'] = {
  total: 1,
  more: false,
  hasNextPage: false,
  searchToken: 'proof',
  cases: [{ caseId: 'c0ffee00-1111-4222-8333-000000000009', name: 'Gezin Waterlelie', municipality: 'Duinrade', people: [LOTTE] }],
};
const task: World['known']['tasks'][number] = {
  id: 't1',
  askedBy: { id: 'vt-elders', name: 'Veilig Thuis Elders' },
  askedAt: '2025-04-02T10:00:00.000Z',
  name: 'Lotte Waterlelie',
  birthDate: '2015-09-14',
  reason: 'Gezien met blauwe plekken.',
  answered: false,
  shared: null,
  people: [{ caseId: 'c1', caseName: 'Gezin Waterlelie', person: LOTTE }],
};
/** Screens are fetched when somebody goes there. */
const SOON = { timeout: 10_000 };

describe('searching', () => {
  it('shows in which cases somebody was found, with a way to each; what was typed stands in no address', async () => {
    const { gateway, user } = await openApplication('/', { findings: found });
    const search = within(await screen.findByRole('search', undefined, SOON));
    await user.type(search.getByLabelText('Naam, of het begin ervan'), 'lotte{Enter}');
    const link = within(await screen.findByTestId('found')).getByRole('link', { name: 'Gezin Waterlelie' });
    expect(link.getAttribute('href')).toBe('/casus/c0ffee00-1111-4222-8333-000000000009');
    expect(screen.getByTestId('found').textContent).toContain('Lotte Waterlelie, kind, geboren op 14 september 2015');
    const sent = gateway.asked.find(({ name }) => name === 'Search')?.variables['input'];
    expect(sent).toEqual({ people: [{ name: 'lotte', birthDate: null }] });
    expect(window.location.href).not.toContain('lotte');
  });

  it('says the same for nobody there and nobody to be seen, and asks for something to look by', async () => {
    const { gateway, user } = await openApplication('/');
    const search = within(await screen.findByRole('search', undefined, SOON));
    await user.click(search.getByRole('button', { name: 'Zoeken' }));
    const field = search.getByLabelText('Naam, of het begin ervan');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
    expect(gateway.asked.map(({ name }) => name)).not.toContain('Search');
    await user.type(field, 'niemand{Enter}');
    expect((await screen.findByTestId('nobody-found')).textContent).toContain('misschien mag u het niet zien');
  });

  it('is not there for a family member', async () => {
    await openApplication('/', { me: { ...ME, party: 'FAMILY', role: 'familyMember', canWrite: false } });
    await screen.findByTestId('case-list', undefined, SOON);
    expect(screen.queryByRole('search')).toBeNull();
  });
});

describe('opening a case', () => {
  async function enter(changes: Partial<World> = {}) {
    const opened = await openApplication('/casus-openen', changes);
    const { user } = opened;
    const person = within(await screen.findByTestId('person', undefined, SOON));
    await user.type(person.getByLabelText('Voor- en achternaam'), 'Bo Nieuw');
    await user.type(person.getByLabelText('Geboortedatum'), '2019-01-01');
    await user.selectOptions(person.getByLabelText('Rol in het gezin'), 'kind');
    return { ...opened, person };
  }

  it('comes after a search for exactly these people, whose proof goes along', async () => {
    const { gateway, user } = await enter({ findings: found });
    expect(screen.queryByRole('button', { name: 'Casus openen' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Zoek of zij bekend zijn' }));
    expect(await screen.findByText('Is dit hetzelfde gezin? Ga dan naar die casus en open geen nieuwe.')).toBeTruthy();
    await user.type(screen.getByLabelText('Naam van de casus'), 'Gezin Nieuw');
    await user.type(screen.getByLabelText('Gemeente'), 'Duinrade');
    await user.type(screen.getByLabelText('Regio'), 'Haaglanden');
    await user.type(screen.getByLabelText('Aanleiding'), 'Zorgen.');
    await user.click(screen.getByRole('button', { name: 'Casus openen' }));
    await screen.findByRole('heading', { name: 'Mijn casussen' }, SOON);
    expect(gateway.asked.find(({ name }) => name === 'Search')?.variables['input']).toEqual({
      people: [{ name: 'Bo Nieuw', birthDate: '2019-01-01' }],
    });
    expect(gateway.asked.find(({ name }) => name === 'OpenCase')?.variables['input']).toMatchObject({
      searchToken: 'proof',
      opening: { householdKind: 'FAMILY_WITH_MINORS', region: 'haaglanden', members: [{ content: { name: 'Bo Nieuw', role: 'child' } }] },
    });
  });

  it('asks for the search anew when somebody is changed, and says what is missing', async () => {
    const { user, person } = await enter();
    await user.click(screen.getByRole('button', { name: 'Zoek of zij bekend zijn' }));
    expect(await screen.findByRole('button', { name: 'Casus openen' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Casus openen' }));
    expect(document.activeElement).toBe(screen.getByLabelText('Naam van de casus'));
    await user.type(person.getByLabelText('Voor- en achternaam'), ' Anders');
    expect(screen.queryByRole('button', { name: 'Casus openen' })).toBeNull();
  });

  it('is for who may open one', async () => {
    await openApplication('/casus-openen', { me: { ...ME, party: 'RvdK' } });
    expect(await screen.findByText('Met deze aanmelding kunt u geen casus openen.', undefined, SOON)).toBeTruthy();
    expect(screen.queryByTestId('person')).toBeNull();
  });
});

describe('bekend elders', () => {
  it('records a question, and shows the one sentence there is', async () => {
    const sentence = 'Uw vraag is vastgelegd.';
    const question = {
      id: 'q1',
      name: 'Bo Nieuw',
      birthDate: '2019-01-01',
      reason: 'Zorgen.',
      askedAt: task.askedAt,
      sentence,
      replies: [],
    };
    const { gateway, user } = await openApplication('/bekend-elders', { known: { questions: [question], tasks: [] } });
    await user.type(await screen.findByLabelText('Voor- en achternaam', undefined, SOON), 'Bo Nieuw');
    await user.type(screen.getByLabelText('Geboortedatum'), '2019-01-01');
    await user.type(screen.getByLabelText('Waarom vraagt u dit?'), 'Zorgen.');
    await user.click(screen.getByRole('button', { name: 'Vraag vastleggen' }));
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.getByText('Er zijn geen vragen aan uw organisatie.')).toBeTruthy();
    const sent = await waitFor(() => {
      const found = gateway.asked.find(({ name }) => name === 'AskKnownElsewhere');
      if (found === undefined) throw new Error('Nothing was sent yet');
      return found;
    }, SOON);
    expect(sent.variables['input']).toMatchObject({ name: 'Bo Nieuw', birthDate: '2019-01-01', reason: 'Zorgen.' });
  });

  it('shows who asks, why and about whom, and sends what is shared', async () => {
    const { gateway, user } = await openApplication('/bekend-elders', { known: { questions: [], tasks: [task] } });
    const shown = within(await screen.findByTestId('task', undefined, SOON));
    expect(shown.getByText(/Veilig Thuis Elders vraagt naar Lotte Waterlelie, geboren op 14 september 2015/)).toBeTruthy();
    expect(shown.getByText('Reden: Gezien met blauwe plekken.')).toBeTruthy();
    expect(shown.getByRole('link', { name: 'Gezin Waterlelie' }).getAttribute('href')).toBe('/casus/c1');
    await user.click(shown.getByText('Iets delen'));
    await user.type(shown.getByLabelText('Wat deelt u?'), 'Bel ons.');
    await user.click(shown.getByRole('button', { name: 'Delen' }));
    await waitFor(() => {
      const sent = gateway.asked.find(({ name }) => name === 'AnswerKnownElsewhere')?.variables['input'];
      expect(sent).toMatchObject({ taskId: 't1', shares: true, message: 'Bel ons.' });
    });
  });
});
