import { fillInReport, receiptShown, sendReport } from '../../cli/start/report.ts';
import type { Page, Surface } from '../browsers/browser.ts';
import { addresses } from '../shop/pages.ts';
import { expectAccessible } from './axe.ts';
import { expect, expectOverlay, openAndRead, openPopup, test } from './fixtures.ts';

/** Checks a screen with axe in light and in dark, and keeps a picture of each. */
async function expectAccessibleInBoth(name: string, page: Page, surface: Surface = 'page'): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.colorScheme(scheme);
    await expectAccessible(page, surface);
    await page.screenshot(test.info().outputPath(`${name}-${scheme}.png`));
  }
  await page.colorScheme('light');
}

test('the warning on a listing', async ({ caveat }) => {
  const { page } = await openAndRead(caveat, addresses.risky);
  await expectOverlay(page, /sildenafil/i);
  await expectAccessibleInBoth('overlay', page, 'overlay');
  await page.press(/^make small/i, 'overlay');
  await expect.poll(() => page.has('[aria-expanded=false]', 'overlay')).toBe(true);
  await expectAccessibleInBoth('overlay-small', page, 'overlay');
});

test('the marks on a results page', async ({ caveat }) => {
  const { page } = await openAndRead(caveat, addresses.results);
  await expect.poll(() => page.has('button', 'overlay')).toBe(true);
  await expectAccessibleInBoth('marks', page, 'overlay');
});

for (const [name, url, words] of [
  ['findings', addresses.risky, /sildenafil/i],
  ['nothing-found', addresses.harmless, /nothing found/i],
  ['not-read', addresses.unreadable, /could not read this page/i],
  ['cards', addresses.results, /2 of 5 listings/i],
  ['no-listing', addresses.help, /no listing on this page/i],
  ['elsewhere', addresses.otherShop, /does not watch this site/i],
] as const)
  test(`the popup: ${name}`, async ({ caveat }) => {
    const page = await caveat.open(url);
    await caveat.pressToolbarButton(page);
    const popup = await openPopup(caveat, await caveat.tabId(page));
    await expect.poll(() => popup.text()).toMatch(words);
    await expectAccessibleInBoth(`popup-${name}`, popup);
  });

test('the popup: how the page was read, and the diagnostics', async ({ caveat }) => {
  const { tab } = await openAndRead(caveat, addresses.harmless);
  const popup = await openPopup(caveat, tab);
  await popup.press(/^how this page was read/i);
  await expect.poll(() => popup.text()).toMatch(/save this page/i);
  await expectAccessibleInBoth('popup-reading', popup);
  const page = await caveat.screen('diagnostics.html');
  await expect.poll(() => page.text()).toMatch(/AliExpress/);
  await expectAccessibleInBoth('diagnostics', page);
});

test('the report, the receipt and the history', async ({ caveat, endpoint }) => {
  const { tab } = await openAndRead(caveat, addresses.risky);
  const popup = await openPopup(caveat, tab);
  await fillInReport(popup, { name: '', email: 'not an address', endpoint: 'ftp://nowhere' });
  await sendReport(popup);
  await expect.poll(() => popup.has('[aria-invalid=true]')).toBe(true);
  await expectAccessibleInBoth('report-incomplete', popup);

  await fillInReport(popup, { name: 'Ada Example', email: 'ada@example.org', endpoint: endpoint.url });
  await expectAccessibleInBoth('report', popup);
  await sendReport(popup);
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  await expectAccessibleInBoth('receipt', popup);

  const later = await openPopup(caveat, tab);
  await later.press(/^your notices/i);
  await expect.poll(() => receiptShown(later)).not.toBeNull();
  await expectAccessibleInBoth('history', later);
});

/** The name of what has the focus. */
const focused = (page: Page, surface: Surface) =>
  page.within(surface, (roots) => {
    const element = roots.map((root) => root.activeElement).find(Boolean);
    const labels = (element as HTMLInputElement | undefined)?.labels;
    return (element?.ariaLabel ?? labels?.[0]?.textContent ?? element?.textContent ?? '').trim();
  });

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: RegExp, surface: Surface = 'page'): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.key('Tab');
    const now = await focused(page, surface);
    if (name.test(now)) return;
    seen.push(now);
  }
  throw new Error(`Tab never came to ${name}, but to: ${seen.filter(Boolean).join(' · ')}`);
}

test('everything from the warning to the receipt works with the keyboard alone', async ({
  caveat,
  endpoint,
}) => {
  const { page, tab } = await openAndRead(caveat, addresses.risky);
  await expectOverlay(page, /sildenafil/i);
  await tabTo(page, /^report this listing/i, 'overlay');
  await page.key('Escape');
  await expect.poll(() => page.has('[aria-expanded=false]', 'overlay')).toBe(true);
  await page.key('Enter');
  await expect.poll(() => page.has('[aria-expanded=true]', 'overlay')).toBe(true);

  const popup = await openPopup(caveat, tab);
  await tabTo(popup, /^report this listing/i);
  await popup.key('Enter');
  await expect.poll(() => popup.has('input')).toBe(true);
  for (const [label, text] of [
    [/^your name/i, 'Ada Example'],
    [/^your e-mail/i, 'ada@example.org'],
    [/^where it is sent/i, endpoint.url],
  ] as const) {
    // Folded away where the marketplace has a form of its own.
    if (label.test('Where it is sent') && !(await popup.has('details.elsewhere[open] [type=url]'))) {
      await tabTo(popup, /^send it to another address/i);
      await popup.key('Enter');
    }
    await tabTo(popup, label);
    await popup.type(text);
  }
  await tabTo(popup, /^i confirm this and send/i);
  await popup.key('Enter');
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  expect(endpoint.stored).toBe(1);
});
