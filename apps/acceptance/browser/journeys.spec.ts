// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { accessible, atWork } from './at-work.ts';

/** What caseworkers and family members see in a real browser, on Case 1. With PICTURES=true the pictures of the documentation are made anew. */
let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const NAMES = { vt: 'Noor van Dalen', lt: 'Fatima el Amrani', father: 'Vader Waterlelie', mother: 'Moeder Waterlelie' } as const;

async function openCase(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /Waterlelie/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Tijdlijn' })).toBeVisible();
  await expect(page.getByText('Live bijgewerkt').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
}

async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = process.env['PICTURES'] === 'true' ? '../../../docs/images' : '../test-results/images';
  await page.screenshot({ path: join(import.meta.dirname, folder, `${name}.png`), fullPage });
}

test('a caseworker of Veilig Thuis finds the family, its timeline and the routekaart; every screen is accessible', async ({ browser }) => {
  const page = await atWork(product, browser, NAMES.vt);
  await accessible(page);
  await picture(page, 'my-cases');
  await openCase(page);
  await expect(page.getByRole('heading', { name: 'Maatregel beëindigd' }).first()).toBeVisible();
  await accessible(page);
  await picture(page, 'timeline');
  await page.getByRole('link', { name: 'Routekaart' }).click();
  await expect(page.getByText('Deze versie is geldig sinds')).toBeVisible();
  await expect(page.getByText('Verborgen voor Mark Waterlelie')).toBeVisible();
  await accessible(page);
  await picture(page, 'route-map', true);
});

/** The lokaal team records what a child said, for nobody at home to hear. Resolves when the gateway answered. */
async function tellInConfidence(lt: Page, first: boolean): Promise<void> {
  await lt.getByRole('link', { name: 'Vastleggen' }).first().click();
  await lt.getByRole('link', { name: /Stem van kind of ouder/ }).click();
  if (first) await accessible(lt);
  await lt.getByLabel(/Lotte Waterlelie/).check();
  await lt.getByLabel('Wat zei hij of zij?').fill('Ik wil dat niemand thuis dit hoort.');
  await lt
    .getByRole('group', { name: /Was u alleen/ })
    .getByLabel('Ja')
    .check();
  await lt
    .getByRole('switch', { name: /Vertrouwelijk/ })
    .or(lt.getByRole('checkbox', { name: /Vertrouwelijk/ }))
    .first()
    .check();
  await expect(lt.getByText(/ook ouders met gezag niet/)).toBeVisible();
  if (first) await picture(lt, 'entry-form', true);
  const recorded = lt.waitForResponse(
    (response) => response.url().endsWith('/graphql') && (response.request().postData() ?? '').includes('recordVoice'),
  );
  await lt.getByRole('button', { name: 'Vastleggen' }).click();
  await recorded;
}

test('an entry of the lokaal team is on the open screen of Veilig Thuis within a second, and a confidential one never on the father’s', async ({
  browser,
}) => {
  const [vt, lt, father] = [
    await atWork(product, browser, NAMES.vt),
    await atWork(product, browser, NAMES.lt),
    await atWork(product, browser, NAMES.father),
  ];
  for (const page of [vt, lt, father]) await openCase(page);
  const before = await father.locator('main').innerText();

  // Of three, because this machine also runs three browsers and the servers: what takes longer once is the machine, what always does is us.
  let withinASecond = false;
  for (let times = 1; times <= 3 && !withinASecond; times += 1) {
    await tellInConfidence(lt, times === 1);
    const announced = vt.getByText(/1 nieuwe vermelding/).first();
    withinASecond = await announced.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    await expect(lt.getByText(/Stem van kind of ouder: vastgelegd/)).toBeVisible();
    await announced.click();
    await expect(announced).toBeHidden();
  }
  expect(withinASecond).toBe(true);
  await expect(lt.getByText('Ik wil dat niemand thuis dit hoort.').first()).toBeVisible();

  await father.waitForTimeout(1_000);
  expect(await father.locator('main').innerText()).toBe(before);
  await father.reload();
  await expect(father.getByText('Live bijgewerkt').first()).toBeVisible();
  expect(await father.content()).not.toContain('Ik wil dat niemand thuis dit hoort.');
});

test('what is missing is said at the field, and nothing is sent', async ({ browser }) => {
  const page = await atWork(product, browser, NAMES.lt);
  await openCase(page);
  await page.getByRole('link', { name: 'Vastleggen' }).first().click();
  await page.getByRole('link', { name: /Kind gezien/ }).click();
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await expect(page.getByText('Vul in wat u zag en hoorde.')).toBeVisible();
  await expect(page.getByText(/kloppen nog \d+ dingen niet/)).toBeVisible();
  await accessible(page);
});

