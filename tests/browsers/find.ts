import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

export type BrowserName = 'chromium' | 'firefox';

/** Where the browsers install themselves when they are not on the PATH. */
const places: Record<BrowserName, Partial<Record<NodeJS.Platform, string[]>>> = {
  chromium: {
    darwin: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    win32: [
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
  },
  firefox: {
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: ['C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  },
};

/** Path of a Chromium: Playwright's own first, then the system's, Chrome last. Null when there is none. */
export function findChromium(): string | null {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  return onPath(names) ?? inPlaces('chromium');
}

/** Path of a Firefox. Playwright's is patched and speaks no WebDriver BiDi, so only the system's serves. */
export function findFirefox(): string | null {
  return onPath(['firefox-esr', 'firefox']) ?? inPlaces('firefox');
}

function onPath(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

const inPlaces = (name: BrowserName) => places[name][process.platform]?.find(existsSync) ?? null;

/** Whether a program is on the PATH. */
export const isInstalled = (program: string): boolean => onPath([program]) !== null;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
