// SPDX-License-Identifier: EUPL-1.2
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import { CASE_PATH, openApplication } from '../../test/open-application.tsx';
import { CASE, entry } from '../../test/gateway/waterlelie.ts';

const OPENED = String(CASE.openedOn).slice(0, 10);

async function open(path = CASE_PATH, world = {}) {
  const opened = await openApplication(path, world);
  await screen.findAllByTestId('entry');
  await opened.user.click(screen.getByText('Terugkijken'));
  const slider = within(screen.getByTestId('time-slider')).getByRole('slider');
  const asked = (name: string) => opened.gateway.asked.filter((one) => one.name === name).map(({ variables }) => variables['asOf']);
  return { ...opened, slider, asked };
}

describe('looking back', () => {
  it('is a slider that says its day in words, and the same as a plain date', async () => {
    const { slider } = await open();
    expect(slider.getAttribute('aria-valuetext')).toMatch(/^\w+dag \d+ \w+ \d{4}$/);
    expect(screen.getByLabelText('Zoals bekend aan het eind van de dag')).toBe(slider);
    expect((screen.getByLabelText('Of kies een datum') as HTMLInputElement).min).toBe(OPENED);
    expect(screen.queryByTestId('past')).toBeNull();
  });

  it('asks for the timeline and what stands beside it as of the end of that day, and says that it is the past', async () => {
    const { asked } = await open();
    fireEvent.change(screen.getByLabelText('Of kies een datum'), { target: { value: '2025-04-11' } });
    const notice = await screen.findByTestId('past');
    expect(notice.textContent).toContain('U kijkt naar het verleden: 11 april 2025.');
    expect(notice.getAttribute('role')).toBe('status');
    await waitFor(() => expect(asked('Timeline').at(-1)).toEqual({ knownAt: '2025-04-11T21:59:59.999Z' }));
    await waitFor(() => expect(asked('Case').at(-1)).toEqual({ knownAt: '2025-04-11T21:59:59.999Z' }));
    expect(window.location.search).toContain('op=2025-04-11');
    expect(screen.queryByTestId('add-entry')).toBeNull();
  });

  it('asks once for the day somebody rests on, not for each day passed by', async () => {
    const { slider, asked } = await open();
    const before = asked('Timeline').length;
    for (const value of ['3', '4', '5', '6']) fireEvent.change(slider, { target: { value } });
    await screen.findByTestId('past');
    await waitFor(() => expect(asked('Timeline')).toHaveLength(before + 1));
  });

  it('goes a month by keyboard, keeps the focus, and back to now by a button', async () => {
    const { slider, user } = await open();
    slider.focus();
    await user.keyboard('{PageDown}');
    await screen.findByTestId('past');
    expect(document.activeElement).toBe(slider);
    await user.click(screen.getByText('Terug naar nu'));
    await waitFor(() => expect(screen.queryByTestId('past')).toBeNull());
    expect(window.location.search).not.toContain('op=');
  });

  it('leaves out what comes in meanwhile', async () => {
    const { gateway } = await open(`${CASE_PATH}?op=2025-04-11`);
    gateway.arrive(entry('ChildSeen', 'kind gezien', { by: 'lt', on: '2025-04-10' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByText(/nieuwe vermelding/)).toBeNull();
  });
});
