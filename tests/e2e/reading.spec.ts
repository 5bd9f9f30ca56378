import { pageState } from '../../cli/start/page-state.ts';
import { launch } from '../browsers/launch.ts';
import { honey, lamp, socks, tablets, tabletten } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';
import { badge, expect, expectOverlay, openAndRead, openPopup, test } from './fixtures.ts';

for (const [layout, url, item] of [
  ['2025 classes', addresses.risky, tablets],
  ['2020 state', addresses.risky2020, honey],
  ['2024 shell, drawn late', addresses.risky2024, tabletten],
] as const)
  test(`a risky listing is read and flagged: ${layout}`, async ({ caveat }) => {
    const { page, tab } = await openAndRead(caveat, url);
    const substance = /sildenafil|tadalafil/i.exec(item.title)?.[0] ?? '';
    await expectOverlay(page, new RegExp(substance, 'i'));
    await expect.poll(() => badge(caveat, tab)).toMatch(/^[1-9]$/);
    await expect.poll(async () => (await pageState(caveat, tab))?.health).toBe('read');
    const state = await pageState(caveat, tab);
    expect(Number(state?.listing?.price?.amount)).toBe(Number(item.price));
    expect(state?.listing).toMatchObject({
      url,
      marketplace: 'aliexpress',
      id: item.id,
      title: item.title,
      price: { currency: 'EUR' },
      attributes: item.attributes.map(([name, value]) => ({ name, value })),
    });
    expect(state?.findings[0]).toMatchObject({ severity: 'danger' });
    expect(await (await openPopup(caveat, tab)).text()).toMatch(new RegExp(substance, 'i'));
  });

for (const [layout, url] of [
  ['2025 classes', addresses.harmless],
  ['2020 state', addresses.harmless2020],
  ['2024 shell, drawn late', addresses.harmless2024],
] as const)
  test(`a harmless listing stays as it was: ${layout}`, async ({ caveat, shop, browserKind }) => {
    const look = () => ({
      html: document.documentElement.outerHTML,
      globals: Object.getOwnPropertyNames(globalThis).sort(),
      sheets: document.adoptedStyleSheets.length,
    });
    const { page, tab } = await openAndRead(caveat, url);
    await expect.poll(async () => (await pageState(caveat, tab))?.health).toBe('read');
    const state = await pageState(caveat, tab);
    expect(state?.findings).toEqual([]);
    expect(await badge(caveat, tab)).toBe('');
    expect(await page.within('overlay', (roots) => roots.length)).toBe(0);

    const bare = await launch(browserKind, { shop, extension: null });
    try {
      const same = await bare.open(url);
      await expect.poll(() => same.has('[data-pl=product-title], .product-title-text')).toBe(true);
      expect(await page.evaluate(look)).toEqual(await same.evaluate(look));
    } finally {
      await bare.close();
    }
    const popup = await (await openPopup(caveat, tab)).text();
    expect(popup).toMatch(/nothing found/i);
    expect(popup).not.toMatch(/\bsafe\b/i);
  });

test('a product page in which nothing can be read is said to be so', async ({ caveat }) => {
  const { page, tab } = await openAndRead(caveat, addresses.unreadable);
  expect((await pageState(caveat, tab))?.health).toBe('unread');
  await expect.poll(() => badge(caveat, tab)).toBe('–');
  expect(await page.within('overlay', (roots) => roots.length)).toBe(0);
  const popup = await (await openPopup(caveat, tab)).text();
  expect(popup).toMatch(/could not read this page/i);
  expect(popup).not.toMatch(/nothing found/i);
});

test('a product that is in a safety alert is said to be, in the authority’s words', async ({ caveat }) => {
  const { page, tab, state } = await openAndRead(caveat, addresses.recalled);
  expect(state.findings).toMatchObject([{ rule: 'recalls.gtin', confidence: 'high' }]);
  await expectOverlay(page, /A12\/01135\/24.*Bicycle helmet.*Injuries/s);
  expect(
    await page.within('overlay', (roots) =>
      roots.flatMap((root) => [...root.querySelectorAll('a')]).map((a) => a.href),
    ),
  ).toContain('https://ec.europa.eu/safety-gate-alerts/screen/webReport');
  await page.screenshot(test.info().outputPath('recalled.png'));
  expect(await (await openPopup(caveat, tab)).text()).toMatch(/wrong if/i);
});

test('a description in a frame of another host is read with its listing', async ({ caveat }) => {
  const { page, tab } = await openAndRead(caveat, addresses.framed);
  await expectOverlay(page, /sildenafil/i);
  const state = await pageState(caveat, tab);
  expect(state).toMatchObject({ reader: 'ebay', listing: { title: 'Wellness gift box for him' } });
  expect(state?.findings[0]).toMatchObject({ severity: 'danger' });
  expect(state?.findings[0]?.evidence[0]).toMatchObject({ field: 'description', text: 'sildenafil' });
});

