import { pageState } from '../../cli/start/page-state.ts';
import { addresses } from '../shop/pages.ts';
import { expect, expectOverlay, openAndRead, openPopup, test } from './fixtures.ts';

test('a strict content security policy with trusted types neither stops nor unclothes the overlay', async ({
  caveat,
}) => {
  const { page } = await openAndRead(caveat, addresses.strict);
  await expectOverlay(page, /sildenafil/i);
  const drawn = await page.within('overlay', (roots) => {
    const button = roots.flatMap((root) => [...root.querySelectorAll('button')])[0];
    return button ? getComputedStyle(button).fontFamily : '';
  });
  expect(drawn).toContain('system-ui');
});

/** What the hostile page's own script has managed. */
const damage = () => {
  const own = globalThis as unknown as {
    executed: number;
    reached?: boolean;
    heard: string[];
    shadows: unknown[];
  };
  return {
    executed: own.executed,
    reached: own.reached ?? false,
    shadowsSeen: own.shadows.length,
    heard: own.heard.filter((message) => !message.includes('"type":"report"')),
    polluted: 'polluted' in {},
  };
};

test('a hostile page is read within bounds, drawn as text, and can neither reach nor press anything', async ({
  caveat,
}) => {
  const began = Date.now();
  const { page, tab } = await openAndRead(caveat, addresses.hostile);
  expect(Date.now() - began).toBeLessThan(20_000);
  await expectOverlay(page, /sildenafil/i);

  const state = await pageState(caveat, tab);
  expect(state?.listing?.title).toContain('<img src=x');
  expect(state?.listing?.description?.length ?? 0).toBeLessThanOrEqual(100_000);
  expect(Object.keys(Object.prototype)).toEqual([]);

  const nothing = { executed: 0, reached: false, shadowsSeen: 0, heard: [], polluted: false };
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { rounds: number }).rounds))
    .toBeGreaterThan(3);
  expect(await page.evaluate(damage)).toEqual(nothing);
  await expectOverlay(page, /sildenafil/i);
  // No press of the page's script opened the report.
  const screens = () =>
    caveat.inExtension(
      async () => (await chrome.tabs.query({})).filter(({ url }) => url?.includes('popup.html')).length,
    );
  expect(await screens()).toBe(0);

  const popup = await openPopup(caveat, tab);
  expect(await popup.has('img[src=x]')).toBe(false);
  expect(
    await popup.evaluate(() => ({ scripts: document.scripts.length, polluted: 'polluted' in {} })),
  ).toEqual({
    scripts: 1,
    polluted: false,
  });
});
