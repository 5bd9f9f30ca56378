import { browser } from 'wxt/browser';
import { isOnline, noticesOn, type Seen } from '../../utils/notices/still-online.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import type { Reading } from '../../utils/reading/reader.ts';
import { announce, outbox } from './notices.ts';

/**
 * Notes on the notices about a listing that the person passed by it again, and whether it was still there. Nothing is
 * asked for: what is known is what the page in the tab shows.
 */
export async function noteSighting(tab: number, url: string, reading: Reading): Promise<void> {
  if (reading.page !== 'product') return;
  const seen: Seen = {
    url,
    listing: reading.health === 'unread' ? null : ownListing(url, reading),
    status: null,
  };
  const named = noticesOn(await outbox.list(), seen);
  if (named.length === 0) return;
  const online = isOnline({ ...seen, status: seen.listing ? null : await statusOf(tab, url) });
  if (online === null) return;
  for (const notice of named) await outbox.noteCheck(notice.id, { url: notice.url, at: Date.now(), online });
  announce();
}

/** The listing read; without its id where the page is not of the marketplace that it says it is of. */
function ownListing(url: string, { listing }: Reading): Reading['listing'] {
  const { hostname } = new URL(url);
  const site = sites.find(({ id }) => id === listing?.marketplace);
  const own = site?.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  return listing && (own ? listing : { ...listing, id: undefined });
}

/** The status the browser got for the page in a tab; null where that tab shows another page by now. */
async function statusOf(tab: number, url: string): Promise<number | null> {
  try {
    const [frame] = await browser.scripting.executeScript({
      target: { tabId: tab },
      func: () => {
        const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        return { url: location.href, name: visit?.name, status: visit?.responseStatus };
      },
    });
    const found = frame?.result as { url: string; name?: string; status?: number } | undefined;
    // A page that went elsewhere without loading has the status of where it was loaded.
    return found?.url === url && found.name?.split('#')[0] === url.split('#')[0] && found.status
      ? found.status
      : null;
  } catch {
    // The tab was closed.
    return null;
  }
}
