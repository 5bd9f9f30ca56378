import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bidi, connectBidi } from './bidi.ts';
import { type Browser, type LaunchOptions, Page, type Surface } from './browser.ts';
import { findFirefox } from './find.ts';
import { end, remove, start, temporaryFolder } from './processes.ts';
import { startProxy } from './proxy.ts';

/** Starts Firefox (WebDriver BiDi) with the extension installed for the time of the session. */
export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
  const program = findFirefox();
  if (!program) throw new Error('Firefox is not installed');
  const profile = options.profile ?? temporaryFolder('firefox');
  const proxy = await startProxy(options.shop);
  const addon = options.extension && addonId(options.extension);
  const uuid = uuidOf(addon ?? '');
  await writeFile(join(profile, 'user.js'), userPreferences(proxy.port, addon, uuid));

  const args = [
    '--profile',
    profile,
    '--no-remote',
    '--new-instance',
    ...(options.headed ? [] : ['--headless']),
  ];
  const firefox = start(program, [...args, '--remote-debugging-port=0', '--remote-allow-system-access']);
  const closed = new Promise<void>((resolve) => firefox.once('exit', () => resolve()));
  let bidi: Bidi | undefined;
  const close = async () => {
    await bidi?.send('browser.close').catch(() => {});
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
    await end(firefox);
    bidi?.close();
    proxy.close();
    if (!options.profile) await remove(profile);
  };
  try {
    bidi = await connectBidi(`${await bidiAddress(firefox)}/session`);
    return await withExtension(bidi, options.extension, addon, uuid, closed, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function withExtension(
  bidi: Bidi,
  extension: string | null,
  addon: string | null,
  uuid: string,
  closed: Promise<void>,
  close: () => Promise<void>,
): Promise<Browser> {
  const { capabilities } = await bidi.send<{ capabilities: { browserVersion: string } }>('session.new', {
    capabilities: { alwaysMatch: { acceptInsecureCerts: true } },
  });
  if (extension)
    await bidi.send('webExtension.install', { extensionData: { type: 'path', path: extension } });
  const chromeTree = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree', {
    'moz:scope': 'chrome',
  });
  const browserWindow = chromeTree.contexts[0]?.context ?? '';
  /** Runs in the browser's own window, with the extension at hand (needs --remote-allow-system-access). */
  const inBrowser = (body: string, ...args: unknown[]) =>
    callFunction(
      bidi,
      { context: browserWindow },
      `async (_roots, addon, ...args) => {
      const extension = addon && WebExtensionPolicy.getByID(addon).extension;
      const tabOf = (id) => [...gBrowser.tabs].find((tab) => tab.linkedBrowser.browsingContext.id === id)
        ?? [...gBrowser.tabs].find((tab) => tab.linkedBrowser.currentURI.spec === id);
      ${body}
    }`,
      JSON.stringify([addon, ...args]),
      [],
    );

  const contexts = new Map<Page, FirefoxPage>();
  const open = async (url: string) => {
    const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' });
    const page = new FirefoxPage(bidi, context, (scheme) =>
      inBrowser(
        `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', args[0] === 'dark' ? 0 : 1)`,
        scheme,
      ),
    );
    contexts.set(page, page);
    await page.resize(1280, 800);
    await page.goto(url);
    return page;
  };
  let manifest: Promise<Page> | undefined;
  /** A document of the extension's that runs none of its code. */
  const extensionDocument = () => {
    manifest ??= open(`moz-extension://${uuid}/manifest.json`);
    return manifest;
  };
  if (addon) await extensionDocument();

  return {
    name: 'firefox',
    version: capabilities.browserVersion,
    open,
    screen: (path) => open(`moz-extension://${uuid}/${path}`),
    async tabId(page) {
      await (page as FirefoxPage).bringToFront();
      return Number(await inBrowser('return extension.tabManager.getWrapper(gBrowser.selectedTab).id;'));
    },
    async inExtension(run, ...args) {
      return (await extensionDocument()).evaluate(run, ...args);
    },
    async pressToolbarButton(page) {
      await (page as FirefoxPage).bringToFront();
      // What a press does, short of drawing the popup, which a headless window does not.
      await inBrowser('extension.tabManager.addActiveTabPermission(gBrowser.selectedTab);');
    },
    async killBackground() {
      await inBrowser(
        'await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });',
      );
    },
    closed,
    close,
  };
}

class FirefoxPage extends Page {
  readonly #bidi: Bidi;
  readonly #context: string;
  readonly #setScheme: (scheme: 'light' | 'dark') => Promise<unknown>;

  constructor(bidi: Bidi, context: string, setScheme: (scheme: 'light' | 'dark') => Promise<unknown>) {
    super();
    this.#bidi = bidi;
    this.#context = context;
    this.#setScheme = setScheme;
  }

