/** The address that browsers note when they save a page: "<!-- saved from url=(0023)https://shop.example/ -->". */
const SAVED_FROM = /<!-- saved from url=\(\d{4}\)(https?:\/\/[^\s>]{1,4000}) -->/i;

/**
 * The address a stored page was saved from, as the page itself tells it: the one noted at saving, else the one it
 * declares for itself; null where it tells none.
 */
export function addressOf(document: Document, html: string): string | null {
  const said = [
    SAVED_FROM.exec(html.slice(0, 4_096))?.[1],
    document.querySelector('link[rel~="canonical" i]')?.getAttribute('href'),
    document.querySelector('meta[property="og:url" i]')?.getAttribute('content'),
  ];
  return said.find((url) => url && isAddress(url.trim()))?.trim() ?? null;
}

/** Whether it is an absolute http(s) address. */
export const isAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);
