import {
  type BrowserContext,
  type CDPSession,
  type Page as PlaywrightPage,
  chromium as playwright,
} from '@playwright/test';
import { type Browser, type LaunchOptions, Page, type Surface } from './browser.ts';
import { findChromium } from './find.ts';
import { remove, temporaryFolder } from './processes.ts';

/** Starts Chromium (Playwright, Chrome DevTools Protocol) with the extension loaded. */
export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const profile = options.profile ?? temporaryFolder('chromium');
  const shop = options.shop.hosts.map((host) => `MAP ${host}:443 127.0.0.1:${options.shop.port}`);
  const context = await playwright.launchPersistentContext(profile, {
    executablePath: findChromium() ?? undefined,
    headless: !options.headed,
    ignoreHTTPSErrors: true,
    viewport: options.headed ? null : { width: 1280, height: 800 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--lang=en-US',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A tab the extension opens may navigate before anything could be told of it: the shop's certificates are its own.
      '--ignore-certificate-errors',
      '--enable-unsafe-extension-debugging',
      `--host-resolver-rules=${[...shop, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ')}`,
    ],
  });
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const close = async () => {
    await context.close();
    if (!options.profile) await remove(profile);
  };
  try {
    return await withExtension(context, options.extension, closed, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function withExtension(
  context: BrowserContext,
  extension: string | null,
  closed: Promise<void>,
  close: () => Promise<void>,
): Promise<Browser> {
  const browser = context.browser();
  if (!browser) throw new Error('Chromium has gone before it could be used');
  const devtools = await browser.newBrowserCDPSession();
  // Not --load-extension: Chrome itself refuses that since version 137, and this gives the id as well.
  const id = extension && (await devtools.send('Extensions.loadUnpacked', { path: extension })).id;
  const tabs = new Map<Page, PlaywrightPage>();
  const blank = context.pages()[0];

  const open = async (url: string) => {
    const tab = await context.newPage();
    const page = new ChromiumPage(tab, await context.newCDPSession(tab));
    tabs.set(page, tab);
    await page.goto(url);
    return page;
  };
  let manifest: Promise<Page> | undefined;
  /** A document of the extension's that runs none of its code. */
  const extensionDocument = () => {
    manifest ??= open(`chrome-extension://${id}/manifest.json`);
    return manifest;
  };
  if (id) await extensionDocument();
  void blank?.close();

  return {
    name: 'chromium',
    version: browser.version(),
    open,
    screen: (path) => open(`chrome-extension://${id}/${path}`),
    async tabId(page) {
      await tabs.get(page)?.bringToFront();
      return (await extensionDocument()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true });
        return tab?.id ?? -1;
      });
    },
    async inExtension(run, ...args) {
      return (await extensionDocument()).evaluate(run, ...args);
    },
    async pressToolbarButton(page) {
      await tabs.get(page)?.bringToFront();
      const url = await page.url();
      const { targetInfos } = await devtools.send('Target.getTargets', { filter: [{ type: 'tab' }] });
      const target = targetInfos.find((info) => info.url === url);
      if (!target || !id) throw new Error(`no tab shows ${url}`);
      await devtools.send('Extensions.triggerAction' as never, { id, targetId: target.targetId } as never);
    },
    async killBackground() {
      const tab = tabs.get(await extensionDocument());
      if (!tab) return;
      const session = await context.newCDPSession(tab);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    closed,
    close,
  };
}

/** A tab of Chromium; `devtools` is for what only its protocol can tell. */
export class ChromiumPage extends Page {
  readonly #tab: PlaywrightPage;
  readonly devtools: CDPSession;

  constructor(tab: PlaywrightPage, devtools: CDPSession) {
    super();
    this.#tab = tab;
    this.devtools = devtools;
  }

  protected async call(surface: Surface, source: string, json: string): Promise<string | undefined> {
    const roots = surface === 'overlay' ? await this.#closedShadowRoots() : [];
    const { result, exceptionDetails } = await this.devtools.send('Runtime.callFunctionOn', {
      functionDeclaration: `async function (json, ...roots) {
        return JSON.stringify(await (${source})(roots.length ? roots : json.overlay ? [] : [document], ...JSON.parse(json.args)));
      }`,
      arguments: [
        { value: { overlay: surface === 'overlay', args: json } },
        ...roots.map((objectId) => ({ objectId })),
      ],
      ...(roots[0] ? { objectId: roots[0] } : { objectId: await this.#globalObject() }),
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as string | undefined;
  }

  async #globalObject(): Promise<string> {
    const { result } = await this.devtools.send('Runtime.evaluate', { expression: 'globalThis' });
    return result.objectId as string;
  }

  /** Closed shadow roots as objects of an isolated world, outermost first. */
  async #closedShadowRoots(): Promise<string[]> {
    const { root } = await this.devtools.send('DOM.getDocument', { depth: -1, pierce: true });
    const { frameTree } = await this.devtools.send('Page.getFrameTree');
    const { executionContextId } = await this.devtools.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'looking on',
    });
    type Node = typeof root;
    const closedIn = (node: Node): Node[] => [
      ...(node.shadowRoots ?? []).filter((shadow) => shadow.shadowRootType === 'closed'),
      ...[...(node.shadowRoots ?? []), ...(node.children ?? [])].flatMap(closedIn),
    ];
    const objects = closedIn(root).map(async ({ backendNodeId }) => {
      const { object } = await this.devtools.send('DOM.resolveNode', { backendNodeId, executionContextId });
      return object.objectId as string;
    });
    return Promise.all(objects);
  }

  async goto(url: string): Promise<void> {
    await this.#tab.goto(url);
  }
  clickAt(x: number, y: number): Promise<void> {
    return this.#tab.mouse.click(x, y);
  }
  type(text: string): Promise<void> {
    return this.#tab.keyboard.type(text);
  }
  key(name: string): Promise<void> {
    return this.#tab.keyboard.press(name);
  }
  resize(width: number, height: number): Promise<void> {
    return this.#tab.setViewportSize({ width, height });
  }
  colorScheme(scheme: 'light' | 'dark'): Promise<void> {
    return this.#tab.emulateMedia({ colorScheme: scheme });
  }
  async screenshot(file: string): Promise<void> {
    await this.#tab.screenshot({ path: file });
  }
  close(): Promise<void> {
    return this.#tab.close();
  }
}
