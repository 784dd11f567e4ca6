// SPDX-License-Identifier: EUPL-1.2
import { screen, waitFor, within } from '@testing-library/react';
import { CombinedError } from 'urql';
import { describe, expect, it } from '@jest/globals';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';
import type { World } from '../../test/gateway/fake-gateway.ts';
import { CASE, ENTRIES, ME, PEOPLE } from '../../test/gateway/waterlelie.ts';
import { today } from '../language/moments.ts';

const open = async (kind: string, world: Partial<World> = {}) => {
  const opened = await openApplication(`${CASE_PATH}/vastleggen/${kind}`, world);
  await screen.findByTestId(`form-${kind}`);
  return opened;
};
type User = Awaited<ReturnType<typeof open>>['user'];

const record = (user: User) => user.click(screen.getByTestId('record'));
const fillVoice = async (user: User) => {
  await user.click(screen.getByRole('radio', { name: /Sanne Waterlelie/ }));
  await user.type(screen.getByLabelText('Wat zei hij of zij?'), 'Ik ben bang.');
  await user.click(screen.getByRole('radio', { name: 'Ja' }));
};
const inputs = (gateway: Awaited<ReturnType<typeof open>>['gateway'], name: string) =>
  gateway.asked.filter((each) => each.name === name).map(({ variables }) => variables['input'] as Record<string, unknown>);
const invalid = (field: string, nl: string) =>
  new CombinedError({
    graphQLErrors: [{ message: 'x', extensions: { code: 'BAD_USER_INPUT', fields: [{ field, rule: 'r', nl, en: 'no' }] } }],
  });

describe('choosing what to add', () => {
  it('offers only what the organisation may do', async () => {
    await openApplication(`${CASE_PATH}/vastleggen`, { me: { ...ME, party: 'RvdK' } });
    expect(await screen.findByTestId('kind-kind-gezien')).toBeTruthy();
    expect(screen.queryByTestId('kind-afspraak')).toBeNull();
    expect(screen.queryByTestId('kind-veiligheidsvoorwaarde')).toBeNull();
  });

  it('opens no form the organisation may not use, also by its address', async () => {
    await openApplication(`${CASE_PATH}/vastleggen/afspraak`, { me: { ...ME, party: 'RvdK' } });
    expect(await screen.findByText('Uw organisatie kan dit niet vastleggen.')).toBeTruthy();
  });
});

describe('a form', () => {
  it('begins with today and the basis of the organisation’s own task, out of the lawful ones only', async () => {
    await open('stem');
    expect(screen.getByLabelText<HTMLInputElement>('Wanneer is het gebeurd?').value).toBe(today());
    const basis = screen.getByLabelText<HTMLSelectElement>('Op welke grondslag legt u dit vast?');
    expect(basis.value).toBe('wmo-4.1.1');
    expect([...basis.options].map(({ value }) => value).filter((value) => value !== '')).toEqual(ME.legalBases.map(({ key }) => key));
  });

  it('says at each field what is missing and goes to the first', async () => {
    const { gateway, user } = await open('stem');
    await record(user);
    expect(screen.getAllByTestId('field-error').map(({ textContent }) => textContent)).toEqual([
      'Kies wie u sprak.',
      'Vul in wat er gezegd is.',
      'Geef aan of u alleen was met deze persoon.',
    ]);
    expect(document.activeElement?.id).toBe('field-speakerId');
    expect(inputs(gateway, 'RecordVoice')).toEqual([]);
    await user.click(screen.getByRole('radio', { name: /Sanne/ }));
    expect(screen.getAllByTestId('field-error')).toHaveLength(2);
  });

  it('records nothing that lies in the future', async () => {
    const { user } = await open('stem');
    const day = screen.getByLabelText('Wanneer is het gebeurd?');
    await user.clear(day);
    await user.type(day, '2999-01-01');
    await fillVoice(user);
    await record(user);
    expect(screen.getByTestId('field-error').textContent).toContain('toekomst');
    expect(document.activeElement).toBe(day);
  });

  it('says beforehand that it will show as late', async () => {
    const { user } = await open('stem');
    const day = screen.getByLabelText('Wanneer is het gebeurd?');
    await user.clear(day);
    await user.type(day, '2025-03-27');
    expect(screen.getByText(/Op de tijdlijn staat dat het later is vastgelegd/)).toBeTruthy();
  });

  it('says in words who will see what is confidential', async () => {
    const { user } = await open('stem');
    await user.click(screen.getByRole('radio', { name: /Sanne/ }));
    expect(screen.getByTestId('who-sees').textContent).toContain('ouders met gezag');
    await user.click(screen.getByRole('switch', { name: 'Vertrouwelijk' }));
    const who = screen.getByTestId('who-sees').textContent;
    expect(who).toContain('Sanne Waterlelie zelf');
    expect(who).toContain('Jeugdbescherming west');
    expect(who).toContain('Zij merken ook niet dat het er is.');
  });

  it('hides an agreement from nobody it is about', async () => {
    const { user } = await open('afspraak');
    const group = (name: RegExp) => within(screen.getByRole('group', { name }));
    await user.click(group(/Met wie/).getByRole('checkbox', { name: /Marleen/ }));
    await user.click(group(/begrensd/).getByRole('checkbox', { name: /Dennis/ }));
    await user.selectOptions(screen.getByLabelText(/Wie controleert/), 'Ingrid de Graaf (steunfiguur uit het netwerk)');
    const left = group(/verborgen/)
      .getAllByRole('checkbox')
      .map((box) => (box as HTMLInputElement).value);
    expect(left).toEqual([PEOPLE.K2, PEOPLE.K1]);
    const checkers = [...screen.getByLabelText<HTMLSelectElement>(/Wie controleert/).options].map(({ value }) => value);
    expect(checkers).not.toContain(`person:${PEOPLE.father}`);
  });

  it('keeps what was typed while somebody looks at another form', async () => {
    const { user } = await open('stem');
    await user.type(screen.getByLabelText('Wat zei hij of zij?'), 'half');
    await user.click(screen.getByRole('link', { name: 'Iets anders vastleggen' }));
    await user.click(await screen.findByTestId('kind-kind-gezien'));
    await screen.findByTestId('form-kind-gezien');
    await user.click(screen.getByRole('link', { name: 'Iets anders vastleggen' }));
    expect((await screen.findByTestId('kind-stem')).textContent).toContain('U bent hiermee begonnen');
    await user.click(screen.getByTestId('kind-stem'));
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Wat zei hij of zij?')).value).toBe('half');
    expect(JSON.stringify([localStorage, sessionStorage])).not.toContain('half');
  });
});

