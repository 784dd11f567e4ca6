// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from '@playwright/test';
import { signedIn } from '../src/client.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { caseIdFor } from '../src/waterlelie.ts';
import { accessible, atWork, inRole } from './at-work.ts';

/** Emergency access in a real browser: used by somebody the family is closed to, seen by the family, judged by somebody else. */
let product: Product;
let caseId: string;

test.beforeAll(async () => {
  product = await startProduct();
  caseId = await caseIdFor(await signedIn(product, 'vt'));
});

test.afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

test('somebody of another region uses it by keyboard, is told who will know, and reads the case; the family sees that he looked', async ({
  browser,
}) => {
  const koen = await atWork(product, browser, 'Koen Wolters');
  await koen.goto(`${product.origin}/casus/${caseId}`);
  await expect(koen.getByRole('heading', { name: 'Hier is niets te zien' })).toBeVisible();
  await koen.goto(product.origin);
  await koen.getByRole('link', { name: 'Noodtoegang' }).press('Enter');
  await expect(koen.getByRole('heading', { level: 1, name: 'Noodtoegang' })).toBeFocused();
  await expect(koen.getByTestId('emergency-warning')).toContainText('Uw leidinggevende ziet het meteen');
  await expect(koen.getByTestId('emergency-warning')).toContainText('Het gezin ziet');
  await expect(koen.getByTestId('accesses')).toHaveCount(0);

  const use = koen.getByRole('button', { name: 'Noodtoegang gebruiken' });
  await use.press('Enter');
  await expect(koen.getByLabel('Nummer van de casus')).toBeFocused();
  await expect(koen.getByTestId('field-error')).toHaveCount(2);
  await accessible(koen);
  await koen.keyboard.type(caseId);
  await koen.getByLabel('Waarom kan iemand nu in gevaar zijn?').fill('Een buurman belt dat er geschreeuw is.');
  await koen.getByLabel('1 uur').check();
  await use.press('Enter');
  const granted = koen.getByTestId('granted');
  await expect(granted).toBeFocused();
  await expect(granted).toContainText(/Dit stopt uiterlijk op .* uur/);
  await accessible(koen);
  await granted.getByRole('link', { name: 'Naar de casus' }).press('Enter');
  await expect(koen.getByTestId('family-name')).toHaveText('Gezin Waterlelie');
  await expect(koen.getByTestId('entry').first()).toBeVisible();

  const father = await atWork(product, browser, 'Vader Waterlelie');
  await expect(father.getByRole('link', { name: 'Noodtoegang' })).toHaveCount(0);
  await father.goto(`${product.origin}/casus/${caseId}/inzage`);
  const look = father.getByTestId('look').filter({ hasText: 'Veilig Thuis Elders' });
  await expect(look.first()).toContainText('noodtoegang');
});

test('a supervisor is told, sees no more of it than that, and judges what somebody else used', async ({ browser }) => {
  const noor = await atWork(product, browser, 'Noor van Dalen');
  await noor.goto(`${product.origin}/noodtoegang`);
  await noor.getByLabel('Nummer van de casus').fill(caseId);
  await noor.getByLabel('Waarom kan iemand nu in gevaar zijn?').fill('Moeder belde en hing op.');
  await noor.getByRole('button', { name: 'Noodtoegang gebruiken' }).click();
  await expect(noor.getByTestId('granted')).toBeVisible();

  const hanneke = await atWork(product, browser, 'Hanneke Postma');
  await expect(hanneke.getByTestId('reviews-waiting')).toHaveCount(0);
  await inRole(hanneke, 'leidinggevende');
  await expect(hanneke.getByTestId('reviews-waiting')).toContainText('1 keer is noodtoegang gebruikt');
  await accessible(hanneke);
  await hanneke.getByRole('link', { name: 'Bekijken en beoordelen' }).click();
  const access = hanneke.getByTestId('access');
  await expect(access).toHaveCount(1);
  await expect(access).toContainText('Moeder belde en hing op.');
  await expect(access).toContainText(caseId);
  await expect(access).not.toContainText('Een buurman belt');
  await access.locator('summary', { hasText: 'Dit was niet terecht' }).press('Enter');
  await access.getByLabel('Waarom vindt u dat?').last().fill('Er was geen gevaar.');
  await accessible(hanneke);
  await access.getByRole('button', { name: 'Vastleggen: niet terecht' }).press('Enter');
  await expect(hanneke.getByTestId('reviewed')).toBeFocused();
  await expect(access).toContainText('niet terecht');
  await expect(access).toContainText('op tijd');
  await expect(access.locator('summary')).toHaveCount(0);
  await accessible(hanneke);
});
