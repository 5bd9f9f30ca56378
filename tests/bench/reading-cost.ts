import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import { findChromium } from '../browsers/find.ts';
import { CORPUS, jsonAt, namesIn } from '../corpus/pages.ts';
import { resultsPage } from '../shop/aliexpress.ts';
import { lamp } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';

/** What reading one page as it stands costs the page, in Chromium. */
export interface ReadingCost {
  url: string;
  /** Milliseconds of its main thread for the first read, with nothing compiled yet, and the mean of those after. */
  first: number;
  later: number;
  /** Layouts and style recalculations that a few reads make the browser do: none, it is hoped. */
  layouts: number;
  cards: number;
}

/** Enough for V8 to compile what is hot. */
const READS = 12;
const MOVED_READS = 4;

/** Reads pages saved from all over, their own scripts kept from running; without the corpus only 120 cards. */
export async function measureReadingCost(): Promise<{ cards: ReadingCost; pages: ReadingCost[] }> {
  const script = await readingScript();
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined });
  try {
    const page = await browser.newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    let html = '';
    // A policy, not scripts switched off: what stands in <noscript> shall be no markup, as for people.
    const policy = "script-src 'none'; frame-src 'none'; img-src 'none'; media-src 'none'; font-src 'none'";
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
    await page.route('**', (route) =>
      route.request().isNavigationRequest() ? route.fulfill({ body: html, headers }) : route.abort(),
    );
    const measure = async (url: string, body: string): Promise<ReadingCost> => {
      html = body;
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      await page.evaluate(script);
      await page.evaluate(() => {
        // What moves by itself is laid out without anyone reading.
        const style = document.head.appendChild(document.createElement('style'));
        style.textContent = '* { animation: none !important; transition: none !important }';
        // Whatever is asked of a plug-in lays the page out; here is one wherever reading may look.
        const place = document.querySelector('h1')?.parentElement ?? document.body;
        for (const [where, parent] of [place, document.body].entries())
          for (const name of ['object', 'embed', 'object']) {
            const plugin = parent.insertBefore(
              document.createElement(name),
              where ? null : parent.firstChild,
            );
            plugin.className = 'price product-title rating';
            plugin.id = `plugin-${where}`;
            for (const [key, value] of Object.entries({
              itemscope: '',
              itemprop: 'image',
              property: 'og:image',
            }))
              plugin.setAttribute(key, value);
            if (name === 'object') plugin.innerHTML = '<a href="/item/1005006.html">12,99 €</a>';
          }
      });
      const cost = async (reads: number) => {
        const before = await metric(devtools, 'ScriptDuration');
        const cards = await read(page, url, { reads });
        return { ms: ((await metric(devtools, 'ScriptDuration')) - before) * 1_000, cards };
      };
      const { ms: first, cards } = await cost(1);
      const { ms: later } = await cost(READS);
      await page.waitForLoadState('load');
      return { url, first, later: later / READS, layouts: await layoutsOf(page, devtools, url), cards };
    };
    const many = Array.from({ length: 120 }, (_, n) => ({ ...lamp, id: String(1005006200000000 + n) }));
    const cards = await measure(addresses.results, resultsPage(many));
    const pages: ReadingCost[] = [];
    for (const { url, html } of saved()) pages.push(await measure(url, html));
    return { cards, pages };
  } finally {
    await browser.close();
  }
}

interface Work {
  reads?: number;
  /** How often the page is changed, each time before a read if there is one. */
  moves?: number;
}

/** Has the page read and changed, waits until changes are drawn, and gives the number of cards that were found. */
const read = (page: Page, url: string, { reads = 0, moves = 0 }: Work) =>
  page.evaluate(
    async ([address, reads, moves]) => {
      const { caveat } = globalThis as unknown as { caveat: { read(url: string): { cards: unknown[] } } };
      let cards = 0;
      // Scripts that DevTools itself runs are not in its ScriptDuration.
      await new Promise<void>((done) => {
        setTimeout(() => {
          for (let n = 0; n < Math.max(reads, moves); n++) {
            if (n < moves) document.body?.style.setProperty('padding-top', `${n + 1}px`);
            if (n < reads) cards = caveat.read(address).cards.length;
          }
          done();
        });
      });
      for (let frame = 0; moves && frame < 2; frame++) await new Promise(requestAnimationFrame);
      return cards;
    },
    [url, reads, moves] as const,
  );

/**
 * Layouts and style recalculations of a task that changes the page and reads it, over and over, less those of one
 * that only changes it. On a page left alone a layout asked for is the last one, and counts for nothing.
 */
async function layoutsOf(page: Page, devtools: CDPSession, url: string): Promise<number> {
  const layouts = async (work: Work) => {
    const count = async () =>
      (await metric(devtools, 'LayoutCount')) + (await metric(devtools, 'RecalcStyleCount'));
    const before = await count();
    await read(page, url, work);
    return (await count()) - before;
  };
  await layouts({ moves: MOVED_READS });
  const moved = await layouts({ moves: MOVED_READS });
  return (await layouts({ moves: MOVED_READS, reads: MOVED_READS })) - moved;
}

async function metric(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}

function* saved(): Generator<{ url: string; html: string }> {
  if (!existsSync(CORPUS)) return;
  for (const name of namesIn('pages/labels').filter((one) => one.endsWith('.json'))) {
    const { url, html: file } = jsonAt('pages/labels', name);
    const bytes = readFileSync(join(CORPUS, 'pages/html', file));
    if (url) yield { url, html: (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') };
  }
}

/** Reading as it is built into the extension, as the global `caveat`. */
async function readingScript(): Promise<string> {
  const entry = join(import.meta.dirname, 'reading-in-page.ts');
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'caveat' } },
  })) as Rolldown.RolldownOutput[];
  // A variable of the script would not outlive its evaluation.
  return `${built[0]?.output[0].code}; globalThis.caveat = caveat;`;
}
