// SPDX-License-Identifier: EUPL-1.2
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openApplication } from '../../test/open-application.tsx';
import { CASE, CASE_ID, ME, ORGANISATIONS, PEOPLE, entry, text } from '../../test/gateway/waterlelie.ts';
import type { Known } from './lanes.ts';
import { crossings, degreeOf } from './lanes.ts';

const danger = entry('AcuteDangerDeclared', 'acute onveiligheid', {
  by: 'vt',
  on: '2025-04-12T00:20:00.000Z',
  fields: [text('what', 'wat er gebeurde', 'De politie kwam om kwart voor twee.')],
});
const seen = entry('ChildSeen', 'kind gezien', { by: 'lt', on: '2025-03-27' });

const outline = ({ id, type, term, party, organisation, occurredAt, recordedAt, category }: typeof danger) => ({
  __typename: 'EntryOutline' as const,
  ...{ id, type, term, party, organisation, occurredAt, recordedAt, category },
});
const look = (at: string, about: object = {}) => ({
  __typename: 'KnowledgeLook' as const,
  at,
  worker: 'w1',
  roleTerm: 'medewerker',
  emergency: false,
  ...about,
});
const known = (about: Partial<Known> = {}): Known => ({ visible: 'FULL', delivered: [], opened: [], ...about }) as Known;
const lane = (...entries: readonly (readonly [typeof danger, Known])[]) => ({
  entries: entries.map(([one, how]) => ({ entry: outline(one), known: how })),
  visible: entries.filter(([, { visible }]) => visible !== null).map(([{ id }]) => id),
  delivered: entries.filter(([, { delivered }]) => delivered.length > 0).map(([{ id }]) => id),
  opened: entries.filter(([, { opened }]) => opened.length > 0).map(([{ id }]) => id),
});

const LANES = {
  [ORGANISATIONS.vt.id]: lane([danger, known({ visible: 'OWN' })], [seen, known()]),
  [ORGANISATIONS.lt.id]: lane(
    [danger, known({ delivered: [look('2025-04-12T08:15:00.000Z')] })],
    [seen, known({ visible: 'OWN', opened: [look('2025-03-27T14:20:00.000Z')], delivered: [look('2025-03-27T14:20:00.000Z')] })],
  ),
  [ORGANISATIONS.raad.id]: lane([danger, known({ visible: null, delivered: [look('2025-04-12T09:00:00.000Z', { emergency: true })] })]),
};

const hats = [{ organisation: 'inspectie', name: 'Inspectie', party: 'AUDITOR', roles: ['auditor'] }];

/** As an auditor who stated what he looks for. */
async function inspect(world = {}) {
  const opened = await openApplication('/', {
    hats,
    me: { ...ME, party: 'AUDITOR', role: 'auditor', canWrite: false },
    lanes: LANES as never,
    proofs: {
      __typename: 'LedgerProofs',
      origin: 'gezinslijn/demo',
      treeSize: 1200,
      checkpoint: 'note',
      entries: [
        { __typename: 'EntryProof', entryId: danger.id, status: 'PROVEN', index: 7 },
        { __typename: 'EntryProof', entryId: seen.id, status: 'NOT_YET', index: null },
      ],
    } as never,
    entries: [danger, seen],
    ...world,
  });
  await opened.user.type(await screen.findByLabelText('Doel van uw inzage'), 'calamiteit');
  await opened.user.type(screen.getByLabelText('Nummer van de casus'), CASE_ID);
  fireEvent.change(screen.getByLabelText('Eerste dag van de periode'), { target: { value: '2025-03-01' } });
  fireEvent.change(screen.getByLabelText('Laatste dag van de periode'), { target: { value: '2025-04-30' } });
  await opened.user.click(screen.getByRole('button', { name: 'Verder' }));
  await screen.findByRole('heading', { level: 1, name: 'Toezicht' });
  return opened;
}

