import { join } from 'node:path';
import type { Browser, LaunchOptions } from './browser.ts';
import { launchChromium } from './chromium.ts';
import type { BrowserName } from './find.ts';
import { launchFirefox } from './firefox.ts';

const root = join(import.meta.dirname, '../..');

/** Where `npm run build` puts the extension for a browser. */
export const builtExtension: Record<BrowserName, string> = {
  chromium: join(root, '.output/chrome-mv3'),
  firefox: join(root, '.output/firefox-mv3'),
};

/** Starts either browser, by default with the extension as built. */
export function launch(
  name: BrowserName,
  options: Omit<LaunchOptions, 'extension'> & { extension?: string | null },
): Promise<Browser> {
  const settled = {
    ...options,
    extension: options.extension === undefined ? builtExtension[name] : options.extension,
  };
  return name === 'chromium' ? launchChromium(settled) : launchFirefox(settled);
}