describe('sending', () => {
  it('ends on the timeline, with a message that has the focus and an answer that holds the entry', async () => {
    const { gateway, user } = await open('stem');
    await fillVoice(user);
    await record(user);
    const message = await screen.findByTestId('recorded');
    expect(message.textContent).toContain('Stem van kind of ouder: vastgelegd.');
    expect(document.activeElement).toBe(message);
    await waitFor(() =>
      expect(gateway.asked.findLast(({ name, variables }) => name === 'Timeline' && variables['atLeast'] === 'pos-2')).toBeTruthy(),
    );
    expect(inputs(gateway, 'RecordVoice')[0]).toMatchObject({
      caseId: CASE.id,
      speakerId: PEOPLE.K1,
      statedBy: { kind: 'PERSON', personId: PEOPLE.K1 },
      occurredAt: today(),
    });
  });

  it('shows what the gateway finds wrong at its field, in words, with the focus there', async () => {
    const { user } = await open('stem', { results: [invalid('words', 'is te lang')] });
    await fillVoice(user);
    await record(user);
    expect((await screen.findByTestId('field-error')).textContent).toBe('Is te lang.');
    expect(document.activeElement?.id).toBe('field-words');
  });

  it('shows a refusal at the control it is about, also when that has another name', async () => {
    const refusal = {
      __typename: 'CommandRefused',
      code: 'VOICE_NOT_THE_SPEAKER',
      message: 'Alleen wie spreekt.',
      field: 'statedBy',
    } as const;
    const { user } = await open('stem', { results: [refusal] });
    await fillVoice(user);
    await record(user);
    expect((await screen.findByTestId('field-error')).textContent).toBe('Alleen wie spreekt.');
    expect(document.activeElement?.id).toBe('field-speakerId');
  });

  it('shows a refusal about nothing in particular above the form', async () => {
    const refusal = {
      __typename: 'CommandRefused',
      code: 'CASE_NOT_REGISTERED',
      message: 'U bent niet geregistreerd.',
      field: null,
    } as const;
    const { user } = await open('stem', { results: [refusal] });
    await fillVoice(user);
    await record(user);
    const shown = await screen.findByTestId('refused');
    expect(shown.textContent).toContain('U bent niet geregistreerd.');
    await waitFor(() => expect(document.activeElement).toBe(shown));
  });

  it('carries the same command id when nobody answered', async () => {
    const accepted = { __typename: 'CommandAccepted', caseId: CASE.id, entryIds: ['e'], position: 'pos-2', repeated: true } as const;
    const { gateway, user } = await open('stem', { results: [new CombinedError({ networkError: new Error('gone') }), accepted] });
    await fillVoice(user);
    await record(user);
    expect((await screen.findByTestId('unreachable')).textContent).toContain('het wordt nooit dubbel vastgelegd');
    await record(user);
    await screen.findByTestId('recorded');
    const [first, second] = inputs(gateway, 'RecordVoice');
    expect(first?.['commandId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toEqual(first);
  });

  it('shows what came in between, and then counts it as seen', async () => {
    const changed = { __typename: 'CaseChanged', entries: ENTRIES.slice(5, 6) } as const;
    const accepted = { __typename: 'CommandAccepted', caseId: CASE.id, entryIds: ['e'], position: 'pos-3', repeated: false } as const;
    const { gateway, user } = await open('veiligheidsbeoordeling', { results: [changed, accepted] });
    await user.click(screen.getByRole('checkbox', { name: /Sanne/ }));
    await user.type(screen.getByLabelText('Welk instrument gebruikte u?'), 'Triage 3');
    await user.click(screen.getByRole('radio', { name: 'Structureel onveilig' }));
    await user.type(screen.getByLabelText('Waarop rust uw conclusie?'), 'Gesprekken.');
    gateway.world.familyCase = { ...CASE, position: 'pos-later' };
    await record(user);
    const shown = await screen.findByTestId('case-changed');
    expect(within(shown).getByTestId('entry').textContent).toContain('acute onveiligheid');
    await user.click(screen.getByRole('button', { name: 'Verstuur opnieuw' }));
    await screen.findByTestId('recorded');
    expect(inputs(gateway, 'AssessSafety').map((input) => input['expectedPosition'])).toEqual(['pos-1', 'pos-later']);
  });
});
