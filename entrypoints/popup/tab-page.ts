import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { PageState } from '../../utils/page-state.ts';
import { pausedSchema } from '../../utils/settings.ts';

/** The tab the popup is about, and what is known of its page. */
export interface TabPage {
  tab: number;
  /** Address in the tab; null where the browser does not tell it. */
  url: URL | null;
  /** One of the browser's own pages, which nobody may read. */
  closed: boolean;
  /** Whether Caveat reads this site by itself. */
  watched: boolean;
  paused: boolean;
  /** Null when the page was not read, or what was read was another page. */
  state: PageState | null;
}

/** The tab named in the address (`?tab=7`), else the one the popup was opened on. */
async function subject(): Promise<{ id?: number | undefined; url?: string | undefined } | undefined> {
  const named = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  if (Number.isInteger(named)) return browser.tabs.get(named).catch(() => ({ id: named }));
  return (await browser.tabs.query({ active: true, currentWindow: true }))[0];
}

async function readTabPage(): Promise<TabPage | null> {
  const tab = await subject();
  if (tab?.id === undefined) return null;
  const key = `tab:${tab.id}`;
  const kept = (await browser.storage.session.get(key))[key] as PageState | undefined;
  const url = addressOf(tab.url ?? (kept && !(await watches(kept.url)) ? kept.url : undefined));
  const { paused } = await browser.storage.local.get('paused');
  return {
    tab: tab.id,
    url,
    closed: tab.url !== undefined && url === null,
    watched: url !== null && (await watches(url.href)),
    paused: url !== null && pausedSchema.catch([]).parse(paused).includes(url.host),
    state: kept && samePage(kept.url, url) ? kept : null,
  };
}

/**
 * Whether Caveat reads this site by itself. The address of a tab on such a site is never hidden from it: where one is
 * hidden, what was read of such a site before is of a page the tab has left.
 */
const watches = (url: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [`${new URL(url).origin}/*`] });

const addressOf = (url: string | undefined) => (url && /^https?:/.test(url) ? new URL(url) : null);

/** What was read last may be a page the tab has left since; marketplaces rewrite the query of a page that stays. */
function samePage(read: string, url: URL | null): boolean {
  if (url === null) return false;
  const { origin, pathname } = new URL(read);
  return origin === url.origin && pathname === url.pathname;
}

/** Follows the tab's page. Undefined while it is first looked up, null when there is no tab. */
export function useTabPage(): TabPage | null | undefined {
  const [page, setPage] = useState<TabPage | null>();
  useEffect(() => {
    const look = () => void readTabPage().then(setPage);
    look();
    browser.storage.onChanged.addListener(look);
    browser.tabs.onUpdated.addListener(look);
    return () => {
      browser.storage.onChanged.removeListener(look);
      browser.tabs.onUpdated.removeListener(look);
    };
  }, []);
  return page;
}
