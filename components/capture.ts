import { browser } from 'wxt/browser';
import type { Listing } from '../utils/listing/listing.ts';
import type { Capture } from '../utils/notices/evidence/bundle.ts';
import { PERSONAL_PARTS } from '../utils/notices/evidence/page-copy.ts';
import { bytesOf } from '../utils/packs/envelope.ts';
import type { Finding } from '../utils/packs/finding.ts';
import type { PageState } from '../utils/page-state.ts';
import { settingsSchema } from '../utils/settings.ts';

/**
 * Takes what a tab's page shows: its copy, and a picture of the part that is visible with the words found on it
 * marked. Asked for by a screen and not by the background, which would have to carry the code at every start.
 * Throws where the browser does not let the page be read, or it is no longer the page that was judged.
 */
export async function captureTab(tab: number, { listing, findings, url }: PageState): Promise<Capture> {
  if (!listing) throw new Error('nothing was read on this page');
  const screenshot = await takeScreenshot(tab, url, wordsOf(findings));
  const target = { tabId: tab };
  await browser.scripting.executeScript({
    target,
    func: (published: string[]) => {
      (globalThis as { caveatPublished?: string[] }).caveatPublished = published;
    },
    args: [publishedBy(listing)],
  });
  const [injected] = await browser.scripting.executeScript({ target, files: ['/page-copy.js'] });
  const copy = injected?.result as { url?: unknown; html?: unknown } | null | undefined;
  if (typeof copy?.html !== 'string' || typeof copy.url !== 'string')
    throw new Error('the page gave no copy of itself');
  if (!samePage(copy.url, url)) throw new Error('the tab shows another page now');
  return {
    at: new Date().toISOString(),
    listing,
    findings,
    html: await withoutOwnWords(copy.html),
    screenshot,
  };
}

/** Name and e-mail of the person wherever a page repeats them. */
async function withoutOwnWords(html: string): Promise<string> {
  const { settings } = await browser.storage.local.get('settings');
  const { name, email } = settingsSchema.catch(settingsSchema.parse({})).parse(settings ?? {});
  const own = [name.trim(), email.trim()].filter((word) => word.length > 2);
  return own.reduce((text, word) => text.replaceAll(word, 'redacted'), html);
}

const EMAIL = /[\w.+-]{1,64}@[\w.-]{1,255}/g;

/** What the page says of the listing and of whoever sells and made it, with their e-mail addresses. */
function publishedBy({ title, seller, trader, manufacturer, responsiblePerson }: Listing): string[] {
  const contacts = [trader?.email, manufacturer?.contact, responsiblePerson?.contact];
  const names = [title, seller?.name, trader?.name, manufacturer?.name, responsiblePerson?.name];
  return [...contacts.flatMap((text) => text?.match(EMAIL) ?? []), ...names.flatMap((name) => name ?? [])];
}

const wordsOf = (findings: readonly Finding[]): string[] => [
  ...new Set(
    findings.flatMap(({ evidence }) => evidence.map(({ text }) => text)).filter((text) => text.length > 1),
  ),
];

function samePage(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)];
  return one.origin === other.origin && one.pathname === other.pathname;
}

/** While the picture is taken: what is about the person is not seen, nor is Caveat. No style of the page outranks it. */
const HIDDEN = `${PERSONAL_PARTS}:not(:has(h1)), :root > :not(head, body) { visibility: hidden !important }
input, textarea { color: transparent !important }`;
/** What was found. Not of the person's own origin as the other: Chromium then paints no ground. */
const MARKED =
  '::highlight(caveat-evidence) { background-color: #ffe28a; color: #1a1a1a; text-decoration: underline 2px #a3180f }';

/**
 * A picture of what is visible of the page; null where the browser does not let one be taken (it asks that the person
 * has pressed Caveat's button on that page). A tab in the background is brought to the front for as long as it takes.
 */
async function takeScreenshot(tab: number, url: string, words: string[]): Promise<Capture['screenshot']> {
  const { windowId } = await browser.tabs.get(tab);
  if (windowId === undefined) return null;
  const target = { tabId: tab };
  const [front] = await browser.tabs.query({ active: true, windowId });
  const styles = [
    { target, css: HIDDEN, origin: 'USER' as const },
    { target, css: MARKED },
  ];
  try {
    if (front?.id !== tab) await browser.tabs.update(tab, { active: true });
    for (const style of styles) await browser.scripting.insertCSS(style);
    await browser.scripting.executeScript({ target, func: markWords, args: [words] });
    const picture = await browser.tabs.captureVisibleTab(windowId, { format: 'jpeg', quality: 90 });
    // Whatever came to the front meanwhile is nobody's evidence.
    const now = await browser.tabs.get(tab);
    if (!now.active || (now.url !== undefined && !samePage(now.url, url))) return null;
    const [, data] = picture.split(';base64,');
    return data ? { mediaType: 'image/jpeg', bytes: bytesOf(data) } : null;
  } catch {
    return null;
  } finally {
    const undo: Promise<unknown>[] = [
      browser.scripting.executeScript({ target, func: unmarkWords }),
      ...styles.map((style) => browser.scripting.removeCSS(style)),
    ];
    if (front?.id !== undefined && front.id !== tab)
      undo.push(browser.tabs.update(front.id, { active: true }));
    await Promise.allSettled(undo);
  }
}

/** Runs in the page: marks the words, shows the first of them if none is to be seen, and waits until that is drawn. */
async function markWords(words: string[]): Promise<void> {
  const highlights = (globalThis as { CSS?: { highlights?: Map<string, unknown> } }).CSS?.highlights;
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let left = 100_000;
  for (let node = walker.nextNode(); node && left > 0 && ranges.length < 200; node = walker.nextNode()) {
    left -= 1;
    const text = node.nodeValue ?? '';
    if (!node.parentElement || /^(?:SCRIPT|STYLE|NOSCRIPT)$/.test(node.parentElement.nodeName)) continue;
    for (const word of words)
      for (
        let at = text.indexOf(word);
        at >= 0 && ranges.length < 200;
        at = text.indexOf(word, at + word.length)
      ) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
  }
  const shown = ranges
    .map((range) => range.getBoundingClientRect())
    .filter(({ width, height }) => width && height);
  const seen = ({ top, bottom }: DOMRect) => top >= 0 && bottom <= innerHeight;
  const world = globalThis as { caveatScroll?: [number, number] };
  world.caveatScroll = [scrollX, scrollY];
  const [first] = shown;
  if (first && !shown.some(seen))
    scrollTo({ top: scrollY + first.top - innerHeight / 3, behavior: 'instant' });
  try {
    const Kind = (globalThis as unknown as { Highlight: new (...ranges: Range[]) => unknown }).Highlight;
    highlights?.set('caveat-evidence', new Kind(...ranges));
  } catch {
    // A browser without highlights: the picture is without marks.
  }
  const drawn = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.race([drawn, new Promise((done) => setTimeout(done, 500))]);
}

/** Runs in the page: takes the marks away and goes back to where the person was. */
function unmarkWords(): void {
  (globalThis as { CSS?: { highlights?: Map<string, unknown> } }).CSS?.highlights?.delete('caveat-evidence');
  const [left, top] = (globalThis as { caveatScroll?: [number, number] }).caveatScroll ?? [scrollX, scrollY];
  scrollTo({ left, top, behavior: 'instant' });
}
