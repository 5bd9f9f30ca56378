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
 * Without `picture` none is taken, and the tab stays where it is.
 * Throws where the browser does not let the page be read, or it is no longer the page that was judged.
 */
export async function captureTab(
  tab: number,
  { listing, findings, url }: PageState,
  { picture = true } = {},
): Promise<Capture> {
  if (!listing) throw new Error('nothing was read on this page');
  const [own, published] = [await ownWords(), publishedBy(listing)];
  const screenshot = picture ? await takeScreenshot(tab, url, [wordsOf(findings), own, published]) : null;
  const target = { tabId: tab };
  await browser.scripting.executeScript({
    target,
    func: (published: string[]) => {
      (globalThis as { caveatPublished?: string[] }).caveatPublished = published;
    },
    args: [published],
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
    html: own.reduce((text, word) => text.replaceAll(word, 'redacted'), copy.html),
    screenshot,
  };
}

/** Name and e-mail of the person, which a page may repeat anywhere. */
async function ownWords(): Promise<string[]> {
  const { settings } = await browser.storage.local.get('settings');
  const { name, email } = settingsSchema.catch(settingsSchema.parse({})).parse(settings ?? {});
  return [name.trim(), email.trim()].filter((word) => word.length > 2);
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
const MARKED = `::highlight(caveat-evidence) {
  background-color: #ffe28a; color: #1a1a1a; text-decoration: underline 2px #a3180f }
::highlight(caveat-private) { background-color: #1a1a1a; color: #1a1a1a }`;

/**
 * A picture of what is visible of the page; null where the browser does not let one be taken (it asks that the person
 * has pressed Caveat's button on that page). A tab in the background is brought to the front for as long as it takes.
 */
async function takeScreenshot(
  tab: number,
  url: string,
  words: Parameters<typeof markWords>,
): Promise<Capture['screenshot']> {
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
    const [marked] = await browser.scripting.executeScript({ target, func: markWords, args: words });
    // Where nothing can be blacked out, no picture is taken.
    if (marked?.result !== true) return null;
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

/**
 * Runs in the page: marks the words found, blacks out the person's own and every e-mail address the page does not
 * publish of the trader, shows the first mark if none is to be seen, and waits until that is drawn.
 */
async function markWords(words: string[], own: string[], published: string[]): Promise<true> {
  const [found, secret]: [Range[], Range[]] = [[], []];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let left = 100_000;
  for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode()) {
    left -= 1;
    const text = node.nodeValue ?? '';
    if (/^(?:SCRIPT|STYLE|NOSCRIPT)$/.test(node.parentElement?.nodeName ?? 'SCRIPT')) continue;
    const mark = (ranges: Range[], at: number, length: number) => {
      if (ranges.length >= 500) return;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + length);
      ranges.push(range);
    };
    const each = (ranges: Range[], word: string) => {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
        mark(ranges, at, word.length);
    };
    for (const word of words) each(found, word);
    for (const word of own) each(secret, word);
    for (const { 0: email, index } of text.matchAll(
      /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g,
    ))
      if (!published.includes(email)) mark(secret, index, email.length);
  }
  const boxes = found
    .map((range) => range.getBoundingClientRect())
    .filter(({ width, height }) => width && height);
  (globalThis as { caveatScroll?: [number, number] }).caveatScroll = [scrollX, scrollY];
  const [first] = boxes;
  if (first && !boxes.some(({ top, bottom }) => top >= 0 && bottom <= innerHeight))
    scrollTo({ top: scrollY + first.top - innerHeight / 3, behavior: 'instant' });
  CSS.highlights.set('caveat-evidence', new Highlight(...found));
  CSS.highlights.set('caveat-private', new Highlight(...secret));
  const drawn = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.race([drawn, new Promise((done) => setTimeout(done, 500))]);
  return true;
}

/** Runs in the page: takes the marks away and goes back to where the person was. */
function unmarkWords(): void {
  CSS.highlights.delete('caveat-evidence');
  CSS.highlights.delete('caveat-private');
  const [left, top] = (globalThis as { caveatScroll?: [number, number] }).caveatScroll ?? [scrollX, scrollY];
  scrollTo({ left, top, behavior: 'instant' });
}
