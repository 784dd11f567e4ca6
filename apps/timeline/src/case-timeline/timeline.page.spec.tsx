// SPDX-License-Identifier: EUPL-1.2
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';
import { ENTRIES, ME, ORGANISATIONS, PEOPLE, entry, persons, text } from '../../test/gateway/waterlelie.ts';
import type { Entry } from './entries.ts';

const open = (entries: readonly Entry[] = ENTRIES, world = {}) => openApplication(CASE_PATH, { entries, ...world });
const one = (changes: Parameters<typeof entry>[2], type = 'ChildSeen') => entry(type, 'kind gezien', changes);
const row = async () => (await screen.findAllByTestId('entry'))[0] as HTMLElement;

describe('an entry on the timeline', () => {
  it('says who wrote what about whom, and shows both clocks', async () => {
    await open([
      one({
        by: 'lt',
        on: '2025-03-27',
        about: [PEOPLE.K1],
        role: 'vast gezicht',
        fields: [text('observation', 'observatie', 'Sanne kijkt vaak naar de deur.')],
      }),
    ]);
    const shown = await row();
    expect(within(shown).getByRole('heading', { name: /kind gezien/ })).toBeTruthy();
    expect(shown.textContent).toContain('Lokaal team Duinrade, vast gezicht');
    expect(shown.textContent).toContain('Sanne Waterlelie');
    expect(shown.textContent).toContain('Sanne kijkt vaak naar de deur.');
    expect(within(shown).getByTestId('clocks-of-entry').textContent).toMatch(/Gebeurd op 27 maart 2025.*Vastgelegd op 27 maart 2025/);
    expect(within(shown).queryByTestId('late')).toBeNull();
  });

  it('shows words that look like markup as the words they are', async () => {
    const words = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script> [klik](javascript:alert(1))';
    await open([one({ by: 'lt', on: '2025-03-27', fields: [text('observation', 'observatie', words)] })]);
    const shown = await row();
    expect(shown.textContent).toContain(words);
    expect(shown.querySelectorAll('img, script, a[href^="javascript"]')).toHaveLength(0);
    expect(window).not.toHaveProperty('attacked');
  });

  it('carries its party as letters, never as a colour alone', async () => {
    await open([one({ by: 'gi', on: '2025-04-24' })]);
    expect(
      within(await row())
        .getByText('GI')
        .getAttribute('title'),
    ).toBe('gecertificeerde instelling');
  });

  it('says in words how many days later it was recorded', async () => {
    await open([
      one({ by: 'lt', on: '2025-03-27', recorded: '2025-03-30T09:00:00.000Z' }),
      one({ by: 'lt', on: '2025-03-26', recorded: '2025-03-27T09:00:00.000Z' }),
    ]);
    await row();
    expect(screen.getAllByTestId('late').map(({ textContent }) => textContent?.trim())).toEqual([
      '3 dagen later vastgelegd',
      '1 dag later vastgelegd',
    ]);
  });

  it('says in whose name it was written down', async () => {
    await open([
      one({ by: 'lt', on: '2025-04-12', statedBy: { kind: 'mayor', term: 'de burgemeester', personId: null } }, 'MeasureOrdered'),
      one({ by: 'lt', on: '2025-04-11', statedBy: { kind: 'person', term: 'een gezinslid of steunfiguur', personId: PEOPLE.aunt } }),
    ]);
    await row();
    expect(screen.getAllByTestId('stated-by').map(({ textContent }) => textContent)).toEqual([
      'uit naam van de burgemeester',
      'uit naam van Ingrid de Graaf',
    ]);
  });

  it('says that only the essence is shown, and whom to ask for the rest', async () => {
    await open([one({ by: 'raad', on: '2025-04-16', access: 'EXTRACT', fields: [text('question', 'vraag', 'Is een maatregel nodig?')] })]);
    const shown = await row();
    expect(within(shown).getByTestId('access').textContent).toContain('U ziet alleen de kern');
    expect(shown.textContent).toContain('Is een maatregel nodig?');
    expect(shown.textContent).toContain(`De rest van deze vermelding is voor ${ORGANISATIONS.raad.name}.`);
  });

  it('shows of a reference that it is there, when and whose, and offers nothing to open', async () => {
    await open([one({ by: 'gi', on: '2025-04-17', access: 'REFERENCE' }, 'PlacementChanged')]);
    const shown = await row();
    expect(within(shown).getByTestId('access').textContent).toContain('U ziet alleen dat dit er is');
    expect(shown.textContent).toContain('Vraag Jeugdbescherming west');
    expect(within(shown).queryByTestId('entry-details')).toBeNull();
  });

  it('warns a professional of what is hidden from somebody, or confidential', async () => {
    await open([
      one({ by: 'lt', on: '2025-04-02', fields: [persons('hiddenFrom', 'verborgen voor', [PEOPLE.father])] }, 'AgreementMade'),
      one({ by: 'lt', on: '2025-03-27', fields: [text('confidential', 'vertrouwelijk', 'ja', 'true')] }, 'VoiceRecorded'),
    ]);
    await row();
    expect(screen.getByTestId('hidden-from').textContent).toContain('Verborgen voor Dennis Waterlelie');
    expect(screen.getByText(/Vertrouwelijk: bespreek dit niet/)).toBeTruthy();
  });

  it('says that content was destroyed', async () => {
    await open([one({ by: 'vt', on: '2025-03-12', fields: [{ ...text('content', 'inhoud', ''), text: null, values: [], erased: true }] })]);
    expect((await row()).textContent).toContain('Deze inhoud is vernietigd.');
  });

  it('is asked for by itself when opened, so that the log knows', async () => {
    const entries = [one({ by: 'lt', on: '2025-03-27', fields: [text('observation', 'observatie', 'kort')] })];
    const { gateway, user } = await open(entries);
    expect(gateway.asked.some(({ name }) => name === 'OpenEntry')).toBe(false);
    await user.click(within(await row()).getByText('Alle gegevens'));
    await screen.findByText('Dat u deze vermelding opende, staat in het inzagelogboek.');
    expect(gateway.asked.filter(({ name }) => name === 'OpenEntry').map(({ variables }) => variables['id'])).toEqual([entries[0]?.id]);
  });
});

