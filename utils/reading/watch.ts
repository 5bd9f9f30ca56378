import type { Reading } from './reader.ts';

/** What the watch needs of the page and of whoever listens. */
export interface Watched {
  document: Document;
  /** Reads the page as it stands; called at most once at a time. */
  read(): Reading | Promise<Reading>;
  /** Takes a reading that differs from the one before it. */
  say(reading: Reading): Promise<unknown>;
}

/** A page that cannot be read yet may still be loading: `unread` is said only this long after arriving. */
const GRACE_MS = 2_500;
/** Reading again waits at least this long after a change, and ever longer while changes bring nothing new. */
const SHORTEST_MS = 300;
const LONGEST_MS = 8_000;
/** Where no event tells of `history.pushState`: how often the address is looked at. */
const ADDRESS_MS = 1_000;

/**
 * Reads a page now and again whenever it changes: content that arrives late, and single-page navigation. Says
 * a reading only when it differs from the last one, never reads or says twice at once, and slows down on
 * pages that never come to rest. Returns the function that ends it.
 */
export function watchPage({ document, read, say }: Watched): () => void {
  const window = document.defaultView as Window;
  let address = '';
  let arrived = 0;
  let said = '';
  let wait = SHORTEST_MS;
  let timer: number | undefined;
  let busy = false;

  const later = (delay: number) => {
    timer ??= window.setTimeout(look, delay);
  };
  const soon = () => {
    window.clearTimeout(timer);
    timer = undefined;
    wait = SHORTEST_MS;
    later(0);
  };

  async function look() {
    timer = undefined;
    if (busy) return later(wait);
    if (document.location.href !== address) {
      address = document.location.href;
      arrived = Date.now();
    }
    busy = true;
    let reading: Reading;
    try {
      reading = await read();
    } finally {
      busy = false;
    }
    const left = arrived + GRACE_MS - Date.now();
    if (reading.health === 'unread' && left > 0) return later(Math.max(left, SHORTEST_MS));
    const text = JSON.stringify(reading);
    if (text === said) {
      wait = Math.min(wait * 2, LONGEST_MS);
      return;
    }
    wait = SHORTEST_MS;
    busy = true;
    try {
      await say(reading);
      said = text;
    } finally {
      busy = false;
    }
  }

  const observer = new MutationObserver(() => later(wait));
  const checkAddress = () => {
    if (document.location.href !== address) soon();
  };
  let clock: number | undefined;
  const start = () => {
    observer.observe(document, { childList: true, subtree: true, characterData: true });
    clock ??= window.setInterval(checkAddress, ADDRESS_MS);
    window.addEventListener('popstate', checkAddress);
    soon();
  };
  const stop = () => {
    observer.disconnect();
    window.clearTimeout(timer);
    window.clearInterval(clock);
    timer = clock = undefined;
    window.removeEventListener('popstate', checkAddress);
  };
  // A page kept for the back button is frozen, not gone.
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', start);
  start();
  return () => {
    stop();
    window.removeEventListener('pagehide', stop);
    window.removeEventListener('pageshow', start);
  };
}
