import { browser } from '@wxt-dev/browser';
import { blankReading } from '../../utils/reading/blank-reading.ts';
import type { Reading, Site } from '../../utils/reading/reader.ts';
import { watchPage } from '../../utils/reading/watch.ts';
import { readOfWorld } from './world.ts';

/**
 * What runs on every page of one marketplace: tells by the address whether there is something to read, asks for the
 * reader only then, tells the background what was read, and does nothing where the person has paused it. Small on
 * purpose: no reader, no polyfill (the native API serves), no framework, no schema library.
 */
export async function followPage(site: Site): Promise<void> {
  const { runtime, storage } = browser;
  let end: (() => void) | undefined;

  const say = (reading: Reading) =>
    runtime.sendMessage({ type: 'reading', reading }).catch((error) => {
      // The extension was updated or removed under the page: nobody listens any more.
      if (runtime.id) throw error;
      end?.();
    });
  const read = async () => {
    const blank = blankReading(new URL(location.href), site);
    if (blank.page === 'other') return blank;
    if (!readOfWorld()) await runtime.sendMessage({ type: 'reader', id: site.id });
    return readOfWorld()?.(document, location.href) ?? blank;
  };
  const follow = (paused: unknown) => {
    const here = Array.isArray(paused) && paused.includes(location.host);
    if (here) end = end?.() as undefined;
    else end ??= watchPage({ document, read, say });
  };

  storage.onChanged.addListener(({ paused }) => paused && follow(paused.newValue));
  follow((await storage.local.get('paused')).paused);
}