describe('live news', () => {
  const news = one({
    by: 'gi',
    on: '2025-05-01',
    fields: [text('observation', 'observatie', 'Nieuw bericht van vandaag, te lang voor een kort feit.')],
  });

  it('is told and shown only when asked, once, with the focus on it', async () => {
    const { gateway, user } = await open(ENTRIES.slice(0, 3));
    await row();
    act(() => {
      gateway.arrive(news);
      gateway.arrive(news);
    });
    const button = await screen.findByTestId('new-entries');
    expect(button.textContent).toContain('1 nieuwe vermelding');
    expect(screen.getAllByTestId('entry')).toHaveLength(3);
    await user.click(button);
    expect(screen.getAllByTestId('entry')).toHaveLength(4);
    expect((await row()).getAttribute('data-entry')).toBe(news.id);
    expect(document.activeElement?.getAttribute('data-fresh')).toBe('true');
  });

  it('is not told when it does not fit the filter', async () => {
    const { gateway } = await openApplication(`${CASE_PATH}?partij=LT`);
    await row();
    act(() => gateway.arrive(news));
    expect(screen.queryByTestId('new-entries')).toBeNull();
  });

  it('says so when it fails, and looks for what was missed when it is back', async () => {
    const { gateway } = await open(ENTRIES.slice(0, 3));
    await row();
    act(() => gateway.become('reconnecting'));
    expect(screen.getByTestId('live').textContent).toContain('Geen live verbinding');
    gateway.world.entries = [{ ...news, recordedAt: '2026-01-01T00:00:00.000Z' }, ...ENTRIES.slice(0, 3)];
    act(() => gateway.become('live'));
    expect((await screen.findByTestId('new-entries')).textContent).toContain('1 nieuwe vermelding');
  });
});

describe('the timeline as a whole', () => {
  it('says that it is what this organisation may see', async () => {
    await open();
    expect((await screen.findByTestId('partial')).textContent).toContain('U ziet wat Veilig Thuis Haaglanden mag zien.');
  });

  it('keeps its filter in the address, as codes', async () => {
    const { gateway, user } = await open();
    await row();
    await user.click(screen.getByText('Filteren'));
    await user.click(screen.getByRole('checkbox', { name: /lokaal team/ }));
    await waitFor(() => expect(window.location.search).toBe('?partij=LT'));
    await waitFor(() => expect(screen.getAllByTestId('entry').every((shown) => shown.className.includes('party-lt'))).toBe(true));
    expect(gateway.asked.at(-1)?.variables['filter']).toEqual({ parties: ['LT'] });
    await user.click(screen.getByRole('button', { name: 'Toon alles' }));
    await waitFor(() => expect(window.location.search).toBe(''));
  });

  it('goes on page by page, without repeating', async () => {
    const { user } = await open(ENTRIES, { pageSize: 10 });
    await row();
    expect(screen.getAllByTestId('entry')).toHaveLength(10);
    await user.click(screen.getByTestId('more'));
    await waitFor(() => expect(screen.getAllByTestId('entry')).toHaveLength(20));
    await user.click(screen.getByTestId('more'));
    await screen.findByText('Dit is het begin van de tijdlijn.');
    const shown = screen.getAllByTestId('entry').map((each) => each.getAttribute('data-entry'));
    expect(new Set(shown).size).toBe(ENTRIES.length);
    expect(shown).toHaveLength(ENTRIES.length);
  });

  it('says so when it is behind, until it is not', async () => {
    const { gateway, user } = await open(ENTRIES, { behind: true });
    expect((await screen.findByTestId('behind')).textContent).toContain('loopt iets achter');
    gateway.world.behind = false;
    await user.click(screen.getByRole('button', { name: 'Ververs' }));
    await waitFor(() => expect(screen.queryByTestId('behind')).toBeNull());
  });

  it('offers nothing to add to who may only read', async () => {
    await open(ENTRIES, { me: { ...ME, canWrite: false } });
    await row();
    expect(screen.queryByTestId('add-entry')).toBeNull();
  });
});
