import { browser } from '@wxt-dev/browser';
import { readPage } from '../../utils/reading/read.ts';
import type { Reader, Reading } from '../../utils/reading/reader.ts';
import { watchPage } from '../../utils/reading/watch.ts';

/**
 * What runs on every page of one marketplace: reads it, tells the background, and does nothing where the person
 * has paused it. Each marketplace's script holds its own reader only (wxt.config.ts makes them). Small on
 * purpose: no polyfill (the native API serves), no framework, no schema library.
 */
export async function followPage(reader: Reader): Promise<void> {
  const { runtime, storage } = browser;
  let end: (() => void) | undefined;

  const say = (reading: Reading) =>
    runtime.sendMessage({ type: 'reading', reading }).catch((error) => {
      // The extension was updated or removed under the page: nobody listens any more.
      if (runtime.id) throw error;
      end?.();
    });
  const read = () => readPage(document, location.href, [reader]);
  const follow = (paused: unknown) => {
    const here = Array.isArray(paused) && paused.includes(location.host);
    if (here) end = end?.() as undefined;
    else end ??= watchPage({ document, read, say });
  };

  storage.onChanged.addListener(({ paused }) => paused && follow(paused.newValue));
  follow((await storage.local.get('paused')).paused);
}