describe('oversight', () => {
  it('keeps purpose, case and period in sight, and asks for the last day of the period', async () => {
    const { gateway } = await inspect();
    const stated = screen.getByTestId('stated').textContent;
    for (const part of ['calamiteit', CASE_ID, '1 maart 2025 tot en met 30 april 2025']) expect(stated).toContain(part);
    await screen.findAllByTestId('crossing');
    const asked = gateway.asked.filter(({ name }) => name === 'Lane');
    expect(asked.map(({ variables }) => variables['knownAt'])).toEqual(CASE.parties.map(() => '2025-04-30T21:59:59.999Z'));
  });

  it('shows a lane for each party with its three sets, in words, and no content', async () => {
    await inspect();
    const [first] = await screen.findAllByTestId('crossing');
    const cells = within(first as HTMLElement)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells[0]).toBe('zelf vastgelegd');
    expect(cells[1]).toMatch(/^verstrekt12 apr\.? 2025, 10:15medewerker$/);
    expect(cells[2]).toMatch(/noodtoegang.*mag het niet \(meer\) zien/);
    expect(cells[3]).toBe('niet zichtbaar');
    expect(cells[4]).toBe('bewezen');
    expect(screen.getAllByTestId('lane')[1]?.textContent).toContain('2 zichtbaar, 2 verstrekt, 1 geopend');
    expect(document.body.textContent).not.toContain('De politie kwam');
    expect(document.body.textContent).not.toContain('Waterlelie');
  });

  it('gives content of one entry after a reason, which goes along with the question', async () => {
    const { gateway, user } = await inspect();
    const [first] = await screen.findAllByTestId('crossing');
    await user.click(within(first as HTMLElement).getByRole('button', { name: /Opvragen/ }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Inhoud tonen' }));
    expect(within(dialog).getByText(/Vul in waarom/)).toBeTruthy();
    expect(gateway.asked.some(({ name }) => name === 'InspectedEntry')).toBe(false);
    await user.type(within(dialog).getByLabelText('Waarom moet u deze inhoud zien?'), 'tijdstip van de melding');
    await user.keyboard('{Enter}');
    expect((await within(dialog).findByTestId('content')).textContent).toContain('De politie kwam om kwart voor twee.');
    expect(gateway.asked.find(({ name }) => name === 'InspectedEntry')).toMatchObject({
      reason: 'tijdstip van de melding',
      variables: { id: danger.id, asOf: { knownAt: '2025-04-30T21:59:59.999Z' } },
    });
  });

  it('shows beside the content what somebody says himself about it and what was corrected, without names', async () => {
    const told = {
      ...danger,
      corrections: [
        { id: 'c1', field: 'what', term: 'wat er gebeurde', occurredAt: '2025-04-13', organisation: ORGANISATIONS.vt, reason: null },
      ],
      statements: [
        {
          id: 's1',
          personId: PEOPLE.mother,
          words: 'Zo was het niet.',
          occurredAt: '2025-04-14',
          organisation: ORGANISATIONS.vt,
          statedBy: { personId: PEOPLE.mother },
        },
      ],
    } as unknown as typeof danger;
    const { user } = await inspect({ entries: [told, seen] });
    const [first] = await screen.findAllByTestId('crossing');
    await user.click(within(first as HTMLElement).getByRole('button', { name: /Opvragen/ }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Waarom moet u deze inhoud zien?'), 'tijdstip van de melding');
    await user.keyboard('{Enter}');
    expect((await within(dialog).findByTestId('statement')).textContent).toMatch(/een gezinslid.*Zo was het niet\./);
    expect(within(dialog).getByTestId('corrected').textContent).toContain('wat er gebeurde');
    expect(dialog.textContent).not.toContain('Marleen');
  });

  it('goes to another day of the period by slider or date, never outside it', async () => {
    const { gateway } = await inspect();
    await screen.findAllByTestId('crossing');
    fireEvent.change(screen.getByLabelText('Of kies een datum'), { target: { value: '2024-01-01' } });
    await waitFor(() =>
      expect(gateway.asked.filter(({ name }) => name === 'Lane').at(-1)?.variables['knownAt']).toBe('2025-03-01T22:59:59.999Z'),
    );
    expect(window.location.search).toBe('?op=2025-03-01');
  });

  it('says which terms ran out and who had to act', async () => {
    await inspect();
    const norms = await screen.findAllByTestId('norm');
    expect(norms).toHaveLength(CASE.clocks.length);
    for (const norm of norms.filter(({ dataset }) => dataset['status'] === 'overdue')) expect(norm.textContent).toContain('verlopen');
  });

  it('says in an alarm when the ledger has something else', async () => {
    const broken = { __typename: 'EntryProof', entryId: danger.id, status: 'BROKEN', index: 7 };
    await inspect({ proofs: { __typename: 'LedgerProofs', origin: 'x', treeSize: 9, checkpoint: '', entries: [broken] } });
    expect((await screen.findByTestId('ledger')).textContent).toContain('1 vermelding is niet wat in het grootboek staat');
  });

  it('begins another inspection by stating it anew; another case is not there', async () => {
    const { user } = await inspect();
    await user.click(screen.getByRole('button', { name: 'Ander toezicht beginnen' }));
    expect(await screen.findByLabelText('Doel van uw inzage')).toBeTruthy();
  });
});

describe('export', () => {
  const made: Blob[] = [];
  beforeEach(() => {
    made.length = 0;
    URL.createObjectURL = (blob) => `blob:${String(made.push(blob as Blob))}`;
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  });
  afterEach(() => {
    // This environment has neither.
    Reflect.deleteProperty(URL, 'createObjectURL');
    Reflect.deleteProperty(URL, 'revokeObjectURL');
    jest.restoreAllMocks();
  });

  it('asks anew, says so to the log, and holds what was stated', async () => {
    const { gateway, user } = await inspect();
    await screen.findAllByTestId('crossing');
    const before = gateway.asked.length;
    await user.click(screen.getByTestId('export'));
    await waitFor(() => expect(made).toHaveLength(1));
    expect(gateway.asked.slice(before).every(({ reason }) => reason === 'uitvoer van het overzicht')).toBe(true);
    expect(gateway.asked.slice(before).filter(({ name }) => name === 'Lane')).toHaveLength(CASE.parties.length);
  });
});

describe('lanes', () => {
  const lanes = Object.entries(LANES).map(([id, knowledge]) => ({
    organisation: { id, name: id },
    party: 'VT',
    knowledge: knowledge as never,
  }));

  it('hold every entry any party knew of, last recorded first', () => {
    expect(crossings(lanes).map(({ entry: { id } }) => id)).toEqual([danger.id, seen.id]);
    expect(crossings(lanes)[1]?.known[2]).toBeUndefined();
  });

  it('say how far a party got', () => {
    const at = [look('2025-04-12T08:15:00.000Z')];
    expect([
      degreeOf(undefined, false),
      degreeOf(known(), false),
      degreeOf(known({ delivered: at }), false),
      degreeOf(known({ delivered: at, opened: at }), false),
      degreeOf(known(), true),
    ]).toEqual(['nothing', 'visible', 'delivered', 'opened', 'written']);
  });
});
