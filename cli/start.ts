import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { BrowserName } from '../tests/browsers/find.ts';
import { installBrowser } from '../tests/browsers/install.ts';
import { run, tool } from '../tests/browsers/processes.ts';
import { openToPlay } from './start/play.ts';
import { readSavedPage } from './start/saved-page.ts';
import { walkThrough } from './start/walk.ts';

const usage = `Usage: npm start                                       open a shop with a risky listing in it
       npm start -- --page FILE.html[.gz] --url URL    read and judge a saved page, as if it stood at URL
       --browser chromium|firefox                      chromium unless told otherwise`;

class BadUsage extends Error {}

/** What the command line asks for. */
interface Wish {
  browser: BrowserName;
  page: { body: Buffer; url: string } | null;
}

function wish(): Wish {
  let values: { page?: string; url?: string; browser?: string; help?: boolean };
  try {
    const option = { type: 'string' } as const;
    values = parseArgs({
      options: { page: option, url: option, browser: option, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new BadUsage((error as Error).message);
  }
  const { page, url, browser = 'chromium', help } = values;
  if (help) {
    console.log(usage);
    process.exit(0);
  }
  if (browser !== 'chromium' && browser !== 'firefox') throw new BadUsage(`no such browser: ${browser}`);
  if (page === undefined && url === undefined) return { browser, page: null };
  if (page === undefined || url === undefined) throw new BadUsage('--page and --url go together');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new BadUsage(`--url must be a web address, not “${url}”`);
  // Old pages were saved from http; the shop, as every marketplace today, serves https only.
  return { browser, page: { body: savedPage(page), url: new URL(url).href.replace(/^http:/, 'https:') } };
}

function savedPage(file: string): Buffer {
  try {
    const bytes = readFileSync(file);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new BadUsage(`cannot read the page: ${(error as Error).message}`);
  }
}

/** Whether there is a screen and someone before it. */
const hasDisplay = (): boolean => {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI && CI !== 'false') return false;
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(DISPLAY || WAYLAND_DISPLAY);
};

async function build(browser: BrowserName): Promise<void> {
  console.log('Building the extension …');
  const args = browser === 'firefox' ? ['build', '-b', 'firefox'] : ['build'];
  const status = await run(tool('wxt'), args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the extension could not be built');
}

try {
  const { browser, page } = wish();
  installBrowser(browser);
  await build(browser);
  if (page) await readSavedPage(browser, page);
  else if (hasDisplay()) await openToPlay(browser);
  else await walkThrough(browser);
} catch (error) {
  const badUsage = error instanceof BadUsage;
  console.error(badUsage ? `${error.message}\n${usage}` : `Failed: ${(error as Error).stack ?? error}`);
  process.exitCode = badUsage ? 2 : 1;
}
