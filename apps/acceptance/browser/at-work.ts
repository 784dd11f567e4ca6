// SPDX-License-Identifier: EUPL-1.2
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { Product } from '../src/product.ts';

/** Somebody at his own computer, signed in through the sign-in page. */
export async function signIn(product: Product, browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  const page = await context.newPage();
  await page.goto(product.origin);
  await page
    .getByRole('button', { name: /inloggen/i })
    .first()
    .click();
  await page
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click();
  return page;
}

/** The same, at his cases. */
export async function atWork(product: Product, browser: Browser, name: string): Promise<Page> {
  const page = await signIn(product, browser, name);
  await expect(page.getByRole('heading', { name: 'Mijn casussen' })).toBeVisible();
  return page;
}

/** In another of the roles he holds. */
export async function inRole(page: Page, role: string): Promise<void> {
  await page.getByTestId('account').click();
  await page.getByLabel('U werkt nu als').selectOption({ label: role });
  await expect(page.getByRole('heading', { name: 'Mijn casussen' })).toBeVisible();
}

/** No machine-found violation of WCAG 2.2 A and AA. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}
