import { join } from 'node:path';
import type { Browser } from '../browsers/browser.ts';
import type { ChromiumPage } from '../browsers/chromium.ts';
import { launch } from '../browsers/launch.ts';
import { remove, run, temporaryFolder, tool } from '../browsers/processes.ts';
import { packFor, startPublisher } from '../e2e/publisher.ts';
import { lamp } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';
import { startShop } from '../shop/shop.ts';

/** What it costs until a stopped worker has answered a page's reading: milliseconds, in Chromium. */
export interface Waking {
  what: 'no packs' | 'the packs' | 'a subscription';
  median: number;
  least: number;
  /** Median of what each waking took beyond the one without packs beside it. */
  more: number;
}

/** A listing of ordinary length that nothing is found in. */
const listing = {
  url: addresses.harmless,
  title: lamp.title,
  price: { amount: lamp.price, currency: 'EUR' },
  category: lamp.category,
  attributes: lamp.attributes.map(([name, value]) => ({ name, value })),
  description: lamp.description.repeat(Math.ceil(5_000 / lamp.description.length)),
};
const reading = {
  url: listing.url,
  page: 'product',
  reader: 'aliexpress',
  layout: null,
  health: 'read',
  missing: [],
  listing,
  cards: [],
};

/** Rounds of which nothing is kept: the first wakings fill caches. */
const UNCOUNTED = 3;
/** How long a worker is left stopped. */
const STOPPED_MS = 400;

/**
 * Stops the background of three browsers, again and again, and wakes each in turn with a harmless listing: one of an
 * extension that is the same but loads no packs, one as it is built, one that follows a publisher as well, whose packs
 * are therefore not those of the build.
 */
export async function measureWaking(times: number): Promise<Waking[]> {
  const folder = temporaryFolder('waking');
  const shop = await startShop();
  const publisher = await startPublisher();
  await publisher.publish(1, [packFor('kettles', 1, { kettles: 'kettle bomb' })]);
  const browsers: Browser[] = [];
  const start = async (extension?: string) => {
    const browser = await launch('chromium', { shop, ...(extension && { extension }) });
    browsers.push(browser);
    return browser;
  };
  try {
    const bare = await start(await buildWithoutPacks(folder));
    const own = await start();
    const following = await start();
    const status = await following.inExtension(
      (url, root) => chrome.runtime.sendMessage({ type: 'subscribe', url, root }),
      publisher.url,
      publisher.rootKey,
    );
    if (!JSON.stringify(status).includes('"kettles"')) throw new Error('the publisher is not followed');
    const visitors = [];
    for (const browser of [bare, own, following]) visitors.push(await visit(browser));
    const took: number[][] = visitors.map(() => []);
    for (let round = -UNCOUNTED; round < times; round++)
      for (const [n, wake] of visitors.entries()) {
        const ms = await wake();
        if (round >= 0) took[n]?.push(ms);
      }
    const names = ['no packs', 'the packs', 'a subscription'] as const;
    return names.map((what, n) => ({
      what,
      median: median(took[n] ?? []),
      least: Math.min(...(took[n] ?? [])),
      more: median((took[n] ?? []).map((ms, round) => ms - (took[0]?.[round] ?? Number.NaN))),
    }));
  } finally {
    for (const browser of browsers) await browser.close();
    publisher.close();
    shop.close();
    await remove(folder);
  }
}

/** The extension as it is built, but for its packs: none are loaded. */
async function buildWithoutPacks(folder: string): Promise<string> {
  const config = join(import.meta.dirname, 'without-packs.config.ts');
  const env = { ...process.env, WITHOUT_PACKS_INTO: folder };
  const status = await run(tool('wxt'), ['build', '-c', config], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the extension could not be built without packs');
  return join(folder, 'chrome-mv3');
}

/** Opens a shop's page, and gives what stops the worker and measures, in that page, how long a reading takes. */
async function visit(browser: Browser): Promise<() => Promise<number>> {
  const page = (await browser.open('about:blank')) as ChromiumPage;
  let world: number | undefined;
  page.devtools.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension:')) world = context.id;
  });
  await page.devtools.send('Runtime.enable');
  await page.goto(addresses.harmless);
  const message = JSON.stringify({ type: 'reading', reading });
  return async () => {
    await browser.killBackground();
    await new Promise((resolve) => setTimeout(resolve, STOPPED_MS));
    const { result, exceptionDetails } = await page.devtools.send('Runtime.evaluate', {
      expression: `(async () => {
        const began = performance.now();
        await chrome.runtime.sendMessage(${message});
        return performance.now() - began;
      })()`,
      contextId: world,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as number;
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Prints it; `node tests/bench/waking.ts [TIMES]` prints it alone, of the extension as it was last built. */
export async function printWaking(times: number): Promise<void> {
  console.log(
    `\nA stopped worker until it has answered a reading, ms, of ${times} times each (Chromium); wanted with packs: at most 20 more`,
  );
  for (const { what, median, least, more } of await measureWaking(times))
    console.log(
      `${what.padEnd(15)} median ${median.toFixed(1)}, least ${least.toFixed(1)}, more than without packs ${more.toFixed(1)}`,
    );
}

if (import.meta.main) await printWaking(Number(process.argv[2] ?? 30));
