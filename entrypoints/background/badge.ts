import { browser } from 'wxt/browser';
import { type PageState, worst } from '../../utils/page-state.ts';

const COLOURS = { danger: '#A3180F', warning: '#6B4200', note: '#1F4E79', unread: '#4A4F57' };

function badge(state: PageState | 'paused'): { text: string; colour: string } {
  if (state === 'paused') return { text: 'll', colour: COLOURS.unread };
  const count = state.findings.length + state.cards.length;
  const severity = worst(state);
  if (severity) return { text: String(count), colour: COLOURS[severity] };
  return { text: state.health === 'unread' ? '–' : '', colour: COLOURS.unread };
}

/** Number of findings over the worst one's colour; "–" not read, "ll" paused and grey, nothing when nothing was found. */
export async function showBadge(tab: number, state: PageState | 'paused'): Promise<void> {
  const { text, colour } = badge(state);
  const folder = state === 'paused' ? '/icon/paused' : '/icon';
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `${folder}/${size}.png`]));
  await Promise.all([
    browser.action.setIcon({ tabId: tab, path }),
    browser.action.setBadgeText({ tabId: tab, text }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: colour }),
  ]).catch(() => {
    // The tab was closed meanwhile.
  });
}
