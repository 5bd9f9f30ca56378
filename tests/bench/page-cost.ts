import { pageState } from '../../cli/start/page-state.ts';
import type { Browser } from '../browsers/browser.ts';
import type { ChromiumPage } from '../browsers/chromium.ts';
import { launch } from '../browsers/launch.ts';
import { addresses } from '../shop/pages.ts';
import { startShop } from '../shop/shop.ts';

/** What the extension costs one page: medians over pairs of visits, in milliseconds of the page's main thread. */
export interface PageCost {
  page: string;
  pairs: number;
  without: number;
  with: number;
  /** Median of the differences within each pair, the smallest and the largest. */
  difference: [median: number, least: number, most: number];
}

/** How long a visit lasts after loading, the same for both halves of a pair. */
const STAY_MS = 1_500;

/**
 * Visits pages of the shop with and without the extension, in turn, and compares the time Chromium spent in
 * scripts (`ScriptDuration`, the one figure of its `Performance` domain that is steady from run to run).
 */
export async function measurePageCost(pages: (keyof typeof addresses)[], pairs: number): Promise<PageCost[]> {
  const shop = await startShop();
  const bare = await launch('chromium', { shop, extension: null });
  const extended = await launch('chromium', { shop });
  try {
    const costs: PageCost[] = [];
    for (const page of pages) {
      await visit(bare, addresses[page], false);
      await visit(extended, addresses[page], true);
      const runs: { without: number; with: number }[] = [];
      for (let run = 0; run < pairs; run += 1) {
        const extendedFirst = run % 2 === 0;
        const first = extendedFirst && (await visit(extended, addresses[page], true));
        const without = await visit(bare, addresses[page], false);
        runs.push({ without, with: first || (await visit(extended, addresses[page], true)) });
      }
      const differences = runs.map((run) => run.with - run.without);
      costs.push({
        page,
        pairs,
        without: median(runs.map((run) => run.without)),
        with: median(runs.map((run) => run.with)),
        difference: [median(differences), Math.min(...differences), Math.max(...differences)],
      });
    }
    return costs;
  } finally {
    await bare.close();
    await extended.close();
    shop.close();
  }
}

async function visit(browser: Browser, url: string, extended: boolean): Promise<number> {
  const page = (await browser.open('about:blank')) as ChromiumPage;
  await page.devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url);
  await new Promise((resolve) => setTimeout(resolve, STAY_MS));
  const { metrics } = await page.devtools.send('Performance.getMetrics');
  if (extended && !(await pageState(browser, await browser.tabId(page))))
    throw new Error(`${url} was not read, so its cost says nothing`);
  await page.close();
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1_000;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
