import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BrowserName, findChromium, findFirefox, isInstalled } from './find.ts';

type Command = readonly [program: string, ...args: string[]];

/** How each system installs a browser; the first whose program is there is taken. */
const packageManagers: { program: string; needsRoot: boolean; install: Record<BrowserName, Command[]> }[] = [
  {
    program: 'apt-get',
    needsRoot: true,
    install: {
      chromium: [
        ['apt-get', 'update', '-q'],
        ['apt-get', 'install', '-y', '-q', 'chromium'],
      ],
      firefox: [
        ['apt-get', 'update', '-q'],
        ['apt-get', 'install', '-y', '-q', 'firefox-esr'],
      ],
    },
  },
  {
    program: 'dnf',
    needsRoot: true,
    install: {
      chromium: [['dnf', 'install', '-y', 'chromium']],
      firefox: [['dnf', 'install', '-y', 'firefox']],
    },
  },
  {
    program: 'pacman',
    needsRoot: true,
    install: {
      chromium: [['pacman', '-S', '--noconfirm', 'chromium']],
      firefox: [['pacman', '-S', '--noconfirm', 'firefox']],
    },
  },
  {
    program: 'apk',
    needsRoot: true,
    install: { chromium: [['apk', 'add', 'chromium']], firefox: [['apk', 'add', 'firefox']] },
  },
  {
    program: 'brew',
    needsRoot: false,
    install: {
      chromium: [['brew', 'install', '--cask', 'chromium']],
      firefox: [['brew', 'install', '--cask', 'firefox']],
    },
  },
];

/**
 * Makes sure that a browser is there, and gives its path: found, else Playwright's own download (Chromium), else
 * the system's package manager. Throws with the exact words of what to install when none of them worked.
 */
export function installBrowser(name: BrowserName, say: (line: string) => void = console.log): string {
  const find = name === 'chromium' ? findChromium : findFirefox;
  const found = find();
  if (found) return found;
  say(`No ${name} found; installing one.`);
  if (name === 'chromium') playwrightDownload(say);
  if (!find()) systemInstall(name, say);
  const installed = find();
  if (!installed) throw new Error(adviceFor(name));
  return installed;
}

function playwrightDownload(say: (line: string) => void): void {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
    'cli.js',
  );
  const withLibraries = isRoot && isInstalled('apt-get') ? ['--with-deps'] : [];
  run([process.execPath, cli, 'install', ...withLibraries, '--no-shell', 'chromium'], say);
}

function systemInstall(name: BrowserName, say: (line: string) => void): void {
  const manager = packageManagers.find(({ program }) => isInstalled(program));
  if (!manager || (manager.needsRoot && !isRoot)) return;
  for (const command of manager.install[name]) run(command, say);
}

const isRoot = process.getuid?.() === 0;

function run([program, ...args]: Command, say: (line: string) => void): void {
  say(`$ ${[program, ...args].join(' ')}`);
  spawnSync(program, args, {
    stdio: 'inherit',
    timeout: 10 * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function adviceFor(name: BrowserName): string {
  const manager = packageManagers.find(({ program }) => isInstalled(program));
  const command = manager?.install[name].map((words) => words.join(' ')).join(' && ');
  const byHand = {
    chromium: 'Chromium (chromium.org) or Chrome (google.com/chrome)',
    firefox: 'Firefox 140 or newer (mozilla.org/firefox)',
  };
  if (command && manager?.needsRoot) return `No ${name} found. Install one as root: sudo sh -c '${command}'`;
  return `No ${name} found. Install ${command ? `one with: ${command}` : byHand[name]}.`;
}
