// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { signedIn } from '../src/client.ts';
import { act } from '../src/commands.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { PEOPLE, caseIdFor, ofType, textOf, timelineOf } from '../src/waterlelie.ts';
import { accessible, atWork } from './at-work.ts';

/** What is kept from whom, in a real browser: a shielded address, terms of keeping and certificates of erasure. */
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

test('Veilig Thuis shields an address by keyboard and lifts that again; for others there is no trace of it', async ({ browser }) => {
  const vt = await atWork(product, browser, 'Noor van Dalen');
  await vt.goto(`${product.origin}/casus/${caseId}`);
  const open = vt.getByRole('button', { name: /^Adres afschermen.*Sanne Waterlelie/ });
  await open.press('Enter');
  const dialog = vt.getByRole('dialog');
  await accessible(vt);
  await vt.keyboard.press('Escape');
  await expect(open).toBeFocused();
  await open.press('Enter');
  await vt.getByTestId('confirm').press('Enter');
  await expect(dialog).toContainText('Vul het adres, de regio en de reden in.');
  await dialog.getByLabel('Adres waar deze persoon verblijft').fill('Geheimeweg 7, Elders');
  await dialog.getByLabel('Regio van het adres').fill('elders');
  await dialog.getByLabel('Waarom').fill('Zij wordt gezocht.');
  await vt.getByTestId('confirm').press('Enter');
  await expect(vt.getByTestId('recorded')).toBeFocused();
  await expect(vt.getByTestId('recorded')).toContainText('Het adres is afgeschermd');

  for (const name of ['Fatima el Amrani', 'Vader Waterlelie']) {
    const other = await atWork(product, browser, name);
    await other.goto(`${product.origin}/casus/${caseId}`);
    await expect(other.getByTestId('entry').first()).toBeVisible();
    await expect(other.getByTestId('shield-address')).toHaveCount(0);
    expect(await other.content()).not.toMatch(/Geheimeweg|adres afgeschermd/i);
  }

  await open.press('Enter');
  await dialog.getByLabel('De afscherming van uw organisatie opheffen').check();
  await expect(dialog).toContainText('Dit kan alleen als');
  await dialog.getByLabel('Regio van het adres').fill('elders');
  await dialog.getByLabel('Waarom').fill('Zij vraagt het zelf.');
  await accessible(vt);
  await vt.getByTestId('confirm').press('Enter');
  await expect(vt.getByTestId('recorded')).toContainText('De afscherming is opgeheven');
});

test('terms and a certificate of erasure: for who destroyed, and for the mother of the child; not for another organisation', async ({
  browser,
}) => {
  const [vt, leads] = [await signedIn(product, 'vt'), await signedIn(product, 'vt-leiding')];
  const frame = () => ({ commandId: randomUUID(), caseId, legalBasis: 'wmo-4.1.1' });
  const asked = await act(vt, 'receiveAccessRequest', {
    ...frame(),
    statedBy: { kind: 'PERSON', personId: PEOPLE.mother },
    kind: 'DESTRUCTION',
    personId: PEOPLE.K1,
    wording: 'Wij willen dat dit over haar wordt weggegooid',
  });
  expect(asked.__typename).toBe('CommandAccepted');
  const { entries } = await timelineOf(vt, caseId);
  const requestId = textOf(ofType(entries, 'AccessRequestReceived')[0], 'requestId');
  const decided = await act(leads, 'decideAccessRequest', { ...frame(), requestId, outcome: 'GRANTED', considerations: 'Geen bezwaar' });
  expect(decided.__typename).toBe('CommandAccepted');

  const noor = await atWork(product, browser, 'Noor van Dalen');
  await noor.goto(`${product.origin}/casus/${caseId}`);
  await noor.getByRole('link', { name: 'Bewaren en vernietigen' }).press('Enter');
  await expect(noor.getByRole('heading', { level: 2, name: 'Bewaren en vernietigen' })).toBeFocused();
  await expect(noor.locator('[data-testid="kept"][data-status="DESTROYED"]')).toHaveCount(1);
  await expect(noor.locator('[data-testid="kept"][data-status="INVOLVED"]').first()).toContainText('er loopt geen termijn');
  await expect(noor.getByTestId('kept-data')).not.toContainText('Lokaal team');
  await expect(noor.getByTestId('certificate')).toHaveCount(1);
  await accessible(noor);
  await expect(async () => {
    await noor.reload();
    await expect(noor.getByRole('button', { name: 'Verklaring bewaren als bestand' })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  const saved = noor.waitForEvent('download');
  await noor.getByRole('button', { name: 'Verklaring bewaren als bestand' }).press('Enter');
  expect((await saved).suggestedFilename()).toMatch(/^verklaring-[0-9a-f-]{36}\.txt$/);

  const mother = await atWork(product, browser, 'Moeder Waterlelie');
  await mother.goto(`${product.origin}/casus/${caseId}/bewaren`);
  await expect(mother.getByTestId('certificate')).toHaveCount(1);
  await expect(mother.getByTestId('certificate')).toContainText('Veilig Thuis Haaglanden vernietigde gegevens over');
  await expect(mother.getByTestId('kept-data')).toHaveCount(0);
  await accessible(mother);

  const lt = await atWork(product, browser, 'Fatima el Amrani');
  await lt.goto(`${product.origin}/casus/${caseId}/bewaren`);
  await expect(lt.getByText('Er zijn geen verklaringen die u kunt zien.')).toBeVisible();
  await expect(lt.locator('[data-testid="kept"][data-status="DESTROYED"]')).toHaveCount(0);
});