test('a page can be saved as a test case, and how reading goes is counted', async ({ caveat }) => {
  const { tab } = await openAndRead(caveat, addresses.risky);
  await openAndRead(caveat, addresses.unreadable);
  const popup = await openPopup(caveat, tab);
  await popup.press(/^how this page was read/i);
  await expect.poll(() => popup.text()).toMatch(/layout “2025 hashed classes”/i);
  // Keeps what is offered for download, which a headless browser shows nobody.
  await popup.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      void (blob as Blob).text().then((text) => document.body.setAttribute('data-saved', text));
      return make.call(URL, blob);
    };
  });
  await popup.press(/^save this page/i);
  await expect.poll(() => popup.text()).toMatch(/look through the file/i);
  await expect
    .poll(() => popup.evaluate(() => document.body.getAttribute('data-saved')))
    .toContain(`<!-- saved from url=`);
  const saved = await popup.evaluate(() => document.body.getAttribute('data-saved') ?? '');
  expect(saved).toContain(tablets.title);
  expect(saved).not.toMatch(/<style|onclick=/i);

  const page = await caveat.screen('diagnostics.html');
  await expect.poll(() => page.text()).toMatch(/AliExpress\s+1\s+0\s+1\s/);
});

test('risky cards on a results page are marked, and their places keep their size', async ({
  caveat,
  shop,
  browserKind,
}) => {
  const places = () =>
    [...document.querySelectorAll('#card-list > *')].map((card) => {
      const { x, y, width, height } = card.getBoundingClientRect();
      return [x, y, width, height];
    });
  const { page, tab } = await openAndRead(caveat, addresses.results);
  await expect.poll(async () => (await pageState(caveat, tab))?.cards.length).toBe(2);
  const state = await pageState(caveat, tab);
  expect(state?.cardCount).toBe(5);
  expect(state?.cards.map(({ card }) => card.title)).toEqual([tablets.title, honey.title]);
  await expect.poll(() => badge(caveat, tab)).toBe('2');
  await expect.poll(() => page.within('overlay', (roots) => roots.length)).toBeGreaterThan(0);
  const bare = await launch(browserKind, { shop, extension: null });
  try {
    expect(await page.evaluate(places)).toEqual(await (await bare.open(addresses.results)).evaluate(places));
  } finally {
    await bare.close();
  }
});

test('a page that becomes another listing without loading is read anew', async ({ caveat }) => {
  const { page, tab } = await openAndRead(caveat, addresses.singlePage);
  const title = async () => (await pageState(caveat, tab))?.listing?.title;
  await expect.poll(title).toBe(lamp.title);
  expect(await page.text('overlay')).toBe('');

  await page.press('a.recommended[href*="0001.html"]');
  await expect.poll(title).toBe(tablets.title);
  await expectOverlay(page, /sildenafil/i);
  expect((await pageState(caveat, tab))?.listing?.id).toBe(tablets.id);

  await page.press('a.recommended[href*="0012.html"]');
  await expect.poll(title).toBe(socks.title);
  await expect.poll(() => page.text('overlay')).toBe('');
  await expect.poll(() => badge(caveat, tab)).toBe('');
});

test('the warning closes for good when dismissed, and stays away from price and buy button', async ({
  caveat,
}) => {
  const { page } = await openAndRead(caveat, addresses.risky);
  await expectOverlay(page, /sildenafil/i);
  const covered = await page.within('overlay', (roots) => {
    const boxes = roots.flatMap((root) => [...root.children].map((child) => child.getBoundingClientRect()));
    return [...document.querySelectorAll('.buy button, .price')].some((element) => {
      const box = element.getBoundingClientRect();
      return boxes.some(
        (b) => b.left < box.right && b.right > box.left && b.top < box.bottom && b.bottom > box.top,
      );
    });
  });
  expect(covered).toBe(false);
  await page.press(/^close for this listing/i, 'overlay');
  await expect.poll(() => page.text('overlay')).not.toMatch(/sildenafil/i);
  await page.goto(addresses.risky);
  await expect.poll(() => page.text('overlay')).not.toMatch(/sildenafil/i);
});

test('a page of any other shop is read when asked, and not before', async ({ caveat }) => {
  const page = await caveat.open(addresses.otherShop);
  const tab = await caveat.tabId(page);
  await caveat.pressToolbarButton(page);
  const popup = await openPopup(caveat, tab);
  await expect.poll(() => popup.text()).toMatch(/does not watch this site/i);
  expect(await pageState(caveat, tab)).toBeNull();
  await popup.press(/^read this page/i);
  await expectOverlay(page, /tadalafil/i);
  const state = await pageState(caveat, tab);
  expect(state).toMatchObject({ reader: 'generic', health: 'read', listing: { title: honey.title } });
});

test('nothing is read where the person has paused it', async ({ caveat }) => {
  const { page, tab } = await openAndRead(caveat, addresses.risky);
  await expectOverlay(page, /sildenafil/i);
  const popup = await openPopup(caveat, tab);
  await popup.press(/^pause on this site/i);
  await expect.poll(() => page.text('overlay')).toBe('');
  await expect.poll(() => badge(caveat, tab)).toBe('ll');
  await page.goto(addresses.risky2020);
  await expect.poll(() => popup.text()).toMatch(/paused/i);
  expect(await pageState(caveat, tab)).toBeNull();
  await popup.press(/^resume on this site/i);
  await expectOverlay(page, /tadalafil/i);
});
