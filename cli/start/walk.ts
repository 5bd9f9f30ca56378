import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, type Page } from '../../tests/browsers/browser.ts';
import type { BrowserName } from '../../tests/browsers/find.ts';
import { launch } from '../../tests/browsers/launch.ts';
import { addresses } from '../../tests/shop/pages.ts';
import { startShop } from '../../tests/shop/shop.ts';
import { startEndpoint } from './endpoint.ts';
import { pageState, stateLines } from './page-state.ts';
import { fillInReport, receiptShown, sendReport } from './report.ts';

const folder = join(import.meta.dirname, '../../.output/demo');

/**
 * Goes the whole way by itself, from a risky listing to the receipt of a notice on it, and prints each step with
 * what it found. Throws at the first step that does not come out as it must.
 */
export async function walkThrough(name: BrowserName): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const shop = await startShop();
  const endpoint = await startEndpoint();
  const browser = await launch(name, { shop });
  let step = 0;
  const say = (title: string, found: string) => {
    step += 1;
    console.log(`\n${step}. ${title}\n${found.replace(/^(?=.)/gm, '   ')}`);
  };
  const keep = (page: Page, file: string) => page.screenshot(join(folder, file));
  try {
    const listing = await browser.open(addresses.risky);
    const tab = await browser.tabId(listing);
    const state = await must('the page was not read', () => pageState(browser, tab));
    say(`Opened ${addresses.risky} in ${name} ${browser.version}`, stateLines(state).join('\n'));

    const warning = await must('no warning was shown on the page', () => listing.text('overlay', '.body'));
    await keep(listing, 'listing.png');
    await listing.colorScheme('dark');
    await keep(listing, 'listing-dark.png');
    await listing.colorScheme('light');
    say('The warning over the page says', warning);

    const popup = await browser.screen(`popup.html?tab=${tab}`);
    await popup.resize(380, 600);
    const findings = await must('the popup shows no finding', async () => {
      const text = await popup.text();
      return /\d+ findings?/i.test(text) && text;
    });
    await keep(popup, 'popup.png');
    say('The popup says', findings);

    await fillInReport(popup, { name: 'Ada Example', email: 'ada@example.org', endpoint: endpoint.url });
    await keep(popup, 'report.png');
    say('Filled in who reports and where it goes; what will be sent', await popup.text('page', 'dl'));

    await sendReport(popup);
    const receipt = await must('no receipt came', () => receiptShown(popup));
    await keep(popup, 'receipt.png');
    say('Confirmed and sent; the receipt', receipt);
    console.log(`\nScreenshots are in ${folder}`);
  } finally {
    await browser.close();
    await endpoint.close();
    shop.close();
  }
}

async function must<T>(reason: string, ask: () => Promise<T | null | false>): Promise<T> {
  const answer = await eventually(ask, 20_000);
  if (answer === null) throw new Error(reason);
  return answer;
}
