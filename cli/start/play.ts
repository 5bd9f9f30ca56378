import type { BrowserName } from '../../tests/browsers/find.ts';
import { launch } from '../../tests/browsers/launch.ts';
import { addresses } from '../../tests/shop/pages.ts';
import { startShop } from '../../tests/shop/shop.ts';
import { startEndpoint } from './endpoint.ts';

/** Opens the shop in a window with the extension and leaves it open until the person closes it. */
export async function openToPlay(name: BrowserName): Promise<void> {
  const shop = await startShop();
  const endpoint = await startEndpoint();
  try {
    const browser = await launch(name, { shop, headed: true });
    await browser.inExtension((settings) => chrome.storage.local.set({ settings }), {
      name: '',
      email: '',
      endpoint: endpoint.url,
    });
    await browser.open(addresses.risky);
    console.log(`A risky listing is open in ${name}; the toolbar's puzzle piece holds Caveat.`);
    console.log(`Notices go to the endpoint at ${endpoint.url}, which runs on this machine.`);
    console.log(`Also there: ${addresses.harmless} (harmless), ${addresses.results} (results)`);
    console.log('Close the window to end.');
    await browser.closed;
    await browser.close();
  } finally {
    await endpoint.close();
    shop.close();
  }
}
