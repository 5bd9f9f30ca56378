import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readPage } from '../utils/reading/read.ts';
import type { Reading } from '../utils/reading/reader.ts';
import { watchPage } from '../utils/reading/watch.ts';

/**
 * Runs on every page of a marketplace: reads it, tells the background, and does nothing where the person has
 * paused it. Small on purpose: no polyfill (the native API serves), no framework, no schema library.
 */
export default defineUnlistedScript(async () => {
  const { runtime, storage } = browser;
  let end: (() => void) | undefined;

  const say = (reading: Reading) =>
    runtime.sendMessage({ type: 'reading', reading }).catch((error) => {
      // The extension was updated or removed under the page: nobody listens any more.
      if (runtime.id) throw error;
      end?.();
    });
  const follow = (paused: unknown) => {
    const here = Array.isArray(paused) && paused.includes(location.host);
    if (here) end = end?.() as undefined;
    else end ??= watchPage({ document, read: () => readPage(document, location.href), say });
  };

  storage.onChanged.addListener(({ paused }) => paused && follow(paused.newValue));
  follow((await storage.local.get('paused')).paused);
});
