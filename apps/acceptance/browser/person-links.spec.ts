// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signedIn } from '../src/client.ts';
import { act } from '../src/commands.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { caseIdFor } from '../src/waterlelie.ts';
import { accessible, atWork } from './at-work.ts';

/** One child in two cases, in a real browser: seen and decided by who sees both, and by nobody else. */
let product: Product;
let caseId: string;

test.beforeAll(async () => {
  product = await startProduct();
  const vt = await signedIn(product, 'vt');
  caseId = await caseIdFor(vt);
  // The same child in the home of its other parent: a case of Veilig Thuis alone.
  const people = [{ name: 'Lotte Waterlelie', birthDate: '2015-09-14' }];
  const { data } = await vt.query<{ search: { searchToken: string } }>(
    'mutation ($input: SearchInput!) { search(input: $input) { searchToken } }',
    { input: { people } },
  );
  const opened = await act(vt, 'openCase', {
    commandId: randomUUID(),
    legalBasis: 'wmo-4.1.1',
    searchToken: data?.search.searchToken,
    opening: {
      householdKind: 'FAMILY_WITH_MINORS',
      name: 'Gezin Anders',
      municipality: 'Duinrade',
      region: 'haaglanden',
      reason: 'Zorgen van de school.',
      parties: [],
      pilot: false,
      reopened: false,
      members: people.map((content) => ({ personId: randomUUID(), content: { ...content, role: 'child', households: ['A'] } })),
    },
  });
  expect(opened.__typename).toBe('CommandAccepted');
});

test.afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

async function toLinks(page: Page): Promise<void> {
  await page.goto(`${product.origin}/casus/${caseId}`);
  await page.getByRole('link', { name: 'Zelfde persoon?' }).press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Zelfde persoon?' })).toBeFocused();
}

async function decide(page: Page, decision: string): Promise<void> {
  await page.locator(`[data-decision="${decision}"]`).press('Enter');
  await page.getByRole('dialog').getByLabel('Waaruit blijkt dat?').fill('De geboorteakte is gezien.');
  await page.getByTestId('confirm').press('Enter');
  await expect(page.getByTestId('recorded')).toBeFocused();
}

test('who sees both cases decides by keyboard that it is one child, merges and unmerges; who sees one of them learns nothing', async ({
  browser,
}) => {
  const [vt, lt] = [await atWork(product, browser, 'Noor van Dalen'), await atWork(product, browser, 'Fatima el Amrani')];
  await toLinks(vt);
  const possible = vt.getByTestId('possible');
  await expect(possible).toHaveCount(1);
  await expect(possible).toContainText('Lotte Waterlelie, kind, geboren op 14 september 2015, Gezin Anders');
  await accessible(vt);

  // Escape leaves all as it was, with the focus where it came from.
  await vt.locator('[data-decision="SAME"]').press('Enter');
  await expect(vt.getByRole('dialog')).toContainText('Niemand ziet hierdoor iets van de andere casus');
  await accessible(vt);
  await vt.keyboard.press('Escape');
  await expect(vt.locator('[data-decision="SAME"]')).toBeFocused();

  await decide(vt, 'SAME');
  const link = vt.getByTestId('person-link');
  await expect(link).toContainText('dezelfde persoon');
  await expect(link).toContainText('Grond: De geboorteakte is gezien.');
  await expect(possible).toHaveCount(0);
  await decide(vt, 'MERGED');
  await expect(link).toContainText('De casussen zijn gekoppeld.');
  await accessible(vt);

  await toLinks(lt);
  await expect(lt.getByText('Niemand die u kunt zien.')).toBeVisible();
  await expect(lt.getByText('Er is niets besloten dat u kunt zien.')).toBeVisible();
  expect(await lt.locator('main').innerText()).not.toContain('Anders');
  await accessible(lt);

  await decide(vt, 'UNMERGED');
  await expect(link).toContainText('De casussen zijn niet meer gekoppeld.');
  await link.getByRole('link', { name: 'Gezin Anders' }).press('Enter');
  await expect(vt.getByTestId('family-name')).toHaveText('Gezin Anders');
});
