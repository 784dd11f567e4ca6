// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from '@playwright/test';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { accessible, signIn } from './at-work.ts';

/** Administration in a real browser: who works here and in which role, taken away while somebody is at work. */
let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

test('an administrator gives a role and takes one away, by keyboard; who worked under it is out at once', async ({ browser }) => {
  const page = await signIn(product, browser, 'Dirk Meulenbelt');
  await expect(page.getByRole('heading', { name: 'Beheer van Veilig Thuis Haaglanden' })).toBeVisible();
  await accessible(page);
  const row = page.getByTestId('worker').filter({ hasText: 'Ruben Hofstra' });
  await expect(row).toContainText('bereikbaarheidsdienst');

  // Everything by keyboard: open the form, leave out what is needed, be told at the field, fill it in.
  const form = page.locator('details', { hasText: 'Eerste dag' }).filter({ has: page.getByRole('button', { name: 'Rol geven' }) });
  await page.locator('summary', { hasText: 'Rol geven' }).focus();
  await page.keyboard.press('Enter');
  await form.first().getByRole('button', { name: 'Rol geven' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('field-error').first()).toHaveText('Vul dit in.');
  await accessible(page);
  await form.first().getByLabel('Medewerker').selectOption({ label: 'Ruben Hofstra' });
  await form.first().getByLabel('Rol', { exact: true }).selectOption({ label: 'veiligheidsexpert' });
  await form.first().getByRole('button', { name: 'Rol geven' }).press('Enter');
  await expect(page.getByTestId('administered')).toBeVisible();
  await expect(row).toContainText('veiligheidsexpert');

  // Ruben looks at the timeline of the family under the role that is about to go.
  const ruben = await signIn(product, browser, 'Ruben Hofstra');
  await ruben
    .getByRole('link', { name: /Waterlelie/ })
    .first()
    .click();
  await expect(ruben.getByText('Live bijgewerkt').first()).toBeVisible();
  await row.getByRole('button', { name: /Rol medewerker van Ruben Hofstra/ }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await accessible(page);
  await page.getByTestId('confirm-end').press('Enter');
  await expect(row).not.toContainText('medewerker vanaf');
  await expect(ruben.getByText('Live bijgewerkt')).toHaveCount(0, { timeout: 5_000 });
});

test('the administrator of the platform sees organisations and their administrators, in English too', async ({ browser }) => {
  const page = await signIn(product, browser, 'Robin van Hees');
  await expect(page.getByRole('heading', { name: 'Organisaties', exact: true })).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'Jeugdbescherming west' }).click();
  await expect(page.getByRole('heading', { name: 'Beheer van Jeugdbescherming west' })).toBeVisible();
  await expect(page.getByTestId('worker')).toHaveCount(1);
  await expect(page.locator('main')).not.toContainText('Anouk Jansen');
  await accessible(page);
  await page.getByTestId('account').click();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Administration of Jeugdbescherming west' })).toBeVisible();
});
