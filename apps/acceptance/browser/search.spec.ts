// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from '@playwright/test';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { accessible, atWork } from './at-work.ts';

/** Searching, opening a case after a search, and "bekend elders", in a real browser on Case 1. */
const ELSEWHERE = 'Koen Wolters';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

test('a caseworker finds a child by keyboard alone; who may not see it, and who is not there, get the same answer', async ({ browser }) => {
  const lt = await atWork(product, browser, 'Fatima el Amrani');
  await lt.getByLabel('Naam, of het begin ervan').focus();
  await lt.keyboard.type('waterlelie lo');
  await lt.keyboard.press('Enter');
  const found = lt.getByTestId('found');
  await expect(found.getByText(/Lotte Waterlelie, kind, geboren op 14 september 2015/)).toBeVisible();
  await accessible(lt);
  expect(lt.url()).not.toMatch(/lotte|waterlelie/i);
  await found.getByRole('link', { name: 'Gezin Waterlelie' }).click();
  await expect(lt.getByRole('heading', { name: 'Tijdlijn' })).toBeVisible();

  const elsewhere = await atWork(product, browser, ELSEWHERE);
  const answers: string[] = [];
  for (const name of ['Lotte Waterlelie', 'Lotte Bestaatniet']) {
    await elsewhere.getByLabel('Naam, of het begin ervan').fill(name);
    await elsewhere.getByRole('button', { name: 'Zoeken' }).click();
    await expect(elsewhere.getByTestId('nobody-found')).toBeVisible();
    answers.push(await elsewhere.getByTestId('nobody-found').innerText());
  }
  expect(answers[0]).toBe(answers[1]);
  await accessible(elsewhere);
});

test('a case is opened after a search for its people', async ({ browser }) => {
  const page = await atWork(product, browser, 'Fatima el Amrani');
  await page.getByRole('link', { name: 'Nieuwe casus openen' }).click();
  await page.getByLabel('Voor- en achternaam').fill('Bo Nieuwenhof');
  await page.getByLabel('Geboortedatum').fill('2019-01-01');
  await page.getByLabel('Rol in het gezin').selectOption('child');
  expect(await page.getByRole('button', { name: 'Casus openen' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Zoek of zij bekend zijn' }).click();
  await expect(page.getByTestId('nobody-found')).toBeVisible();
  await accessible(page);
  await page.getByLabel('Naam van de casus').fill('Gezin Nieuwenhof');
  await page.getByLabel('Gemeente').fill('Duinrade');
  await page.getByLabel('Regio').fill('haaglanden');
  await page.getByLabel('Aanleiding').fill('School maakt zich zorgen.');
  await page.getByRole('button', { name: 'Casus openen' }).click();
  await expect(page.getByRole('heading', { name: 'Mijn casussen' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Gezin Nieuwenhof' })).toBeVisible();
});

test('bekend elders: who asks reads one sentence, who knows the child gets the question and shares', async ({ browser }) => {
  const [elsewhere, lt] = [await atWork(product, browser, ELSEWHERE), await atWork(product, browser, 'Fatima el Amrani')];
  await elsewhere.getByRole('link', { name: 'Bekend elders?' }).click();
  for (const name of ['Lotte Waterlelie', 'Lotte Bestaatniet']) {
    await elsewhere.getByLabel('Voor- en achternaam').fill(name);
    await elsewhere.getByLabel('Geboortedatum').fill('2015-09-14');
    await elsewhere.getByLabel('Waarom vraagt u dit?').fill('Buren maken zich zorgen.');
    await elsewhere.getByRole('button', { name: 'Vraag vastleggen' }).click();
    await expect(elsewhere.getByTestId('question').filter({ hasText: name })).toBeVisible();
  }
  const [one, other] = await elsewhere.getByTestId('question').allInnerTexts();
  expect(one?.replace(/Lotte \w+/, '')).toBe(other?.replace(/Lotte \w+/, ''));
  await accessible(elsewhere);

  await lt.getByRole('link', { name: 'Bekend elders?' }).click();
  const task = lt.getByTestId('task');
  await expect(task).toHaveCount(1);
  await expect(task).toContainText('vraagt naar Lotte Waterlelie');
  await expect(task).toContainText('Buren maken zich zorgen.');
  await expect(task.getByRole('link', { name: 'Gezin Waterlelie' })).toBeVisible();
  await task.getByText('Iets delen', { exact: true }).click();
  await task.getByLabel('Wat deelt u?').fill('Wij zijn betrokken. Bel ons.');
  await accessible(lt);
  await task.getByRole('button', { name: 'Delen', exact: true }).click();
  await expect(task).toContainText('Beantwoord: u hebt iets gedeeld.');

  await expect(async () => {
    await elsewhere.reload();
    await expect(elsewhere.getByTestId('reply')).toContainText('Wij zijn betrokken. Bel ons.', { timeout: 2_000 });
  }).toPass();
  expect(await elsewhere.getByTestId('reply').count()).toBe(1);
});