  protected async call(surface: Surface, source: string, json: string): Promise<string | undefined> {
    if (surface === 'page') return callFunction(this.#bidi, { context: this.#context }, source, json, null);
    const world = { context: this.#context, sandbox: 'looking on' };
    const { result } = await this.#bidi.send<{ result: SerialisedNode }>('script.evaluate', {
      expression: 'document',
      target: world,
      awaitPromise: false,
      serializationOptions: { maxDomDepth: 200, includeShadowTree: 'all' },
    });
    return callFunction(this.#bidi, world, source, json, closedShadowRoots(result));
  }

  bringToFront(): Promise<unknown> {
    return this.#bidi.send('browsingContext.activate', { context: this.#context });
  }

  async goto(url: string): Promise<void> {
    // Navigating to an extension's page never reports that it is complete: wait for the document instead.
    const own = url.startsWith('moz-extension:');
    const wait = own ? 'none' : 'complete';
    await this.#bidi.send('browsingContext.navigate', { context: this.#context, url, wait });
    for (const deadline = Date.now() + 15_000; own; await new Promise((resolve) => setTimeout(resolve, 25))) {
      const at = await this.evaluate(() => `${document.readyState} ${location.href}`).catch(() => '');
      if (at === `complete ${url}`) return;
      if (Date.now() > deadline) throw new Error(`${url} did not load`);
    }
  }

  #perform(id: string, type: 'pointer' | 'key', actions: Record<string, unknown>[]): Promise<unknown> {
    const source = { type, id, actions, ...(type === 'pointer' && { parameters: { pointerType: 'mouse' } }) };
    return this.#bidi.send('input.performActions', { context: this.#context, actions: [source] });
  }
  async clickAt(x: number, y: number): Promise<void> {
    await this.#perform('mouse', 'pointer', [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]);
  }
  async type(text: string): Promise<void> {
    const strokes = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#perform('keyboard', 'key', strokes);
  }
  key(name: string): Promise<void> {
    return this.type(KEYS[name] ?? name);
  }
  async resize(width: number, height: number): Promise<void> {
    await this.#bidi.send('browsingContext.setViewport', {
      context: this.#context,
      viewport: { width, height },
    });
  }
  async colorScheme(scheme: 'light' | 'dark'): Promise<void> {
    await this.#setScheme(scheme);
  }
  async screenshot(file: string): Promise<void> {
    await this.bringToFront();
    const { data } = await this.#bidi.send<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.#context,
    });
    await writeFile(file, Buffer.from(data, 'base64'));
  }
  async close(): Promise<void> {
    await this.#bidi.send('browsingContext.close', { context: this.#context });
  }
}

/** WebDriver's code points for keys that are not characters (w3.org/TR/webdriver2, keyboard actions). */
const KEYS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  Space: ' ',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

/** A node as BiDi serialises it (script.NodeRemoteValue). */
interface SerialisedNode {
  sharedId?: string;
  value?: { children?: SerialisedNode[]; shadowRoot?: SerialisedNode | null; mode?: 'open' | 'closed' };
}

function closedShadowRoots(node: SerialisedNode): string[] {
  const shadow = node.value?.shadowRoot;
  const own = shadow?.value?.mode === 'closed' && shadow.sharedId ? [shadow.sharedId] : [];
  const inner = [...(shadow ? [shadow] : []), ...(node.value?.children ?? [])];
  return [...own, ...inner.flatMap(closedShadowRoots)];
}

/** Calls a function over shadow roots (null: over the document) with JSON arguments; gives JSON back. */
async function callFunction(
  bidi: Bidi,
  target: { context: string; sandbox?: string },
  source: string,
  json: string,
  shadowRoots: string[] | null,
): Promise<string | undefined> {
  const answer = await bidi.send<{
    type: string;
    result: { value?: string };
    exceptionDetails?: { text: string };
  }>('script.callFunction', {
    functionDeclaration: `async (json, ...roots) =>
      JSON.stringify(await (${source})(${shadowRoots ? 'roots' : '[document]'}, ...JSON.parse(json)))`,
    arguments: [{ type: 'string', value: json }, ...(shadowRoots ?? []).map((sharedId) => ({ sharedId }))],
    target,
    awaitPromise: true,
    userActivation: false,
  });
  if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text);
  return answer.result.value;
}

const addonId = (extension: string): string =>
  JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8')).browser_specific_settings.gecko.id;

/** A fixed host name for the extension's pages, so that they can be opened by their address. */
function uuidOf(addon: string): string {
  const hex = createHash('sha256').update(addon).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function userPreferences(proxyPort: number, addon: string | null, uuid: string): string {
  const preferences = {
    'app.update.enabled': false,
    'browser.aboutwelcome.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.webextOptionalPermissionPrompts': false,
    'extensions.webextensions.uuids': JSON.stringify(addon ? { [addon]: uuid } : {}),
    'intl.accept_languages': 'en-US, en',
    'intl.locale.requested': 'en-US',
    'layout.css.prefers-color-scheme.content-override': 1,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.type': 1,
    'toolkit.telemetry.enabled': false,
    'ui.prefersReducedMotion': 1,
  };
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

/** The address Firefox prints once it listens. */
function bidiAddress(firefox: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(new Error(`Firefox did not start:\n${printed}`)), 60_000);
    const read = (data: Buffer) => {
      printed = (printed + data).slice(-10_000);
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(printed)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    firefox.stdout?.on('data', read);
    firefox.stderr?.on('data', read);
    firefox.once('error', reject);
    firefox.once('exit', (code) => reject(new Error(`Firefox ended with ${code}:\n${printed}`)));
  });
}
