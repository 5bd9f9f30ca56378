import { test as base, expect } from '@playwright/test';
import { pageState } from '../../cli/start/page-state.ts';
import type { PageState } from '../../utils/page-state.ts';
import type { Browser, Page } from '../browsers/browser.ts';
import type { BrowserName } from '../browsers/find.ts';
import { launch } from '../browsers/launch.ts';
import { type Shop, startShop } from '../shop/shop.ts';
import { startUnreliableEndpoint, type UnreliableEndpoint } from './unreliable-endpoint.ts';

/** Every test has a browser of its own with the built extension, and a shop under the true hostnames. */
export const test = base.extend<
  { caveat: Browser; endpoint: UnreliableEndpoint },
  { shop: Shop; browserKind: BrowserName }
>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
  browserKind: [async ({}, use, info) => use(info.project.name as BrowserName), { scope: 'worker' }],
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
    async ({}, use) => {
      const shop = await startShop();
      await use(shop);
      shop.close();
    },
    { scope: 'worker' },
  ],
  caveat: async ({ shop, browserKind }, use) => {
    const browser = await launch(browserKind, { shop });
    try {
      await use(browser);
    } finally {
      await browser.close();
    }
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
  endpoint: async ({}, use) => {
    const endpoint = await startUnreliableEndpoint();
    try {
      await use(endpoint);
    } finally {
      await endpoint.close();
    }
  },
});

export { expect };

/** Opens an address and waits until the extension has read the page. */
export async function openAndRead(browser: Browser, url: string) {
  const page = await browser.open(url);
  const tab = await browser.tabId(page);
  await expect.poll(() => pageState(browser, tab)).not.toBeNull();
  return { page, tab, state: (await pageState(browser, tab)) as PageState };
}

/** Opens the popup for a tab, as wide as the browser makes it, and waits until it knows what to show. */
export async function openPopup(browser: Browser, tab: number): Promise<Page> {
  const popup = await browser.screen(`popup.html?tab=${tab}`);
  await popup.resize(380, 600);
  await expect.poll(() => popup.text()).not.toMatch(/^$|one moment/i);
  return popup;
}

/** The text on the toolbar button for a tab. */
export function badge(browser: Browser, tab: number): Promise<string> {
  return browser.inExtension((tabId) => chrome.action.getBadgeText({ tabId }), tab);
}

/** Waits until the overlay says something that matches. */
export async function expectOverlay(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => page.text('overlay')).toMatch(words);
}