test('the father sees his plan without the escape plan, and no trace of what K1 said in confidence; the mother has the escape plan', async ({
  browser,
}) => {
  const father = await atWork(product, browser, NAMES.father);
  await openCase(father);
  const timeline = await father.locator('main').innerText();
  expect(timeline).not.toContain('bang');
  await father.getByRole('link', { name: 'Routekaart' }).click();
  await expect(father.getByText(/^Mark slaapt door de week/)).toBeVisible();
  expect(await father.content()).not.toContain('achterdeur');
  expect(await father.content()).not.toContain('Verborgen voor');
  await picture(father, 'route-map-father', true);

  const mother = await atWork(product, browser, NAMES.mother);
  await openCase(mother);
  await mother.getByRole('link', { name: 'Routekaart' }).click();
  await expect(mother.getByText('achterdeur')).toBeVisible();
  expect(await mother.getByRole('link', { name: 'Vastleggen' }).count()).toBe(0);
});

test('a session survives a reload and ends on sign-out; no token stands in storage or address', async ({ browser }) => {
  const page = await atWork(product, browser, NAMES.vt);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Mijn casussen' })).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
  expect(stored).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
  expect(page.url()).not.toContain('token');
  await page.getByRole('button', { name: /Noor van Dalen|Uw gegevens/ }).click();
  await page.getByTestId('sign-out').click();
  await page.getByRole('heading', { name: 'Wilt u uitloggen?' }).waitFor();
  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await expect(page.getByRole('button', { name: /inloggen/i }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: /inloggen/i }).first()).toBeVisible();
});

test('it fits a narrow screen: no sideways scrolling at 320 px', async ({ browser }) => {
  const page = await atWork(product, browser, NAMES.vt);
  await openCase(page);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole('link', { name: 'Routekaart' }).click();
  await expect(page.getByText('Deze versie is geldig sinds')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test('looking back at a day: by keyboard, told in words, and accessible', async ({ browser }) => {
  const page = await atWork(product, browser, NAMES.vt);
  await openCase(page);
  await page.getByText('Terugkijken').click();
  await accessible(page);
  await page.getByLabel('Of kies een datum').fill('2025-04-11');
  await expect(page.getByText('U kijkt naar het verleden: 11 april 2025.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Afspraak gecontroleerd' }).first()).toBeVisible();
  expect(await page.getByRole('heading', { name: 'Acute onveiligheid' }).count()).toBe(0);
  await accessible(page);
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('U kijkt naar het verleden: 12 april 2025.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Acute onveiligheid' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Terug naar nu' }).click();
  await expect(page.getByText('Live bijgewerkt').first()).toBeVisible();
});

test('an auditor states purpose, case and period, sees who knew what without content, and asks for one entry with a reason', async ({
  browser,
}) => {
  const caseworker = await atWork(product, browser, NAMES.vt);
  await openCase(caseworker);
  const caseId = /casus\/([0-9a-f-]{36})/.exec(caseworker.url())?.[1] ?? '';
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  const page = await context.newPage();
  await page.goto(product.origin);
  await page
    .getByRole('button', { name: /inloggen/i })
    .first()
    .click();
  await page
    .getByRole('button', { name: /auditor|Inspecteur/i })
    .first()
    .click();
  await page.getByLabel('Doel van uw inzage').fill('onderzoek na een calamiteit');
  await page.getByLabel('Nummer van de casus').fill(caseId);
  await page.getByLabel('Eerste dag van de periode').fill('2025-03-01');
  await page.getByLabel('Laatste dag van de periode').fill('2025-04-17');
  await accessible(page);
  await page.getByRole('button', { name: 'Verder' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Toezicht' })).toBeVisible();
  await expect(page.getByTestId('crossing').first()).toBeVisible();
  expect(await page.locator('main').innerText()).not.toContain('Waterlelie');
  await accessible(page);
  await picture(page, 'oversight');
  await page.getByLabel('Of kies een datum').fill('2025-04-12');
  await expect(page.getByRole('heading', { name: 'Wie wist wat op 12 april 2025' })).toBeVisible();
  const danger = page.getByTestId('crossing').filter({ hasText: /acute onveiligheid/i });
  await expect(danger.getByRole('cell', { name: 'zelf vastgelegd' })).toHaveCount(1);
  await expect(danger.getByRole('cell', { name: /^verstrekt/ })).toHaveCount(1);
  await danger.getByRole('button', { name: /Opvragen/ }).click();
  await page.getByLabel('Waarom moet u deze inhoud zien?').fill('tijdstip van de melding');
  await accessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/De politie kwam om kwart voor twee/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('norm').first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByTestId('export').click();
  expect((await download).suggestedFilename()).toBe(`toezicht-${caseId}-2025-04-12.json`);
});
