// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { ORGANISATIONS, PEOPLE, entry, text } from '../../test/gateway/waterlelie.ts';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';

const observation = { ...text('observation', 'observatie', 'Zij keek vaak naar de deur.'), correctable: true };
const organisation = { name: ORGANISATIONS.vt.name };
const correction = {
  id: 'c1',
  field: 'observation',
  term: 'observatie',
  occurredAt: '2025-05-02',
  organisation,
  reason: 'Verkeerd verstaan',
};
const statement = {
  id: 's1',
  personId: PEOPLE.mother,
  words: 'Zo was het niet.',
  occurredAt: '2025-05-03',
  organisation,
  statedBy: { personId: PEOPLE.mother },
};
const own = (more: object = {}) => entry('ChildSeen', 'kind gezien', { by: 'vt', on: '2025-04-01', fields: [observation], ...more });

async function opened(shown = own(), world: object = {}) {
  const application = await openApplication(CASE_PATH, { entries: [shown], ...world });
  const row = (await screen.findAllByTestId('entry'))[0] as HTMLElement;
  return { ...application, row };
}

describe('beside an entry', () => {
  it('stands what was corrected, when, by whom and why, and what somebody says of it himself', async () => {
    const { row } = await opened(own({ corrections: [correction], statements: [statement] }));
    expect(within(row).getByTestId('corrected').textContent).toContain(
      'observatie: gecorrigeerd op 2 mei 2025 door Veilig Thuis Haaglanden',
    );
    expect(within(row).getByTestId('corrected').textContent).toContain('Verkeerd verstaan');
    expect(within(row).getByTestId('statement').textContent).toContain('Zo was het niet.');
  });
});

describe('putting right', () => {
  it('sends the new text of the last correction, with a reason and who asked', async () => {
    const { row, user, gateway } = await opened(own({ corrections: [correction] }));
    await user.click(within(row).getByText('Alle gegevens'));
    await user.click(await screen.findByTestId('correct'));
    const newText = await screen.findByLabelText('Nieuwe tekst');
    await user.clear(newText);
    await user.type(newText, 'Zij keek soms naar de deur.');
    await user.click(screen.getByTestId('confirm'));
    expect(gateway.asked.some(({ name }) => name === 'CorrectEntry')).toBe(false);
    await user.type(screen.getByLabelText('Waarom'), 'Verkeerd geteld');
    await user.selectOptions(screen.getByLabelText('Op verzoek van'), PEOPLE.mother);
    await user.click(screen.getByTestId('confirm'));
    await waitFor(() => expect(gateway.asked.some(({ name }) => name === 'CorrectEntry')).toBe(true));
    expect(gateway.asked.find(({ name }) => name === 'CorrectEntry')?.variables['input']).toMatchObject({
      entryId: 'c1',
      texts: [{ field: 'observation', text: 'Zij keek soms naar de deur.' }],
      reason: 'Verkeerd geteld',
      statedBy: { kind: 'PERSON', personId: PEOPLE.mother },
    });
  });
  it('of another organisation is not offered; a statement is', async () => {
    const { row, user, gateway } = await opened(entry('ChildSeen', 'kind gezien', { by: 'lt', on: '2025-04-01', fields: [observation] }));
    await user.click(within(row).getByText('Alle gegevens'));
    await user.click(await screen.findByTestId('attach-statement'));
    expect(screen.queryByTestId('correct')).toBeNull();
    await user.selectOptions(await screen.findByLabelText('Van wie is de verklaring'), PEOPLE.mother);
    await user.type(screen.getByLabelText('Eigen woorden'), 'Zo was het niet.');
    await user.click(screen.getByTestId('confirm'));
    await waitFor(() => expect(gateway.asked.some(({ name }) => name === 'AttachStatement')).toBe(true));
    expect(gateway.asked.find(({ name }) => name === 'AttachStatement')?.variables['input']).toMatchObject({
      personId: PEOPLE.mother,
      statedBy: { kind: 'PERSON', personId: PEOPLE.mother },
      words: 'Zo was het niet.',
    });
  });
});

describe('what was corrected after it was read here', () => {
  it('is said beside the timeline', async () => {
    const told = {
      readAt: '2025-04-02T10:00:00.000Z',
      correctedAt: '2025-05-02T10:00:00.000Z',
      entry: { id: 'e', term: 'kind gezien', occurredAt: '2025-04-01', organisation, corrections: [{ term: 'observatie' }] },
    };
    await opened(own(), { correctedSinceRead: [told] });
    expect((await screen.findByTestId('corrected-since-read')).textContent).toMatch(
      /gecorrigeerd op 2 mei 2025, door u gelezen op 2 april 2025/,
    );
  });
});
