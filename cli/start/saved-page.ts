import { eventually } from '../../tests/browsers/browser.ts';
import type { BrowserName } from '../../tests/browsers/find.ts';
import { launch } from '../../tests/browsers/launch.ts';
import { startShop } from '../../tests/shop/shop.ts';
import { pageState, stateLines } from './page-state.ts';

/** A saved page stands still: its scripts would look for a world that is not there, or lead away. */
const still = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * Shows a saved page under its true address in the real browser, lets the extension read it, and prints what it
 * read and found. A page of no marketplace it watches is read on request, as a person would ask for it.
 */
export async function readSavedPage(name: BrowserName, page: { body: Buffer; url: string }): Promise<void> {
  const shop = await startShop();
  shop.put({ ...page, headers: { 'content-security-policy': still } });
  const browser = await launch(name, { shop });
  try {
    const tab = await browser.open(page.url);
    console.log(`Opened ${page.url} in ${name} ${browser.version}`);
    const id = await browser.tabId(tab);
    const watched = await browser.inExtension(
      (origins) => chrome.permissions.contains({ origins }),
      [`${new URL(page.url).origin}/*`],
    );
    let state = watched && (await eventually(() => pageState(browser, id), 10_000));
    if (!state) {
      await browser.pressToolbarButton(tab);
      const popup = await browser.screen(`popup.html?tab=${id}`);
      await popup.press(/read this page/i);
      console.log('Not a page Caveat reads by itself; asked it to, in the popup.');
      state = await eventually(() => pageState(browser, id), 10_000);
      if (!state) throw new Error(`the page was not read; the popup says: ${await popup.text()}`);
    }
    for (const line of stateLines(state)) console.log(line);
  } finally {
    await browser.close();
    shop.close();
  }
}
