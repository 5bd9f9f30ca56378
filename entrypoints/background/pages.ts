import { browser } from 'wxt/browser';
import { judge, type PageState, worst } from '../../utils/page-state.ts';
import type { Reading } from '../../utils/reading/reader.ts';
import { pausedSchema } from '../../utils/settings.ts';
import { showBadge } from './badge.ts';
import { forgetDescription, withDescription } from './descriptions.ts';
import { compiledPacks } from './packs.ts';
import { countReading } from './readings.ts';

interface Page {
  tab: number;
  /** Address as the browser tells it, not as the page does. */
  url: string;
}

const key = (tab: number) => `tab:${tab}`;

/** What is known of a tab's page; null when nothing was read there. */
export async function stateFor(tab: number): Promise<PageState | null> {
  return ((await browser.storage.session.get(key(tab)))[key(tab)] as PageState | undefined) ?? null;
}

async function pausedHosts(): Promise<string[]> {
  const { paused } = await browser.storage.local.get('paused');
  return pausedSchema.catch([]).parse(paused);
}

const unread = (url: string): Reading => ({
  ...{
    url,
    page: 'other',
    reader: 'none',
    layout: null,
    health: 'unread',
    missing: [],
    listing: null,
    cards: [],
  },
});

/** What is done about one tab is done one after the other: a reading and a frame's description may come at once. */
const turns = new Map<number, Promise<unknown>>();
function inTurn<T>(tab: number, task: () => Promise<T>): Promise<T> {
  const done = (turns.get(tab) ?? Promise.resolve()).then(task);
  turns.set(
    tab,
    done.catch(() => {}),
  );
  return done;
}

/** Judges what was read in a tab, keeps it for the popup, and shows it: badge, and overlay where needed. */
export const showReading = (page: Page, reading: Reading | null, refused: string | null): Promise<void> =>
  inTurn(page.tab, () => judgeAndShow(page, reading, refused));

async function judgeAndShow(
  { tab, url }: Page,
  reading: Reading | null,
  refused: string | null,
): Promise<void> {
  const host = new URL(url).host;
  if ((await pausedHosts()).includes(host)) return;
  const ownHost = reading && new URL(reading.url).host === host;
  const honest = ownHost ? await withDescription(tab, reading) : unread(url);
  const { packs, lists, problem } = await compiledPacks();
  const before = await stateFor(tab);
  const state: PageState = {
    ...judge(honest, packs, lists),
    readAt: Date.now(),
    dismissed: before?.url === honest.url && before.dismissed,
    problem: refused ?? problem,
  };
  await browser.storage.session.set({ [key(tab)]: state });
  await showBadge(tab, state);
  void countReading(before?.url === state.url ? before : null, state);
  await showOverlay(tab, state);
}

/** Judges once more what was read in a tab: more of its page is known now. */
export const judgeAgain = (tab: number, url: string): Promise<void> =>
  inTurn(tab, async () => {
    const state = await stateFor(tab);
    // Cards do not change with what a page's frames say.
    if (state?.page === 'product') await judgeAndShow({ tab, url }, { ...state, cards: [] }, state.problem);
  });

/** Puts into a tab what reads a marketplace's pages; its own small script asks for that only where there is one. */
export async function bringReader(tab: number, id: string): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId: tab },
    files: [`/reader-${id}.js` as '/overlay.js'],
  });
}

async function showOverlay(tab: number, state: PageState): Promise<void> {
  const here = await browser.tabs.sendMessage(tab, { type: 'show', state }, { frameId: 0 }).then(
    () => true,
    () => false,
  );
  const severity = worst(state);
  if (here || severity === null || severity === 'note') return;
  // The overlay's code reaches a page only now that there is something to say; it then asks for the state.
  await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/overlay.js'] }).catch(() => {
    // The tab was closed or went elsewhere meanwhile.
  });
}

/** The person closed the card: it stays closed for this listing in this tab. */
export async function dismiss(tab: number, url: string): Promise<void> {
  await inTurn(tab, async () => {
    const state = await stateFor(tab);
    if (state?.url === url) await browser.storage.session.set({ [key(tab)]: { ...state, dismissed: true } });
  });
}

/** Opens the popup on a tab's page; as a page of its own where the browser does not let a popup be opened. */
export async function openReport(tab: number): Promise<void> {
  // The popup that opens finds this and begins with the report.
  await browser.storage.session.set({ reportAsked: tab });
  try {
    await browser.action.openPopup();
  } catch {
    await browser.tabs.create({
      url: browser.runtime.getURL(`/popup.html?tab=${tab}` as '/'),
      openerTabId: tab,
    });
  }
}

/** Reads a page of any shop once, with the permission the person gave by opening the popup on it. */
export async function readOnRequest(tab: number): Promise<{ ok: true } | { ok: false; problem: string }> {
  try {
    await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/any-page.js'] });
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Stops or resumes reading on a host; the listing script hears of it through the storage. */
export async function pause(host: string, paused: boolean): Promise<void> {
  const hosts = (await pausedHosts()).filter((other) => other !== host);
  await browser.storage.local.set({ paused: paused ? [...hosts, host] : hosts });
  for (const { id, url } of await browser.tabs.query({})) {
    if (id === undefined || !url || new URL(url).host !== host) continue;
    await forgetTab(id);
    if (!paused) continue;
    await showBadge(id, 'paused');
    await browser.tabs.sendMessage(id, { type: 'show', state: null }, { frameId: 0 }).catch(() => {
      // No overlay there.
    });
  }
}

/** Forgets what was read in a tab that was closed, or on a host that was paused. */
export async function forgetTab(tab: number): Promise<void> {
  turns.delete(tab);
  await Promise.all([browser.storage.session.remove(key(tab)), forgetDescription(tab)]);
}
